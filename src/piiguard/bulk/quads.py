"""The digits of many numbers of one length, four at a time: as numbers, by their first ones, and their Luhn check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import Chunk, Mask, Places
from piiguard.bulk.memo import Keys
from piiguard.bulk.windows import FOUR, Shown, windows

Digits = NDArray[np.uint8]
_ZERO: Final = np.uint16(48)
_ZEROS: Final = np.full(FOUR, _ZERO).view(np.uint64)[0]
# Times the number that four digits write comes out in the highest sixteen bits, whatever the order of bytes.
_PLACES: Final = np.array([1, 10, 100, 1000], np.uint16).view(np.uint64)[0]
_TOP: Final = np.uint64(48)
_FIRST: Final = Shown(FOUR, behind=True)


def _luhn_sums() -> NDArray[np.uint16]:
    """Return what four digits add to a Luhn sum, where the second and fourth count twice, and the first and third."""
    digits = np.arange(10**FOUR)[:, None] // 10 ** np.arange(FOUR - 1, -1, -1) % 10
    twice = digits * 2 - 9 * (digits > 4)
    plain, doubled = digits.astype(np.uint16), twice.astype(np.uint16)
    return np.stack([one[:, ::2].sum(axis=1) + two[:, 1::2].sum(axis=1)
                     for one, two in ((plain, doubled), (doubled, plain))]).astype(np.uint16)  # fmt: skip


_LUHN_SUMS: Final = _luhn_sums()


def sums_of(weights: Sequence[int]) -> list[NDArray[np.uint16]]:
    """Return for every four of `weights` the sums of digits times weights, by the number that four digits write."""
    digits = np.arange(10**FOUR)[:, None] // 10 ** np.arange(FOUR - 1, -1, -1) % 10
    fours = [weights[first : first + FOUR] for first in range(0, len(weights), FOUR)]
    return [(digits[:, : len(four)] @ np.array(four)).astype(np.uint16) for four in fours]


class Numbers:
    """Numbers of `size` digits, given by their characters, four in a word; whatever fills the last word."""

    def __init__(self, words: Keys, size: int) -> None:
        self._words = words
        self.size = size
        self._quads: dict[int, NDArray[np.int64]] = {}

    @classmethod
    def at(cls, chunk: Chunk, starts: Places, size: int) -> Numbers:
        """Return the numbers at places of a chunk."""
        return cls(windows(chunk.codes, starts, _width(size)), size)

    @classmethod
    def of_groups(cls, chunk: Chunk, starts: Places, sizes: tuple[int, ...]) -> Numbers:
        """Return numbers of groups of so many digits, with one sign between."""
        size = sum(sizes)
        codes, done = np.full((len(starts), _width(size)), _ZERO), 0
        for number, each in enumerate(sizes):
            codes[:, done : done + each] = _rows(chunk, starts + (done + number), each)
            done += each
        return cls(codes.view(np.uint64), size)

    def __len__(self) -> int:
        return len(self._words)

    def where(self, rows: Places) -> Numbers:
        """Return some of the numbers."""
        return Numbers(self._words[rows], self.size)

    def quad(self, number: int) -> NDArray[np.int64]:
        """Return what four digits write, by the number of the four; the digits that the last ones lack are zeros."""
        known = self._quads.get(number)
        if known is None:
            word = self._words[:, number] ^ _ZEROS
            if self.size < FOUR * (number + 1):
                word &= _FIRST.mask(self.size - FOUR * number)
            known = self._quads[number] = (word * _PLACES >> _TOP).view(np.int64)
        return known

    def first(self, count: int) -> Keys:
        """Return the numbers that the first `count` digits write."""
        whole, rest = divmod(count, FOUR)
        found = np.zeros(len(self), np.int64)
        for number in range(whole):
            found = found * 10**FOUR + self.quad(number) if number else self.quad(number)
        if rest:
            found = found * 10**rest + self.quad(whole) // 10 ** (FOUR - rest)
        return found.view(np.uint64)

    def luhn_ok(self) -> Mask:
        """Return which numbers satisfy the Luhn formula, as `piiguard.checks.luhn_ok`."""
        sums = _LUHN_SUMS[1 - self.size % 2]
        total = sums.take(self.quad(0))
        for number in range(1, self._words.shape[1]):
            total += sums.take(self.quad(number))
        ok: Mask = total % np.uint16(10) == 0
        return ok

    def weighted(self, sums: Sequence[NDArray[np.uint16]]) -> NDArray[np.uint16]:
        """Return the sums of digits times weights; `sums` are those of `sums_of`."""
        total = sums[0].take(self.quad(0))
        for number, each in enumerate(sums[1:], 1):
            total += each.take(self.quad(number))
        return total

    def digits(self) -> Digits:
        """Return the digits, a number a row."""
        digits: Digits = (self._words.view(np.uint16)[:, : self.size] - _ZERO).astype(np.uint8)
        return digits

    def text(self, row: int) -> str:
        """Return one number as it is written."""
        codes = self._words[row].view(np.uint16)[: self.size]
        written: bytes = codes.astype(np.uint8).tobytes()
        return written.decode("ascii")


def _width(size: int) -> int:
    return -(-size // FOUR) * FOUR


def _rows(chunk: Chunk, starts: Places, size: int) -> NDArray[np.uint16]:
    codes = chunk.codes
    found: NDArray[np.uint16] = np.ndarray((len(codes) - size + 1, size), np.uint16, codes, 0, (2, 2))[starts]
    return found
