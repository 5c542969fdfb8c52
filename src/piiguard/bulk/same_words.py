"""Words of addresses that say the same where they stand: 路 and 街 between a name and a number."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from piiguard.addresses.alike import NAME, NUMBER, NUMBER_OR_END, SAME
from piiguard.bulk.chunk import Codes, Kinds, Places

# Added to the kind of a word of two characters.
LONG: Final = 1 << 7


class Around(NamedTuple):
    """What is told of characters: 1 for those that make a difference, for digits; and where the signs behind are."""

    told: Kinds
    digit: Kinds
    last: Places


class Words:
    """Finds words that say the same where they stand (`SAME`): `ones` of one character, `twos` of two."""

    def __init__(self) -> None:
        kinds: dict[str, int] = {}
        for kind, (_, words, _) in enumerate(SAME, 1):
            kinds.update(dict.fromkeys(words.split(), kind))
        self.ones = "".join(word for word in kinds if len(word) == 1)
        self.twos = sorted((word[0], word[1]) for word in kinds if len(word) == 2)
        self._of_one = np.zeros(1 << 16, np.uint8)
        self._of_one[[ord(word) for word in self.ones]] = [kinds[word] for word in self.ones]
        self._keys = np.array([_two(*map(ord, pair)) for pair in self.twos], np.uint32)
        self._of_two = np.array([kinds["".join(pair)] for pair in self.twos], np.uint8)
        # By kind: whether a number stands before it, and whether a number, or the end, behind it.
        self._before, self._behind, self._end = np.array(
            [
                (False,) * 3,
                *((before == NUMBER, behind != NAME, behind == NUMBER_OR_END) for before, _, behind in SAME),
            ]
        ).T

    def of(self, written: Codes, ones: Places, twos: Places, around: Around) -> tuple[Places, Kinds]:
        """Return where such words begin and the kind of each, from 1, and `LONG` added for two characters.

        `ones` and `twos` are where they may be.
        """
        keys = written.take(twos).astype(np.uint32) << np.uint32(16) | written.take(twos + 1)
        index = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        exact = self._keys.take(index) == keys
        at = np.concatenate((ones, twos[exact]))
        kinds = np.concatenate((self._of_one.take(written.take(ones)), self._of_two.take(index[exact])))
        long = np.arange(len(at)) >= len(ones)
        before, behind = at - 1, at + 1 + long
        is_last = np.zeros(len(written), np.bool_)
        is_last[around.last] = True
        fits = np.where(self._before.take(kinds), around.digit.take(before) != 0, around.told.take(before) == 0)
        number = (around.digit.take(behind) != 0) | (self._end.take(kinds) & is_last.take(behind))
        fits &= np.where(self._behind.take(kinds), number, around.told.take(behind) == 0)
        kinds |= np.where(long, np.uint8(LONG), np.uint8(0))
        return at[fits], kinds[fits]


def _two(first: int, second: int) -> int:
    return first << 16 | second
