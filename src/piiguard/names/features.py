"""Features of the name model: what stands around each character, hashed, for a whole text at once.

A feature is a template (which things at which distance) with the values found there. Its hash is a sum of products
with fixed odd 64-bit numbers (multiply-shift hashing of vectors, Dietzfelbinger 1996), so that all positions of a
text need one multiplication per thing and one addition per template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np

Codes = Any  # a numpy array of code points
CELL_BITS: Final = 20
WORD_BITS: Final = 20
_PAD: Final = 4
_ALL: Final = (1 << 64) - 1

# Channel letters: C character, S surname, G given-name character, T transliteration character, A and E class of
# the longest word that starts and that ends here.
_TEMPLATES: Final = (
    "C-2", "C-1", "C0", "C1", "C2",
    "C-2 C-1", "C-1 C0", "C0 C1", "C1 C2", "C-1 C1", "C-3 C-2", "C2 C3",
    "C-2 C-1 C0", "C-1 C0 C1", "C0 C1 C2", "C1 C2 C3", "C-3 C-2 C-1",
    "S0 G1 G2", "S-1 G0 G1", "S-2 G-1 G0", "S0 C2", "S0 C3", "S-1 C1", "S-1 C2", "S-2 C1", "C-1 S0",
    "T-2 T-1 T0 T1 T2", "T0 T1 C-1", "T-1 T0 C1",
    "E-1 A0", "E0 A1", "E-1 S0 A2", "E-1 S0 A3", "E-2 S-1 A1", "E-2 S-1 A2", "E-3 S-2 A1", "E-1 C0", "C0 A1",
    "A0", "E0", "A1", "E-1",
)  # fmt: skip
TEMPLATES: Final = tuple(tuple((part[0], int(part[1:])) for part in template.split()) for template in _TEMPLATES)


def _constants(seed: int, count: int) -> list[int]:
    """Return odd 64-bit numbers (SplitMix64)."""
    numbers, mask = [], (1 << 64) - 1
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        mixed = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        numbers.append((mixed ^ (mixed >> 31)) | 1)
    return numbers


_PLACES: Final = sorted({place for template in TEMPLATES for place in template})
_FACTORS: Final = dict(zip(_PLACES, _constants(1, len(_PLACES)), strict=True))
_OFFSETS: Final = _constants(2, len(TEMPLATES))
_WORD_FACTORS: Final = {size: _constants(10 + size, size) for size in (2, 3, 4)}


class Tables(NamedTuple):
    """What is known of single characters and of words: arrays of bytes by code point, and a hashed table."""

    surname: Any  # by code point below 65536: 0 none, else how common
    given: Any
    foreign: Any
    words: Any  # 2**WORD_BITS cells: class in the low four bits, check in the high four


def fold_codes(codes: Codes) -> Codes:
    """Return the code points with width, digits and Latin letters made one."""
    codes = np.where((codes >= 0xFF01) & (codes <= 0xFF5E), codes - 0xFEE0, codes)
    codes = np.where((codes >= 48) & (codes <= 57), 48, codes)
    lower = codes | 32
    return np.where((lower >= 97) & (lower <= 122), 97, codes).astype(np.uint32)


def word_hash(codes: Codes, size: int) -> Codes:
    """Return the hash of the `size` characters from each position on."""
    length = len(codes) - size + 1
    wide = codes.astype(np.uint64)
    total = wide[:length] * np.uint64(_WORD_FACTORS[size][0])
    for shift, factor in enumerate(_WORD_FACTORS[size][1:], 1):
        total += wide[shift : shift + length] * np.uint64(factor)
    return total


def word_cell(hashes: Codes) -> tuple[Codes, Codes]:
    """Return the cell and the check (four bits) of hashes of words."""
    cell = (hashes >> np.uint64(64 - WORD_BITS)).astype(np.int64)
    return cell, ((hashes >> np.uint64(36)) & np.uint64(15)).astype(np.uint8)


def word_class(word: str, words: Any) -> int:
    """Return the class of a word of two to four characters, 0 for one that the table does not have."""
    if not 2 <= len(word) <= 4:
        return 0
    factors = _WORD_FACTORS[len(word)]
    hashed = sum(ord(character) * factor for character, factor in zip(word, factors, strict=True)) & _ALL
    found = int(words[hashed >> (64 - WORD_BITS)])
    return found & 15 if found and found >> 4 == hashed >> 36 & 15 else 0


def _word_classes(codes: Codes, words: Any) -> tuple[Codes, Codes]:
    starts = np.zeros(len(codes), np.uint8)
    ends = np.zeros(len(codes), np.uint8)
    for size in (2, 3, 4):
        cell, check = word_cell(word_hash(codes, size))
        found = words.take(cell)
        at = np.flatnonzero((found != 0) & (found >> 4 == check))
        kinds = (found[at] & 15) + np.uint8((size - 2) * 16)
        starts[at] = kinds
        # The longest word wins at both ends, and sizes come in order.
        ends[at + (size - 1)] = kinds
    return starts, ends


def hashes(codes: Codes, tables: Tables) -> Iterator[Codes]:
    """Yield, for each template, the 64-bit hash at every position of folded `codes`."""
    size = len(codes)
    padded = np.zeros(size + 2 * _PAD, np.uint32)
    padded[_PAD : _PAD + size] = codes
    small = np.where(padded < 65536, padded, 0)
    channels = {
        "C": padded,
        "S": tables.surname.take(small),
        "G": tables.given.take(small),
        "T": tables.foreign.take(small),
    }
    channels["A"], channels["E"] = _word_classes(padded, tables.words)
    products: dict[tuple[str, int], Codes] = {}
    for channel, shift in _PLACES:
        values = channels[channel][_PAD + shift : _PAD + shift + size].astype(np.uint64)
        products[channel, shift] = values * np.uint64(_FACTORS[channel, shift])
    for template, offset in zip(TEMPLATES, _OFFSETS, strict=True):
        total = products[template[0]] + np.uint64(offset)
        for place in template[1:]:
            total += products[place]
        yield total
