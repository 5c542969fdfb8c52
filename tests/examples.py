"""Reads texts with expected spans between ⟦ and ⟧."""

from __future__ import annotations


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without marks and the spans between them."""
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    length = start = 0
    for char in text:
        if char == "⟦":
            start = length
        elif char == "⟧":
            spans.append((start, length))
        else:
            plain.append(char)
            length += 1
    return "".join(plain), spans
