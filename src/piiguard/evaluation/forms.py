"""Tells an evaluation: as a table for a terminal, and as an object for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from piiguard.evaluation.counting import Counts, Scores
from piiguard.evaluation.mistakes import Example, Kind
from piiguard.report.columns import padded

_SHARES: Final = ("precision", "recall", "f1", "overlap_precision", "overlap_recall", "leak")
_HEADS: Final = ("gold", "found", "precision", "recall", "F1", "overlap P", "overlap R", "leak")
_TOTAL: Final = "total"

Told = Iterable[tuple[Kind, int, Example]]


def as_object(scores: Scores, mistakes: Told) -> dict[str, object]:
    """Return counts, shares (to four places; null where there is nothing to share) and mistakes."""
    return {
        "texts": scores.texts,
        _TOTAL: _figures(scores.total),
        "types": {name: _figures(scores.types[name]) for name in sorted(scores.types)},
        "errors": [
            {**kind._asdict(), "count": count, "example": example._asdict()} for kind, count, example in mistakes
        ],
    }


def _figures(counts: Counts) -> dict[str, float | None]:
    shares = {name: getattr(counts, name) for name in _SHARES}
    return counts._asdict() | {name: None if each is None else round(each, 4) for name, each in shares.items()}


def as_table(scores: Scores, mistakes: Told) -> str:
    """Return a line for each entity type and one in total, and below them a line for each kind of mistake."""
    counted = [(name, scores.types[name]) for name in sorted(scores.types)] + [(_TOTAL, scores.total)]
    rows = [["", *_HEADS], *([name, *_cells(counts)] for name, counts in counted)]
    lines = [_aligned(row, [max(map(len, column)) for column in zip(*rows, strict=True)]) for row in rows]
    return "".join(f"{line}\n" for line in [*lines, *_told(mistakes)])


def _cells(counts: Counts) -> list[str]:
    shares = [getattr(counts, name) for name in _SHARES]
    return [str(counts.gold), str(counts.found), *("–" if each is None else f"{each:.3f}" for each in shares)]


def _aligned(row: Sequence[str], places: Sequence[int]) -> str:
    """Return the row with its name to the left and its figures to the right."""
    name, *figures = row
    cells = [figure.rjust(width) for figure, width in zip(figures, places[1:], strict=True)]
    return "  ".join([name.ljust(places[0]), *cells])


def _told(mistakes: Told) -> list[str]:
    rows = [
        (f"{count:>6}", kind.verdict, kind.entity_type, f"{kind.instead}; {kind.shape}", _place(example))
        for kind, count, example in mistakes
    ]
    if not rows:
        return []
    places = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["", *("  ".join(map(padded, row, places)).rstrip() for row in rows)]


def _place(example: Example) -> str:
    return f"{example.path}:{example.line}:{example.start}-{example.end} {example.shown}"
