"""The findings of a large text: most of them arrays, of which objects are made only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import overload

import numpy as np

from piiguard.bulk.chunk import PAD, Mask
from piiguard.bulk.hits import Hits
from piiguard.finding import Finding
from piiguard.overlap import Raw, resolve


class Found(Sequence[Finding]):
    """Findings in order: `plain` ones, each a run of digits that touches no other finding, and `others`."""

    def __init__(self, plain: Hits, others: list[Finding]) -> None:
        self.plain = plain
        self.others = others
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
            plain = findings_of(self.plain)
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
    order = np.argsort(starts, kind="stable")
    plain = Hits(starts[order], ends[order], kinds[order], told)
    alone = _stand_alone(plain, raws)
    rest = [*plain.where(~alone).raws(), *raws]
    personal = np.array([each.recognizer.personal for each in told], np.bool_)
    alone &= personal[plain.kinds]
    return plain.where(alone), resolve(rest)


def _stand_alone(plain: Hits, raws: list[Raw]) -> Mask:
    """Return which hits, in order of their starts, overlap neither another hit nor one of `raws`."""
    reach = np.maximum.accumulate(plain.ends)
    apart = np.ones(len(plain.starts), np.bool_)
    apart[1:] = plain.starts[1:] >= reach[:-1]
    alone = apart.copy()
    alone[:-1] &= apart[1:]
    if raws:
        firsts = np.array([raw.start for raw in raws], np.int64) + PAD
        lasts = np.array([raw.end for raw in raws], np.int64) + PAD
        order = np.argsort(firsts)
        firsts, reached = firsts[order], np.maximum.accumulate(lasts[order])
        # A raw one that begins before the end of a hit, and of which one reaches behind its start, may overlap it.
        before = np.searchsorted(firsts, plain.ends)
        alone &= (before == 0) | (reached[np.maximum(before - 1, 0)] <= plain.starts)
    return alone


def findings_of(hits: Hits) -> list[Finding]:
    """Return the hits as findings."""
    told = hits.told
    of = [told[kind] for kind in hits.kinds.tolist()]
    columns = (
        [each.recognizer.entity_type for each in of],
        (hits.starts - PAD).tolist(),
        (hits.ends - PAD).tolist(),
        [each.score for each in of],
        [each.recognizer.name for each in of],
        [each.reason for each in of],
    )
    # As `Finding._make` does, without a call of Python's for each.
    return list(map(tuple.__new__, repeat(Finding), zip(*columns, repeat(()))))


def _start(finding: Finding) -> int:
    return finding.start
