"""Tells names in Latin letters in a short text: the same as in any text, but word by word, as it holds few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from piiguard.names.features import REACH
from piiguard.names.latin import (
    AROUND,
    BITS,
    DENSE,
    FACTORS,
    GLUE,
    HASHED,
    LEAST,
    LONGEST,
    MINIMUM,
    MOST,
    Latin,
    seed,
)
from piiguard.names.readings import Reading
from piiguard.names.short_features import ShortFeatures, cells, product

_HAN: Final = re.compile("[㐀-鿿]")
# Two letters beside a Han character, or behind such a sign: as `piiguard.names.latin.may_have_words` sees them.
_LETTERS: Final = re.compile("[A-Za-z]{2}(?:(?<=[㐀-鿿，。、：（“《]..)|(?=[㐀-鿿]))")
# As `piiguard.names.latin.words` joins them.
_WORD: Final = re.compile("[a-z][A-Za-z]*|[A-Z][A-Za-z]*(?:[ ·.-][A-Z][A-Za-z]*)*")
_ALL: Final = (1 << 32) - 1


class ShortLatin:
    """Tells Latin names in short texts with the weights of `latin`; `features` tell what stands around."""

    def __init__(self, latin: Latin, features: ShortFeatures) -> None:
        tables, self._slope, self._offset = latin.weights
        self._features = features
        self._dense, self._dense_cells = np.concatenate(tables[: len(DENSE)]), cells(DENSE)
        self._hashed: list[Any] = [memoryview(table) for table in tables[len(DENSE) :]]

    def persons(self, text: str) -> Iterator[Reading]:
        """Yield the words in Latin letters of a text that may name a person."""
        for start, end in _words(text):
            # What stands in another line is not beside the word.
            left = text[max(text.rfind("\n", 0, start) + 1, start - AROUND) : start]
            right = text[end : end + AROUND].partition("\n")[0]
            codes = self._features.codes(f"{left}a{right}", join=False)
            around = self._features.around(codes)[len(left) : len(left) + 1]
            total = int(self._dense.take(product(around, self._dense_cells)).sum())
            at = REACH + len(left)
            looks = _looks(text[start:end], *codes[at - 2 : at].tolist(), *codes[at + 1 : at + 3].tolist())
            total += sum(table[cell] for table, cell in zip(self._hashed, _hashes(looks), strict=True))
            # The exponential of the standard library rounds in another way.
            power = float(np.exp(-min(max(total * self._slope + self._offset, -30), 30)))
            if (chance := 1 / (1 + power)) > LEAST:
                yield Reading("PER", start, end, min(chance, MOST))


def may_have_words(text: str) -> bool:
    """Return what `piiguard.names.latin.may_have_words` does."""
    return _LETTERS.search(text) is not None


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words begin and end that `piiguard.names.latin.words` finds."""
    for found in _WORD.finditer(text):
        start, end = found.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        is_beside = _HAN.match(before) is not None or _HAN.match(after) is not None
        is_glued = any(each and each in GLUE for each in (before, after))
        if MINIMUM <= end - start <= LONGEST and is_beside and not is_glued:
            yield start, end


def _looks(word: str, second_left: int, first_left: int, first_right: int, second_right: int) -> list[int]:
    """Return the numbers of a word between folded code points that `piiguard.names.latin.cells` mixes."""
    lower = [ord(letter) | 32 for letter in word]
    capitals, size = sum("A" <= letter <= "Z" for letter in word), len(word)
    first_capital = "A" <= word[0] <= "Z"
    shape = 4 if capitals == size else 0 if not capitals else 1 if capitals == first_capital else 2
    if sum(97 <= each <= 122 for each in lower) < size:
        shape += 8
    begins = 0
    for place in range(8):
        begins = (begins * 0x01000193 & _ALL) ^ (lower[place] if place < size else 0)
    first, last = (one << 16 ^ two << 8 ^ three for one, two, three in (lower[:3], lower[:-4:-1]))
    beside = [first_left << 16 ^ second_left, first_right << 16 ^ second_right, first_left, first_right]
    return [shape, first, last, begins, min(size, 20) * 16 + shape, *beside]


def _hashes(looks: list[int]) -> Iterator[int]:
    """Yield the cell of each hashed feature."""
    for number, parts in enumerate(HASHED):
        total = seed(number)
        for place, part in enumerate(parts):
            total = (total ^ (looks[part] * FACTORS[place] & _ALL)) * FACTORS[place + 3] & _ALL
        yield total >> (32 - BITS)
