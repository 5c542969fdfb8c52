"""Country codes of ISO 3166-1 (GB/T 2659), and the further ones of travel documents (ICAO Doc 9303-3 section 5)."""

from __future__ import annotations

from piiguard.recognizers.data import _table

_alpha: set[str] = set()
_numeric: set[str] = set()


def is_alpha3(code: str) -> bool:
    """Return whether `code` is an alpha-3 code of a country, now or formerly, or D, GBN, UNO, XXA and the like."""
    _load()
    return code in _alpha


def is_numeric(code: str) -> bool:
    """Return whether `code` is a three-digit code of a country, now or formerly."""
    _load()
    return code in _numeric


def _load() -> None:
    if not _alpha:
        for alpha, number, _kind in _table.rows("countries"):
            _alpha.add(alpha)
            if number:
                _numeric.add(number)
