"""The part of a text in which an address around a place may be: a clause without the words of a sentence."""

from __future__ import annotations

import re
from typing import Final

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.sentence import FIELD, LIVES, STOP, TELLS, VERB
from piiguard.lazy import LazyPattern

BEFORE: Final = 64
AFTER: Final = 72
# No word of a sentence is longer.
_LONGEST_STOP: Final = 4
BORDERS: Final = frozenset("\n\r\t，,。；;：:|、！？!?“”\"'（）()<>{}[]【】《》「」=…")
_BORDER: Final = LazyPattern(f"[{re.escape(''.join(sorted(BORDERS)))}]")


def is_short(text: str, low: int, high: int) -> bool:
    """Return whether a clause is the same seen from each place in it."""
    bounded = (low == 0 or text[low - 1] in BORDERS) and (high == len(text) or text[high] in BORDERS)
    return bounded and high - low < BEFORE


def clause_around(text: str, at: int) -> tuple[int, int]:
    """Return where the clause begins and ends in which `at` is, as far as one looks."""
    start, end = max(0, at - BEFORE), min(len(text), at + AFTER)
    before, behind = _BORDER.search(text[start:at][::-1]), _BORDER.search(text, at, end)
    return at - before.start() if before else start, behind.start() if behind else end


def stretch(text: str, low: int, high: int, at: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """Return the part of the clause around `at` that holds no word of a sentence."""
    start = low
    for pattern in (STOP, VERB):
        for stop in pattern.finditer(text, start, at):
            if not _is_in_division(text, stop.start(), high, gazetteer):
                start = max(start, stop.end())
    before = text[max(0, start - 12) : start]
    is_opened = opens_place(before) or start == 0 or text[start - 1] in FIELD
    for pattern in (STOP,) if is_opened else (STOP, VERB):
        for stop in pattern.finditer(text, at, high):
            if not _is_in_division(text, stop.start(), high, gazetteer):
                high = stop.start()
                break
    while start < high and text[start] in " _-":
        start += 1
    return start, high


def is_cut(text: str, low: int, high: int, gazetteer: Gazetteer) -> bool:
    """Return whether, from whichever place in a clause one looks, a word of a sentence cuts off a part of it."""
    for stop in STOP.finditer(text, low, high):
        at, end = stop.span()
        # A longer word, or one that begins before it, might be looked at from inside.
        alone = end == at + 1 and not any(
            (other := STOP.match(text, first, high)) is not None and other.end() > at
            for first in range(max(low, at - _LONGEST_STOP + 1), at)
        )
        if alone and not _is_in_division(text, at, high, gazetteer):
            return True
    return False


def _is_in_division(text: str, at: int, end: int, gazetteer: Gazetteer) -> bool:
    """Return whether the sign at `at` is a part of the whole name of a division: 乐至县, 让胡路区."""
    for first in range(max(0, at - 3), at + 1):
        found = gazetteer.match(text, first, end)
        if found is not None and found.place.whole and found.end > at + 1:
            return True
    return False


def opens_place(before: str) -> bool:
    """Return whether what stands before says that a place follows."""
    return LIVES.search(before) is not None or TELLS.search(before) is not None
