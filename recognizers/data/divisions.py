"""Six-digit address codes of identity cards (GB/T 2260 and its yearly lists), current and retired."""

from __future__ import annotations

from typing import Final, NamedTuple

from piiguard.recognizers.data import _table

PROVINCES: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)


class Division(NamedTuple):
    """A place with a code: its latest name under it, whether the code is in use, and its years where known."""

    name: str
    current: bool
    first_year: int | None
    last_year: int | None


_divisions: dict[str, Division] = {}


def _load() -> dict[str, Division]:
    if not _divisions:
        for code, flag, first, last, name in _table.rows("divisions"):
            _divisions[code] = Division(name, flag == "c", int(first) if first else None, int(last) if last else None)
    return _divisions


_codes: list[frozenset[str]] = []


def codes() -> frozenset[str]:
    """Return every code that was ever in use; read at the first call, without building the names."""
    if not _codes:
        _codes.append(frozenset(_table.first_columns("divisions", 6)))
    return _codes[0]


def is_known(code: str) -> bool:
    """Return whether `code` is or was in use."""
    return code in codes()


def get(code: str) -> Division | None:
    """Return the division with `code`, None for a code never in use."""
    return _load().get(code)
