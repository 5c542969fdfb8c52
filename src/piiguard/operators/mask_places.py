"""Which characters the customary masks of names, mail and postal addresses hide, told for many values at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from piiguard.addresses.plain import plain, written
from piiguard.bulk.chunk import flat
from piiguard.operators.addresses import end_of_level
from piiguard.operators.names import COMPOUND, surname_length
from piiguard.text.fold import ANY

if TYPE_CHECKING:
    from piiguard.bulk.levels import LevelReader
    from piiguard.operators.mask import MaskOperator

Places = NDArray[np.int64]
Codes = NDArray[np.uint16]
Spans = tuple[Places, Places]
_REMEMBERED: Final = 8192
# Where there are fewer values than one for so many characters, it is faster to take each by itself.
_SPARSE: Final = 256
# What of an address stays, by the level and by the address with a zero for each digit.
_known: Final[dict[str, dict[str, int]]] = defaultdict(dict)
_SIGNS: Final = tuple(map(ord, "@＠"))
# The first Han character, and how many follow that are letters, all of them.
_HAN: Final = (np.uint16(0x4E00), 0x51A6)
_COMPOUND: Final = np.array(sorted(ord(name[0]) << 16 | ord(name[1]) for name in COMPOUND), np.uint32)
# A mask of one of these may look like what it hides.
_LOCAL_SIGNS: Final = "._%+-"
_DIGITS: Final = tuple((ord(first), ord(last)) for first, last in ("09", "０９"))


def hidden_spans(
    kind: str, text: str, codes: Codes, spans: Spans, mask: MaskOperator, levels: LevelReader | None = None
) -> Spans | None:
    """Return where in `text` the characters begin and end that `mask` hides of values of a kind; None if it differs.

    `codes` are those of `text`, each of one place. The spans are of values that touch no other finding. `levels`
    tells of many addresses at once what it can.
    """
    of_kind = _OF_KINDS.get(kind)
    if of_kind is None or not mask.customary or ord(mask.char) >= 1 << 16 or mask.char in _LOCAL_SIGNS:
        return None
    starts, ends = spans
    hidden = of_kind(text, codes, spans, mask, levels)
    if hidden is None:
        return None
    begins, stops = hidden
    sizes = stops - begins
    rows, places = flat(begins, sizes)
    # Where nothing would change, the whole value is hidden.
    same = np.bincount(rows[codes[places] == ord(mask.char)], minlength=len(starts)) == sizes
    return np.where(same, starts, begins), np.where(same, ends, stops)


def _of_mail(text: str, codes: Codes, spans: Spans, mask: MaskOperator, levels: LevelReader | None) -> Spans:
    """Hide the local part but for its first character, or all of it."""
    starts, ends = spans
    sizes = ends - starts
    first = np.cumsum(sizes) - sizes
    own = codes.take(flat(starts, sizes)[1])
    signs = np.flatnonzero(np.logical_or.reduce([own == sign for sign in _SIGNS]))
    local = signs.take(np.searchsorted(signs, first)) - first
    digits = np.logical_or.reduce([(own >= low) & (own <= high) for low, high in _DIGITS])
    before = np.concatenate(([0], np.cumsum(digits)))
    numbers = before.take(first + local) - before.take(first) == local
    visible = ~numbers & (local > 1) & (not mask.strict)
    return starts + visible, starts + local


def _of_persons(
    text: str, codes: Codes, spans: Spans, mask: MaskOperator, levels: LevelReader | None
) -> Spans | None:
    """Hide all but the surname; names with dots or spaces are not told."""
    starts, ends = spans
    letters = codes[flat(starts, ends - starts)[1]]
    if ((letters - _HAN[0]) < _HAN[1]).all():
        pairs = codes.take(starts).astype(np.uint32) << np.uint32(16) | codes.take(starts + 1, mode="clip")
        return starts + 1 + (np.isin(pairs, _COMPOUND) & (ends - starts > 2)), ends
    names = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    if not all(map(str.isalnum, names)):
        return None
    return starts + np.array(list(map(surname_length, names)), np.int64), ends


def _of_addresses(text: str, codes: Codes, spans: Spans, mask: MaskOperator, levels: LevelReader | None) -> Spans:
    """Hide what is finer than the level that stays."""
    starts, ends = spans
    forms = _forms(text, spans)
    known = _known[mask.address]
    visible = np.array([known.get(form, -1) for form in forms], np.int64)
    new = np.flatnonzero(visible < 0)
    if len(new):
        visible[new] = _visible_of(text, codes, (starts[new], ends[new]), mask.address, levels)
        if len(known) > _REMEMBERED:
            known.clear()
        known.update({forms[row]: int(visible[row]) for row in new.tolist() if ANY.search(forms[row]) is None})
    return starts + np.where(visible < ends - starts, visible, 0), ends


def _forms(text: str, spans: Spans) -> list[str]:
    """Return values with a zero for each digit."""
    places = zip(*(each.tolist() for each in spans), strict=True)
    if len(spans[0]) * _SPARSE < len(text):
        return [written(plain(text[start:end])) for start, end in places]
    zeros = written(plain(text))
    return [zeros[start:end] for start, end in places]


def _visible_of(text: str, codes: Codes, spans: Spans, level: str, levels: LevelReader | None) -> Places:
    """Return how much of each address stays visible."""
    starts, ends = spans
    visible = np.full(len(starts), -1, np.int64)
    if levels is not None:
        visible = levels.reach(text, codes, starts, ends, level, partial(_reach, level))
    for row in np.flatnonzero(visible < 0).tolist():
        value = text[int(starts[row]) : int(ends[row])]
        reach = _reach(level, value)
        visible[row] = end_of_level(value, level) if reach is None else reach
    return visible


def _reach(level: str, value: str) -> int | None:
    """Return where a level of an address ends; None where the digits count, as beside Han ones."""
    return None if ANY.search(value) else _visible(plain(value), level)


@lru_cache(_REMEMBERED)
def _visible(form: bytes, level: str) -> int:
    return end_of_level(written(form), level)


_OF_KINDS: Final[Mapping[str, Callable[[str, Codes, Spans, MaskOperator, LevelReader | None], Spans | None]]] = {
    "EMAIL_ADDRESS": _of_mail,
    "PERSON": _of_persons,
    "CN_ADDRESS": _of_addresses,
}
