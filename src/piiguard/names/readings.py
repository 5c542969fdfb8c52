"""Reads the runs of Han characters of a text: what is a person, a place, a body, and how likely."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from piiguard.names.features import DOT, REACH, Window
from piiguard.names.model import Model

# How far to each side a feature looks; a line end cuts it.
_CONTEXT: Final = 7
# A run of Han characters without any other sign is read in pieces of so many at most.
LONGEST_RUN: Final = 128
# Characters read at a time, so that memory stays flat.
_TOGETHER: Final = 1 << 18
# Line ends are made so many, so that no feature looks over them.
_GAP: Final = REACH
PERSON: Final = 1
_LABELS: Final = {PERSON: "PER", 4: "LOC", 6: "ORG"}
NUMBERS: Final = {label: number for number, label in _LABELS.items()}
# By the label of a character: whether a reading begins there, and whether one goes on.
_OPENS: Final = np.array([0, 1, 0, 0, 1, 0, 1, 0], bool)
_GOES_ON: Final = np.array([0, 0, 1, 1, 0, 1, 0, 1], bool)


class Reading(NamedTuple):
    """A stretch of a text read as `label` (PER, LOC, ORG), and how likely that is."""

    label: str
    start: int
    end: int
    score: float


class Readings(NamedTuple):
    """Readings in order, in columns: the numbers of their labels, starts, ends and scores."""

    labels: Any
    starts: Any
    ends: Any
    scores: Any

    @classmethod
    def of(cls, each: Iterable[Reading]) -> Readings:
        """Return the columns of readings given one by one."""
        rows = [(NUMBERS[label], start, end, score) for label, start, end, score in each]
        labels, starts, ends, scores = zip(*rows, strict=True) if rows else ((), (), (), ())
        spans = np.array(starts, np.intp), np.array(ends, np.intp)
        return cls(np.array(labels, np.uint8), *spans, np.array(scores, np.float64))

    def where(self, chosen: Any) -> Readings:
        """Return the readings that a mask, or an array of their numbers, chooses."""
        return Readings(*[column[chosen] for column in self])

    def listed(self) -> list[Reading]:
        """Return the readings one by one."""
        labels = map(_LABELS.__getitem__, self.labels.tolist())
        return [*map(Reading, labels, self.starts.tolist(), self.ends.tolist(), self.scores.tolist())]


class Second(Protocol):
    """A second opinion on the characters of one text, which reads sentences whole."""

    def start_of(self, at: int) -> int:
        """Return where the sentence begins that the character `at` stands in."""
        ...

    def add(self, emissions: Any, where: Any, firsts: Any, sizes: Any) -> None:
        """Add to `emissions` (8, characters) of the characters `where`; run k begins at the character `firsts[k]`."""
        ...

    def scores(self, margins: Any) -> Any:
        """Return the probability that readings with `margins` are right, now that both have spoken."""
        ...


class _Runs(NamedTuple):
    """Runs to read together: where each begins in `window`, the text from `offset` on, and how long each is."""

    window: Window
    firsts: Any
    sizes: Any
    offset: int


def readings(
    model: Model, text: str, bonus: float = 0.0, persons_alone: bool = False, second: Second | None = None
) -> Readings:
    """Return what `model` reads in `text`; `bonus` speaks for persons from the start.

    With `persons_alone`, runs in which no person can begin are not read: twice as fast.
    """
    codes = model.fold(_spread(text))
    gaps = np.flatnonzero(codes == 0)[::_GAP]
    firsts, sizes = _runs(codes)
    found = []
    low = 0
    while low < len(firsts):
        high = int(np.searchsorted(firsts, firsts[low] + _TOGETHER))
        if second is not None and high < len(firsts):
            sentence = second.start_of(int(_unspread(firsts[high : high + 1], gaps)[0]))
            high = max(low + 1, int(np.searchsorted(_unspread(firsts, gaps), sentence)))
        left = max(0, int(firsts[low]) - _CONTEXT)
        right = int(firsts[high - 1] + sizes[high - 1]) + _CONTEXT
        window = model.window(codes[left:right])
        runs = _Runs(window, firsts[low:high] - left, sizes[low:high], left)
        if persons_alone and second is None:
            runs = _with_persons(model, runs)
        if len(runs.firsts):
            found.append(_read(model, runs, gaps, bonus, second))
        low = high
    return Readings(*map(np.concatenate, zip(*found, strict=True))) if found else Readings.of(())


def _with_persons(model: Model, runs: _Runs) -> _Runs:
    """Return the runs in which a person may begin."""
    window, firsts, sizes, offset = runs
    open_before = np.concatenate(([0], np.cumsum(model.may_open(window), dtype=np.int32)))
    keep = open_before[firsts + sizes] > open_before[firsts]
    return _Runs(window, firsts[keep], sizes[keep], offset)


def _read(model: Model, runs: _Runs, gaps: Any, bonus: float, second: Second | None) -> Readings:
    """Return the readings of `runs`."""
    window, firsts, sizes, offset = runs
    rows, counts = _side_by_side(firsts, sizes)
    emissions = model.emissions(window, rows)
    emissions[PERSON] += np.float32(bonus)
    if second is not None:
        second.add(emissions, _unspread(rows + offset, gaps), _unspread(firsts + offset, gaps), sizes)
    labels = np.zeros(window.size + 1, np.uint8)
    labels[rows] = model.labels(emissions, counts)
    opens = np.flatnonzero(_OPENS.take(labels))
    # A reading ends before the first position behind its opening where none goes on.
    stops = np.flatnonzero(~_GOES_ON.take(labels))
    lengths = stops[np.searchsorted(stops, opens + 1)] - opens
    opens, lengths = opens[lengths > 1], lengths[lengths > 1]
    row_of = np.empty(window.size, np.int32)
    row_of[rows] = np.arange(len(rows), dtype=np.int32)
    kinds = labels[opens]
    margins = model.margins(emissions, kinds, row_of[_positions(opens, lengths)], lengths)
    chances = model.chances(margins) if second is None else second.scores(margins)
    starts = _unspread(opens + offset, gaps)
    return Readings(kinds, starts, starts + lengths, chances)


def _positions(firsts: Any, sizes: Any) -> Any:
    """Return the positions in stretches, one stretch behind the other."""
    return np.arange(sizes.sum()) + np.repeat(firsts - (np.cumsum(sizes) - sizes), sizes)


def _side_by_side(firsts: Any, sizes: Any) -> tuple[Any, Any]:
    """Return the first positions of all runs, then the second ones and so on, and how many runs have each.

    Longer runs come first.
    """
    order = np.argsort(-sizes, kind="stable")
    firsts, sizes = firsts[order], sizes[order]
    counts = np.searchsorted(-sizes, -np.arange(sizes[0]))
    return np.concatenate([firsts[:count] + step for step, count in enumerate(counts.tolist())]), counts


def _spread(text: str) -> str:
    """Return `text` with its line ends made so many that no feature looks over them."""
    return text.replace("\0", "\n").replace("\n", "\n" * _GAP)


def _unspread(places: Any, gaps: Any) -> Any:
    """Return where `places` of a spread text with the line ends `gaps`, themselves none, are in the text."""
    return places - np.searchsorted(gaps, places) * (_GAP - 1) if len(gaps) else places


def _runs(codes: Any) -> tuple[Any, Any]:
    """Return where runs of two or more Han characters and middle dots begin, and how long each is."""
    inside = ((codes >= 0x3400) & (codes < 0xA000)) | (codes >= 0x20000) | ((codes >= 0xF900) & (codes < 0xFB00))
    inside |= codes == DOT
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8)))
    firsts, lasts = edges[::2], edges[1::2]
    if len(firsts) and (lasts - firsts).max() > LONGEST_RUN:
        pieces = (lasts - firsts + LONGEST_RUN - 1) // LONGEST_RUN
        # Which piece of its run each piece is.
        number = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        firsts, lasts = np.repeat(firsts, pieces) + number * LONGEST_RUN, np.repeat(lasts, pieces)
    sizes = np.minimum(lasts - firsts, LONGEST_RUN)
    keep = sizes > 1
    return firsts[keep], sizes[keep]
