"""Clauses in quotes that words of a sentence cut, so that what is found in them is shorter than the quoted value.

Where all of the value is an address because its key says so, that is the better evidence: nothing else in it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.stretch import is_cut
from piiguard.bulk.chunk import PAD, Mask, Places
from piiguard.bulk.hits import Hits
from piiguard.bulk.postal_fields import LABELLED
from piiguard.overlap import Raw
from piiguard.recognizer import Candidate
from piiguard.rules import Rule
from piiguard.scoring import LABEL_WEIGHT


class _Clause(NamedTuple):
    low: int
    high: int
    places: Places


class PutOff:
    """Clauses that are looked at only where their whole is no labelled address that touches nothing else.

    `found` yields what `rule` finds in a text around places.
    """

    def __init__(
        self, rule: Rule, found: Callable[[str, Places], Collection[Candidate]], gazetteer: Callable[[], Gazetteer]
    ) -> None:
        self._gazetteer = gazetteer
        self.rule = rule
        score = rule.recognizer.score
        self._score = max(score.alone, score.with_cue)
        self._weight = rule.recognizer.strength + LABEL_WEIGHT
        self._found = found
        self._clauses: list[_Clause] = []

    def forget(self) -> None:
        """Begin with another text."""
        self._clauses.clear()

    def may(self, text: str, span: tuple[int, int], places: Places) -> bool:
        """Return whether the clause at `span` may be put off, and remember it then with its anchors."""
        if not is_cut(text, *span, self._gazetteer()):
            return False
        self._clauses.append(_Clause(*span, places))
        return True

    def called_for(self, text: str, hits: Sequence[Hits], raws: Sequence[Raw]) -> Iterator[Candidate]:
        """Yield what is found in clauses whose whole is not the best that is known of them; put them off no more."""
        if not self._clauses:
            return
        bounds = np.array([(clause.low, clause.high) for clause in self._clauses], np.int64).T
        keep = self._are_best(hits, bounds + PAD) & (_touching([(raw.start, raw.end) for raw in raws], bounds) == 0)
        called = [clause for clause, kept in zip(self._clauses, keep.tolist(), strict=True) if not kept]
        self._clauses = [clause for clause, kept in zip(self._clauses, keep.tolist(), strict=True) if kept]
        for clause in called:
            yield from self._found(text, clause.places)

    def _are_best(self, hits: Sequence[Hits], bounds: Places) -> Mask:
        """Return which spans are those of labelled addresses that no other hit touches."""
        starts, ends = bounds
        best = np.zeros(len(starts), np.bool_)
        count = np.zeros(len(starts), np.int64)
        for each in hits:
            count += _count(each.starts, each.ends, bounds)
            kinds = np.flatnonzero(np.bincount(each.kinds, minlength=1)) if len(each.kinds) else each.kinds
            better = [kind for kind in kinds.tolist() if self._is_better(each, kind)]
            if better:
                mine = each.where(np.isin(each.kinds, better))
                order = np.argsort(mine.starts)
                row = order[np.minimum(np.searchsorted(mine.starts, starts, sorter=order), len(order) - 1)]
                best |= (mine.starts[row] == starts) & (mine.ends[row] == ends)
        best &= count == 1
        return best

    def _is_better(self, hits: Hits, kind: int) -> bool:
        """Return whether what is told of hits of a kind beats whatever shorter candidate of the rule they hold."""
        told = hits.told[kind]
        return told.recognizer.name == LABELLED and told.weight >= self._weight and told.score >= self._score


def _touching(spans: Sequence[tuple[int, int]], bounds: Places) -> Places:
    if not spans:
        return np.zeros(bounds.shape[1], np.int64)
    starts, ends = np.array(spans, np.int64).T
    return _count(starts, ends, bounds)


def _count(starts: Places, ends: Places, bounds: Places) -> Places:
    """Return how many spans touch each of the bounds: they begin before it ends, and do not end before it."""
    found: Places = np.searchsorted(np.sort(starts), bounds[1]) - np.searchsorted(np.sort(ends), bounds[0], "right")
    return found
