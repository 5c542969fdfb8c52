"""Reads a stretch of text as the parts of an address: divisions, names that end in a word for a place, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.plain import plain, written
from piiguard.addresses.words import (
    BARE,
    BARE_BEGINS,
    CONNECTORS,
    COUNTED,
    COUNTY,
    NAME_LEVELS,
    SUFFIX,
    SUFFIX_BEGINS,
    TOKEN,
    UNIT_LEVELS,
    WAY_BEHIND,
)

_REMEMBERED: Final = 8192
_LONGEST_NAME: Final = 16
_BESIDE: Final = 4
_DIVISIONS: Final = ("province", "city", "county")
_HOUSED: Final = ("number", "building", "unit", "floor", "room")
_BUILT: Final = ("compound", "place", "building", "unit", "floor")
_COARSE: Final = frozenset((*_DIVISIONS, "town"))
_NUMBERED_BARE: Final = frozenset(("road", "village", "town", *_BUILT, "number"))
_IN_BUILDING: Final = frozenset((*_BUILT, "number"))


class Mark(NamedTuple):
    """One part of an address.

    `level` is a level or `place` (a name of a shop, school, firm …); `gap` the number of characters before it that
    belong to nothing; `sign` how it was told: `division`, `name`, `numbered`, `chain`, `bare`, `suffix`.
    """

    level: str
    start: int
    end: int
    gap: int
    sign: str
    whole: bool = True


def marks(text: str, start: int, end: int, gazetteer: Gazetteer, loose: bool = False) -> Iterator[Mark]:
    """Yield the parts of an address between `start` and `end`, in order; what lies between two is the later's gap.

    The gap before a number is most often the name of a compound; before the first division it is none of it. `loose`:
    a shortened county (东阳) may open the address, which in a sentence is mostly another word.
    """
    return _Reader(text, end, gazetteer, loose).read(start)


def ends_divisions(marks: Iterable[Mark], at: int) -> bool:
    """Return whether some of the parts of an address is so fine that from `at` on no division is looked for."""
    return any(
        mark.level not in _COARSE and (mark.end <= at or (mark.start <= at and mark.sign != "name")) for mark in marks
    )


def marks_of(text: str, gazetteer: Gazetteer) -> tuple[Mark, ...]:
    """Return the parts of a text that is an address as a whole; remembered by its form with the digits alike."""
    return _marks_of(plain(text), gazetteer)


@lru_cache(_REMEMBERED)
def _marks_of(form: bytes, gazetteer: Gazetteer) -> tuple[Mark, ...]:
    text = written(form)
    return tuple(marks(text, 0, len(text), gazetteer, loose=True))


class _Reader:
    """Reads from left to right; divisions are looked for until something smaller than a county was met."""

    def __init__(self, text: str, end: int, gazetteer: Gazetteer, loose: bool) -> None:
        self._text = text
        self._end = end
        self._gazetteer = gazetteer
        self._inside = ""
        self._loose = loose
        self._last: Mark | None = None
        self._fine = False

    def read(self, at: int) -> Iterator[Mark]:
        while at < self._end:
            mark = self._next(at)
            if mark is None:
                return
            yield mark
            self._last = mark
            self._fine = self._fine or mark.level not in _COARSE
            at = mark.end

    def _next(self, at: int) -> Mark | None:
        first = self._skipped(at)
        mark = None
        if not self._fine:
            mark = self._division(first, first)
        if mark is None and self._last is not None:
            mark = self._attached(at) or (self._attached(first) if first > at else None)
        return mark or self._token(first)

    def _skipped(self, at: int) -> int:
        while at < self._end and self._text[at] in CONNECTORS:
            at += 1
        return at

    def _division(self, at: int, origin: int) -> Mark | None:
        """Return the division whose name begins at `at`."""
        loose = self._loose and self._last is None and at == origin
        found = self._gazetteer.match(self._text, at, self._end, self._inside, loose)
        if found is None:
            return self._unlisted(at) if self._inside and at == origin else None
        end, place = found
        if not place.whole and (WAY_BEHIND.match(self._text, end, self._end) or at != origin):
            return None
        if self._text.startswith("市场", end - 1):
            return None  # 黄岩市场
        if not place.whole and self._text[end : end + 1] in ("镇", "乡", "村"):
            return None
        self._inside = place.code
        return Mark(place.level, at, end, at - origin, "division", place.whole)

    def _unlisted(self, at: int) -> Mark | None:
        """Return a county that no list holds, directly behind a larger division."""
        last = self._last
        if last is None or last.sign != "division" or last.level == "county":
            return None
        found = COUNTY.match(self._text, at, min(self._end, at + 12))
        if found is None:
            return None
        token = TOKEN.search(self._text, at, found.end())
        if token is not None and token.end() < found.end():
            return None  # a town or a road comes first
        return Mark("county", at, found.end(), 0, "name")

    def _attached(self, at: int) -> Mark | None:
        """Return what stands directly behind the last part: where it lies from there, or a bare number."""
        last = self._last
        assert last is not None
        sign = self._text[at] if at < self._end else ""
        if sign in SUFFIX_BEGINS and last.level not in _DIVISIONS:
            found = SUFFIX.match(self._text, at, self._end)
            if found is not None and found.end() > at:
                return Mark("suffix", at, found.end(), 0, "suffix")
        if sign in BARE_BEGINS and last.level in _NUMBERED_BARE:
            found = BARE.match(self._text, at, self._end)
            token = TOKEN.match(self._text, at, self._end) if found is not None else None
            if found is not None and (token is None or token.end() < found.end()):
                level = "room" if last.level in _IN_BUILDING else "number"
                return Mark(level, at, found.end(), 0, "bare")
        return None

    def _token(self, at: int) -> Mark | None:
        """Return the next number or name; a division inside of what lies before it comes first."""
        search = at
        while True:
            found = TOKEN.search(self._text, search, self._end)
            if found is None:
                return None if self._fine else self._later_division(at, self._end)
            if self._is_part(found, at):
                break
            search = found.end()
        if not self._fine:
            earlier = self._later_division(at, found.start())
            if earlier is not None:
                return earlier
        kind, (start, end) = found.lastgroup, found.span()
        if kind == "corps":
            return Mark("village", start, end, start - at, "numbered")
        if kind == "chain":
            return Mark("chain", start, end, start - at, "chain")
        if kind == "numbered":
            return Mark(self._numbered(found["unit"], found["floor"]), start, end, start - at, "numbered")
        level = NAME_LEVELS[found.group()]
        if level == "county" and (self._fine or (self._last is not None and self._last.level == "county")):
            level = "compound"  # A区
        begin = max(at, end - _LONGEST_NAME)
        return Mark(level, begin, end, begin - at, "name", kind == "name")

    def _is_part(self, found: re.Match[str], at: int) -> bool:
        """Return whether a number or name of the pattern is one: a word for a place alone is no name of one."""
        kind = found.lastgroup
        if kind == "numbered":
            behind = self._last is not None and found.start() - at <= _BESIDE
            return behind or COUNTED.match(found.group()) is None
        if kind == "corps":
            return self._last is not None
        return kind == "chain" or found.start() > at

    def _later_division(self, at: int, until: int) -> Mark | None:
        for first in range(at + 1, min(until, at + 40) - 1):
            # Not even asking further costs less at most places.
            may_begin = self._gazetteer.may_begin(self._text[first : first + 2])
            mark = self._division(first, at) if may_begin else None
            if mark is not None:
                return mark
        return None

    def _numbered(self, unit: str | None, floor: str | None) -> str:
        if floor:
            return "floor"
        if unit is None:
            # 3栋2单元501号 is a room.
            return (
                "room" if self._last is not None and self._last.level in ("building", "unit", "floor") else "number"
            )
        return UNIT_LEVELS[unit]
