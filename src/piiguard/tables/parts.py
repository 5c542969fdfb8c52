"""Reads workbooks, Parquet and Arrow files part by part, as columns of text with their places, to look at."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO, Final, NamedTuple

from piiguard.guard import Guard
from piiguard.tables.arrow_columns import leaves_of, texts_of
from piiguard.tables.arrow_files import opened as opened_columns
from piiguard.tables.cells import as_text
from piiguard.tables.sheet import HEAD, header_of
from piiguard.tables.workbook import opened as opened_book

_ROWS: Final = 4096


class Part(NamedTuple):
    """Some rows of a table: the name of its sheet ("" if there is but one table), their first number, the columns.

    A header counts as a row where it is one in the file. `names` are of the columns, "" for none.
    """

    sheet: str
    first: int
    names: list[str]
    columns: list[list[str]]


def parts(path: str, stream: BinaryIO, guard: Guard) -> Iterator[Part]:
    """Yield the tables in a file, by its first bytes a workbook or a file of columns; raises `ReadError`."""
    head = stream.read(4)
    stream.seek(0)
    if head[:2] == b"PK" or head == b"\xd0\xcf\x11\xe0" or path.lower().endswith((".xlsx", ".xlsm")):
        yield from _book(path, stream, guard)
    else:
        yield from _columns(path, stream)


def _book(path: str, stream: BinaryIO, guard: Guard) -> Iterator[Part]:
    for sheet in opened_book(path, stream, to_read=True).worksheets:
        rows = ([as_text(value) for value in row] for row in sheet.iter_rows(values_only=True))
        head = list(islice(rows, HEAD))
        if not any(any(row) for row in head):
            head = head[:0]
        width = max((place + 1 for row in head for place, cell in enumerate(row) if cell), default=0)
        above, has_header, names = header_of(guard, [row[:width] for row in head]) if head else (0, False, [])
        # What stands above the header, and the header, have no names.
        top = above + has_header
        if top:
            yield Part(sheet.title, 1, [""] * width, _turned(head[:top], width))
        first, some = top + 1, head[top:]
        while some or (some := list(islice(rows, _ROWS))):
            wide = max(width, max(len(row) for row in some))
            yield Part(sheet.title, first, [*names, *[""] * (wide - len(names))], _turned(some, wide))
            first, some = first + len(some), []


def _turned(rows: list[list[str]], width: int) -> list[list[str]]:
    return [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]


def _columns(path: str, stream: BinaryIO) -> Iterator[Part]:
    file = opened_columns(path, stream)
    names = list(file.schema.names)
    first = 1
    for batch in file.batches(range(len(names))):
        yield Part("", first, names, [_cells(array) for array in batch.columns])
        first += batch.num_rows


def _cells(array: Any) -> list[str]:
    """Return the cells of a column; of a list or structure its values, one a line."""
    if import_module("pyarrow").types.is_nested(array.type):
        return ["\n".join(map(as_text, leaves_of(value))) for value in array.to_pylist()]
    return texts_of(array)
