"""Masks the names, mail and postal addresses of a column all at once, given as bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from piiguard.bulk.chunk import codes_of, flat
from piiguard.operators.mask import MaskOperator
from piiguard.operators.mask_places import hidden_spans
from piiguard.tables.byte_cells import Cells, Mask, Places, texts_of

if TYPE_CHECKING:
    from piiguard.guard import Guard

_END: Final = ord("\n")
_PLACE: Final = r"[^*<\s\"'\U00010000-\U0010ffff]"
# Of these values the mask is told as it is in running text.
_TOLD: Final = {
    "EMAIL_ADDRESS": r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]+",
    "PERSON": "[\u4e00-\u9fa5]+",
    "CN_ADDRESS": f"{_PLACE}*[\u4e00-\u9fa5]{_PLACE}*",
}


class Masked(NamedTuple):
    """Which cells were masked, what they are now, and which of them changed."""

    rows: Places
    cells: Cells
    changed: Mask


class WholeMask:
    """The mask of a kind of values. `accepted`: a regex of values that are of the kind without a doubt; all are
    without one. `name`: of the column, which stays where it comes again.
    """

    def __init__(self, guard: Guard, mask: MaskOperator, kind: str, accepted: str, name: str) -> None:
        self._guard = guard
        self._mask = mask
        self._kind = kind
        self._name = name
        self._told = re.compile(f"(?={_TOLD[kind]}\\Z)(?:{accepted or '.*'})\\Z").match

    @property
    def sign(self) -> str:
        """Return the character that hides others."""
        return self._mask.char

    def masked(self, cells: Cells) -> Masked | None:
        """Return the cells that are told masked; None where none are."""
        values = texts_of(cells)
        rows = np.arange(len(values))
        if None in map(self._told, values) or self._name in values:
            told, name = self._told, self._name
            rows = np.array([row for row, value in enumerate(values) if told(value) and value != name], np.intp)
            values = [values[row] for row in rows]
        text = "\n".join(values) + "\n"
        codes = codes_of(text)
        if codes is None or not len(rows):
            return None
        ends = np.flatnonzero(codes == _END)
        starts = np.concatenate(([0], ends[:-1] + 1))
        levels = self._guard.engine.level_reader if self._kind == "CN_ADDRESS" else None
        spans = hidden_spans(self._kind, text, codes, (starts, ends), self._mask, levels)
        if spans is None:
            return None
        new = codes.copy()
        new[flat(spans[0], spans[1] - spans[0])[1]] = ord(self._mask.char)
        differs = np.add.reduceat(new != codes, starts) > 0
        written = new.tobytes().decode("utf-16-le", "surrogatepass").encode("utf-8", "surrogatepass")
        data = np.frombuffer(written, np.uint8)
        stops = np.flatnonzero(data == _END)
        return Masked(rows, Cells(data, np.concatenate(([0], stops[:-1] + 1)), stops), differs)


def whole_mask(guard: Guard, operator: object, kind: str, accepted: str, name: str) -> WholeMask | None:
    """Return the mask of a column; None where the operator, or the kind, is another one. See `WholeMask`."""
    if kind not in _TOLD or not isinstance(operator, MaskOperator) or not operator.customary:
        return None
    return WholeMask(guard, operator, kind, accepted, name)
