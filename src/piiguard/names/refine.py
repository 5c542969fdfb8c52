"""Cuts titles off what the model reads as a person, and drops what is none for sure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import numpy as np

from piiguard.names.titles import TITLES
from piiguard.recognizers.data import surnames

# A word of the dictionary is a name only when this is sure.
SURE_OF_WORDS: Final = 0.87
DOTS: Final = "·•・‧-－"
_TITLES: Final = frozenset(TITLES)
_LAST: Final = frozenset(title[-1] for title in TITLES)
_LONGEST_TITLE: Final = max(map(len, TITLES))
# Before these a name is that of a street, a town or a school of thought.
_PLACE: Final = re.compile("[市省县镇乡村路街巷](?!长|支书|民|委|上|过)|思想|新时代|大街|大道|主义")
_PLACE_FIRST: Final = "市省县镇乡村路街巷思新大主"
_TEACHINGS: Final = re.compile("思想、$")
_LONGEST: Final = 8
_LONGEST_DOTTED: Final = 32
# What a character may be for a name, by its place: inside, at the end, behind, and at the start.
_INSIDE, _END, _BEHIND, _START = 1, 2, 4, 8


def refined(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the name alone within `start` and `end` of `text`; None when there is none.

    Of a surname with a title (王先生) the surname is the name.
    """
    while start < end and text[start] in DOTS:
        start += 1
    while start < end and text[end - 1] in DOTS:
        end -= 1
    if text[end - 1 : end] in _LAST:
        for size in range(min(_LONGEST_TITLE, end - start - 1), 1, -1):
            if text[end - size : end] in _TITLES:
                return start, end - size
    if text[max(0, start - 1) : start + 1] in surnames.compound():
        start -= 1  # 诸|葛明月
    name = text[start:end]
    if len(name) < 2 or "某" in name or _PLACE.match(text, end) or _TEACHINGS.search(text, max(0, start - 3), start):
        return None
    return (start, end) if len(name) <= _LONGEST or _is_dotted(name) else None


def _is_dotted(name: str) -> bool:
    return len(name) <= _LONGEST_DOTTED and any(dot in name for dot in DOTS)


def untouched(codes: Any, starts: Any, ends: Any) -> Any:
    """Return which spans of a text `refined` leaves as they are, told by a few characters; others it may leave too.

    `codes` are the code points of the text.
    """
    flags = _flags()

    def has(flag: int, places: Any) -> Any:
        return flags.take(codes.take(places, mode="clip"), mode="clip") & flag != 0

    touched = (ends - starts < 2) | (ends - starts > _LONGEST)
    for place in range(_LONGEST):
        touched |= has(_INSIDE, np.minimum(starts + place, ends - 1))
    touched |= (ends < len(codes)) & has(_BEHIND, ends)
    title_ends, compounds = _pairs()
    for flag, places, pairs in ((_END, ends - 2, title_ends), (_START, starts - 1, compounds)):
        may = np.flatnonzero(has(flag, places + 1) & (places >= 0))
        if len(may):
            met = pairs_at(codes, places[may])
            touched[may] |= pairs.take(np.searchsorted(pairs, met), mode="clip") == met
    # 思想、 before it.
    return ~(touched | ((starts > 2) & (codes.take(starts - 1, mode="clip") == ord("、")) & has(_BEHIND, starts - 3)))


def pairs_at(codes: Any, places: Any) -> Any:
    """Return a number for each two characters from `places` on; other numbers are other characters."""
    return codes.take(places) << 16 ^ codes.take(places + 1)


@cache
def _pairs() -> tuple[Any, Any]:
    """Return the sorted numbers of the last two characters of titles, and of the surnames that have two."""
    pairs = {title[-2:] for title in TITLES}, surnames.compound()
    title_ends, compounds = (sorted(ord(pair[0]) << 16 ^ ord(pair[1]) for pair in each) for each in pairs)
    return np.array(title_ends, np.uint32), np.array(compounds, np.uint32)


@cache
def _flags() -> Any:
    """Return what each character may be, by code point; the last cell stands for all that are greater."""
    flags = np.zeros(0x10000, np.uint8)

    def mark(flag: int, characters: Iterable[str]) -> None:
        flags[[*map(ord, characters)]] |= flag

    mark(_INSIDE, DOTS + "某")
    mark(_END, _LAST)
    mark(_BEHIND, _PLACE_FIRST)
    mark(_START, {surname[1] for surname in surnames.compound()})
    return flags
