"""What a finder that is no piiguard recognizer looks like to a guard, and how its findings join the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from piiguard.finding import Finding
from piiguard.recognizer import Recognizer


class Adapter(Protocol):
    """Finds in whole texts; `kinds` describes each entity type that it may report."""

    @property
    def kinds(self) -> Sequence[Recognizer]:
        """Return a recognizer without candidates for each entity type."""
        ...

    def scan(self, text: str) -> list[Finding]:
        """Return the findings of `text`, in any order; they may overlap."""
        ...


def merged(ours: Sequence[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Return all findings in order without overlaps; the higher score wins, then ours, then the longer span."""
    own = frozenset(ours)
    by_worth = sorted(
        [*ours, *others], key=lambda each: (-each.score, each not in own, each.start - each.end, each.start)
    )
    starts: list[int] = []
    kept: list[Finding] = []
    for each in by_worth:
        place = bisect_left(starts, each.start)
        if place and kept[place - 1].end > each.start:
            continue
        if place < len(kept) and kept[place].start < each.end:
            continue
        starts.insert(place, each.start)
        kept.insert(place, each)
    return kept


def adapted(others: list[Any]) -> tuple[Adapter, ...]:
    """Return what runs recognizers that are not piiguard's own; raises `UsageError` for what is none at all."""
    if not others:
        return ()
    from importlib import import_module

    # By name: importing Presidio takes over a second, and the core does not know it.
    found: tuple[Adapter, ...] = import_module("piiguard.integrations.presidio.foreign").adapted(others)
    return found
