"""Whose cue words stand near many places of a chunk: looked up once for all surroundings that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from piiguard.bulk.around import Around, Beginnings, alike, around, free_of_breaks, with_like_digits
from piiguard.bulk.borders import are_fields
from piiguard.bulk.chunk import PAD, Chunk, Places
from piiguard.bulk.memo import Ids, Keys, Remembered
from piiguard.bulk.windows import Shown, hashed, windows
from piiguard.context import AFTER, BEFORE, Cues, Surroundings

_NOTHING: Final = 0
_MARKED: Final = re.compile("[0-9]")
_SIDES: Final = Shown(BEFORE), Shown(AFTER, behind=True)


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
        # By the surroundings as they are, and without what makes no difference, which takes longer to tell.
        self._known, self._known_alike = Remembered(), Remembered()

    def of(self, chunk: Chunk, starts: Places, ends: Places) -> Keys:
        """Return for each span the sum of the bits of those whose cues are near."""
        found = np.zeros(len(starts), np.uint64)
        some = np.flatnonzero(~are_fields(chunk, starts, ends))
        if some.size:
            found[some] = self._of_surrounded(chunk, starts.take(some), ends.take(some))
        return found

    def _of_surrounded(self, chunk: Chunk, starts: Places, ends: Places) -> Keys:
        sides = windows(chunk.codes, starts - BEFORE, BEFORE), windows(chunk.codes, ends, AFTER)
        shown = free_of_breaks(sides[0], False), free_of_breaks(sides[1], True)
        keys = _keys([with_like_digits(side) if self._alike else side for side in sides], shown)

        def told(_: Keys, rows: Places) -> Ids:
            counts = shown[0][rows], shown[1][rows]
            seen = [around(*each) for each in zip((sides[0][rows], sides[1][rows]), counts, _SIDES, strict=True)]
            return self._told(chunk, starts[rows], ends[rows], seen, counts)

        found = self._known.of_rows(keys, told)
        return np.array(self._sums, np.uint64)[found]

    def _told(
        self, chunk: Chunk, starts: Places, ends: Places, seen: list[Around], shown: tuple[Places, Places]
    ) -> Ids:
        """Return the numbers of the sums for surroundings not met before: looked at where a cue may begin."""
        found = np.full(len(starts), _NOTHING, np.int32)
        some = np.flatnonzero(self._begins.are_in(seen[0]) | self._begins.are_in(seen[1]))
        if some.size:
            sides = [side.of(some) for side in seen]
            words = [(alike(side, self._longest) if self._alike else side.codes).view(np.uint64) for side in sides]
            found[some] = self._known_alike.of(
                _keys(words, (shown[0][some], shown[1][some])),
                lambda _, row: self._look_up(chunk.text, int(starts[some[row]]), int(ends[some[row]])),
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


def _keys(sides: Sequence[Keys], shown: tuple[Places, Places]) -> Keys:
    """Return a hash of what is seen of the windows on both sides."""
    seen = [side.of(each, count) for side, each, count in zip(_SIDES, sides, shown, strict=True)]
    return hashed(np.concatenate(seen, axis=1), shown[0] * (AFTER + 1) + shown[1])


def _all(cues: Iterable[Cues]) -> Iterable[str]:
    for each in cues:
        yield from each.han
        yield from each.keys


def _has_bare_digit(cue: str) -> bool:
    """Return whether a digit of the cue follows no letter of ASCII (or a k, which is also a Kelvin in lower case)."""
    pairs = zip(" " + cue, cue, strict=False)
    return any(two.isdigit() and not (one.isascii() and one.isalpha() and one not in "kK") for one, two in pairs)
