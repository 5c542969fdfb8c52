"""Whose cue words stand near many places of a chunk: looked up once for all surroundings that look alike."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from piiguard.bulk.around import Beginnings, alike, before, behind
from piiguard.bulk.chunk import DIGIT, LETTER, PAD, Chunk, Mask, Places, char_table
from piiguard.bulk.memo import Ids, Keys, Remembered
from piiguard.context import AFTER, BEFORE, BREAKS, Cues, Surroundings

_ONE, _MIX = np.uint64(1), np.uint64(29)
# Surroundings are told apart by a hash of 64 bits; nobody who writes a text can know its multipliers.
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(BEFORE + AFTER)]
_ZERO: Final = ord("0")
_NOTHING: Final = 0
_MARKED: Final = re.compile("[0-9]")


class NearFilter:
    """Tells the recognizers whose cues stand in the surroundings of many places, as a sum of bits.

    `cues`: of the recognizer of each bit. Digits that follow no letter are all the same: no cue has them.
    """

    def __init__(self, cues: Mapping[int, Cues]) -> None:
        self._by_key: dict[str, list[tuple[str, int]]] = {}
        self._by_sign: dict[str, list[tuple[str, int]]] = {}
        for bit, each in cues.items():
            for key in each.keys:
                self._by_key.setdefault(key.strip("_").partition("_")[0], []).append((key, 1 << bit))
            for phrase in each.han:
                self._by_sign.setdefault(phrase[0], []).append((phrase, 1 << bit))
        self._begins = Beginnings(self._by_key, (phrase for each in self._by_sign.values() for phrase, _ in each))
        self._alike = not any(map(_has_bare_digit, _all(cues.values())))
        marked = [
            word for each in cues.values() for key in each.keys for word in key.split("_") if _MARKED.search(word)
        ]
        self._longest = max(map(len, marked), default=0)
        self._sums: list[int] = [0]
        self._ids: dict[int, int] = {0: _NOTHING}
        self._breaks = char_table(BREAKS)
        # By the surroundings as they are, and without what makes no difference, which takes longer to tell.
        self._known, self._known_alike = Remembered(), Remembered()

    def of(self, chunk: Chunk, starts: Places, ends: Places) -> Keys:
        """Return for each span the sum of the bits of those whose cues are near."""
        hashes = np.zeros(len(starts), np.uint64)
        self._mix(hashes, chunk, [starts - offset for offset in range(1, BEFORE + 1)], 0)
        self._mix(hashes, chunk, [ends + offset for offset in range(AFTER)], BEFORE)
        found = self._known.of_rows(hashes, lambda _, rows: self._told(chunk, starts[rows], ends[rows]))
        return np.array(self._sums, np.uint64)[found]

    def _mix(self, hashes: Keys, chunk: Chunk, places: Iterable[Places], first: int) -> None:
        seen: Mask | None = None
        for offset, at in enumerate(places, first):
            codes = chunk.codes.take(at)
            broken = self._breaks.take(codes)
            seen = ~broken if seen is None else seen & ~broken
            if self._alike:
                free = (chunk.kinds.take(at) & DIGIT != 0) & (chunk.kinds.take(at - 1) & LETTER == 0)
                codes = np.where(free, np.uint16(_ZERO), codes)
            hashes ^= (hashes >> _MIX) ^ (np.where(seen, codes, 0) + _ONE) * _MULTIPLIERS[offset]

    def _told(self, chunk: Chunk, starts: Places, ends: Places) -> Ids:
        """Return the numbers of the sums for surroundings not met before: looked at where a cue may begin."""
        found = np.full(len(starts), _NOTHING, np.int32)
        sides = before(chunk, starts, BEFORE), behind(chunk, ends, AFTER)
        some = np.flatnonzero(self._begins.are_in(sides[0]) | self._begins.are_in(sides[1]))
        if some.size:
            hashes, offset = np.zeros(len(some), np.uint64), 0
            for side in (side.of(some) for side in sides):
                codes = np.where(side.seen, alike(side, self._longest) if self._alike else side.codes, 0)
                for offset, column in enumerate(codes.T, offset):  # noqa: B020
                    hashes ^= (hashes >> _MIX) ^ (column + _ONE) * _MULTIPLIERS[offset]
                offset += 1
            found[some] = self._known_alike.of(
                hashes, lambda _, row: self._look_up(chunk.text, int(starts[some[row]]), int(ends[some[row]]))
            )
        return found

    def _look_up(self, text: str, start: int, end: int) -> int:
        total = self._near(Surroundings.of(text, start - PAD, end - PAD))
        if total not in self._ids:
            self._ids[total] = len(self._sums)
            self._sums.append(total)
        return self._ids[total]

    def _near(self, surroundings: Surroundings) -> int:
        total = 0
        for word in set(surroundings.keys.replace("\n", "").split("_")):
            for key, bit in self._by_key.get(word, ()):
                if key in surroundings.keys:
                    total |= bit
        for sign in set(surroundings.phrases):
            for phrase, bit in self._by_sign.get(sign, ()):
                if phrase in surroundings.phrases:
                    total |= bit
        return total


def _all(cues: Iterable[Cues]) -> Iterable[str]:
    for each in cues:
        yield from each.han
        yield from each.keys


def _has_bare_digit(cue: str) -> bool:
    """Return whether a digit of the cue follows no letter of ASCII (or a k, which is also a Kelvin in lower case)."""
    pairs = zip(" " + cue, cue, strict=False)
    return any(two.isdigit() and not (one.isascii() and one.isalpha() and one not in "kK") for one, two in pairs)
