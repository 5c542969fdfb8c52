"""What is read in plain addresses, remembered by their form and asked for once for all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from piiguard.bulk.forms import Forms, Variant
from piiguard.bulk.memo import Ids, Remembered

# Something said of an address, from where to where in it.
Span = tuple[object, int, int]
Read = Callable[[int, str], Sequence[Span] | None]
OPEN: Final = 0
# A form that is met less often costs more to learn than it saves.
_OFTEN: Final = 3
_BITS: Final = 16


class Readings:
    """Remembers what is read in each form; places are the numbers of its parts.

    `found`: by number what is read in addresses.
    """

    def __init__(self) -> None:
        self.found: list[tuple[Span, ...]] = [()]
        self._ids: dict[tuple[Span, ...], int] = {}
        self._known = Remembered(14)
        self._met = np.zeros(1 << _BITS, np.int64)

    def of(self, forms: Forms, text_of: Callable[[int], str], read: Read) -> Ids:
        """Return for each address the number of what is read in it, `OPEN` where that is not told.

        Args:
            forms: the forms of the addresses.
            text_of: tells an address by its row.
            read: tells what is read in a text of the same form as that of a row; None where it is not told.
        """
        ids = np.full(len(forms.keys), OPEN, np.int32)
        rows = np.flatnonzero(forms.told)
        keys = forms.keys[rows]
        slots = (keys >> np.uint64(64 - _BITS)).astype(np.int64)
        self._met += np.bincount(slots, minlength=1 << _BITS)
        often = self._met.take(slots) >= _OFTEN
        rows = rows[often]

        def learn(_: int, number: int) -> int:
            row = int(rows[number])
            variants = list(forms.variants(row, text_of(row)))
            if not all(forms.reader.is_plain(variant.text) for variant in variants):
                return OPEN
            found = {_in_parts(variant, read(row, variant.text)) for variant in variants}
            return self._id(found.pop()) if len(found) == 1 else OPEN

        ids[rows] = self._known.of(keys[often], learn)
        return ids

    def _id(self, spans: tuple[Span, ...] | None) -> int:
        if spans is None:
            return OPEN
        if spans not in self._ids:
            self._ids[spans] = len(self.found)
            self.found.append(spans)
        return self._ids[spans]


def _in_parts(variant: Variant, spans: Sequence[Span] | None) -> tuple[Span, ...] | None:
    """Return spans of a text as those of its parts; None where one begins or ends inside of a part."""
    if spans is None:
        return None
    parts = {place: number for number, place in enumerate(variant.parts)}
    if not all(start in parts and end in parts for _, start, end in spans):
        return None
    return tuple([(said, parts[start], parts[end]) for said, start, end in spans])
