"""Scans many short texts in one go: joined by a seam that nothing reaches over, then told apart again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from piiguard.finding import Finding

# Context and findings end with the line; the separator sign keeps the few that look into the next line apart.
SEAM: Final = "\n\x1e\n"
_SIZE: Final = 1 << 18


def scanned(texts: Iterable[str], scan: Callable[[str], list[Finding]]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield each text with its findings, in order; `scan` is called for about 260,000 characters at a time."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text) + len(SEAM)
        if size >= _SIZE:
            yield from _apart(held, scan)
            held, size = [], 0
    yield from _apart(held, scan)


def _apart(texts: list[str], scan: Callable[[str], list[Finding]]) -> Iterator[tuple[str, list[Finding]]]:
    found = scan(SEAM.join(texts))
    at = next_one = 0
    for text in texts:
        end = at + len(text)
        own: list[Finding] = []
        while next_one < len(found) and found[next_one].start < end:
            if found[next_one].start >= at:
                own.append(found[next_one].shift(-at))
            next_one += 1
        yield text, own
        at = end + len(SEAM)
