"""Masks the plain numbers of a large text in place: those of one kind and length all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from piiguard.bulk.chunk import PAD, codes_of
from piiguard.bulk.found import Found, findings_of
from piiguard.finding import Finding
from piiguard.operators.mask import MaskOperator
from piiguard.operators.mask_styles import STYLES

if TYPE_CHECKING:
    from piiguard.operators.base import Operator, Request

Treatment = Callable[[Finding, str], "tuple[Operator, Request]"]


def hide_plain(text: str, found: Sequence[Finding], treatment: Treatment) -> tuple[str, list[Finding]]:
    """Return `text`, as long as before, with the findings masked for which digits do not matter; and the other ones.

    `treatment`: tells the operator for a finding of a text, and what it is asked.
    """
    codes = codes_of(text)
    if codes is None or not isinstance(found, Found) or not len(found.plain.starts):
        return text, list(found)
    codes = codes.copy()
    plain = found.plain
    starts = plain.starts - PAD
    left = np.zeros(len(starts), np.bool_)
    for kind in np.flatnonzero(np.bincount(plain.kinds)).tolist():
        of_kind = np.flatnonzero(plain.kinds == kind)
        sizes = plain.told[kind].sizes
        if not sizes:
            left[of_kind] = True
            continue
        # The signs between two groups count, too.
        between = codes.take(starts[of_kind] + sizes[0]) if len(sizes) > 1 else np.zeros(len(of_kind), np.uint16)
        for sign_between in np.unique(between).tolist() if len(sizes) > 1 else [0]:
            mine = of_kind[between == sign_between]
            [sample] = findings_of(plain.where(mine[:1]), found.text)
            written = chr(sign_between).join("1" * size for size in sizes)
            sign, places = _hidden(*treatment(sample, text), written)
            left[mine] = not sign
            for place in places:
                codes[starts[mine] + place] = ord(sign)
    hidden = codes.tobytes().decode("utf-16-le", "surrogatepass")
    others = [*findings_of(plain.where(left), found.text), *found.others] if left.any() else found.others
    return hidden, sorted(others, key=lambda each: each.start)


def _hidden(operator: Operator, request: Request, written: str) -> tuple[str, Sequence[int]]:
    """Return the sign, and its places in every number that is `written` alike; no sign where it depends on more."""
    if not isinstance(operator, MaskOperator) or request.entity_type in STYLES or ord(operator.char) > 0xFFFF:
        return "", ()
    masked = operator.apply(request._replace(value=written, canonical=written))
    if len(masked) != len(written):
        return "", ()
    return operator.char, [
        place for place, signs in enumerate(zip(masked, written, strict=True)) if signs[0] != signs[1]
    ]
