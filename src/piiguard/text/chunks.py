"""Cuts a stream of text into pieces that are scanned one by one with the same result as the whole.

A finding never reaches over a line end, so a line end is a free cut. Inside a line longer than `size` a piece is
scanned with `margin` characters of what came before and after it, and the cut goes through no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from piiguard.finding import Finding

SIZE: Final = 1 << 20
Scan = Callable[[str], Sequence[Finding]]


class Piece(NamedTuple):
    """A part of the text and its findings, with offsets in the part; all parts joined are the whole text."""

    text: str
    findings: Sequence[Finding]


def pieces(blocks: Iterable[str], scan: Scan, margin: int, size: int = SIZE) -> Iterator[Piece]:
    """Yield the pieces of a text that comes in `blocks`; complete lines are passed on as soon as they are there.

    Args:
        blocks: the text in parts of any length.
        scan: finds in a text; what it finds depends on at most `margin` characters to each side.
        margin: characters of context at a cut inside a line.
        size: the longest text held before a line is cut, in characters.
    """
    reach = 2 * margin  # what begins before a cut may end `margin` behind it and depend on as much again
    context = held = ""
    for block in _bounded(blocks, max(size, 1)):
        held += block
        cut = held.rfind("\n") + 1
        if cut:
            yield _scanned(context, held[:cut], scan)
            context, held = "", held[cut:]
        while len(held) > size + reach:
            piece, context, held = _cut_line(context, held, scan, margin)
            yield piece
    if held:
        yield _scanned(context, held, scan)


def _bounded(blocks: Iterable[str], size: int) -> Iterator[str]:
    for block in blocks:
        for at in range(0, len(block), size):
            yield block[at : at + size]


def _scanned(context: str, text: str, scan: Scan) -> Piece:
    found = scan(context + text if context else text)
    skip = len(context)
    return Piece(text, [each.shift(-skip) for each in found if each.start >= skip] if skip else found)


def _cut_line(context: str, held: str, scan: Scan, margin: int) -> tuple[Piece, str, str]:
    """Return the piece before a safe cut, the context that the next one needs, and the rest."""
    window = context + held
    skip = len(context)
    cut = len(window) - 2 * margin
    found = [each for each in scan(window) if each.start >= skip]
    # What begins before the cut belongs to this piece as a whole; its surroundings are all in the window.
    cut = max([each.end for each in found if each.start < cut < each.end], default=cut)
    piece = Piece(window[skip:cut], [each.shift(-skip) for each in found if each.end <= cut])
    return piece, window[max(0, cut - 2 * margin) : cut], window[cut:]
