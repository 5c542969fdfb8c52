"""Reads tables row by row as text: delimited files, workbooks, Parquet, Arrow, JSON; to count, not to rewrite."""

from __future__ import annotations

import csv
import itertools
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, BinaryIO, Final, NamedTuple

from piiguard.errors import MissingExtraError, ReadError
from piiguard.tables.csv_rows import DELIMITERS
from piiguard.tables.records import layout_of
from piiguard.tables.shapes import SHAPES, stripped
from piiguard.text.decode import TextSource

DELIMITED: Final = (".csv", ".tsv", ".tab")
COLUMNAR: Final = (".parquet", ".arrow", ".arrows", ".feather")
# These may be tables or text: told by their lines.
PERHAPS_DELIMITED: Final = (".txt", ".dat", ".bcp", ".unl", "")
_HEAD: Final = 50
_LONGEST_CELL: Final = 1 << 24
# Cells that are values, not names of columns.
_VALUES: Final = ("moment", "phone", "exact latitude", "exact longitude", "uuid")


class Sheet(NamedTuple):
    """A table: its name, the text above its header, the header ("" for columns without one), and its rows.

    `first`: the number of the first row in the file, from 1. `delimiter`: of delimited text.
    """

    name: str
    preamble: list[str]
    header: tuple[str, ...]
    rows: Iterator[list[str]]
    first: int
    delimiter: str = ""


def sheets(path: str, name: str, stream: BinaryIO, encoding: str = "auto") -> Iterator[Sheet] | None:
    """Return the tables of a file, to be read one after the other; None when it is no table by its name, or no JSON.

    Raises `ReadError` with the row for what cannot be read, `MissingExtraError` without the extra `table`.
    """
    ending = os.path.splitext(path)[1].lower()
    if ending in (".xlsx", ".xlsm"):
        return _workbook(name, stream)
    if ending in COLUMNAR:
        return _columnar(name, stream)
    if ending in (".json", ".sql"):
        from piiguard.tables.nested_rows import json_sheets, sql_sheets

        return (json_sheets if ending == ".json" else sql_sheets)(name, TextSource(stream, name, encoding))
    if ending in (".jsonl", ".ndjson"):
        return _json_lines(name, TextSource(stream, name, encoding))
    if ending in DELIMITED:
        lines = lines_of(TextSource(stream, name, encoding))
        return iter([delimited(name, lines)])
    return None


def lines_of(blocks: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text that comes in blocks, each with its end; only a line feed ends one."""
    held = ""
    for block in blocks:
        *lines, held = (held + block).split("\n")
        for line in lines:
            yield line + "\n"
    if held:
        yield held


def looks_delimited(lines: Sequence[str]) -> bool:
    """Return whether lines are rows of a table: nearly all have the same number, at least two, of one delimiter."""
    filled = [line for line in lines if line.strip()]
    for delimiter in DELIMITERS:
        counts = Counter(line.count(delimiter) for line in filled)
        count, times = counts.most_common(1)[0] if counts else (0, 0)
        if count >= 2 and times >= 3 and times >= 0.9 * len(filled):
            return True
    return False


def delimited(name: str, lines: Iterator[str]) -> Sheet:
    """Return the table that lines of text are; text above the header is told by its fewer cells."""
    head = list(itertools.islice(lines, _HEAD))
    delimiter = max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))
    rows = _delimited_rows(name, itertools.chain(head, lines), delimiter)
    return _sheet(name, rows, 1)._replace(delimiter=delimiter)


def _delimited_rows(name: str, lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    before = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        why = "a quote that is not closed" if "unexpected end" in str(error) else "not well-formed CSV"
        raise ReadError(name, f"line {reader.line_num}: {why}") from None
    finally:
        csv.field_size_limit(before)


def _sheet(name: str, rows: Iterator[list[str]], first: int) -> Sheet:
    """Return a table by its rows: the first row of the usual width is the header, unless it holds values."""
    head = list(itertools.islice(rows, _HEAD))
    widths = Counter(len(row) for row in head if len(row) > 1)
    usual = max(widths, key=lambda width: (widths[width], width), default=1)
    start = next((place for place, row in enumerate(head) if len(row) == usual), 0)
    preamble = ["\t".join(row) for row in head[:start]]
    body = head[start:]
    names = layout_of(body[:20]) if body else None
    if names is None and body and not _is_values(body[0]):
        header = tuple(body.pop(0))
        start += 1
    else:
        header = names or ("",) * usual
    filled = (row for row in itertools.chain(body, rows) if row)
    return Sheet(name, preamble, header, filled, first + start)


def _is_values(row: Sequence[str]) -> bool:
    return any(SHAPES[shape].fullmatch(cell) for cell in map(stripped, row) for shape in _VALUES)


def _workbook(name: str, stream: BinaryIO) -> Iterator[Sheet]:
    try:
        openpyxl = import_module("openpyxl")
    except ImportError:
        raise MissingExtraError("a workbook", "table") from None
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except Exception:  # a wrong password, a damaged zip, odd XML: openpyxl has no error of its own for them
        raise ReadError(name, "is no workbook that can be read (damaged, or with a password)") from None
    for sheet in book.worksheets:
        cells = ([_text(value) for value in row] for row in sheet.iter_rows(values_only=True))
        yield _sheet(f"{name}[{sheet.title}]", (row for row in cells if any(row)), 1)


def _columnar(name: str, stream: BinaryIO) -> Iterator[Sheet]:
    from piiguard.tables.arrow_files import opened

    file = opened(name, stream)
    header = tuple(file.schema.names)
    rows = (
        [_text(value) for value in row]
        for batch in file.batches(range(len(header)))
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    yield Sheet(name, [], header, rows, 1)


def _json_lines(name: str, source: TextSource) -> Iterator[Sheet]:
    yield _from_flat(name, _objects(name, source))


def from_objects(name: str, objects: Iterator[Any]) -> Sheet:
    """Return the table that values of JSON are, a row each."""
    return _from_flat(name, (dict(_flat("", each)) for each in objects))


def _from_flat(name: str, objects: Iterator[dict[str, str]]) -> Sheet:
    head = list(itertools.islice(objects, _HEAD))
    header = tuple(dict.fromkeys(key for each in head for key in each))
    rows = ([each.get(key, "") for key in header] + _others(each, header) for each in itertools.chain(head, objects))
    return Sheet(name, [], header, rows, 1)


def _others(each: Mapping[str, str], header: Sequence[str]) -> list[str]:
    return [value for key, value in each.items() if key not in header]


def _objects(name: str, source: TextSource) -> Iterator[dict[str, str]]:
    for number, line in enumerate(lines_of(source), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            raise ReadError(name, f"line {number}: not JSON") from None
        yield dict(_flat("", found))


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the values of nested JSON by their paths; the items of a list share one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{path}.{key}" if path else str(key), inner)
    elif isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value):
        for place, inner in enumerate(value):
            yield from _flat(f"{path}.{place}", inner)
    else:
        yield path, "、".join(map(_text, value)) if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        return str(int(value))
    return str(value)
