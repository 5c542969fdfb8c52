"""Tells row and column of a byte of a CSV that is no text: for an error, when all is read up to it once more."""

from __future__ import annotations

import codecs
import os
from typing import Final

from piiguard.errors import ReadError
from piiguard.streaming import open_bytes
from piiguard.tables.csv_rows import delimiter_of
from piiguard.text.detect import bom_of, wide_encoding

_BLOCK: Final = 1 << 20
_HEAD: Final = 1 << 14


def with_row(path: str, error: ReadError) -> ReadError:
    """Return an error at a byte of a file with the row and column, from 1, in which this is.

    The error itself for what is no regular file, or cannot be read again.
    """
    if error.offset is None or error.path != path or not os.path.isfile(path):
        return error
    try:
        row, column = _row_and_column(path, error.offset)
    except (OSError, ReadError):
        return error
    return ReadError(path, error.why, error.offset, f"row {row}, column {column}")


def _row_and_column(path: str, offset: int) -> tuple[int, int]:
    with open_bytes(path) as stream:
        data = stream.read(min(offset, _BLOCK))
        found = bom_of(data)
        # Whatever the encoding of 8-bit text is, delimiters, quotes and line ends are those of ASCII.
        name = found[1] if found is not None else wide_encoding(data) or "latin-1"
        decoder = codecs.getincrementaldecoder("latin-1" if name == "utf-8" else name)("replace")
        text = decoder.decode(data)
        delimiter = delimiter_of(text[:_HEAD])
        row = column = 1
        is_inside = False
        while text or data:
            for number, outside in enumerate(text.split('"')):
                is_inside ^= number > 0
                if not is_inside:
                    lines = outside.count("\n")
                    row, column = row + lines, 1 if lines else column
                    column += outside.count(delimiter, outside.rfind("\n") + 1)
            offset -= len(data)
            data = stream.read(min(offset, _BLOCK))
            text = decoder.decode(data)
    return row, column
