"""Counts what a scan got right: exact spans, overlapping spans, and what was found where nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol


class Found(Protocol):
    """What counts as a finding: piiguard's own type has these fields."""

    @property
    def entity_type(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Truth(NamedTuple):
    """A labelled span: where it is, and the entity types that are right for it."""

    start: int
    end: int
    types: frozenset[str]


class Tally:
    """Counts of one kind of value over a set of texts."""

    def __init__(self) -> None:
        self.gold = self.exact = self.covered = self.found = self.right = self.touching = 0

    def as_dict(self) -> dict[str, float | None]:
        """Return the counts and the shares: recall, overlap recall, precision, overlap precision."""
        return {
            "gold": self.gold,
            "found": self.found,
            "recall": share(self.exact, self.gold),
            "overlap_recall": share(self.covered, self.gold),
            "precision": share(self.right, self.found),
            "overlap_precision": share(self.touching, self.found),
        }


def share(part: int, whole: int) -> float | None:
    """Return `part / whole`, and None for nothing of nothing."""
    return round(part / whole, 4) if whole else None


def overlaps(one: Found | Truth, other: Found | Truth) -> bool:
    """Return whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def count_gold(tally: Tally, truth: Sequence[Truth], found: Sequence[Found]) -> list[Truth]:
    """Add the recall of `truth` to `tally` and return the spans that were not found exactly."""
    missed = []
    for span in truth:
        tally.gold += 1
        hit = any((each.start, each.end) == span[:2] and each.entity_type in span.types for each in found)
        tally.exact += hit
        tally.covered += any(overlaps(span, each) and each.entity_type in span.types for each in found)
        if not hit:
            missed.append(span)
    return missed


def count_found(tally: Tally, truth: Sequence[Truth], found: Sequence[Found]) -> list[Found]:
    """Add the precision of `found` to `tally` and return the findings that match no span exactly."""
    wrong = []
    for each in found:
        tally.found += 1
        hit = any((each.start, each.end) == span[:2] and each.entity_type in span.types for span in truth)
        tally.right += hit
        tally.touching += any(overlaps(span, each) and each.entity_type in span.types for span in truth)
        if not hit:
            wrong.append(each)
    return wrong


def shape(text: str) -> str:
    """Return what kind of characters `text` has, never which: 9 a A 汉 and signs, runs of more than 20 cut."""
    names = []
    for char in text[:60]:
        if char.isdecimal():
            names.append("9")
        elif char.isascii():
            names.append("A" if char.isupper() else "a" if char.isalpha() else char if char != "\n" else "⏎")
        else:
            names.append("汉" if char.isalpha() else char)
    return "".join(names) + ("…" if len(text) > 60 else "")


def most(counter: Counter[tuple[str, str]], only: Collection[str] = (), top: int = 30) -> list[tuple[str, str, int]]:
    """Return the most frequent (type, shape, count), of the types in `only` if given."""
    wanted = [(key, count) for key, count in counter.most_common() if not only or key[0] in only]
    return [(entity_type, name, count) for (entity_type, name), count in wanted[:top]]
