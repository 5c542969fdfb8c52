"""The findings of a large text: most of them arrays, of which objects are made only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import overload

import numpy as np

from piiguard.bulk.chunk import PAD, Codes, Mask, codes_of
from piiguard.bulk.hits import Hits
from piiguard.bulk.levels import LevelReader, Levels
from piiguard.finding import Finding, Level, findings
from piiguard.overlap import Raw, resolve
from piiguard.scoring import levels_of


class Found(Sequence[Finding]):
    """Findings in order: `plain` ones, each of which touches no other finding, and `others`.

    `text` is the folded text, which has the same places as the one that was given; `codes` are the codes of that one,
    if they are known.
    """

    def __init__(
        self, plain: Hits, others: list[Finding], text: str,
        levels: LevelReader | None = None, codes: Codes | None = None,
    ) -> None:  # fmt: skip
        self.codes = codes
        self.plain = plain
        self.levels = levels
        self.others = others
        self.text = text
        self._all: list[Finding] | None = None

    def __len__(self) -> int:
        return len(self.plain.starts) + len(self.others)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.all())

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> list[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | list[Finding]:
        """Return one finding, or some."""
        return self.all()[index]

    def all(self) -> list[Finding]:
        """Return all findings."""
        if self._all is None:
            plain = findings_of(self.plain, self.text, self.levels)
            self._all = sorted([*plain, *self.others], key=_start) if self.others else plain
        return self._all


def settled(hits: Sequence[Hits], raws: list[Raw]) -> tuple[Hits | None, list[Raw]]:
    """Return, of scored candidates, the personal hits that overlap nothing, and the others without overlaps."""
    if not hits:
        return None, resolve(raws)
    told = hits[0].told
    starts = np.concatenate([each.starts for each in hits])
    ends = np.concatenate([each.ends for each in hits])
    kinds = np.concatenate([each.kinds for each in hits])
    plain = _best_of_spans(Hits(starts, ends, kinds, told))
    apart, free = _are_apart(plain), _are_untouched(plain, raws)
    alone = apart & free
    alone[:-1] &= apart[1:]
    won, lost = _of_two(plain, apart, free)
    rest = [*plain.where(~(alone | won | lost)).raws(), *raws]
    personal = np.array([each.recognizer.personal for each in told], np.bool_)
    alone &= personal[plain.kinds]
    return plain.where(alone | won), resolve(rest)


def moved(plain: Hits, removed: Sequence[int]) -> tuple[Hits, list[Raw]]:
    """Return hits where they were before characters were `removed` at places; and those it does not tell of, as raws.

    These have levels, or characters were removed inside of them.
    """
    places = np.array(removed, np.int64) + PAD
    before, inside = np.searchsorted(places, plain.starts, "right"), np.searchsorted(places, plain.ends - 1, "right")
    has_parts = np.array([each.recognizer.parts is not None for each in plain.told], np.bool_)
    whole = (before == inside) & ~has_parts[plain.kinds]
    hits = Hits(plain.starts + before, plain.ends + inside, plain.kinds, plain.told)
    return hits.where(whole), plain.where(~whole).raws()


def _best_of_spans(hits: Hits) -> Hits:
    """Return the hits in order, without those that have the same span as a better one of the same entity type.

    Such a one is never reported, and whatever beats the better one beats it as well.
    """
    in_order = hits.where(np.argsort(hits.starts, kind="stable"))
    if (in_order.starts[1:] != in_order.starts[:-1]).all():
        return in_order
    told = hits.told
    ranked = sorted(
        range(len(told)), key=lambda kind: (-told[kind].weight, -told[kind].score, told[kind].recognizer.name)
    )
    ranks = np.zeros(len(told), np.int64)
    ranks[ranked] = np.arange(len(told))
    order = np.lexsort((ranks[hits.kinds], hits.ends, hits.starts))
    hits = hits.where(order)
    types: dict[str, int] = {}
    # What contains others decides about them, too.
    kinds = np.array(
        [
            -1 - number if each.recognizer.contains else types.setdefault(each.recognizer.entity_type, len(types))
            for number, each in enumerate(told)
        ],
        np.int64,
    )[hits.kinds]
    first = np.ones(len(order), np.bool_)
    first[1:] = (hits.starts[1:] != hits.starts[:-1]) | (hits.ends[1:] != hits.ends[:-1]) | (kinds[1:] != kinds[:-1])
    return hits if first.all() else hits.where(first)


def _are_apart(plain: Hits) -> Mask:
    """Return which hits, in order of their starts, overlap none that begins before."""
    reach = np.maximum.accumulate(plain.ends)
    apart = np.ones(len(plain.starts), np.bool_)
    apart[1:] = plain.starts[1:] >= reach[:-1]
    return apart


def _are_untouched(plain: Hits, raws: list[Raw]) -> Mask:
    """Return which hits overlap none of `raws`."""
    if not raws:
        return np.ones(len(plain.starts), np.bool_)
    firsts = np.array([raw.start for raw in raws], np.int64) + PAD
    lasts = np.array([raw.end for raw in raws], np.int64) + PAD
    order = np.argsort(firsts)
    firsts, reached = firsts[order], np.maximum.accumulate(lasts[order])
    # A raw one that begins before the end of a hit, and of which one reaches behind its start, may overlap it.
    before = np.searchsorted(firsts, plain.ends)
    found: Mask = (before == 0) | (reached[np.maximum(before - 1, 0)] <= plain.starts)
    return found


def _of_two(plain: Hits, apart: Mask, free: Mask) -> tuple[Mask, Mask]:
    """Return which hits are better than the only other one that they overlap, and which are worse.

    As `piiguard.overlap.resolve` says; where a kind contains others, or is not personal, neither is told.
    """
    told = plain.told
    simple = np.array([each.recognizer.personal and not each.recognizer.contains for each in told], np.bool_)
    clear = free & simple[plain.kinds]
    last = np.append(apart[1:], True)
    second = np.flatnonzero(~apart & last & clear)
    second = second[apart.take(second - 1) & clear.take(second - 1)]
    first = second - 1
    scores, names = [(-each.weight, -each.score) for each in told], [each.recognizer.name for each in told]
    evidence = np.array(list(map(sorted(set(scores)).index, scores)), np.int64)
    by_name = np.array(list(map(sorted(set(names)).index, names)), np.int64)
    kinds, others = plain.kinds.take(first), plain.kinds.take(second)
    more = evidence.take(others) - evidence.take(kinds)
    sizes = plain.ends - plain.starts
    longer = sizes.take(first) - sizes.take(second)
    later = (plain.starts.take(first) == plain.starts.take(second)) & (by_name.take(others) < by_name.take(kinds))
    second_wins = (more < 0) | ((more == 0) & ((longer < 0) | ((longer == 0) & later)))
    won, lost = np.zeros((2, len(apart)), np.bool_)
    won[np.where(second_wins, second, first)] = True
    lost[np.where(second_wins, first, second)] = True
    return won, lost


def findings_of(hits: Hits, text: str, reader: LevelReader | None = None) -> list[Finding]:
    """Return the hits in the folded `text` as findings; `reader` tells the levels of many addresses at once."""
    told, kinds = hits.told, hits.kinds.tolist()
    starts, ends = (hits.starts - PAD).tolist(), (hits.ends - PAD).tolist()
    types, scores, names, reasons = (
        map(column.__getitem__, kinds)
        for column in (
            [each.recognizer.entity_type for each in told],
            [each.score for each in told],
            [each.recognizer.name for each in told],
            [each.reason for each in told],
        )
    )
    levels = _levels(hits, text, reader)
    return findings(types, starts, ends, scores, names, reasons, levels)


def _levels(hits: Hits, text: str, reader: LevelReader | None) -> list[Levels]:
    """Return the levels of the hits, none for kinds without."""
    told = hits.told
    levels: list[Levels] = [()] * len(hits.starts)
    has_parts = np.array([each.recognizer.parts is not None for each in told], np.bool_)
    rows = np.flatnonzero(has_parts[hits.kinds])
    codes = codes_of(text) if reader is not None and rows.size else None
    known: list[Levels | None] = [None] * len(rows)
    if (
        reader is not None
        and codes is not None
        and all(told[kind].recognizer.parts is reader.parts for kind in np.unique(hits.kinds[rows]).tolist())
    ):
        known = reader.levels(text, codes, hits.starts[rows] - PAD, hits.ends[rows] - PAD)
    for row, found in zip(rows.tolist(), known, strict=True):
        if found is None:
            spans = levels_of(
                told[hits.kinds[row]].recognizer, text, int(hits.starts[row]) - PAD, int(hits.ends[row]) - PAD
            )
            found = tuple(map(tuple.__new__, repeat(Level), spans))
        levels[row] = found
    return levels


def _start(finding: Finding) -> int:
    return finding.start
