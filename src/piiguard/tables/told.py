"""Which cells of one layout are of a kind, and their canonical forms: told for many at once, by their first digits.

What the checks of a recognizer say of plain digits goes by the first ones and the check digit (`Depends`), so
one value speaks for all that begin alike. The exact checks are asked for that one; what they do more to than to pass
or refuse it is left to be looked at cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.verdicts import as_numbers, luhn_ok
from piiguard.recognizer import Depends, Digits, Recognizer, Token
from piiguard.tables.byte_cells import Bytes, Mask
from piiguard.tables.told_parts import LENGTH, PartTeller

_OWN: Final = 1
_OTHER: Final = 2
_OPEN: Final = 3
_SEPARATORS: Final = frozenset("0 -")
_SHARE: Final = 4
# Beginnings that are remembered; each is a few bytes.
_MOST: Final = 1 << 16
# Up to so many digits there is a table of all beginnings; by so many it is said whether fewer are enough.
_TABLED: Final = 6
Keys = NDArray[np.uint64]


class Checked(NamedTuple):
    """What is known of some cells: which are of the kind, which have to be looked at, and the forms of the former."""

    own: Mask
    open: Mask
    forms: Bytes


class Step(NamedTuple):
    """One way to treat many cells: `tell` says which are fit for it, `apply` what becomes of their forms, one a row.

    `apply` returns None where that goes cell by cell.
    """

    tell: Callable[[Bytes], Checked]
    apply: Callable[[Bytes], Bytes | None]


def every_one(cells: Bytes) -> Checked:
    """Say that all cells are fit, as they are."""
    every = np.ones(len(cells), np.bool_)
    return Checked(every, ~every, cells)


class Teller:
    """Tells cells of one layout (a zero for every digit)."""

    def __init__(self, depends: Depends | None, places: list[int], form_of: Callable[[str], str | None]) -> None:
        self._depends = depends
        self._places = places
        self._form_of = form_of
        self._known: dict[tuple[int, int], int] = {}
        self._tables: dict[int, NDArray[np.uint8]] = {}
        self._parts = PartTeller(depends.parts, form_of) if depends is not None and depends.parts else None
        self._enough: NDArray[np.uint8] | None = None

    def tell(self, cells: Bytes) -> Checked:
        """Return what is known of cells, one a row."""
        forms = cells if len(self._places) == cells.shape[1] else np.ascontiguousarray(cells[:, self._places])
        if self._depends is None:
            return every_one(forms)
        if self._parts is not None:
            passed = self._parts.passed(forms)
            return Checked(passed, ~passed, forms[passed])
        codes = self._codes(cells, forms, self._depends)
        own: Mask = codes == _OWN
        return Checked(own, codes == _OPEN, forms[own])

    def _codes(self, cells: Bytes, forms: Bytes, depends: Depends) -> NDArray[np.uint8]:
        digits = forms - np.uint8(48)
        right = luhn_ok(digits) if depends.luhn else np.zeros(len(digits), np.bool_)
        size = min(depends.digits, digits.shape[1])
        if depends.fewer is None or size < _TABLED:
            return self._by_head(cells, forms, _keys(digits, size, right), size)
        codes = np.full(len(digits), _OPEN, np.uint8)
        sizes = self._sizes(as_numbers(digits[:, :_TABLED]), depends.fewer)
        for size in np.flatnonzero(np.bincount(sizes)).tolist():
            own = np.flatnonzero(sizes == size)
            keys = _keys(digits[own], size, right[own])
            codes[own] = self._by_head(cells[own], forms[own], keys, size)
        return codes

    def _sizes(self, first: Keys, fewer: Callable[[str], int]) -> NDArray[np.uint8]:
        """Return how many digits decide, by the first ones."""
        if self._enough is None:
            self._enough = np.zeros(10**_TABLED, np.uint8)
        sizes = self._enough[first]
        if not sizes.all():
            for each in np.unique(first[sizes == 0]).tolist():
                self._enough[each] = fewer(f"{each:0{_TABLED}d}")
            sizes = self._enough[first]
        return sizes

    def _by_head(self, cells: Bytes, forms: Bytes, keys: Keys, head: int) -> NDArray[np.uint8]:
        if head <= _TABLED:
            return self._by_table(cells, forms, keys, head)
        distinct, places, which = np.unique(keys, return_index=True, return_inverse=True)
        if len(distinct) * _SHARE > len(keys) + 64:
            # Hardly any begin alike: no time is won.
            return np.full(len(keys), _OPEN, np.uint8)
        if len(self._known) > _MOST:
            self._known.clear()
        codes = []
        for key, place in zip(distinct.tolist(), places.tolist(), strict=True):
            code = self._known.get((head, key))
            if code is None:
                code = self._known[head, key] = self._code(cells[place], forms[place], head)
            codes.append(code)
        return np.array(codes, np.uint8)[which]

    def _by_table(self, cells: Bytes, forms: Bytes, keys: Keys, head: int) -> NDArray[np.uint8]:
        table = self._tables.setdefault(head, np.zeros(2 * 10**head, np.uint8))
        codes = table[keys]
        new = np.flatnonzero(codes == 0)
        if not len(new):
            return codes
        distinct, places = np.unique(keys[new], return_index=True)
        for key, place in zip(distinct.tolist(), new[places].tolist(), strict=True):
            table[key] = self._code(cells[place], forms[place], head)
        return table[keys]

    def _code(self, cell: Bytes, form: Bytes, head: int) -> int:
        compact = form.tobytes().decode()
        canonical = self._form_of(cell.tobytes().decode())
        if canonical is None:
            return _OTHER
        # Some checks refuse numbers of nothing but one digit.
        return _OWN if canonical == compact and len(set(compact[:head])) > 1 else _OPEN


def teller_of(recognizer: Recognizer, layout: str, form_of: Callable[[str], str | None]) -> Teller | None:
    """Return what tells cells of a layout (a zero for each digit); None where each has to be looked at.

    `form_of` returns the canonical form of a cell, None for one that is not of the kind.
    """
    if layout == "0" * (LENGTH - 1) + "X" and recognizer.depends is not None and recognizer.depends.parts:
        return Teller(recognizer.depends, list(range(LENGTH)), form_of)
    if not _SEPARATORS.issuperset(layout) or not layout or layout[0] != "0" or layout[-1] != "0":
        return None
    digits = [place for place, sign in enumerate(layout) if sign == "0"]
    if recognizer.validate is None:
        is_compact = any(isinstance(shape, (Digits, Token)) for shape in recognizer.candidates)
        return Teller(None, digits if is_compact else list(range(len(layout))), form_of)
    depends = recognizer.depends
    if depends is None or (depends.lengths and len(digits) not in depends.lengths):
        return None
    return Teller(depends, digits, form_of)


def _keys(digits: Bytes, head: int, right: Mask) -> Keys:
    keys: Keys = as_numbers(digits[:, :head]) * np.uint64(2) + right
    return keys
