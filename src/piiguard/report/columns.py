"""Lines up columns on a terminal, where Han take two places."""

from __future__ import annotations

from unicodedata import east_asian_width


def width(text: str) -> int:
    """Return how many places `text` takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, places: int) -> str:
    """Return `text` with blanks after it, so that it takes `places`, or more if it is longer."""
    return text + " " * max(places - width(text), 0)
