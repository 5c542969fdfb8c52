"""Forms of plain addresses: which of many addresses are alike to the grammar, so that one is read for all of them.

Alike are characters that no regex of the grammar tells apart (`piiguard.bulk.telling`), digits, divisions of one kind
(`piiguard.bulk.chains`), and within bounds, how many such characters follow each other.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.addresses.alike import COUNTY_ENDS
from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.marks import ends_divisions, marks_of
from piiguard.addresses.running import CROWD, MANY
from piiguard.bulk.chains import ChainReader
from piiguard.bulk.chunk import Codes, Kinds, Mask, Places
from piiguard.bulk.differences import CROSSES, Differences, differing
from piiguard.bulk.memo import Ids, Keys
from piiguard.bulk.same_words import LONG, Around, Words
from piiguard.bulk.telling import DIGIT, NEUTRAL, told_apart

_DIGITS: Final = re.compile("[0-9]")
# No longer address has a form.
LONGEST: Final = 63
# What is known of characters, …
_CROWD, _COUNTY, _DIGIT, _WORD, _OPENS = (1 << bit for bit in range(2, 7))
_SHIFT: Final = {1 << bit: np.uint8(bit) for bit in range(2, 7)}
# … and of pairs of them.
_BEGINS, _WORDS = 1 << 9, 1 << 10
# Lengths of rows of characters, and of digits, of which one is like another: from the first to the last.
_NAMES: Final = ((1, 1), (2, 4), (5, 8))
_NUMBERS: Final = ((1, 4), (5, 5), (6, 6))
_NO_LENGTH: Final = 0
# What parts are, beside single characters that make a difference.
_NAME_PART, _NUMBER_PART, _DIVISION, _WORD_PART, _KIND = (1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20)
_MULTIPLIERS: Final = np.array([secrets.randbits(64) | 1 for _ in range(LONGEST + 3)], np.uint64)


class Variant(NamedTuple):
    """A text of a form, and where its parts begin; the last of them is the sign behind it."""

    text: str
    parts: list[int]


class Forms(NamedTuple):
    """The forms of addresses: which of them have one, and a key for each form.

    `first` and `counts` say which parts are those of each address; the last is the sign behind it. `places` are where
    parts begin, counted from the beginning of the address, and `codes` what they are. A form can be relied on where
    `reader` says that its addresses are plain.
    """

    told: Mask
    keys: Keys
    first: Places
    counts: Places
    places: Places
    codes: Places
    reader: FormReader

    def of(self, rows: Places) -> Forms:
        """Return some of the forms."""
        return self._replace(
            told=self.told[rows], keys=self.keys[rows], first=self.first[rows], counts=self.counts[rows]
        )

    def put(self, rows: Places, others: Forms) -> Forms:
        """Return these forms with `others` in the place of some."""
        told, keys, first, counts = self.told.copy(), self.keys.copy(), self.first.copy(), self.counts.copy()
        told[rows], keys[rows], counts[rows] = others.told, others.keys, others.counts
        first[rows] = others.first + len(self.places)
        places, codes = np.append(self.places, others.places), np.append(self.codes, others.codes)
        return Forms(told, keys, first, counts, places, codes, self.reader)

    def place(self, rows: Places, part: Places | int) -> Places:
        """Return where in addresses the parts with these numbers begin."""
        return self.places.take(self.first.take(rows) + part)

    def variants(self, row: int, text: str) -> Iterator[Variant]:
        """Yield the address `text`, which is that of a row, and the shortest and the longest one of its form."""
        part = slice(int(self.first[row]), int(self.first[row] + self.counts[row]))
        places, codes = self.places[part].tolist(), self.codes[part].tolist()
        yield Variant(text, places)
        for end in (0, 1):
            pieces, at = [], [0]
            for code, start, stop in zip(codes, places, places[1:], strict=False):
                piece = text[start:stop]
                if code & _NAME_PART and code < _NUMBER_PART:
                    piece = NEUTRAL * _NAMES[code - _NAME_PART - 1][end]
                elif code & _NUMBER_PART and code < _DIVISION:
                    piece = DIGIT * _NUMBERS[code - _NUMBER_PART - 1][end]
                pieces.append(piece)
                at.append(at[-1] + len(piece))
            yield Variant("".join(pieces), at)


class FormReader:
    """Tells the forms of addresses.

    Args:
        gazetteer: the names of divisions.
        patterns: regexes that look for something in an address, …
        across: … and those of them that look at what lies around its parts, too.
        opening: regexes that look at its beginning.
        is_taken: whether an address that opens with some divisions is read as a whole.
    """

    def __init__(
        self, gazetteer: Gazetteer, patterns: Sequence[str], across: Sequence[str], opening: Iterable[str],
        is_taken: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self.gazetteer = gazetteer
        self._chains = ChainReader(gazetteer, is_taken)
        self._words = Words()
        # 居住地 is no verb where an address begins with 地.
        opens = "".join(told_apart(opening).firsts | {"地"})
        self._differences = Differences(
            patterns,
            across,
            [(_CROWD, CROWD), (_COUNTY, COUNTY_ENDS), (_DIGIT, DIGIT), (_WORD, self._words.ones), (_OPENS, opens)],
            [(_BEGINS, self._chains.begins), (_WORDS, self._words.twos)],
        )
        self._names, self._numbers = _classes(_NAMES, _NAME_PART), _classes(_NUMBERS, _NUMBER_PART)
        self._last: tuple[str, Places, Places, Forms] | None = None

    def of(self, text: str, codes: Codes, starts: Places, ends: Places) -> Forms:
        """Return the forms of the addresses from `starts` to `ends`, of `LONGEST` characters at most, in order.

        `codes` are those of `text`. Those of the last call, of which one asks in turn, are remembered.
        """
        if self._last is not None and len(starts) and self._last[0] == text:
            _, known, known_ends, forms = self._last
            rows = np.minimum(np.searchsorted(known, starts), len(known) - 1)
            new = np.flatnonzero((known[rows] != starts) | (known_ends[rows] != ends))
            if not new.size:
                return forms.of(rows)
            if len(new) < len(rows) // 2:
                return forms.of(rows).put(new, self._read(codes, starts[new], ends[new]))
        forms = self._read(codes, starts, ends)
        if len(starts):
            self._last = text, starts, ends, forms
        return forms

    def is_plain(self, address: str) -> bool:
        """Return whether no division is looked for in an address behind its first digit."""
        digit = _DIGITS.search(address)
        return digit is None or ends_divisions(marks_of(address, self.gazetteer), digit.start())

    def _read(self, codes: Codes, starts: Places, ends: Places) -> Forms:
        widths = ends - starts + 1
        first = np.cumsum(widths) - widths
        last = first + widths - 1
        rows = np.repeat(np.arange(len(starts), dtype=np.int32), widths)
        written = codes.take(np.arange(len(rows)) + np.repeat(starts - first, widths), mode="clip")
        written[last] = 0
        flat, flags, pairs = self._differences.of(written)
        chains = self._chains.of(flat, rows, first, last, np.flatnonzero(pairs & _BEGINS))
        end = chains.ends[-1]
        inside = _between(first, end, len(flat))
        told = differing(flags, pairs, last, inside)
        clear, bare = chains.clear, end == first
        digit = flags >> _SHIFT[_DIGIT] & np.uint8(1)
        clear[self._chains.others(flat, rows, chains, told, _first_of(digit, rows, last))] = False
        clear &= np.where(bare, flags.take(first) & _OPENS, pairs.take(end - 1) & CROSSES) == 0
        clear &= np.add.reduceat(flags >> _SHIFT[_CROWD] & 1, first) <= MANY
        clear &= chains.fine | (np.add.reduceat((flags >> _SHIFT[_COUNTY] & 1) & ~inside, first) == 0)
        words, kinds = self._words.of(
            written, np.flatnonzero(flags & _WORD), np.flatnonzero(pairs & _WORDS), Around(told, digit, last)
        )
        behind = words > end.take(rows.take(words))
        words, kinds = words[behind], kinds[behind]
        begins = told.copy()
        begins[1:] |= told[:-1]
        begins[1:] &= ~(digit[1:] & digit[:-1])
        begins &= ~inside
        begins[chains.ends.ravel()] = begins[first] = begins[last] = 1
        begins[words[kinds & LONG != 0] + 1] = 0
        marks = np.zeros(len(flat), np.uint8)
        marks[words] = kinds & (LONG - 1)
        at = np.flatnonzero(begins)
        parts = self._parts(
            np.diff(at, append=len(flat)), [each.take(at) for each in (written, told, digit, inside, marks)]
        )
        counts = np.add.reduceat(begins, first).astype(np.int64)
        begin = np.cumsum(counts) - counts
        clear &= np.add.reduceat((parts == _NO_LENGTH).view(np.uint8), begin) == 0
        number = np.arange(len(at)) - np.repeat(begin, counts)
        keys = np.add.reduceat(parts.view(np.uint64) * _MULTIPLIERS.take(number), begin)
        keys += (chains.kinds.astype(np.uint64) + np.uint64(_KIND)) * _MULTIPLIERS[-1]
        return Forms(clear, keys, begin, counts, at - np.repeat(first, counts), parts, self)

    def _parts(self, sizes: Places, of_parts: Sequence[NDArray[Any]]) -> Places:
        """Return what parts are, given with their sizes, first characters, and what is told of these."""
        written, told, digit, inside, marks = of_parts
        parts = written.astype(np.int64) + 1
        names = np.flatnonzero(told == 0)
        parts[names] = self._names.take(sizes[names])
        numbers = np.flatnonzero(digit)
        parts[numbers] = self._numbers.take(sizes[numbers])
        words = np.flatnonzero(marks)
        parts[words] = marks[words] + np.int64(_WORD_PART)
        parts[inside != 0] = _DIVISION
        return parts


def _first_of(digit: Kinds, rows: Ids, last: Places) -> Places:
    """Return where the first digit of each address is, or its end where there is none."""
    found = last.copy()
    at = np.flatnonzero(digit)[::-1]
    found[rows.take(at)] = at
    return found


def _between(first: Places, end: Places, size: int) -> Kinds:
    """Return 1 for the characters from the places `first` to the places `end`."""
    steps = np.zeros(size, np.int8)
    steps[first] = 1
    steps[end] -= 1
    found: Kinds = np.cumsum(steps, dtype=np.int8).view(np.uint8)
    return found


def _classes(bounds: Sequence[tuple[int, int]], code: int) -> Places:
    """Return by length the code of a part so long."""
    classes = np.full(LONGEST + 2, _NO_LENGTH, np.int64)
    for number, (least, most) in enumerate(bounds, 1):
        classes[least : most + 1] = code + number
    return classes
