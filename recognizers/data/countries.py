"""Country codes of ISO 3166-1 (GB/T 2659), and the further codes of travel documents (ICAO 9303-3 section 5)."""

from __future__ import annotations

from piiguard.recognizers.data import _table

_alpha: set[str] = set()
_numeric: set[str] = set()


def _load() -> None:
    if not _alpha:
        for alpha, number in _table.rows("countries"):
            _alpha.add(alpha)
            _numeric.add(number)
        _numeric.discard("")


def is_alpha3(code: str) -> bool:
    """Return whether `code` is a three-letter country code or one that travel documents use like one."""
    _load()
    return code in _alpha


def is_numeric(code: str) -> bool:
    """Return whether `code` is a three-digit country code."""
    _load()
    return code in _numeric
