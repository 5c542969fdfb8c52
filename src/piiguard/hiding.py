"""Masks plain numbers, names, mail and postal addresses of a large text in place: those of one kind all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import PAD, codes_of, flat
from piiguard.bulk.found import Found, findings_of
from piiguard.finding import Finding
from piiguard.operators.mask import MaskOperator
from piiguard.operators.mask_places import hidden_spans
from piiguard.operators.mask_styles import STYLES

if TYPE_CHECKING:
    from piiguard.operators.base import Operator, Request

# Where there are fewer than one for so many characters, it is faster to put each in its place than to go through all.
_SPARSE: Final = 2048
Treatment = Callable[[Finding, str], "tuple[Operator, Request]"]


def hide_plain(text: str, found: Sequence[Finding], treatment: Treatment) -> tuple[str, list[Finding]]:
    """Return `text`, as long as before, with the findings masked for which digits do not matter; and the other ones.

    `treatment`: tells the operator for a finding of a text, and what it is asked.
    """
    if not isinstance(found, Found) or len(found.plain.starts) * _SPARSE < len(text):
        return text, list(found)
    codes = codes_of(text) if found.codes is None else found.codes
    if codes is None:
        return text, list(found)
    codes = codes.copy()
    plain = found.plain
    starts = plain.starts - PAD
    left = np.zeros(len(starts), np.bool_)
    for kind in np.flatnonzero(np.bincount(plain.kinds)).tolist():
        of_kind = np.flatnonzero(plain.kinds == kind)
        sizes = plain.told[kind].sizes
        if not sizes:
            left[of_kind] = not _hide_spans(text, codes, found, of_kind, treatment)
            continue
        # The signs between groups count, too.
        signs = np.cumsum(sizes)[:-1] + np.arange(len(sizes) - 1)
        between = codes.take(starts[of_kind][:, None] + signs)
        differ = (between != between[:, :1]).any(axis=1)
        left[of_kind[differ]] = True
        for sign_between in np.unique(between[~differ]).tolist() if len(sizes) > 1 else [0]:
            mine = of_kind[~differ & (between == sign_between).all(axis=1)]
            [sample] = findings_of(plain.where(mine[:1]), found.text)
            written = chr(sign_between).join("1" * size for size in sizes)
            sign, places = _hidden(*treatment(sample, text), written)
            left[mine] = not sign
            for place in places:
                codes[starts[mine] + place] = ord(sign)
    hidden = codes.tobytes().decode("utf-16-le", "surrogatepass")
    others = found.others
    if left.any():
        others = [*findings_of(plain.where(left), found.text, found.levels), *others]
    return hidden, sorted(others, key=lambda each: each.start)


def _hide_spans(
    text: str, codes: NDArray[np.uint16], found: Found, rows: NDArray[np.int64], treatment: Treatment
) -> bool:
    """Mask the values `rows` of one kind, which differ in length, in the codes of `text`; return if so."""
    plain = found.plain.where(rows)
    [sample] = findings_of(plain.where(np.arange(1)), found.text)
    operator, request = treatment(sample, text)
    if not isinstance(operator, MaskOperator):
        return False
    places = plain.starts - PAD, plain.ends - PAD
    spans = hidden_spans(request.entity_type, text, codes, places, operator, found.levels)
    if spans is None:
        return False
    codes[flat(spans[0], spans[1] - spans[0])[1]] = ord(operator.char)
    return True


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
