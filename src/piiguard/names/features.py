"""Features of the name model: what stands around each character, as numbers of cells, for a whole text at once.

A feature is a template (which things at which distance) with the values found there. Templates over few values have a
table of their own, in which the values are the digits of a number. Those over several characters share one table of
hashed cells: a hash is a sum of products with fixed odd numbers (multiply-shift hashing of vectors, Dietzfelbinger
1996), so that all positions of a text need one multiplication per thing and one addition per template.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

Codes = Any  # a numpy array of code points
Place = tuple[str, int]
CELL_BITS: Final = 20
WORD_BITS: Final = 20
WORD_SIZES: Final = (2, 3, 4)
# How far a feature looks to each side.
REACH: Final = 4
DOT: Final = 0xB7
_HYPHEN: Final = 0x2D
_ALL: Final = (1 << 32) - 1
# The cells of a template with no more of them are told by two bytes.
_NARROW: Final = 1 << 16
# Positions worked on at once: what is computed of them stays in the processor's cache.
PIECE: Final = 1 << 14

# Channel letters: C character, I the number of a frequent character, S surname, G given-name character,
# T transliteration character, A and E class of the longest word that starts and that ends here.
SIZES: Final = {"I": 4096, "S": 8, "G": 9, "T": 5, "A": 48, "E": 48}
# Each line is one table; the smaller templates of a line are parts of its first one.
_TABLES: Final = (
    ("I-3",), ("I-2",), ("I-1 S0", "I-1"), ("S-1 I1", "I1"), ("S0 I2", "I2"), ("S0 I3", "I3"), ("S-1 I2",),
    ("S-2 I1",), ("T0 T1 I-1",), ("T-1 T0 I1",), ("E-1 I0", "I0"), ("I0 A1",), ("E-1 A0", "A0", "E-1"),
    ("E0 A1", "E0", "A1"), ("E-1 S0 A2", "S0 A2", "A2"), ("E-1 S0 A3", "S0 A3", "A3"),
    ("E-2 S-1 A1", "E-2", "S-1 A1"), ("E-2 S-1 A2",), ("E-3 S-2 A1", "E-3"),
    ("S0 G1 G2",), ("S-1 G0 G1",), ("S-2 G-1 G0",), ("T-2 T-1 T0 T1 T2",),
)  # fmt: skip
# What tells at once where no person can begin.
_GATE: Final = ("I-1 S0", "I0", "I-2", "S0 I1", "S0 I2", "S0 G1 G2", "E-1 A0", "E0 A1", "E-1 S0 A2", "T0 T1 I-1")
_HASHED: Final = (
    "C-3 C-2", "C-2 C-1", "C-1 C0", "C0 C1", "C1 C2", "C2 C3", "C-1 C1",
    "C-3 C-2 C-1", "C-2 C-1 C0", "C-1 C0 C1", "C0 C1 C2", "C1 C2 C3",
)  # fmt: skip


def _places(template: str) -> tuple[Place, ...]:
    return tuple((part[0], int(part[1:])) for part in template.split())


TABLES: Final = tuple(tuple(_places(template) for template in line) for line in _TABLES)
DENSE: Final = tuple(template for line in TABLES for template in line)
GATE: Final = tuple(_places(template) for template in _GATE)
HASHED: Final = tuple(_places(template) for template in _HASHED)


def cells_of(template: tuple[Place, ...]) -> int:
    """Return how many cells the table of a template has."""
    size = 1
    for channel, _ in template:
        size *= SIZES[channel]
    return size


def _constants(seed: int, count: int) -> list[int]:
    """Return odd 32-bit numbers (the upper halves of SplitMix64)."""
    numbers, mask = [], (1 << 64) - 1
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        mixed = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        numbers.append(((mixed ^ (mixed >> 31)) >> 32) | 1)
    return numbers


_HASHED_PLACES: Final = sorted({place for template in HASHED for place in template})
FACTORS: Final = dict(zip(_HASHED_PLACES, _constants(1, len(_HASHED_PLACES)), strict=True))
OFFSETS: Final = _constants(2, len(HASHED))
WORD_FACTORS: Final = {size: _constants(10 + size, size) for size in (2, 3, 4)}


class Tables(NamedTuple):
    """What is known of single characters and of words: arrays by code point below 65536, and a hashed table."""

    simple: Any  # the code point it counts as, uint16; the others go by that code point
    number: Any  # which of the frequent characters it is, uint16; 0 none of them
    surname: Any  # 0 none, else how common
    given: Any
    foreign: Any
    words: Any  # 2**WORD_BITS cells: class in the low four bits, check in the high four


def fold_codes(codes: Codes, simple: Any) -> Codes:
    """Return the code points with width, digits, Latin letters and traditional characters made one."""
    folded = np.empty(len(codes), np.uint32)
    for low in range(0, len(codes), PIECE):
        here = codes[low : low + PIECE]
        folded[low : low + PIECE] = simple.take(here, mode="clip")
        if here.max() > 0xFFFF:
            np.copyto(folded[low : low + PIECE], here, where=here > 0xFFFF)
    return folded


def joined(codes: Codes) -> Codes:
    """Return folded `codes` with hyphens between Han characters as dots of foreign names, for which they stand."""
    hyphens = np.flatnonzero(codes == _HYPHEN)
    hyphens = hyphens[(hyphens > 0) & (hyphens < len(codes) - 1)]
    if len(hyphens):
        beside = np.minimum(codes[hyphens - 1], codes[hyphens + 1])
        codes[hyphens[(beside >= 0x3400) & (np.maximum(codes[hyphens - 1], codes[hyphens + 1]) < 0xA000)]] = DOT
    return codes


def folding(pairs: Iterable[tuple[str, str]]) -> Any:
    """Return the table `simple`: width, digits, letters and dots made one, and each first of `pairs` its second."""
    table = np.arange(65536, dtype=np.uint16)
    table[10] = 0
    table[[0x2022, 0x30FB, 0x2027]] = DOT
    table[0xFF01:0xFF5F] -= 0xFEE0
    table[[*range(48, 58), *range(0xFF10, 0xFF1A)]] = 48
    letters = [*range(65, 91), *range(97, 123)]
    table[[*letters, *(letter + 0xFEE0 for letter in letters)]] = 97
    for one, other in pairs:
        table[ord(one)] = ord(other)
    return table


def word_hash(codes: Codes, size: int) -> Codes:
    """Return the hash of the `size` characters from each position on, as uint32."""
    length = len(codes) - size + 1
    total = codes[:length] * np.uint32(WORD_FACTORS[size][0])
    for shift, factor in enumerate(WORD_FACTORS[size][1:], 1):
        total += codes[shift : shift + length] * np.uint32(factor)
    return total


def word_cell(hashes: Codes) -> tuple[Codes, Codes]:
    """Return the cell and the check (four bits) of hashes of words."""
    return hashes >> np.uint32(32 - WORD_BITS), ((hashes >> np.uint32(7)).astype(np.uint8) & 15)


def classes_of(hashes: Codes, words: Any) -> tuple[Codes, Codes]:
    """Return the classes of the words with these hashes, and which of them the table has."""
    cell, check = word_cell(hashes)
    classes = words.take(cell, mode="clip")
    known = (classes >> 4 == check) & (classes != 0)
    classes &= 15
    return classes, known


def word_class(word: str, tables: Tables) -> int:
    """Return the class of a word of two to four characters, 0 for one that the table does not have."""
    if len(word) not in WORD_SIZES:
        return 0
    codes = [int(tables.simple[min(ord(character), 0xFFFF)]) for character in word]
    hashed = sum(code * factor for code, factor in zip(codes, WORD_FACTORS[len(word)], strict=True)) & _ALL
    found = int(tables.words[hashed >> (32 - WORD_BITS)])
    return found & 15 if found and found >> 4 == hashed >> 7 & 15 else 0


def _word_classes(codes: Codes, words: Any) -> tuple[Codes, Codes]:
    starts = np.zeros(len(codes), np.uint8)
    ends = np.zeros(len(codes), np.uint8)
    something = codes != 0
    for size in WORD_SIZES:
        if size > len(codes):
            break
        kinds, known = classes_of(word_hash(codes, size), words)
        for shift in range(size):  # what reaches over an end is no word, whatever its hash is
            known &= something[shift : shift + len(known)]
        kinds += np.uint8((size - 2) * 16)
        kinds *= known
        # The longest word wins at both ends: its class is the greatest.
        for side in (starts, ends[size - 1 :]):
            np.maximum(side[: len(kinds)], kinds, out=side[: len(kinds)])
    return starts, ends


class Window:
    """The channels of folded code points, from which the cells of each template are told.

    The same things at the same distance from each other have the same numbers wherever they stand, so these are
    reckoned once for all templates that look at them from another place.
    """

    def __init__(self, channels: dict[str, Any]) -> None:
        self._channels = channels
        self.size = len(channels["C"]) - 2 * REACH
        self._scaled: dict[tuple[tuple[Place, ...], int, Any], Codes] = {}
        self._numbers: dict[tuple[tuple[Place, ...], Any], Codes] = {}

    @classmethod
    def of(cls, codes: Codes, tables: Tables) -> Window:
        """Return the channels of `codes`."""
        padded = np.zeros(len(codes) + 2 * REACH, np.uint32)
        padded[REACH : REACH + len(codes)] = codes
        starts, ends = _word_classes(padded, tables.words)
        channels = {"C": padded, "A": starts, "E": ends}
        known = dict(zip("ISGT", tables[1:5], strict=True))
        here = padded.astype(np.intp)
        if here.max() > 0xFFFF:
            here[here > 0xFFFF] = 0
        return cls(channels | {channel: table.take(here) for channel, table in known.items()})

    def dense(self, template: tuple[Place, ...]) -> Codes:
        """Return the cell of a template with a table of its own, at every position; not to be written to."""
        first, places, kind = _layout(template)
        return self._number(places, kind)[REACH + first : REACH + first + self.size]

    def _number(self, places: tuple[Place, ...], kind: Any) -> Codes:
        """Return the number of what stands at `places`, the first of them 0, from each padded position."""
        known = self._numbers.get((places, kind))
        if known is None:
            known = self._numbers[places, kind] = self._reckoned(places, kind)
        return known

    def _reckoned(self, places: tuple[Place, ...], kind: Any) -> Codes:
        channel, shift = places[-1]
        if len(places) == 1:
            return self._channels[channel].astype(kind, copy=False)
        first, before = _from_zero(places[:-1])
        key = before, SIZES[channel], kind
        scaled = self._scaled.get(key)
        if scaled is None:
            scaled = self._scaled[key] = self._number(before, kind) * kind(SIZES[channel])
        here = self._number(((channel, 0),), kind)[shift:]  # of one type a sum is quicker than of two
        size = min(len(scaled) - first, len(here))
        return scaled[first : first + size] + here[:size]

    def cells(self, template: tuple[Place, ...], rows: Any) -> Codes:
        """Return the cells of a template at the positions `rows` alone."""
        if _layout(template)[2] is np.uint16:
            return self.dense(template).take(rows)
        cells = self.cells(template[:-1], rows).astype(np.uint32)
        cells *= np.uint32(SIZES[template[-1][0]])
        cells += self.cells(template[-1:], rows)
        return cells

    def products(self, rows: Any) -> dict[Place, Codes]:
        """Return, for each place of the hashed templates, the products from which `hashed` adds up its hashes."""
        codes = self._channels["C"]
        return {place: codes[REACH + place[1] :].take(rows) * np.uint32(FACTORS[place]) for place in _HASHED_PLACES}


@cache
def _from_zero(places: tuple[Place, ...]) -> tuple[int, tuple[Place, ...]]:
    """Return where the first of `places` is, and the places moved so that it is at 0."""
    first = min(shift for _, shift in places)
    return first, tuple((channel, shift - first) for channel, shift in places)


@cache
def _layout(template: tuple[Place, ...]) -> tuple[int, tuple[Place, ...], Any]:
    """Return where the first place of a template is, its places from there on, and the type of its cells."""
    return *_from_zero(template), np.uint16 if cells_of(template) <= _NARROW else np.uint32


def hashed(number: int, products: dict[Place, Codes]) -> Codes:
    """Return the hash of hashed template `number` at every position, as uint32."""
    first, *others = HASHED[number]
    total = products[first] + np.uint32(OFFSETS[number])
    for place in others:
        total += products[place]
    return total


def hash_cell(hashes: Codes) -> Codes:
    """Return the cells of hashes."""
    return hashes >> np.uint32(32 - CELL_BITS)


def hash_check(hashes: Codes) -> Codes:
    """Return the checks of hashes, a byte each, by which most of those that share a cell are told apart."""
    return (hashes >> np.uint32(24 - CELL_BITS)).astype(np.uint8)
