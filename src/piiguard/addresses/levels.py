"""Cuts an address into its levels, from the province to the room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.marks import Mark, marks_of

LEVELS: Final = (
    "province", "city", "county", "town", "village", "road", "number", "compound", "building", "unit", "floor",
    "room", "suffix",
)  # fmt: skip
_CHAINS: Final = {2: ("building", "room"), 3: ("building", "unit", "room"), 4: ("building", "unit", "floor", "room")}

# 6幢14-5
_BELOW_BUILDING: Final = ("unit", "room")


class Span(NamedTuple):
    """One level of an address: its name, and where it begins and ends."""

    level: str
    start: int
    end: int


def levels(address: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Yield the levels of `address` in the order in which they are written, without overlaps.

    A name of a shop, a school or another place is of the level `compound`. What belongs to no level is left out; a
    level may come twice, as a road and its branch do.
    """
    at, before = 0, ""
    for mark in marks_of(address, gazetteer):
        if mark.gap and mark.sign != "division" and mark.start - mark.gap >= at:
            yield from _named(address, mark)
        yield from _spans(address, mark, before)
        at, before = mark.end, mark.level


def _named(address: str, mark: Mark) -> Iterator[Span]:
    """Yield the name before a number that no word for a place ends: most often a compound's."""
    start, end = mark.start - mark.gap, mark.start
    while start < end and not address[start].isalnum():
        start += 1
    while end > start and not address[end - 1].isalnum():
        end -= 1
    if end - start >= 2:
        yield Span("compound", start, end)


def _spans(address: str, mark: Mark, before: str) -> Iterator[Span]:
    if mark.level != "chain":
        yield Span("compound" if mark.level == "place" else mark.level, mark.start, mark.end)
        return
    at = mark.start
    pieces = address[mark.start : mark.end].split("-")
    chain = _BELOW_BUILDING if before == "building" and len(pieces) == 2 else _CHAINS[len(pieces)]
    for level, piece in zip(chain, pieces, strict=True):
        yield Span(level, at, at + len(piece))
        at += len(piece) + 1
