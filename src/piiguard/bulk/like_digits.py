"""Digits before many places that make no difference for a label there: of numbers that begin a word.

Most labels have no digit, and the others behind a letter (`sha256`), or a single one as a word (`phone_2`).
"""

from __future__ import annotations

from itertools import product
from typing import Final

import numpy as np

from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Places
from piiguard.bulk.memo import Keys
from piiguard.bulk.windows import FOUR, flags

_ZEROS: Final = np.full(FOUR, ord("0"), np.uint16).view(np.uint64)[0]
_ONE, _NIBBLE = np.uint64(1), np.uint64(15)
_BYTE: Final = 8
# By four bits, a word that has all bits of the characters whose bit is set; the lowest one is of the first.
_MASKS: Final = np.array(
    [bits[::-1] for bits in product((0, 0xFFFF), repeat=FOUR)], np.uint16
).view(np.uint64)[:, 0]  # fmt: skip


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
