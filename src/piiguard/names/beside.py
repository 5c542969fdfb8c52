"""Finds names in Latin letters that stand with a person who was read: in brackets, or in the same list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from piiguard.names.readings import PERSON, Reading, Readings

# Names as people and players write them: John Smith, john_smith, O'Brien, Mr.Tom.
_WORD: Final = "[A-Za-z][A-Za-z'’_.-]{1,24}(?<=[A-Za-z])"
_NAME: Final = f"{_WORD}(?:[ ·]{_WORD}){{0,3}}[0-9]{{0,4}}(?![0-9A-Za-z_@])"
_BEHIND: Final = re.compile(f"[（(][ ]?({_NAME})[ ]?[)）,，]")
_BEFORE: Final = re.compile(f"(?<![0-9A-Za-z_@./-])({_NAME})[ ]?[（(][ ]?$")
_CLOSED: Final = re.compile("[ ]?[)）]")
_NEXT: Final = re.compile(f"[ ]?(?:[、/]|[和与及])[ ]?({_NAME})")
_PREVIOUS: Final = re.compile(f"(?<![0-9A-Za-z_@./-])({_NAME})[ ]?(?:[、/]|[和与及])[ ]?$")
_LONGEST: Final = 108
# Behind a name, and before it, where also a space may stand between.
_OPENING: Final = np.array([*map(ord, "（( ")], np.uint32)
# Abbreviations, and what brackets say of a person instead of the name.
_NO_NAMES: Final = frozenset(
    """author editor manager teacher doctor director writer student engineer president chairman chairwoman founder
    leader captain coach host speaker owner admin guest user male female man woman boy girl left right middle top
    bottom photo image picture online offline vs and or the of in on at by for with from plus pro max mini http https
    www com html null none true false java python linux windows android iphone google apple microsoft version phd mba
    emba ceo cfo cto coo vp svp evp md mvp""".split()
)
_ABBREVIATION: Final = re.compile("[A-Z]{1,4}[0-9]*")
# The one who stands beside must be nearly sure.
_SURE: Final = 0.75
_LESS_SURE: Final = 0.9
_IN_LIST: Final = 0.85
# A list goes on for so many characters to each side at most.
_FARTHEST: Final = 160


def may_have_latin(codes: Any, found: Readings) -> Any:
    """Return which of `found` are persons that `latin_beside` may find something beside, told by single characters.

    `codes` are the code points of the text.
    """
    behind, before = codes.take(found.ends, mode="clip"), codes.take(found.starts - 1, mode="clip")
    bracket = (behind[:, None] == _OPENING[:2]).any(1) | (before[:, None] == _OPENING).any(1)
    return (found.labels == PERSON) & (bracket | (codes.take(found.starts) < 128))


def latin_beside(text: str, persons: Sequence[Reading]) -> Iterator[Reading]:
    """Yield names in Latin letters that stand with `persons`: as in `陈明月（Anna）` and `Anna和Ben`."""
    for each in persons:
        if each.score < _SURE:
            continue
        if text[each.start : each.end].isascii():
            yield from _listed(text, each)
            continue
        for start, end in _in_brackets(text, each):
            found = Reading("PER", start, end, each.score * _LESS_SURE)
            yield found
            yield from _listed(text, found)


def _in_brackets(text: str, person: Reading) -> Iterator[tuple[int, int]]:
    behind = _BEHIND.match(text, person.end)
    if behind is not None and _may_be_name(behind[1]):
        yield behind.span(1)
    before = _search_back(_BEFORE, text, person.start, "(（ ")
    if before is not None and _CLOSED.match(text, person.end) and _may_be_name(before[1]):
        yield before.span(1)


def _listed(text: str, person: Reading) -> Iterator[Reading]:
    """Yield the other Latin names of the list in which `person`, a Latin name, stands."""
    score = person.score * _IN_LIST
    end = person.end
    while end - person.end < _FARTHEST:
        following = _NEXT.match(text, end)
        if following is None or not _may_be_name(following[1]):
            break
        end = following.end(1)
        yield Reading("PER", following.start(1), end, score)
    start = person.start
    while person.start - start < _FARTHEST:
        previous = _search_back(_PREVIOUS, text, start, "、/和与及 ")
        if previous is None or not _may_be_name(previous[1]):
            break
        start = previous.start(1)
        yield Reading("PER", start, previous.end(1), score)


def _search_back(pattern: re.Pattern[str], text: str, end: int, signs: str) -> re.Match[str] | None:
    if end == 0 or text[end - 1] not in signs:
        return None
    return pattern.search(text, max(0, end - _LONGEST), end)


def _may_be_name(written: str) -> bool:
    if _ABBREVIATION.fullmatch(written):
        return False
    return not any(word.lower() in _NO_NAMES for word in re.split("[ ·._-]", written))
