"""Reads short texts: the same as any text, in fewer steps, as what each step costs is most of what they take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.names.features import REACH
from piiguard.names.gate import Gate
from piiguard.names.runs import GAP, LONGEST as LONGEST_RUN, spread
from piiguard.names.short_features import ShortFeatures
from piiguard.names.viterbi import Viterbi
from piiguard.names.weights import Weights

# What is longer, with its line ends made many, is read sooner as all texts are.
LONGEST: Final = 1024
_OTHERS: Final = re.compile("[\0\U00010000-\U0010ffff]")
# As `piiguard.names.runs.runs_in` finds them, but for characters beyond the basic plane.
_RUN: Final = re.compile(f"[㐀-鿿\uf900-\ufaff·]{{2,{LONGEST_RUN}}}")
_PLACES: Final = np.arange(LONGEST)
_PERSON: Final = 1
_OPENS: Final = {_PERSON: "PER", 4: "LOC", 6: "ORG"}
_GOES_ON: Final = (2, 3, 5, 7)
# How a stretch can be read as one thing: label of its first, of its inner and of its last position.
_WAYS: Final = ((0, 0, 0), (1, 2, 3), (4, 5, 5), (6, 7, 7))


class ShortRead(NamedTuple):
    """What is read: (label, start, end, score) of each; and the runs that were left out, (start, end)."""

    readings: Sequence[tuple[str, int, int, float]] = ()
    left_out: Sequence[tuple[int, int]] = ()


def is_short(text: str) -> bool:
    """Return whether `text` can be read as a short one, without very rare characters."""
    return len(text) + text.count("\n") * (GAP - 1) <= LONGEST and _OTHERS.search(text) is None


class ShortReader:
    """Reads short texts with one set of weights and best labels by `best`, as `Reader` does with persons alone."""

    def __init__(self, weights: Weights, best: Viterbi, gate: Gate) -> None:
        self.features = ShortFeatures(weights)
        self._best = best
        self._scale = np.float32(weights.scale)
        self._moves: list[list[float]] = weights.moves.astype(np.float64).tolist()
        self._calibration = weights.calibration
        self._gate = gate

    def read(self, text: str, bonus: Any) -> ShortRead:
        """Return what is read in a text; `bonus`, a float32, speaks for persons from the start."""
        if "\n" not in text:
            return self._read(text, bonus)
        text = spread(text)
        readings, left_out = self._read(text, bonus)

        def unspread(place: int) -> int:
            return place - text.count("\n", 0, place) // GAP * (GAP - 1)

        spans = [(label, unspread(start), unspread(end), score) for label, start, end, score in readings]
        return ShortRead(spans, [(unspread(start), unspread(end)) for start, end in left_out])

    def _read(self, text: str, bonus: Any) -> ShortRead:
        features = self.features
        codes = features.codes(text)
        folded = codes[REACH:-REACH].tobytes().decode("utf-32-le", "surrogatepass")
        spans = [each.span() for each in _RUN.finditer(folded)]
        if not spans:
            return ShortRead()
        around = features.around(codes)
        opening = features.may_open(around)
        spans = [span for span in spans if opening.find(1, *span) >= 0]
        if not spans:
            return ShortRead()
        rows = _places(spans)
        sums = features.small_sums(around, rows)
        kept, left_out = self._named(spans, sums)
        if not kept:
            return ShortRead((), left_out)
        if left_out:
            rows = _places(kept)
            sums = sums.take(np.searchsorted(_places(spans), rows), 0)
        features.add_hashed(codes, rows, sums)
        emissions = np.multiply(sums, self._scale)
        emissions[:, _PERSON] += bonus
        return ShortRead([*self._readings(kept, emissions)], left_out)

    def _named(self, spans: Sequence[tuple[int, int]], sums: Any) -> tuple[list[tuple[int, int]], ...]:
        """Return those of `spans` in which a person may be named by the small tables alone, and the others."""
        behind = np.cumsum([end - start for start, end in spans])
        named = self._gate.may_begin(sums, behind - 1).tobytes()
        kept, left_out, first = list[tuple[int, int]](), list[tuple[int, int]](), 0
        for span, last in zip(spans, behind.tolist(), strict=True):
            (left_out if named.find(1, first, last) < 0 else kept).append(span)
            first = last
        return kept, left_out

    def _readings(self, spans: Sequence[tuple[int, int]], emissions: Any) -> Iterator[tuple[str, int, int, float]]:
        """Yield (label, start, end, score) of what is read in runs of which all characters have `emissions`."""
        labels = self._best.labels_of_few(emissions, [end - start for start, end in spans])
        found, rows, begins = list[tuple[int, int, int]](), list[Any](), 0
        for (start, end), those in zip(spans, labels, strict=True):
            for place in [place for place, label in enumerate(those) if label in _OPENS]:
                stop = place + 1
                while stop < end - start and those[stop] in _GOES_ON:
                    stop += 1
                if stop - place > 1:
                    found.append((those[place], start + place, start + stop))
                    rows.append(emissions[begins + place : begins + stop].tolist())
            begins += end - start
        margins = self._margins([each[0] for each in found], rows)
        for (kind, start, end), margin in zip(found, margins, strict=True):
            yield _OPENS[kind], start, end, self._chance(margin)

    def _chance(self, margin: float) -> float:
        """Return the probability that a reading with `margin` is right, as `Model.chances` does."""
        slope, offset = self._calibration
        # That of the standard library rounds in another way.
        return 1 / (1 + float(np.exp(-min(max(slope * margin + offset, -30), 30))))

    def _margins(self, kinds: Sequence[int], emissions: Sequence[list[list[float]]]) -> Iterator[float]:
        """Yield by how much each reading is likelier than the next best one, as `Model.margins` reckons it."""
        moves = self._moves
        # A sum goes on over all readings: what is reckoned in another order is rounded in another way.
        totals = [0.0] * len(_WAYS)
        for kind, rows in zip(kinds, emissions, strict=True):
            size, opening, closing = len(rows), rows[0], rows[-1]
            ways: dict[int, float] = {}
            for row, (first, inner, last) in enumerate(_WAYS):
                total = begun = totals[row] + opening[inner]
                for each in rows[1:-1]:
                    total += each[inner]
                totals[row] = total + closing[inner]
                if size == 2:
                    steps = moves[first][last]
                else:
                    steps = moves[first][inner] + (size - 3) * moves[inner][inner] + moves[inner][last]
                ends = moves[0][first] + opening[first] + closing[last]
                ways[first] = ends + moves[last][0] + (total - begun) + steps
            won = ways.pop(kind)
            yield won - max(ways.values())


def _places(spans: Sequence[tuple[int, int]]) -> Any:
    """Return all positions in `spans`."""
    parts = [_PLACES[start:end] for start, end in spans]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
