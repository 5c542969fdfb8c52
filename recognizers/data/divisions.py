"""Six-digit address codes of identity cards (GB/T 2260 and its yearly lists), current and retired.

A code stays on a card after its place is gone, so retired ones count as known. `PROVINCES` are the first two digits:
31 provinces, 71 Taiwan, and 81 to 83 of the residence permits for Hong Kong, Macau and Taiwan (国办发〔2018〕81号).
"""

from __future__ import annotations

from typing import Final

from piiguard.recognizers.data import _table

_PROVINCES: Final = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
)
PROVINCES: Final = frozenset(_PROVINCES.split())

_codes: list[frozenset[str]] = []
_lines: dict[str, str] = {}


def codes() -> frozenset[str]:
    """Return every code that is or was in use, of counties, prefectures and provinces; about 1 ms the first time."""
    if not _codes:
        _codes.append(frozenset(_table.lines("division_codes")))
    return _codes[0]


def is_known(code: str) -> bool:
    """Return whether `code` is or was in use."""
    return code in codes()


def is_current(code: str) -> bool:
    """Return whether `code` is in use; False for a retired and for an unknown one."""
    return _columns(code)[1] == "c"


def years(code: str) -> tuple[int | None, int | None]:
    """Return the first and the last year whose list holds `code`; None where not known, or still in use."""
    first, last = _columns(code)[2:4]
    return int(first) if first else None, int(last) if last else None


def name(code: str) -> str | None:
    """Return the latest name of the place with `code`, without its province and city; None for an unknown code."""
    return _columns(code)[4] or None


def names() -> dict[str, str]:
    """Return the latest name of every place by its code."""
    return {code: line.rpartition("\t")[2] for code, line in _load().items()}


def _columns(code: str) -> list[str]:
    return _load().get(code, "\t\t\t\t").split("\t")


def _load() -> dict[str, str]:
    if not _lines:
        _lines.update((line[:6], line) for line in _table.lines("divisions"))
    return _lines
