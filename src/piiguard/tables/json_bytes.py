"""Treats values of JSON lines as bytes, column by column, and puts the text together again."""

from __future__ import annotations

from typing import Final

import numpy as np

from piiguard.tables.byte_cells import Bytes, copy_many, joined
from piiguard.tables.byte_column import ByteColumn
from piiguard.tables.dense_cells import DenseColumn
from piiguard.tables.json_cells import ESCAPED, PLAIN, Column, Edit, in_quotes
from piiguard.tables.json_read import number
from piiguard.tables.treat import ColumnTreatment

# What JSON does not have between quotes as it is (RFC 8259, section 7).
_UNSAFE: Final = b'"\\' + bytes(range(32))


class Target:
    """A text that is changed in place, where as much is written as there was, or by edits that do not overlap."""

    def __init__(self, data: Bytes) -> None:
        self.data = data.copy()
        self.edits: list[Edit] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Write `new` in place of a part of the text."""
        self.edits.append(Edit(np.array([start]), np.array([end]), joined([new])))

    def written(self) -> bytes:
        """Return the text with all its edits."""
        made = [each for each in self.edits if len(each.starts)]
        if not made:
            return self.data.tobytes()
        order = np.argsort(np.concatenate([each.starts for each in made]))
        starts, ends = (
            np.concatenate(each)[order] for each in zip(*[(one.starts, one.ends) for one in made], strict=True)
        )
        firsts = np.cumsum([len(self.data), *(len(each.cells.data) for each in made[:-1])])
        new = np.concatenate([each.cells.starts + first for each, first in zip(made, firsts, strict=True)])[order]
        sizes = np.concatenate([each.cells.ends - each.cells.starts for each in made])[order]
        # What stands before each edit, the edit, and what stands behind the last one.
        pieces = np.zeros(2 * len(starts) + 1, np.intp)
        lengths = np.empty_like(pieces)
        pieces[2::2], pieces[1::2] = ends, new
        lengths[:-1:2], lengths[-1], lengths[1::2] = starts - pieces[:-1:2], len(self.data) - pieces[-1], sizes
        found = np.empty(int(lengths.sum()), np.uint8)
        source = np.concatenate([self.data, *(each.cells.data for each in made)])
        copy_many(found, np.cumsum(lengths) - lengths, source, pieces, lengths)
        return found.tobytes()


class JsonColumn:
    """Treats the values of one path."""

    def __init__(self, treatment: ColumnTreatment) -> None:
        self._plain = ByteColumn(treatment, in_quotes, _UNSAFE)
        # A number that changes gets quotes, and so a new length.
        self._numbers = ByteColumn(treatment, number, bytes(range(256)))
        self._escaped = DenseColumn(treatment)

    def treat(self, column: Column, target: Target) -> int:
        """Change the values of a column in `target`; return how many changed."""
        cells = column.cells
        if column.form == ESCAPED:
            old = column.texts()
            target.edits.append(column.edit(old, self._escaped.texts(old)))
            return len(target.edits[-1].starts)
        own = self._plain if column.form == PLAIN else self._numbers
        replaced, changed = own.treat(cells, target.data)
        target.edits += [Edit(cells.starts[each.rows], cells.ends[each.rows], each.cells) for each in replaced]
        return changed
