"""Runs the examples and counter-examples that recognizers carry, through an engine with all of them on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from piiguard.engine import Engine
from piiguard.recognizer import Recognizer

_OPEN, _CLOSE = "⟦", "⟧"


class Outcome(NamedTuple):
    """One example that was run: whose, which one (examples first, then counter-examples), and what was wrong."""

    recognizer: str
    example: str
    problem: str | None


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return `text` without the marks ⟦ and ⟧, and the spans that stood between them."""
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    start = 0
    for char in text:
        if char == _OPEN:
            start = len(plain)
        elif char == _CLOSE:
            spans.append((start, len(plain)))
        else:
            plain.append(char)
    return "".join(plain), spans


def run_examples(recognizers: Sequence[Recognizer], names: frozenset[str] | None = None) -> Iterator[Outcome]:
    """Yield the outcome of every example of `recognizers` (only of those in `names`, if given)."""
    engine = Engine(recognizers)
    for each in recognizers:
        if names is None or each.name in names or each.entity_type in names:
            yield from (_found(engine, each, text) for text in each.examples)
            yield from (_left(engine, each, text) for text in each.counter_examples)


def _found(engine: Engine, recognizer: Recognizer, marked: str) -> Outcome:
    text, expected = unmarked(marked)
    if recognizer.personal:
        spans = [(each.start, each.end) for each in engine.scan(text) if each.entity_type == recognizer.entity_type]
    else:
        spans = [
            (each.start, each.end)
            for each in engine.explain(text)
            if each.recognizer == recognizer.name and each.verdict == "left alone"
        ]
    problem = None if spans == expected else f"expected {len(expected)} spans {expected}, got {spans}"
    return Outcome(recognizer.name, marked, problem)


def _left(engine: Engine, recognizer: Recognizer, text: str) -> Outcome:
    spans = [(each.start, each.end) for each in engine.scan(text) if each.recognizer == recognizer.name]
    return Outcome(recognizer.name, text, f"expected nothing, got {spans}" if spans else None)
