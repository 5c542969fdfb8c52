"""The characters before or behind many places, as rows of an array: which are seen, and which make a difference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import Mask, Places, char_table
from piiguard.bulk.memo import Keys
from piiguard.bulk.windows import Shown, first_of
from piiguard.context import BREAKS

_BREAKS: Final = char_table(BREAKS)
_ZERO, _SPACE, _CAPITAL, _SMALL = (np.uint16(ord(sign)) for sign in "0 Aa")
_TEN, _LETTERS = np.uint16(10), np.uint16(26)
Codes = NDArray[np.uint16]


class Around(NamedTuple):
    """Neighbouring characters of many places, a row for each: codes, which are digits or letters, which are seen."""

    codes: Codes
    digits: Mask
    letters: Mask
    seen: Mask

    def of(self, rows: Places) -> Around:
        """Return some of the rows."""
        return Around(self.codes[rows], self.digits[rows], self.letters[rows], self.seen[rows])


def around(words: Keys, shown: NDArray[np.int64], side: Shown) -> Around:
    """Return what windows show, of which as many characters are seen as `shown` says."""
    codes = words.view(np.uint16)
    return Around(codes, codes - _ZERO < _TEN, are_letters(codes), side.seen(shown))


def are_letters(codes: Codes) -> Mask:
    """Return which characters are letters of ASCII."""
    # A capital with this bit set is a small letter.
    found: Mask = ((codes | (_CAPITAL ^ _SMALL)) - _SMALL) < _LETTERS
    return found


def free_of_breaks(words: Keys, behind: bool) -> NDArray[np.int64]:
    """Return how many characters of windows no break cuts off from a place behind them, or before them."""
    codes = words.view(np.uint16)
    return first_of(_BREAKS.take(codes if behind else codes[:, ::-1]))


def with_like_digits(words: Keys) -> Keys:
    """Return windows in which all digits that follow no letter are the same, as seen from within."""
    codes = words.view(np.uint16)
    above = codes - _ZERO
    free = above < _TEN
    free[:, 1:] &= ~are_letters(codes[:, :-1])
    return (codes - above * free).view(np.uint64)


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
            pairs[_pair(first, _SPACE)] = True
        else:
            single[first] = True
    return pairs, single


def _pair(first: Codes | np.uint16, second: Codes | np.uint16) -> Codes:
    return np.bitwise_xor(np.multiply(first, np.uint16(0x9E35)), second)


def _begin_words(around: Around) -> Mask:
    """Return where words of ASCII begin: behind something else, or with a capital behind what is none."""
    inside = around.digits | around.letters
    capital = around.codes - _CAPITAL < _LETTERS
    begins: Mask = inside.copy()
    begins[:, 1:] &= ~inside[:, :-1] | (capital[:, 1:] & ~capital[:, :-1])
    return begins


def alike(around: Around, longest: int) -> Codes:
    """Return the codes, of which those are 0 (the digit) that can make no difference for any cue.

    These are digits that no letter is before, and in rows of ASCII the words of more than `longest` characters that
    have a digit: no cue has such.
    """
    free: Mask = around.digits.copy()
    free[:, 1:] &= ~around.letters[:, :-1]
    codes: Codes = np.where(free, _ZERO, around.codes)
    ascii_rows = np.flatnonzero((around.codes < 128).all(axis=1))
    if ascii_rows.size:
        of_rows = around.of(ascii_rows)
        codes[ascii_rows] = np.where(_in_marks(of_rows, longest), _ZERO, codes[ascii_rows])
    return codes


def _in_marks(around: Around, longest: int) -> Mask:
    """Return which characters are of words with a digit, of more than `longest` characters."""
    digits = around.digits
    inside, begins = digits | around.letters, _begin_words(around)
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
