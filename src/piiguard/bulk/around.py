"""The characters before or behind many places, as rows of an array: which are seen, and which make a difference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Kinds, Mask, Places, char_table
from piiguard.context import BREAKS

_BREAKS: Final = char_table(BREAKS)
_ZERO, _SPACE = (ord(sign) for sign in "0 ")
Codes = NDArray[np.uint16]


class Around(NamedTuple):
    """Neighbouring characters of a chunk, a row for each place: codes, classes, and whether no break is between."""

    codes: Codes
    kinds: Kinds
    seen: Mask

    def of(self, rows: Places) -> Around:
        """Return some of the rows."""
        return Around(self.codes[rows], self.kinds[rows], self.seen[rows])


def before(chunk: Chunk, starts: Places, reach: int) -> Around:
    """Return the `reach` characters before each place."""
    places = starts[:, None] + np.arange(-reach, 0)
    codes = chunk.codes.take(places)
    broken = np.logical_or.accumulate(_BREAKS.take(codes)[:, ::-1], axis=1)[:, ::-1]
    return Around(codes, chunk.kinds.take(places), ~broken)


def behind(chunk: Chunk, ends: Places, reach: int) -> Around:
    """Return the `reach` characters from each place on."""
    places = ends[:, None] + np.arange(reach)
    codes = chunk.codes.take(places)
    return Around(codes, chunk.kinds.take(places), ~np.logical_or.accumulate(_BREAKS.take(codes), axis=1))


class Beginnings:
    """The first two characters of cues: where none of them stand, no cue does.

    `keys`: the first words of keys, which begin where a word does; `phrases`: cues that stand anywhere, and of which
    spaces are no part.
    """

    def __init__(self, keys: Iterable[str], phrases: Iterable[str]) -> None:
        self._low = np.arange(1 << 16, dtype=np.uint16)
        self._low[65:91] += np.uint16(32)
        # What becomes a letter of ASCII in lower case.
        odd = ["\u0130", "\u212a"]
        self._keys, self._one_letter = _tables([*keys, *odd])
        self._phrases, self._one_sign = _tables([*phrases, *odd])

    def are_in(self, around: Around) -> Mask:
        """Return for each row whether a cue may begin in it."""
        low = self._low.take(around.codes)
        pairs = _pair(low[:, :-1], low[:, 1:])
        seen = around.seen[:, :-1] & around.seen[:, 1:]
        begins: Mask = self._one_letter.take(low) & around.seen
        begins[:, :-1] |= self._keys.take(pairs) & seen
        begins &= (low > 127) | _begin_words(around)
        begins |= self._one_sign.take(low) & around.seen
        begins[:, :-1] |= self._phrases.take(pairs) & seen
        found: Mask = np.logical_or.reduce(begins, axis=1)
        return found


def _tables(cues: Iterable[str]) -> tuple[Mask, Mask]:
    """Return the first two characters of cues (or the first one and a space), and those of one character."""
    pairs, single = np.zeros((2, 1 << 16), np.bool_)
    for cue in cues:
        first = np.uint16(ord(cue[0]))
        if len(cue) > 1:
            pairs[_pair(first, np.uint16(ord(cue[1])))] = True
            pairs[_pair(first, np.uint16(_SPACE))] = True
        else:
            single[first] = True
    return pairs, single


def _pair(first: Codes | np.uint16, second: Codes | np.uint16) -> Codes:
    return np.bitwise_xor(np.multiply(first, np.uint16(0x9E35)), second)


def _begin_words(around: Around) -> Mask:
    """Return where words of ASCII begin: behind something else, or with a capital behind what is none."""
    inside = around.kinds & (DIGIT | LETTER) != 0
    capital = (around.codes - np.uint16(65)) < 26
    begins: Mask = inside.copy()
    begins[:, 1:] &= ~inside[:, :-1] | (capital[:, 1:] & ~capital[:, :-1])
    return begins


def alike(around: Around, longest: int) -> Codes:
    """Return the codes, of which those are 0 (the digit) that can make no difference for any cue.

    These are digits that no letter is before, and in rows of ASCII the words of more than `longest` characters that
    have a digit: no cue has such.
    """
    free: Mask = around.kinds & DIGIT != 0
    free[:, 1:] &= around.kinds[:, :-1] & LETTER == 0
    codes: Codes = np.where(free, np.uint16(_ZERO), around.codes)
    ascii_rows = np.flatnonzero((around.codes < 128).all(axis=1))
    if ascii_rows.size:
        of_rows = around.of(ascii_rows)
        codes[ascii_rows] = np.where(_in_marks(of_rows, longest), np.uint16(_ZERO), codes[ascii_rows])
    return codes


def _in_marks(around: Around, longest: int) -> Mask:
    """Return which characters are of words with a digit, of more than `longest` characters."""
    digits = around.kinds & DIGIT != 0
    inside, begins = digits | (around.kinds & LETTER != 0), _begin_words(around)
    width = around.codes.shape[1]
    size, marked = np.zeros((2, *around.codes.shape), np.int8)
    for column in range(width):
        go_on = inside[:, column] & ~begins[:, column]
        size[:, column] = inside[:, column] + (size[:, column - 1] * go_on if column else 0)
        marked[:, column] = digits[:, column] | (marked[:, column - 1] & go_on if column else False)
    found: Mask = (marked > 0) & (size > longest)
    for column in range(width - 2, -1, -1):
        found[:, column] |= found[:, column + 1] & inside[:, column + 1] & ~begins[:, column + 1]
        found[:, column] &= inside[:, column]
    return found
