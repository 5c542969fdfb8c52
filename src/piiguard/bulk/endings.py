"""At which places of a chunk a label may end, connectors left out: told from its last two characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import CONNECTOR, DIGIT, LETTER, Chunk, Codes, Mask, Places, class_table
from piiguard.bulk.windows import flags
from piiguard.bulk.wordlist import ASTRAL, PairTable
from piiguard.label_ends import LabelEnds

# Connectors that are left out; behind more of them anything may stand.
_STEPS: Final = 4
_WIDTH: Final = 8
# Last characters: one of a pair, a label by themselves, or one only where no letter or digit is before.
_ONE_OF_TWO, _WHOLE, _ALONE = 1, 2, 4


class Endings:
    """Tells whether a label may end before places: sure if not, else mostly right."""

    def __init__(self, ends: LabelEnds) -> None:
        single, pairs = ends.split()
        wide = {
            pair[-1] for pair in pairs if any(not char.isascii() and char.lower() != char.upper() for char in pair)
        }
        self._last = class_table(
            [
                (_ONE_OF_TWO, ends.last_characters()),
                (_WHOLE, _in_both_cases({char for char in single if not char.isascii()} | wide)),
                (_ALONE, _in_both_cases({char for char in single if char.isascii()})),
            ]
        )
        if any(ord(char) >= ASTRAL for char in ends.last_characters()):
            self._last[ASTRAL] = _WHOLE
        # Behind a comma and at the start of a text one character is all there is to see.
        cut = [sign + last for sign in ",\n" for last in ends.last_characters()]
        self._pairs = PairTable([*cut, *(written for pair in pairs for written in _written(pair))])
        self._skips = _skips()

    def last_characters(self) -> Mask:
        """Return which characters a label may end with."""
        found: Mask = self._last != 0
        return found

    def may_end(self, chunk: Chunk, places: Places) -> Mask:
        """Return whether a label may end before each place, connectors left out."""
        skips = self._skips.take(flags(chunk.kinds, places - _WIDTH, _WIDTH, CONNECTOR).view(np.int64))
        at = places - 1 - skips
        found = skips > _STEPS
        last = chunk.codes.take(at)
        rows = np.flatnonzero((self._last.take(last) != 0) & ~found)
        found[rows] = self.fits(chunk, at[rows] - 1, last[rows])
        return found

    def fits(self, chunk: Chunk, second: Places, last: Codes) -> Mask:
        """Return whether a label may end with the characters `last`, before which stand those at `second`."""
        of_last = self._last.take(last)
        found: Mask = self._pairs.may_have(chunk.codes.take(second), last) & (of_last != 0)
        found |= of_last & _WHOLE != 0
        found |= (of_last & _ALONE != 0) & (chunk.kinds.take(second) & (DIGIT | LETTER) == 0)
        return found


def _in_both_cases(chars: set[str]) -> str:
    return "".join(char.lower() + (char.upper() if len(char.upper()) == 1 else "") for char in chars)


def _written(pair: str) -> Iterator[str]:
    """Return a pair in capitals and small letters; what else than K becomes a letter of ASCII is two characters."""
    first, last = ({char, char.upper(), *("\u212a" if char == "k" else "")} for char in pair)
    yield from ("".join(both) for both in product(first, last))


def _skips() -> NDArray[np.int64]:
    """Return how many connectors stand directly before a place, by which of the eight characters there are some."""
    patterns = np.arange(1 << _WIDTH)
    found = np.zeros(1 << _WIDTH, np.int64)
    for step in range(1, _STEPS + 2):
        found[(patterns >> (_WIDTH - step)) == (1 << step) - 1] = step
    return found
