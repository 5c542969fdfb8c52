"""Reads the runs of Han characters of a text: what is a person, a place, a body, and how likely."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from piiguard.names.features import DOT
from piiguard.names.model import Model

# How far to each side a feature looks; a line end cuts it.
_CONTEXT: Final = 7
# A run of Han characters without any other sign is read in pieces of so many at most.
LONGEST_RUN: Final = 128
# Characters read at a time, so that memory stays flat.
_TOGETHER: Final = 1 << 15
# More with a second opinion, which reads sentences of one length at once: more of them are met.
_TOGETHER_WITH_SECOND: Final = 1 << 17
_LABELS: Final = {1: "PER", 4: "LOC", 6: "ORG"}
_OPENINGS: Final = (1, 4, 6)
_INNER: Final = (2, 3, 5, 7)


class Reading(NamedTuple):
    """A stretch of a text read as `label` (PER, LOC, ORG), and how likely that is."""

    label: str
    start: int
    end: int
    score: float


class Second(Protocol):
    """A second opinion on the characters of one text, which reads sentences whole."""

    def start_of(self, at: int) -> int:
        """Return where the sentence begins that the character `at` stands in."""
        ...

    def add(self, emissions: Any, where: Any, at: Any, sizes: Any) -> None:
        """Add to `emissions`, whose rows are the characters `where` (-1 for none); run k begins at row `at[k]`."""
        ...

    def scores(self, margins: Any) -> Any:
        """Return the probability that readings with `margins` are right, now that both have spoken."""
        ...


def readings(
    model: Model, text: str, bonus: float = 0.0, persons_alone: bool = False, second: Second | None = None
) -> list[Reading]:
    """Return what `model` reads in `text`, in order; `bonus` speaks for persons from the start.

    With `persons_alone`, runs in which no person can begin are not read: half as much again as fast.
    """
    codes = model.fold(text)
    firsts, sizes = _runs(codes)
    found: list[Reading] = []
    together = _TOGETHER if second is None else _TOGETHER_WITH_SECOND
    low = 0
    while low < len(firsts):
        high = int(np.searchsorted(firsts, firsts[low] + together))
        if second is not None and high < len(firsts):
            high = max(low + 1, int(np.searchsorted(firsts, second.start_of(int(firsts[high])))))
        left = max(0, int(firsts[low]) - _CONTEXT)
        right = int(firsts[high - 1] + sizes[high - 1]) + _CONTEXT
        block = codes[left:right], firsts[low:high] - left, sizes[low:high]
        found += _read(model, *block, bonus, persons_alone and second is None, second, left)
        low = high
    return found


def _read(
    model: Model, codes: Any, firsts: Any, sizes: Any, bonus: float, gated: bool, second: Second | None, offset: int
) -> list[Reading]:
    """Return the readings of the given runs of `codes`, which begin at the character `offset` of the text."""
    window = model.window(codes)
    if gated:
        opens = np.concatenate(([0], np.cumsum(model.may_open(window))))
        keep = opens[firsts + sizes] > opens[firsts]
        firsts, sizes = firsts[keep], sizes[keep]
        if not len(firsts):
            return []
    places, at = _windows(codes, firsts, sizes)
    emissions = model.emissions(window.at(places))
    emissions[:, 1] += bonus
    if second is not None:
        second.add(emissions, np.where(places >= 0, places + offset, -1), at, sizes)
    labels = model.labels(emissions, at, sizes)
    opens = np.flatnonzero(np.isin(labels, _OPENINGS))
    inner = np.append(np.isin(labels, _INNER), False)
    stops = np.flatnonzero(~inner)
    # A reading ends before the first position behind its opening that continues none.
    lasts = stops[np.searchsorted(stops, opens + 1)] - 1
    keep = lasts > opens
    opens, lasts = opens[keep], lasts[keep]
    kinds = labels[opens]
    margins = model.margins(emissions, kinds, opens, lasts)
    chances = (model.chances(margins) if second is None else second.scores(margins)).tolist()
    starts, ends = (places[opens] + offset).tolist(), (places[lasts] + (offset + 1)).tolist()
    labelled = map(_LABELS.__getitem__, kinds.tolist())
    return list(map(Reading, labelled, starts, ends, chances))


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


def _windows(codes: Any, firsts: Any, sizes: Any) -> tuple[Any, Any]:
    """Return the places of `codes` to read, -1 for nothing, and where in them the runs begin.

    Only runs and what stands near them are read. A line end becomes as much of nothing as a feature looks over.
    """
    steps = np.zeros(len(codes) + 1, np.int32)
    np.add.at(steps, np.maximum(firsts - _CONTEXT, 0), 1)
    np.add.at(steps, np.minimum(firsts + sizes + _CONTEXT, len(codes)), -1)
    places = np.flatnonzero(np.cumsum(steps[:-1]) > 0)
    breaks = codes[places] == 0
    # Windows that do not touch lie far enough apart already: each brings its surroundings along.
    positions = np.arange(len(places)) + np.concatenate(([0], np.cumsum(breaks * _CONTEXT)[:-1]))
    at = positions[np.searchsorted(places, firsts)]
    counts = np.where(breaks, _CONTEXT + 1, 1)
    return np.repeat(np.where(breaks, -1, places), counts), at
