"""Chinese surnames, of one character and of two."""

from __future__ import annotations

from piiguard.recognizers.data import _table

_surnames: set[str] = set()


def _load() -> set[str]:
    if not _surnames:
        _surnames.update(row[0] for row in _table.rows("surnames"))
    return _surnames


def is_surname(text: str) -> bool:
    """Return whether `text` is a surname of the table."""
    return text in _load()


def leading_surname(name: str) -> str | None:
    """Return the surname that `name` starts with, a two-character one first; None if it starts with none."""
    known = _load()
    return next((name[:size] for size in (2, 1) if name[:size] in known and len(name) >= size), None)
