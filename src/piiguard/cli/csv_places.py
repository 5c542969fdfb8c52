"""Tells in which row and column of a CSV findings of its text stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from piiguard.report.located import Located
from piiguard.streaming import open_bytes
from piiguard.tables.csv_rows import Splitter, delimiter_of, plain
from piiguard.tables.sheet import HEAD, header_of
from piiguard.text.decode import TextSource

if TYPE_CHECKING:
    from piiguard.guard import Guard

_HEAD_SIZE: Final = 1 << 18


def placed(found: Iterable[Located], path: str, guard: Guard, encoding: str | None) -> Iterator[Located]:
    """Yield findings of the text of a file, in their order, with `row` and `column_name`.

    The file is read a second time, as far as there are findings; rows count from 1, blank lines and those above the
    header too. Raises `ReadError`.
    """
    places: _Places | None = None
    with open_bytes(path) as stream:
        for each in found:
            if places is None:
                places = _Places(guard, iter(TextSource(stream, path, encoding or "auto")))
            row, name = places.of(each.start)
            yield each._replace(row=row, column_name=name)


class _Places:
    """Follows the rows of a text that comes in blocks."""

    def __init__(self, guard: Guard, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        # From the row on that was met last; where in the file, and which row, that is.
        self._text = ""
        self._start, self._row = 0, 1
        while len(self._text) < _HEAD_SIZE and self._more():
            pass
        self._splitter = Splitter(delimiter_of(self._text))
        rows, _rest = self._splitter.rows(self._text + "\n", HEAD)
        head = [[*map(plain, row.cells)] for row in rows[:HEAD]]
        self._names = header_of(guard, head)[2] if head else []

    def of(self, offset: int) -> tuple[int, str]:
        """Return in which row a place in the file stands, and how its column is called; places come in order."""
        while offset - self._start >= len(self._text) and self._more():
            pass
        while self._passed(offset - self._start):
            pass
        column = self._splitter.column_at(self._text, offset - self._start)
        return self._row, self._names[column] if column < len(self._names) else ""

    def _more(self) -> bool:
        block = next(self._blocks, "")
        self._text += block
        return bool(block)

    def _passed(self, place: int) -> bool:
        """Let go of the rows before a place, or of the first of them; return whether there may be more."""
        if '"' not in self._text[:place]:
            end = self._text.rfind("\n", 0, place) + 1
            self._let_go(end, self._text.count("\n", 0, end))
            return False
        found = self._splitter.row_end(self._text)
        if found is None:
            return self._more()
        if found <= place:
            self._let_go(found, 1)
        return found <= place

    def _let_go(self, size: int, rows: int) -> None:
        self._text = self._text[size:]
        self._start, self._row = self._start + size, self._row + rows
