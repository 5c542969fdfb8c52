"""Sorts misses and false findings into kinds, counted, with one masked example of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from piiguard.evaluation.counting import places, touches
from piiguard.evaluation.labelled import Labelled, Span
from piiguard.printable import printable

_RUNS: Final = 3
_LONG: Final = 20

Show = Callable[[str, str], str]


class Kind(NamedTuple):
    """A kind of mistake: `missed` or `false`, of which type, what came instead, and what the values look like."""

    verdict: str
    entity_type: str
    instead: str
    shape: str


class Example(NamedTuple):
    """Where a kind of mistake was met first, and the value as it may be shown."""

    path: str
    line: int
    start: int
    end: int
    shown: str


class Mistakes:
    """Counts mistakes by kind; `show` makes of an entity type and a value what may be shown of it."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._counts: dict[Kind, int] = {}
        self._examples: dict[Kind, Example] = {}

    def add(self, item: Labelled, found: Sequence[Span]) -> None:
        """Count what is wrong in one text."""
        gold = item.spans
        for span in sorted({*gold} - {*found}):
            self._note("missed", span, _instead(span, found, "not found", "found"), item)
        for span in sorted({*found} - {*gold}):
            self._note("false", span, _instead(span, gold, "not labelled", "labelled"), item)

    def _note(self, verdict: str, span: Span, instead: str, item: Labelled) -> None:
        value = item.text[span.start : span.end]
        kind = Kind(verdict, span.entity_type, instead, shape(value))
        if kind not in self._counts:
            shown = printable(self._show(span.entity_type, value))
            self._examples[kind] = Example(item.path, item.line, span.start, span.end, shown)
        self._counts[kind] = self._counts.get(kind, 0) + 1

    def most(self, count: int) -> list[tuple[Kind, int, Example]]:
        """Return the `count` most frequent kinds, how often each is, and its first example."""
        order = sorted(self._counts, key=lambda kind: (-self._counts[kind], kind))
        return [(kind, self._counts[kind], self._examples[kind]) for kind in order[:count]]


def _instead(span: Span, others: Collection[Span], nothing: str, verb: str) -> str:
    """Return what the other side has at `span`: its own type with other ends goes before other types."""
    near = [each for each in others if touches(span, range(each.start, each.end))]
    if not near:
        return nothing
    if any(each.entity_type == span.entity_type for each in near):
        return f"{verb} with other ends"
    return f"{verb} as {max(near, key=lambda each: (len(places([each]) & places([span])), each)).entity_type}"


def shape(text: str) -> str:
    """Return what kinds of characters `text` has and how many, never which: "3 Han", "11 digits"; the rest as "…"."""
    runs = [(name, sum(1 for _ in run)) for name, run in groupby(text, _class)]
    told = [f"{count if count <= _LONG else f'over {_LONG}'} {name}" for name, count in runs[:_RUNS]]
    return ", ".join([*told, "…"] if len(runs) > _RUNS else told)


def _class(char: str) -> str:
    if char.isdecimal():
        return "digits"
    if char.isalpha():
        return "Han" if "㐀" <= char <= "鿿" or char >= "\U00020000" else "letters"
    return "blanks" if char.isspace() else "signs"
