"""Which tokens of letters and digits in a chunk some rule may want, or hold a number behind a cue word."""

from __future__ import annotations

from typing import Final

import numpy as np

from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Mask, Places
from piiguard.bulk.memo import Remembered
from piiguard.numbers import LONGEST_TOKEN, NumberFinder

_SEEN: Final = 4


class TokenFilter:
    """Chooses, among the digit runs that letters touch, those that the number finder has to look at."""

    def __init__(self, numbers: NumberFinder) -> None:
        self._glue = numbers.glue
        self._sizes = np.zeros(LONGEST_TOKEN + 2, np.bool_)
        self._sizes[[size for size in numbers.tokens if size <= LONGEST_TOKEN]] = True
        self._before = Remembered()
        self._after = Remembered()

    def keep(self, chunk: Chunk, starts: Places, ends: Places) -> Mask:
        """Return for each run whether its token may lead to a candidate; all runs of a token have the same answer.

        The finder passes over the rest of a token after a run without borders, so it must see all or none of it.
        """
        if not starts.size:
            return np.zeros(0, np.bool_)
        inside = chunk.kinds & (DIGIT | LETTER) > 0
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        firsts, lasts = edges[0::2], edges[1::2]
        token = np.searchsorted(firsts, starts, "right") - 1
        sizes = lasts[token] - firsts[token]
        shaped = self._sizes[np.minimum(sizes, LONGEST_TOKEN + 1)]
        bordered = (sizes <= LONGEST_TOKEN) & self._has_borders(chunk, starts, ends)
        return np.isin(token, token[shaped | bordered])

    def _has_borders(self, chunk: Chunk, starts: Places, ends: Places) -> Mask:
        before = np.zeros(len(starts), np.uint64)
        after = np.zeros(len(starts), np.uint64)
        for offset in range(_SEEN):
            before = (before << np.uint64(16)) | chunk.codes[starts - _SEEN + offset]
            after = (after << np.uint64(16)) | chunk.codes[ends + offset]
        bordered = self._before.of(before, self._is_border_before) & self._after.of(after, self._is_border_after)
        return bordered.astype(np.bool_)

    def _is_border_before(self, key: int, _: int) -> bool:
        seen = _unpacked(key)
        word = seen[len(seen.rstrip(_LETTERS)) :].lower()
        if len(word) == _SEEN:
            return True  # there may be more of it
        # Behind a dot it may be the end of a mail address.
        return not word or word in self._glue or seen[-len(word) - 1] == "."

    def _is_border_after(self, key: int, _: int) -> bool:
        seen = _unpacked(key)
        word = seen[: _SEEN - len(seen.lstrip(_LETTERS))].lower()
        return not word or len(word) == _SEEN or word in self._glue


_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _unpacked(key: int) -> str:
    """Return the characters that `key` packs."""
    return "".join(chr(key >> shift & 0xFFFF) for shift in (48, 32, 16, 0))
