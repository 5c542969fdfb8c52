"""Counts what was found right, per entity type and in total: exact spans, overlapping spans, characters left open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from piiguard.evaluation.labelled import Span


class Counts(NamedTuple):
    """Counts of one entity type, or of all.

    `gold` spans are labelled, of which `exact` were found so and `covered` were touched by a finding of their type;
    of the `found`, `touching` touch a labelled span of their type; of the labelled `characters`, `leaked` are in no
    finding of whatever type.
    """

    gold: int = 0
    found: int = 0
    exact: int = 0
    covered: int = 0
    touching: int = 0
    characters: int = 0
    leaked: int = 0

    def plus(self, other: Counts) -> Counts:
        """Return the sum, count by count."""
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def precision(self) -> float | None:
        """Return the share of findings that are labelled exactly so; None without findings."""
        return _share(self.exact, self.found)

    @property
    def recall(self) -> float | None:
        """Return the share of labelled spans that are found exactly so; None without any."""
        return _share(self.exact, self.gold)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall; None where nothing is labelled or found."""
        return _share(2 * self.exact, self.gold + self.found)

    @property
    def overlap_recall(self) -> float | None:
        """Return the share of labelled spans that a finding of their type touches."""
        return _share(self.covered, self.gold)

    @property
    def overlap_precision(self) -> float | None:
        """Return the share of findings that touch a labelled span of their type."""
        return _share(self.touching, self.found)

    @property
    def leak(self) -> float | None:
        """Return the share of labelled characters that no finding covers."""
        return _share(self.leaked, self.characters)


class Scores:
    """The counts of each entity type that was labelled or found, and their `total`, over the texts added so far."""

    def __init__(self) -> None:
        self.texts = 0
        self.total = Counts()
        self.types: dict[str, Counts] = {}

    def add(self, gold: Collection[Span], found: Collection[Span]) -> None:
        """Count one text: its labelled spans and what was found in it, each span once."""
        self.texts += 1
        if not gold and not found:
            return
        hidden, every = places(found), places(gold)
        total = Counts()
        for name in {each.entity_type for each in (*gold, *found)}:
            own = [each for each in gold if each.entity_type == name]
            counts = _counted(own, [each for each in found if each.entity_type == name], hidden)
            self.types[name] = self.types.get(name, Counts()).plus(counts)
            total = total.plus(counts)
        # A character that is labelled twice is one character to leak.
        self.total = self.total.plus(total._replace(characters=len(every), leaked=len(every - hidden)))


def _counted(gold: Collection[Span], found: Collection[Span], hidden: set[int]) -> Counts:
    """Return the counts of one type in one text, in which the characters at `hidden` are found."""
    labelled, seen = places(gold), places(found)
    return Counts(
        gold=len(gold),
        found=len(found),
        exact=len({*gold} & {*found}),
        covered=sum(touches(each, seen) for each in gold),
        touching=sum(touches(each, labelled) for each in found),
        characters=len(labelled),
        leaked=len(labelled - hidden),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def places(spans: Iterable[Span]) -> set[int]:
    """Return the offsets of the characters in `spans`."""
    return {at for each in spans for at in range(each.start, each.end)}


def touches(span: Span, offsets: Collection[int]) -> bool:
    """Return whether a character of `span` is at one of `offsets`."""
    return any(at in offsets for at in range(span.start, span.end))
