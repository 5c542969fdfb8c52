"""Finds further mentions of persons who were named with certainty, near by in the same line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.names.readings import PERSON, Reading, Readings

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


class Mention(NamedTuple):
    """Where a name stands again, and how likely that is; `whole`, or the given name alone."""

    start: int
    end: int
    score: float
    whole: bool

    def is_free(self, starts: Sequence[int], ends: Sequence[int]) -> bool:
        """Return whether nothing that goes from one of `starts` to its end, in order, is in the way of the mention.

        What is a part of a whole name is not.
        """
        at = bisect_right(ends, self.start)
        while self.whole and at < len(starts) and self.start <= starts[at] < ends[at] <= self.end:
            if (starts[at], ends[at]) == self[:2]:
                return False
            at += 1
        return at == len(starts) or starts[at] >= self.end


def mentions(text: str, codes: Any, found: Readings, is_word: Callable[[str], bool]) -> Iterator[Mention]:
    """Yield where names of `found` stand again: whole, or the given name.

    They stand where nothing was read, or only a part of the whole name (崔明|远 beside 崔明远). `found` is in order.
    What lies further than `REACH` characters away, or in another line, is not remembered. `codes` are the code points
    of `text`.
    """
    sizes = found.ends - found.starts
    # A surname alone (王先生) stands in many words.
    certain = found.scores >= np.where(sizes > 2, _CERTAIN, _CERTAIN_IF_SHORT)
    persons = found.where((found.labels == PERSON) & (sizes > 1) & certain)
    if not len(persons.starts):
        return
    lines = np.concatenate(([-1], np.flatnonzero(codes == 10), [len(text)]))
    line = np.searchsorted(lines, persons.starts)
    lows = np.maximum(lines[line - 1] + 1, persons.starts - REACH).tolist()
    highs = np.minimum(lines[line], persons.ends + REACH).tolist()
    spans = found.starts.tolist(), found.ends.tolist()
    columns = persons.starts.tolist(), persons.ends.tolist(), persons.scores.tolist(), lows, highs
    yield from _near(text, zip(*columns, strict=True), spans, is_word)


def mentions_in_short(text: str, found: Sequence[Reading], is_word: Callable[[str], bool]) -> Iterator[Mention]:
    """Yield what `mentions` does, of few persons."""

    def reach(start: int, end: int) -> tuple[int, int]:
        line_end = text.find("\n", start)
        low = max(text.rfind("\n", 0, start) + 1, start - REACH)
        return low, min(len(text) if line_end < 0 else line_end, end + REACH)

    persons = [
        (start, end, score, *reach(start, end))
        for label, start, end, score in found
        if label == "PER" and end - start > 1 and score >= (_CERTAIN if end - start > 2 else _CERTAIN_IF_SHORT)
    ]
    if persons:
        yield from _near(text, persons, ([each.start for each in found], [each.end for each in found]), is_word)


def _near(
    text: str,
    persons: Iterable[tuple[int, int, float, int, int]],
    spans: tuple[Sequence[int], Sequence[int]],
    is_word: Callable[[str], bool],
) -> Iterator[Mention]:
    """Yield where `persons` (start, end, score, and from where to where to look) stand again, beside `spans`."""
    last: dict[str, tuple[int, float]] = {}
    for start, end, score, low, high in persons:
        name = text[start:end]
        before = last.get(name)
        if before is not None and score <= before[1]:
            low = max(low, before[0] - len(name) + 1)  # a name that comes again and again is looked for once
        last[name] = high, score + _HARDLY_SURER
        given = name[1:] if len(name) == 3 else name
        at = text.find(given, low, high)
        if at < 0 or (at == end - len(given) and text.find(given, end, high) < 0):
            continue  # nor does the whole name stand anywhere else
        if len(name) != 3 or _stands(text, name, low, high, start):
            yield from _again(text, name, low, high, Mention(start, end, score * _AGAIN, True), spans)
        if len(name) == 3 and name[1] != name[2] and not name.isascii() and not is_word(given):
            yield from _again(text, given, low, high, Mention(end - 2, end, score * _GIVEN_ALONE, False), spans)


def _stands(text: str, name: str, low: int, high: int, here: int) -> bool:
    """Return whether `name` stands between `low` and `high` of `text`, unless it does so only `here`."""
    at = text.find(name, low, high)
    return at >= 0 and (at != here or text.find(name, here + len(name), high) >= 0)


def _again(
    text: str, name: str, low: int, high: int, known: Mention, spans: tuple[Sequence[int], Sequence[int]]
) -> Iterator[Mention]:
    """Yield where `name` stands between `low` and `high` but where it is `known`, which is read already."""
    latin = name.isascii()
    at = text.find(name, low, high)
    while at >= 0:
        end = at + len(name)
        if at != known.start:
            mention = Mention(at, end, known.score, known.whole)
            if mention.is_free(*spans) and not (latin and _is_glued(text, at, end)):
                yield mention
        at = text.find(name, end, high)


def _is_glued(text: str, start: int, end: int) -> bool:
    return _GLUED.match(text, end) is not None or (start > 0 and _GLUED.match(text, start - 1) is not None)
