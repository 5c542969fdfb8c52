"""How likely characters are a given name, and common words that begin like a name and are none."""

from __future__ import annotations

from functools import cache

from piiguard.recognizers.data import _table

# What a character that stands in no given name of the table counts.
UNLIKELY = -5.0
_weights: dict[str, float] = {}
_words: set[str] = set()


def weight(character: str) -> float:
    """Return the binary logarithm of how much oftener `character` stands in given names than in texts."""
    return (_weights or _load()).get(character, UNLIKELY)


@cache
def best() -> str:
    """Return the character of the greatest weight."""
    return max(_load(), key=weight)


def is_word(two: str) -> bool:
    """Return whether the two characters are a common word that begins with a surname and is no name."""
    if not _words:
        _words.update(_table.lines("surname_words"))
    return two in _words


def _load() -> dict[str, float]:
    if not _weights:
        _weights.update((char, float(value)) for char, value in _table.rows("given_characters"))
    return _weights
