"""Cuts an address into its levels, from the province to the room."""

from __future__ import annotations

from typing import Final, NamedTuple

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.marks import Mark, marks

LEVELS: Final = (
    "province", "city", "county", "town", "village", "road", "number", "compound", "building", "unit", "floor",
    "room", "suffix",
)  # fmt: skip
_CHAINS: Final = {2: ("building", "room"), 3: ("building", "unit", "room"), 4: ("building", "unit", "floor", "room")}


class Span(NamedTuple):
    """One level of an address: its name, and where it begins and ends."""

    level: str
    start: int
    end: int


def levels(address: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Return the levels of `address` in the order in which they are written, without overlaps.

    A name of a shop, a school or another place is of the level `compound`. What belongs to no level is left out; a
    level may come twice, as a road and its branch do.
    """
    found: list[Span] = []
    at = 0
    for mark in marks(address, 0, len(address), gazetteer):
        if mark.gap and mark.sign != "division" and mark.start - mark.gap >= at:
            _add_gap(found, address, mark)
        found.extend(_spans(address, mark))
        at = mark.end
    return tuple(found)


def _add_gap(found: list[Span], address: str, mark: Mark) -> None:
    """Add a name that no word for a place ends: before a number it is a compound's."""
    start, end = mark.start - mark.gap, mark.start
    while start < end and not address[start].isalnum():
        start += 1
    while end > start and not address[end - 1].isalnum():
        end -= 1
    if end - start >= 2:
        found.append(Span("compound", start, end))


def _spans(address: str, mark: Mark) -> list[Span]:
    if mark.level != "chain":
        return [Span("compound" if mark.level == "place" else mark.level, mark.start, mark.end)]
    spans, at = [], mark.start
    pieces = address[mark.start : mark.end].split("-")
    for level, piece in zip(_CHAINS[len(pieces)], pieces, strict=True):
        spans.append(Span(level, at, at + len(piece)))
        at += len(piece) + 1
    return spans
