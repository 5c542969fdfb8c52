"""Shows text of others to people in one line: a file name may hold signs that steer a terminal or begin a line."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return `text` with escapes for all that is no sign to be seen, but for the wide blank of Chinese text."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\u3000" else char.encode("unicode_escape").decode() for char in text
    )
