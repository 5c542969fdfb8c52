"""Whose cue words stand near many places of a chunk: looked up once for all surroundings that look alike."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from piiguard.bulk.around import Around, Beginnings, alike, before, behind
from piiguard.bulk.chunk import PAD, Chunk, Places
from piiguard.bulk.memo import Keys, Remembered
from piiguard.context import AFTER, BEFORE, Cues, Surroundings

_ONE, _MIX = np.uint64(1), np.uint64(29)
# Surroundings are told apart by a hash of 64 bits; nobody who writes a text can know its multipliers.
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(BEFORE + AFTER)]
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
        self._sums: list[int] = []
        self._ids: dict[int, int] = {}
        self._known = Remembered()

    def of(self, chunk: Chunk, starts: Places, ends: Places) -> Keys:
        """Return for each span the sum of the bits of those whose cues are near."""
        sums = np.zeros(len(starts), np.uint64)
        sides = before(chunk, starts, BEFORE), behind(chunk, ends, AFTER)
        some = np.flatnonzero(self._begins.are_in(sides[0]) | self._begins.are_in(sides[1]))
        if some.size:
            hashes = np.zeros(len(some), np.uint64)
            offset = 0
            for side in sides:
                offset = self._mix(hashes, side.of(some), offset)
            found = self._known.of(
                hashes, lambda _, row: self._look_up(chunk.text, int(starts[some[row]]), int(ends[some[row]]))
            )
            sums[some] = np.array(self._sums, np.uint64)[found]
        return sums

    def _mix(self, hashes: Keys, side: Around, offset: int) -> int:
        codes = alike(side, self._longest) if self._alike else side.codes
        codes = np.where(side.seen, codes, 0)
        for offset, column in enumerate(codes.T, offset):  # noqa: B020
            hashes ^= (hashes >> _MIX) ^ (column + _ONE) * _MULTIPLIERS[offset]
        return offset + 1

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
