"""A text as an array of code units with a class for each, which the passes of the bulk executor share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

# Line ends around the text, so that no pass has to look where it ends.
PAD: Final = 32
DIGIT: Final = 1
LETTER: Final = 2
SEPARATOR: Final = 4
FOLDING: Final = 8
SIGN: Final = 16
PAIR: Final = 32
LABEL_SIGN: Final = 64
CONNECTOR: Final = 128
_OUTSIDE: Final = 0xFFFF
_LINE_END: Final = 10
_MANY: Final = 1 << 12
_SOME: Final = 1 << 9
# What is looked at all at once takes about as long as one place for so many characters does.
_SPARSE: Final = 1 << 13
# So many characters, with all that is made of them, stay in the processor's cache.
_CACHED: Final = 1 << 16

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.uint16]
Kinds = NDArray[np.uint8]
_Value = TypeVar("_Value", bound=np.generic)


def class_table(classes: Iterable[tuple[int, str]]) -> Kinds:
    """Return a table from code unit to the sum of the bits of the classes whose characters it belongs to."""
    table = np.zeros(_OUTSIDE + 1, np.uint8)
    for bit, chars in classes:
        table[[ord(char) for char in chars if ord(char) < _OUTSIDE]] |= bit
    return table


def char_table(chars: Iterable[str]) -> Mask:
    """Return a table that is true at the code units of `chars`."""
    return class_table([(1, "".join(chars))]).astype(np.bool_)


class Chunk:
    """`text` with its code points (those beyond the basic plane as 0xFFFF) and their classes, both padded.

    Places in `codes` and `kinds` are `PAD` more than in the text. What stands around it is of no class.
    """

    __slots__ = ("_table", "codes", "is_wide", "kinds", "text")

    def __init__(self, text: str, table: Kinds) -> None:
        self.text = text
        self.codes = np.empty(len(text) + 2 * PAD, np.uint16)
        self.codes[:PAD] = self.codes[-PAD:] = _LINE_END
        self.kinds = np.empty(len(self.codes), np.uint8)
        self.kinds[:PAD] = self.kinds[-PAD:] = 0
        self.is_wide = False
        self._table = table
        for first in range(0, len(text), _CACHED):
            # One word for each character is written faster than two bytes for most.
            points = _code_points(text[first : first + _CACHED])
            if points.max() > _OUTSIDE:
                self.is_wide, points = True, np.minimum(points, _OUTSIDE)
            codes, kinds = (each[first + PAD : first + PAD + len(points)] for each in (self.codes, self.kinds))
            np.copyto(codes, points, casting="unsafe")
            table.take(codes, out=kinds, mode="clip")

    def of(self, text: str) -> Chunk:
        """Return the chunk of another text."""
        return Chunk(text, self._table)

    def change(self, at: Places, codes: Codes, removed: Places) -> None:
        """Put other characters at places, and take others out; not for a text beyond the basic plane (`is_wide`)."""
        self.codes[at] = codes
        self.kinds[at] = self._table.take(codes)
        if removed.size:
            self.codes, self.kinds = _without(self.codes, removed), _without(self.kinds, removed)
        if len(at) + len(removed) > _SOME:
            self.text = self.codes[PAD:-PAD].tobytes().decode("utf-16-le", "surrogatepass")
        else:
            self.text = _changed(self.text, at, codes, removed)

    def patch(self, text: str, start: int, end: int) -> None:
        """Take over `text`, which differs from the chunk's own in the span alone."""
        self.text = text
        codes = self.codes[start + PAD : end + PAD]
        codes[:] = np.minimum(_code_points(text[start:end]), _OUTSIDE)
        self.kinds[start + PAD : end + PAD] = self._table.take(codes)

    def has_few(self, places: Places) -> bool:
        """Return whether the places are so few in the text that one by one they take less time than all at once."""
        return len(places) * _SPARSE <= len(self.text)

    def places(self, bit: int) -> Places:
        """Return where characters of a class are in the text, as places in `codes`."""
        return np.flatnonzero(self.kinds & bit != 0)


def _changed(text: str, at: Places, codes: Codes, removed: Places) -> str:
    """Return a text with other characters at a few places, and without those that are removed."""
    changes = dict.fromkeys((removed - PAD).tolist(), "")
    changes.update(zip((at - PAD).tolist(), map(chr, codes.tolist()), strict=True))
    parts: list[str] = []
    done = 0
    for place in sorted(changes):
        parts += text[done:place], changes[place]
        done = place + 1
    return "".join((*parts, text[done:]))


def _without(values: NDArray[_Value], at: Places) -> NDArray[_Value]:
    """Return an array without the values at some places: what lies between them, as long as these are few."""
    if len(at) > _MANY:
        return np.delete(values, at)
    between = zip((0, *(at + 1).tolist()), (*at.tolist(), len(values)), strict=True)
    return np.concatenate([values[first:last] for first, last in between])


def are_among(places: Places, others: Places) -> Mask:
    """Return which of the places are among others, which are in order."""
    if not others.size:
        return np.zeros(len(places), np.bool_)
    found: Mask = others.take(np.searchsorted(others, places), mode="clip") == places
    return found


def flat(begins: Places, sizes: Places) -> tuple[Places, Places]:
    """Return the places of spans one behind the other, and the number of the span that each is of."""
    rows = np.repeat(np.arange(len(begins)), sizes)
    return rows, np.arange(len(rows)) + np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)


def codes_of(text: str) -> Codes | None:
    """Return the code points of `text`; None if some are beyond the basic plane."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return units if len(units) == len(text) else None


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
