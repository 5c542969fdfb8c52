"""Treats besides, in cells that columns were asked for, what is found in a cell alone or in the line it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from piiguard.edit import apply_edits
from piiguard.guard import Guard
from piiguard.tables.csv_rows import plain, quoted
from piiguard.tables.plan import scanned_cells

# Whether a value, found in the line, stays in the cell: the number of the column, the cell, and the value.
Kept = Callable[[int, str, str], bool]


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
    is_kept: Kept = lambda _place, _cell, _value: False,
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
            (edit,) = guard.edits(line, [each])
            first, last = bisect_right(starts, each.start) - 1, bisect_right(starts, each.end - 1) - 1
            values = line[each.start : each.end].split(delimiter) if last > first else [line[each.start : each.end]]
            parts = _parts(edit.replacement, delimiter, len(values))
            for place, value, part in zip(range(first, last + 1), values, parts, strict=False):
                cell = result[number][place]
                if value and part != value and value in cell and not is_kept(place, old[number][place], value):
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
