"""Splits CSV text into rows and cells as written, and writes cells."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

DELIMITERS: Final = (",", "\t", ";", "|")
# The delimiter is told by so many lines.
_HEAD: Final = 50


class Row(NamedTuple):
    """A row as written: its cells with their quotes, and its line end."""

    cells: list[str]
    end: str


class Splitter:
    """Splits text into rows and cells."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        sign = re.escape(delimiter)
        self._cell = re.compile(rf'[ ]*"(?:[^"]|"")*"[^{sign}\r\n]*|[^{sign}\r\n]*')

    def rows(self, text: str, most: int = 0) -> tuple[list[Row], str]:
        """Return the complete rows of `text`, `most` of them if that is not 0, and what is left of it."""
        if '"' not in text:
            *lines, left = text.split("\n", most or -1)
            return [self._plain_row(line) for line in lines], left
        rows: list[Row] = []
        at = 0
        while not most or len(rows) < most:
            row, end = self._row(text, at)
            if row is None:
                break
            rows.append(row)
            at = end
        return rows, text[at:]

    def row_end(self, text: str) -> int | None:
        """Return where the first row of `text` ends; None if the text ends before it does."""
        row, end = self._row(text, 0)
        return None if row is None else end

    def column_at(self, text: str, place: int) -> int:
        """Return in which column, from 0, of the row that begins `text` a place in it stands."""
        at = column = 0
        while (match := self._cell.match(text, at)) and match.end() < place:
            at, column = match.end() + 1, column + 1
        return column

    def open_column(self, text: str) -> int:
        """Return in which column, from 1, a row that does not end has a quote that is not closed."""
        at, column = 0, 1
        while (match := self._cell.match(text, at)) and text[match.end() : match.end() + 1] == self._delimiter:
            if match.group().lstrip(" ").startswith('"') and match.group().count('"') % 2:
                break
            at, column = match.end() + 1, column + 1
        return column

    def _plain_row(self, line: str) -> Row:
        end = "\r\n" if line.endswith("\r") else "\n"
        return Row((line[:-1] if end == "\r\n" else line).split(self._delimiter), end)

    def _row(self, text: str, at: int) -> tuple[Row | None, int]:
        cells = []
        while True:
            match = self._cell.match(text, at)
            assert match is not None
            cell = match.group()
            if cell.lstrip(" ").startswith('"') and cell.count('"') % 2:
                return None, at  # its quote is closed further on
            end = match.end()
            if end >= len(text):
                return None, at
            cells.append(cell)
            if text[end] == self._delimiter:
                at = end + 1
            elif text[end] == "\n":
                return Row(cells, "\n"), end + 1
            elif text.startswith("\r\n", end):
                return Row(cells, "\r\n"), end + 2
            elif end + 1 >= len(text):
                return None, at
            else:
                return Row(cells, "\r"), end + 1


def delimiter_of(text: str) -> str:
    """Return the delimiter that most of the first lines have the same number of times; a comma if none has."""
    lines = [line for line in text.split("\n")[:_HEAD] if line.strip()]

    def alike(delimiter: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        return max(((lines, count) for count, lines in counts.items()), default=(0, 0))

    return max(DELIMITERS, key=alike)


def plain(cell: str) -> str:
    """Return the value of a cell without the quotes of CSV (RFC 4180)."""
    if '"' not in cell:
        return cell
    inner = cell.strip(" ")
    if len(inner) > 1 and inner[0] == inner[-1] == '"':
        return inner[1:-1].replace('""', '"')
    return cell


def quoted(value: str, old: str, delimiter: str) -> str:
    """Return a value as a cell, in quotes if the old one was or it needs them."""
    is_quoted = '"' in old and old.strip(" ").startswith('"')
    if is_quoted or delimiter in value or '"' in value or "\n" in value or "\r" in value:
        return '"' + value.replace('"', '""') + '"'
    return value
