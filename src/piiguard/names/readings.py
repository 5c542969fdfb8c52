"""Reads the runs of Han characters of a text: what is a person, a place, a body, and how likely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from piiguard.names.model import Model
from piiguard.names.runs import (
    Runs,
    closed_up,
    line_ends,
    positions,
    respread,
    runs_in,
    side_by_side,
    spread,
    unspread,
)

# How far to each side a feature looks; a line end cuts it.
_CONTEXT: Final = 7
# Characters read at a time, so that memory stays flat; and those looked at at once: what is reckoned of them stays in
# the processor's cache.
_TOGETHER: Final = 1 << 18
_BLOCK: Final = 1 << 15
# Where what is read is less than one in so many characters, the others are left out before.
_SPARSE: Final = 1.2
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


class Told(NamedTuple):
    """What the features say of runs that lie one behind the other: positions, sizes of the runs, sums (rows, 8)."""

    rows: Any
    sizes: Any
    sums: Any


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


class Reader:
    """Reads a text with `model`; `bonus` speaks for persons from the start.

    With `persons_alone`, runs in which no person can begin are not read: more than twice as fast.
    """

    def __init__(
        self, model: Model, text: str, bonus: float = 0.0, persons_alone: bool = False, second: Second | None = None
    ) -> None:
        self._model = model
        self._text = text
        self._bonus = np.float32(bonus)
        self._gated = persons_alone and second is None
        self._second = second
        # Where the runs begin and end that only what the small tables say has left out.
        self._left_out: list[tuple[Any, Any]] = []

    def readings(self) -> Readings:
        """Return what is read in the text, in order."""
        codes = self._model.fold(spread(self._text))
        ends = line_ends(codes)
        firsts, sizes = runs_in(codes)
        shifts = np.zeros(len(firsts), np.intp)
        if len(firsts) and self._second is None and (sizes.sum() + 2 * _CONTEXT * len(sizes)) * _SPARSE < len(codes):
            in_text = firsts
            codes, firsts = closed_up(codes, firsts, sizes, _CONTEXT)
            shifts = in_text - firsts
        found, told, low = [Readings.of(())], list[Told](), 0
        while low < len(firsts):
            high = self._until(low, firsts, ends)
            for first, last in self._blocks(low, high, firsts):
                left = max(0, int(firsts[first]) - _CONTEXT)
                right = int(firsts[last - 1] + sizes[last - 1]) + _CONTEXT
                window = self._model.window(codes[left:right])
                runs = Runs(window, firsts[first:last] - left, sizes[first:last], shifts[first:last] + left)
                told += self._told(runs, ends, self._gated)
            waiting = sum([len(each.rows) for each in told])
            if high == len(firsts) or self._second is not None or waiting > _TOGETHER:
                found.append(self._best(told, ends))
                told = []
            low = high
        return Readings(*map(np.concatenate, zip(*found, strict=True)))

    def _until(self, low: int, firsts: Any, ends: Any) -> int:
        """Return the number of the first run behind `low` that is not read together with it."""
        high = int(np.searchsorted(firsts, firsts[low] + _TOGETHER))
        if self._second is not None and high < len(firsts):
            sentence = self._second.start_of(int(unspread(firsts[high : high + 1], ends)[0]))
            high = max(low + 1, int(np.searchsorted(unspread(firsts, ends), sentence)))
        return high

    def _blocks(self, low: int, high: int, firsts: Any) -> Iterator[tuple[int, int]]:
        """Yield which runs from `low` to `high` are looked at together."""
        while low < high:
            first, low = low, min(high, int(np.searchsorted(firsts, firsts[low] + _BLOCK)))
            yield first, low

    def _told(self, runs: Runs, ends: Any, gated: bool) -> Iterator[Told]:
        """Yield what the features say in those of `runs` that are read; `ends` are where lines end."""
        model, window = self._model, runs.window
        if gated:
            runs = runs.where(runs.with_any(model.may_open(window)))
        rows = positions(runs.firsts, runs.sizes)
        sums = model.small_sums(window, rows)
        if gated and len(rows):
            named = model.may_name(sums, runs.sizes)
            self._leave_out(runs.where(~named), ends)
            kept = np.repeat(named, runs.sizes).nonzero()[0]
            rows, sums, runs = rows[kept], sums.take(kept, 0), runs.where(named)
        if len(rows):
            model.add_hashed(window, rows, sums)
            yield Told(rows + np.repeat(runs.shifts, runs.sizes), runs.sizes, sums)

    def _best(self, told: Sequence[Told], ends: Any) -> Readings:
        """Return the readings of the best labels of what is told of the runs of a spread text."""
        if not told:
            return Readings.of(())
        model, second = self._model, self._second
        rows, sizes, sums = map(np.concatenate, zip(*told, strict=True))
        speaking = self._speaking(rows, sizes, sums, ends)
        labels = np.zeros(len(rows) + 1, np.uint8)
        for order, counts in side_by_side(sizes):
            labels[order] = model.labels(speaking(order), counts)
        opens = np.flatnonzero(_OPENS.take(labels))
        # A reading ends before the first position behind its opening where none goes on.
        stops = np.flatnonzero(~_GOES_ON.take(labels))
        sizes = stops[np.searchsorted(stops, opens + 1)] - opens
        opens, sizes = opens[sizes > 1], sizes[sizes > 1]
        kinds = labels[opens]
        margins = model.margins(speaking(positions(opens, sizes)), kinds, sizes)
        chances = model.chances(margins) if second is None else second.scores(margins)
        starts = unspread(rows[opens], ends)
        return Readings(kinds, starts, starts + sizes, chances)

    def _speaking(self, rows: Any, sizes: Any, sums: Any, ends: Any) -> Callable[[Any], Any]:
        """Return what tells of some of the `rows` how much speaks for each label, as float32 (8, those)."""

        def ours(those: Any) -> Any:
            emissions = self._model.emissions(sums.take(those, 0))
            emissions[PERSON] += self._bonus
            return emissions

        if self._second is None:
            return ours
        both = ours(np.arange(len(rows)))
        self._second.add(both, unspread(rows, ends), unspread(rows[np.cumsum(sizes) - sizes], ends), sizes)
        return lambda those: both.take(those, 1)

    def _leave_out(self, runs: Runs, ends: Any) -> None:
        firsts = unspread(runs.firsts + runs.shifts, ends)
        self.leave_out(firsts, firsts + runs.sizes)

    def leave_out(self, firsts: Any, ends: Any) -> None:
        """Take it that the runs from `firsts` to `ends` of the text are left out."""
        self._left_out.append((firsts, ends))

    def in_the_way(self, starts: Any, ends: Any) -> Readings:
        """Return what is read in those runs that overlap the spans from `starts` to `ends`, and were left out."""
        firsts, lasts = map(np.concatenate, zip((starts[:0], ends[:0]), *self._left_out, strict=True))
        low, high = np.searchsorted(lasts, starts, side="right"), np.searchsorted(firsts, ends)
        chosen = np.unique(positions(low, np.maximum(high - low, 0)))
        if not len(chosen):
            return Readings.of(())
        firsts, lasts = firsts[chosen], lasts[chosen]
        befores = np.maximum(firsts - _CONTEXT, 0)
        parts = [
            self._text[low:high] for low, high in zip(befores.tolist(), (lasts + _CONTEXT).tolist(), strict=True)
        ]
        codes = self._model.fold(spread("\n".join(parts)))
        begins = np.cumsum([0, *(len(part) + 1 for part in parts[:-1])])
        places = respread(begins + firsts - befores, line_ends(codes))
        runs = Runs(self._model.window(codes), places, lasts - firsts, np.zeros(len(places), np.intp))
        found = self._best([*self._told(runs, starts[:0], False)], starts[:0])
        run = np.searchsorted(places, found.starts, side="right") - 1
        starts = found.starts - places[run] + firsts[run]
        return Readings(found.labels, starts, starts + (found.ends - found.starts), found.scores)


def readings(
    model: Model, text: str, bonus: float = 0.0, persons_alone: bool = False, second: Second | None = None
) -> Readings:
    """Return what `model` reads in `text`, as `Reader` does."""
    return Reader(model, text, bonus, persons_alone, second).readings()
