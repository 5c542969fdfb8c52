"""Reads labelled data: lines of JSON with a text and its spans, plain or gzipped; a damaged line is an error."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple, cast

from piiguard.errors import ReadError
from piiguard.tables.rows import lines_of
from piiguard.text.decode import TextSource

_GZIP: Final = ".gz"


class Span(NamedTuple):
    """A labelled value: where it is in its text, in code points, and of what type."""

    start: int
    end: int
    entity_type: str


class Labelled(NamedTuple):
    """A text with its spans, and the file and line it was read from."""

    text: str
    spans: list[Span]
    path: str
    line: int


def is_gzip(path: str) -> bool:
    """Return whether a file of this name is read as gzipped."""
    return path.lower().endswith(_GZIP)


def labelled(stream: BinaryIO, path: str, encoding: str = "auto") -> Iterator[Labelled]:
    """Yield the texts of a file with their spans; `path` is how errors call it, and its ending tells gzip.

    Empty lines hold nothing. Raises `ReadError` with file and line for a line that is no object with `text` and
    `spans`, and for a span that is empty or not inside its text.
    """
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if is_gzip(path) else stream
    number = 0
    try:
        for number, line in enumerate(lines_of(TextSource(unpacked, path, encoding)), 1):
            if line.strip():
                yield _read(line, path, number)
    except (EOFError, zlib.error):
        raise ReadError(path, f"after line {number}: the gzip data is damaged or cut off") from None


def _read(line: str, path: str, number: int) -> Labelled:
    where = f"{path}: line {number}"
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(where, f"not JSON at column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise ReadError(where, "JSON with a number too long or nested too deep") from None
    if not isinstance(record, dict):
        raise ReadError(where, "not a JSON object")
    text, spans = record.get("text"), record.get("spans")
    if not isinstance(text, str):
        raise ReadError(where, '"text" is missing or no string')
    if not isinstance(spans, list):
        raise ReadError(where, '"spans" is missing or no list')
    return Labelled(text, [_span(each, len(text), where, at) for at, each in enumerate(spans, 1)], path, number)


def _span(given: object, length: int, where: str, at: int) -> Span:
    if not isinstance(given, dict):
        raise ReadError(where, f"span {at} is not a JSON object")
    start, end, entity_type = given.get("start"), given.get("end"), given.get("type")
    if type(start) is not int or type(end) is not int:  # True is an int to Python, but no offset
        raise ReadError(where, f'span {at}: "start" or "end" is missing or no whole number')
    if not isinstance(entity_type, str) or not entity_type.strip():
        raise ReadError(where, f'span {at}: "type" is missing or no string')
    if not 0 <= start < end <= length:
        raise ReadError(where, f"span {at}: {start} to {end} is no part of the text, which has {length} characters")
    return Span(start, end, entity_type)
