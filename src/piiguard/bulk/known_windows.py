"""What is said of places by the characters before them: remembered of those as they are, and with like numbers.

Most labels have no digit, and the others have it behind a letter (`sha256`), or a single one as a word (`phone_2`):
so all numbers that begin a word are alike, of which each text has new ones.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Final

import numpy as np

from piiguard.bulk.chunk import DIGIT, LETTER, PAD, Chunk, Mask, Places
from piiguard.bulk.memo import Ids, Keys, Remembered
from piiguard.bulk.windows import FOUR, Shown, first_of, flags, hashed

_ZEROS: Final = np.full(FOUR, ord("0"), np.uint16).view(np.uint64)[0]
_ONE, _NIBBLE = np.uint64(1), np.uint64(15)
_BYTE: Final = 8
_BOTH: Final = 2
# By four bits, a word that has all bits of the characters whose bit is set; the lowest one is of the first.
_MASKS: Final = np.array(
    [bits[::-1] for bits in product((0, 0xFFFF), repeat=FOUR)], np.uint16
).view(np.uint64)[:, 0]  # fmt: skip


class KnownWindows:
    """Outcomes by the last `seen` characters before places; `alike`: whether numbers that begin a word are.

    What stands before one of `ends` is of no matter.
    """

    def __init__(self, seen: int, ends: Mask, alike: bool) -> None:
        self._seen = seen
        self._ends = ends
        self._alike = alike
        self._shown = Shown(-(-seen // FOUR) * FOUR)
        self._known, self._known_alike = Remembered(), Remembered()

    def of(
        self, chunk: Chunk, places: Places, words: Keys, shown: Places | None, look_up: Callable[[str, int], int]
    ) -> Ids:
        """Return the outcome for each place, before which `words` stand.

        `shown`: how many of the characters count; None leaves it open. `look_up` tells it of a place in the text.
        """

        def told(_: Keys, rows: Places) -> Ids:
            at, new = places[rows], words[rows]
            count = self.shown(new) if shown is None else shown[rows]
            keys = self._keys(with_like_numbers(chunk, at, new, self._seen) if self._alike else new, count)
            return self._known_alike.of(keys, lambda _, row: look_up(chunk.text, int(at[row]) - PAD))

        return self._known.of_rows(self._keys(words, shown), told)

    def shown(self, words: Keys, skipped: Places | None = None) -> Places:
        """Return how many characters of each window count, if those before an end do not.

        Ends among the last `skipped` characters (one, or two) are none.
        """
        ended = self._ends.take(words.view(np.uint16)[:, ::-1])
        if skipped is not None:
            ended[:, 0] = False
            ended[:, 1] &= skipped < _BOTH
        # The end itself is seen.
        return np.minimum(first_of(ended) + 1, self._seen)

    def _keys(self, words: Keys, shown: Places | None) -> Keys:
        if shown is None:
            return hashed(words & self._shown.mask(self._seen))
        return hashed(self._shown.of(words, shown), shown)


def with_like_numbers(chunk: Chunk, places: Places, words: Keys, seen: int) -> Keys:
    """Return windows before places in which all digits are zeros that are of a number that begins a word.

    Only numbers of two digits or more are meant, and only those that begin behind the first one of the last `seen`
    characters, since before that a letter may stand.
    """
    columns = words.shape[1]
    width = -(-columns * FOUR // _BYTE) * _BYTE
    first = width - seen
    digits = flags(chunk.kinds, places - width, width, DIGIT) & np.uint64((1 << width) - (1 << first))
    letters = flags(chunk.kinds, places - width, width, LETTER)
    starts = digits & ~((digits | letters) << _ONE) & (digits >> _ONE) & ~np.uint64(1 << first)
    # A bit added to the lowest one of a row is carried through all of it.
    alike = digits & ~(digits + starts)
    rows = np.flatnonzero(alike)
    found = words.copy()
    bits = alike[rows] >> np.uint64(width - columns * FOUR)
    some = words[rows]
    for column in range(columns):
        mask = _MASKS.take((bits >> np.uint64(FOUR * column) & _NIBBLE).view(np.int64))
        some[:, column] ^= (some[:, column] ^ _ZEROS) & mask
    found[rows] = some
    return found
