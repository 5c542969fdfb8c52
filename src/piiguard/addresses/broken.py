"""Addresses that a line end breaks: the parts on both lines, where only the two together tell that they are parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.levels import levels
from piiguard.addresses.running import addresses
from piiguard.lazy import LazyPattern

# Characters before and behind the line end, and lines before it, that are looked at.
_BEFORE: Final = 96
_BEHIND: Final = 72
_LINES: Final = 3
# What stands at the beginning of a line without belonging to it: the sign of a quoted mail, too.
LEAD: Final = "[ \\t\u3000>]{0,16}"
_LEAD: Final = LazyPattern(LEAD)
_BLANK: Final = " \t\r\u3000"
_CLAUSE_ENDS: Final = LazyPattern("[，,。；;：:|、！？!?“”\"'（）()<>{}\\[\\]【】《》「」=…]")
# From here on each one is inside of the one before.
_HOUSE: Final = ("number", "building", "unit", "floor", "room")


class _Piece(NamedTuple):
    """A part of a line, and where it begins in the joined text."""

    start: int
    end: int
    at: int


def broken_addresses(text: str, at: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the spans, one a line, of the address that goes on behind the line end at `at`."""
    pieces = _pieces_before(text, at)
    lead = _LEAD.match(text, at + 1)
    first = lead.end() if lead else at + 1
    last = text.find("\n", first, first + _BEHIND)
    last = min(len(text), first + _BEHIND) if last < 0 else last
    joint = sum(piece.end - piece.start for piece in pieces)
    pieces.append(_Piece(first, last, joint))
    joined = "".join([text[piece.start : piece.end] for piece in pieces])
    for start, end in addresses(joined, joint, gazetteer):
        if start < joint < end and _goes_on(joined[start:end], joint - start, gazetteer):
            for piece in pieces:
                low = max(start - piece.at, 0)
                high = min(end - piece.at, piece.end - piece.start)
                if low < high:
                    yield piece.start + low, piece.start + high


def _pieces_before(text: str, at: int) -> list[_Piece]:
    """Return the lines before `at`, the first of them the last with something that ends a clause."""
    pieces: list[_Piece] = []
    low, end = max(0, at - _BEFORE), at
    for _ in range(_LINES):
        start = text.rfind("\n", low, end) + 1 or low
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
        while end > start and text[end - 1] in _BLANK:
            end -= 1
        if start == end:
            break
        pieces.insert(0, _Piece(start, end, 0))
        if _CLAUSE_ENDS.search(text, start, end) is not None:
            break
        end = text.rfind("\n", low, start)
        if end < 0:
            break
    found, size = [], 0
    for piece in pieces:
        found.append(piece._replace(at=size))
        size += piece.end - piece.start
    return found


def _goes_on(address: str, joint: int, gazetteer: Gazetteer) -> bool:
    """Return whether what stands behind `joint` is inside of what stands before it, as a room is in a house.

    Otherwise the next line of a list begins there; and what is called by no word for a place opens no address.
    """
    before = [level for level, _, _ in levels(address[:joint], gazetteer)]
    if not before:
        return False
    for level, start, end in levels(address, gazetteer):
        if start < joint < end:
            return True
        if start >= joint:
            return before[-1] not in _HOUSE or (level in _HOUSE and _HOUSE.index(level) > _HOUSE.index(before[-1]))
    return False
