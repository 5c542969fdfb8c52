"""Treats besides, in cells that columns were asked for, what is found in a cell alone or in the line it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from piiguard.edit import apply_edits
from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.tables.csv_rows import Row, plain, quoted
from piiguard.tables.plan import ColumnPlan, scanned_cells

# Whether what is found in the line stays in a cell: the finding, the number of the column, the cell, the value in it,
# and whether this is but a part of what was found.
Kept = Callable[[Finding, int, str, str, bool], bool]
# A mobile number of nobody: whether a label says that such numbers are something else.
_PROBE: Final = "13800138000"
_DIGITS: Final = 5
# What a finding says that rests on words before it.
_TOLD: Final = ("label beside", "cue near")


def treated_alone(guard: Guard, old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return `new`, what was made of the cells `old`, without what the text engine finds in these without a label."""
    result = list(new)
    for place, (cell, findings) in enumerate(zip(old, scanned_cells(guard, "", old), strict=True)):
        if not findings:
            continue
        if result[place] == cell:
            result[place] = apply_edits(cell, guard.edits(cell, findings))
            continue
        for each in findings:
            value = cell[each.start : each.end]
            if value in result[place]:
                (edit,) = guard.edits(cell, [each])
                result[place] = result[place].replace(value, edit.replacement)
    return result


def treated_in_line(
    guard: Guard,
    delimiter: str,
    old: Sequence[Sequence[str]],
    new: Sequence[list[str]],
    is_kept: Kept = lambda _found, _place, _cell, _value, _is_part: False,
) -> list[list[str]]:
    """Return the rows `new` without what the text engine finds in the lines `old`, cells as written in both.

    In a line the cells before one are its labels. A value that goes over several cells is treated in each.
    """
    result = [list(cells) for cells in new]
    lines = [delimiter.join(cells) for cells in old]
    for number, findings in enumerate(guard.scan_batch(lines)):
        if not findings:
            continue
        starts = [0, *accumulate(len(cell) + 1 for cell in old[number])][:-1]
        line = lines[number]
        for each in findings:
            first, last = bisect_right(starts, each.start) - 1, bisect_right(starts, each.end - 1) - 1
            values = line[each.start : each.end].split(delimiter) if last > first else [line[each.start : each.end]]
            own = zip(values, result[number][first : last + 1], strict=False)
            if not any(value and value in cell for value, cell in own):
                continue  # mostly the columns have seen to it
            (edit,) = guard.edits(line, [each])
            parts = _parts(edit.replacement, delimiter, len(values))
            for place, value, part in zip(range(first, last + 1), values, parts, strict=False):
                cell = result[number][place]
                is_there = value and part != value and value in cell
                if is_there and not is_kept(each, place, old[number][place], value, last > first):
                    result[number][place] = _replaced(cell, value, part, delimiter)
    return result


def _parts(text: str, delimiter: str, count: int) -> list[str]:
    """Return what each of `count` cells gets of a value that goes over them; the first all if it has not so many."""
    parts = text.split(delimiter)
    return parts if len(parts) == count else [text, *[""] * (count - 1)]


def _replaced(cell: str, value: str, part: str, delimiter: str) -> str:
    new = cell.replace(value, part)
    if delimiter not in part and '"' not in part and "\n" not in part and "\r" not in part:
        return new
    return quoted(plain(cell).replace(value, part), cell, delimiter)


class LineContext:
    """What the lines of a table tell beyond its columns, as where each row is a label and its value.

    What is found by the words in another cell, or over several cells, is treated in columns of no kind, unless they
    are kept, or their header says that it is something else.
    """

    def __init__(self, guard: Guard, delimiter: str, columns: Sequence[ColumnPlan]) -> None:
        self._guard = guard
        self._delimiter = delimiter
        self._columns = columns
        self._others: dict[str, bool] = {}

    def tells_more(self, old: Sequence[Row], new: Sequence[Row]) -> bool:
        """Return whether anything is found in the lines of rows that stays in what was made of them."""
        return self.treated(old, new) != list(new)

    def treated(self, old: Sequence[Row], new: Sequence[Row]) -> list[Row]:
        """Return rows `new`, what was made of `old`, without what is found in the lines."""
        before, after = [row.cells for row in old], [row.cells for row in new]
        done = treated_in_line(self._guard, self._delimiter, before, after, self._is_kept)
        return [row._replace(cells=each) for row, each in zip(new, done, strict=True)]

    def _is_kept(self, found: Finding, place: int, cell: str, value: str, is_part: bool) -> bool:
        own = self._columns[place]
        if not is_part and not found.reason.endswith(_TOLD):
            return True  # cells in a row are no sentence that names and addresses could be read in
        if own.treatment == "keep" or (is_part and own.entity_type is not None):
            return True
        if sum(map(str.isdigit, value)) >= _DIGITS and self._is_of_others(own.name):
            return True
        text = plain(cell)
        alone, labelled = (scanned_cells(self._guard, name, [text])[0] for name in ("", own.name))
        return any(text[each.start : each.end] in value for each in alone if each not in labelled)

    def _is_of_others(self, name: str) -> bool:
        """Return whether a header says of numbers that they are something else, such as order numbers."""
        if name not in self._others:
            self._others[name] = not scanned_cells(self._guard, name, [_PROBE])[0]
        return self._others[name]
