"""Reads JSON documents and SQL dumps row by row as text: lists of objects, and rows of INSERT and COPY."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from piiguard.errors import ReadError
from piiguard.tables.looks import looks_like_json
from piiguard.tables.rows import Sheet, from_objects
from piiguard.tables.sql_names import Column
from piiguard.tables.sql_reader import Other, Row, SqlReader, Table
from piiguard.tables.sql_values import Dialect, copied, literal

_WORDS: Final = frozenset(("", "NULL", "TRUE", "FALSE", "DEFAULT"))
# A longer comment on a column is no name of it.
_NAME: Final = 12


def json_sheets(name: str, blocks: Iterable[str]) -> Iterator[Sheet] | None:
    """Return the tables of a JSON document, or of several one behind the other; None if it is no JSON.

    Each list of objects is a table, and so is what stands in no list. The document is held whole. Raises `ReadError`
    for one that ends early.
    """
    text = "".join(blocks)
    if not looks_like_json(text):
        return None
    decoder, at, documents = json.JSONDecoder(), 0, []
    while text[at:].strip("\ufeff \t\r\n"):
        at += len(text[at:]) - len(text[at:].lstrip("\ufeff \t\r\n"))
        try:
            found, at = decoder.raw_decode(text, at)
        except ValueError as error:
            line = text.count("\n", 0, getattr(error, "pos", at)) + 1
            raise ReadError(name, f"line {line}: ends before its JSON does") from None
        documents.append(found)
    return _sheets(name, documents)


def _sheets(name: str, documents: list[Any]) -> Iterator[Sheet]:
    lists: dict[str, list[Any]] = {}
    rest = [_without_lists(each, "", lists) for each in documents]
    lists[""] = [*lists.get("", []), *(each for each in rest if each is not None and each != {})]
    for path, rows in lists.items():
        if rows:
            yield from_objects(f"{name}!{path}" if path else name, iter(rows))


def _without_lists(value: Any, path: str, lists: dict[str, list[Any]]) -> Any:
    """Return a value without the lists of objects in it, which are added to `lists` by their paths."""
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        rows = lists.setdefault(path, [])
        for each in value:
            rows.append(_without_lists(each, f"{path}[]" if path else "[]", lists))
        return None
    if isinstance(value, dict):
        inner = {key: _without_lists(each, f"{path}.{key}" if path else key, lists) for key, each in value.items()}
        return {key: each for key, each in inner.items() if each is not None}
    return value


def sql_sheets(name: str, blocks: Iterable[str]) -> Iterator[Sheet]:
    """Yield the tables of a dump, rows of one that follow each other together; other statements are their preamble.

    Raises `ReadError` with the line, as `SqlRewriter` does.
    """
    reader = SqlReader(blocks, name)
    parts = reader.parts()
    columns: dict[str, list[Column]] = {}
    above: list[str] = []
    pending: list[Row] = []

    def rows_of(table: str, own: Sequence[Column] | None) -> Iterator[list[str]]:
        for part in chain([pending.pop()], parts):
            if isinstance(part, Row):
                if (part.table, part.columns) != (table, own):
                    pending.append(part)
                    return
                yield _texts(part, len(header), name, reader)
            elif isinstance(part, Table):
                columns[part.name] = part.columns
            elif isinstance(part, Other):
                above.append(part.text)

    while True:
        first = pending.pop() if pending else next(parts, None)
        if first is None:
            break
        if isinstance(first, Row):
            pending.append(first)
            known = first.columns or columns.get(first.table) or [Column("")] * len(first.values)
            header = tuple(each.comment if 0 < len(each.comment) <= _NAME else each.name for each in known)
            before, above = above, []
            yield Sheet(f"{name}!{first.table}", before, header, rows_of(first.table, first.columns), 1)
        elif isinstance(first, Table):
            columns[first.name] = first.columns
        elif isinstance(first, Other):
            above.append(first.text)
    yield Sheet(name, above, (), iter(()), 1)


def _texts(row: Row, width: int, name: str, reader: SqlReader) -> list[str]:
    if len(row.values) != width:
        why = f"{len(row.values)} values for the {width} columns of {row.table!r}"
        raise ReadError(name, f"line {reader.line}: {why}")
    return [_text(value, row.is_copied, reader.dialect) for value in row.values]


def _text(raw: str, is_copied: bool, dialect: Dialect) -> str:
    if is_copied:
        return "" if raw == "\\N" else copied(raw)
    if raw.strip().upper() in _WORDS:
        return ""
    found = literal(raw, dialect)
    return raw if found is None else found.text
