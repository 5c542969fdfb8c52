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
    sizes = plain.ends - plain.starts
    keys = plain.kinds * (int(sizes.max()) + 1) + sizes
    distinct, first = np.unique(keys, return_index=True)
    left = np.zeros(len(keys), np.bool_)
    for key, row in zip(distinct.tolist(), first.tolist(), strict=True):
        mine = keys == key
        [sample] = findings_of(plain.where(slice(row, row + 1)))
        sign, places = _hidden(*treatment(sample, text), sample.end - sample.start)
        if sign:
            starts = plain.starts[mine] - PAD
            for place in places:
                codes[starts + place] = ord(sign)
        else:
            left |= mine
    hidden = codes.tobytes().decode("utf-16-le", "surrogatepass")
    others = [*findings_of(plain.where(left)), *found.others] if left.any() else found.others
    return hidden, sorted(others, key=lambda each: each.start)


def _hidden(operator: Operator, request: Request, size: int) -> tuple[str, Sequence[int]]:
    """Return the sign, and the places it takes in every number of `size` digits; no sign where it depends on more."""
    if not isinstance(operator, MaskOperator) or request.entity_type in STYLES or ord(operator.char) > 0xFFFF:
        return "", ()
    one = "1" * size
    masked = operator.apply(request._replace(value=one, canonical=one))
    if len(masked) != size:
        return "", ()
    return operator.char, [place for place, sign in enumerate(masked) if sign != "1"]
