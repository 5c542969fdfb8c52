"""Finds further mentions of persons who were named with certainty, near by in the same line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from piiguard.names.readings import Reading

# Characters to each side within which a name is remembered.
REACH: Final = 400
_CERTAIN: Final = 0.83
# Two characters are soon a part of something else.
_CERTAIN_IF_SHORT: Final = 0.93
_AGAIN: Final = 0.95
_GIVEN_ALONE: Final = 0.8
_HARDLY_SURER: Final = 0.02
# Beside these a name in Latin letters is a part of another word.
_GLUED: Final = re.compile("[0-9A-Za-z_@]")


def mentions(text: str, found: Sequence[Reading], is_word: Callable[[str], bool]) -> Iterator[tuple[int, int, float]]:
    """Yield (start, end, score) where names of `found` stand again: whole, or the given name.

    They stand where nothing was read, or only a part of the whole name (崔明|远 beside 崔明远). `found` is in order.
    What lies further than `REACH` characters away, or in another line, is not remembered.
    """
    ends = [each.end for each in found]
    last: dict[str, tuple[int, float]] = {}
    for label, start, end, score in found:
        if label != "PER" or end - start < 2 or score < (_CERTAIN if end - start > 2 else _CERTAIN_IF_SHORT):
            continue  # a surname alone (王先生) stands in many words
        low = max(text.rfind("\n", max(0, start - REACH), start) + 1, start - REACH, 0)
        stop = text.find("\n", end, end + REACH)
        high = min(end + REACH, len(text)) if stop < 0 else stop
        name = text[start:end]
        searched, surer = last.get(name, (0, 0.0))
        last[name] = high, score + _HARDLY_SURER
        if score <= surer:
            low = max(low, searched - len(name) + 1)  # a name that comes again and again is looked for once
        yield from _again(text, name, low, high, score * _AGAIN, found, ends)
        if len(name) == 3 and not name.isascii() and not is_word(name[1:]) and name[1] != name[2]:
            yield from _again(text, name[1:], low, high, score * _GIVEN_ALONE, found, ends, mends=False)


def _again(
    text: str,
    name: str,
    low: int,
    high: int,
    score: float,
    found: Sequence[Reading],
    ends: Sequence[int],
    mends: bool = True,
) -> Iterator[tuple[int, int, float]]:
    latin = name.isascii()
    at = text.find(name, low, high)
    while at >= 0:
        end = at + len(name)
        nearest = bisect_right(ends, at)
        while nearest < len(found) and found[nearest].start < end and mends and _part(found[nearest], at, end):
            nearest += 1
        free = nearest == len(found) or found[nearest].start >= end
        if free and not (latin and (_GLUED.match(text, end) or (at and _GLUED.match(text, at - 1)))):
            yield at, end, score
        at = text.find(name, end, high)


def _part(reading: Reading, start: int, end: int) -> bool:
    return start <= reading.start and reading.end <= end and (reading.start, reading.end) != (start, end)
