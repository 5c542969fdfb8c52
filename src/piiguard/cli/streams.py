"""Reads and writes whole streams and files for the commands: decode, scan, edit, encode, in bounded memory."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from piiguard.errors import ReadError
from piiguard.guard import Guard, apply_edits
from piiguard.text.chunks import Piece, pieces
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

STDIN = "-"


class Text(NamedTuple):
    """A piece of text with its findings, and the encoding and byte order mark it came in."""

    piece: Piece
    encoding: str
    bom: bytes


@contextlib.contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Yield the bytes of a file, or of standard input for `-`; raises `ReadError` for what cannot be opened."""
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115
    except OSError as error:
        raise ReadError(path, error.strerror or "cannot be read") from None
    with stream:
        yield stream


def name_of(path: str, stdin_name: str | None = None) -> str:
    """Return how `path` is called in messages."""
    return (stdin_name or "<stdin>") if path == STDIN else path


def texts(stream: BinaryIO, name: str, guard: Guard, encoding: str | None) -> Iterator[Text]:
    """Yield the text of `stream` piece by piece, scanned."""
    source = TextSource(stream, name, encoding or "auto")
    for piece in pieces(source, guard.scan, guard.engine.margin):
        yield Text(piece, source.encoding or "utf-8", source.bom)


def redact_into(stream: BinaryIO, name: str, sink: TextSink, guard: Guard, encoding: str | None) -> int:
    """Write the redacted text of `stream` to `sink`; return how many findings were treated."""
    count = 0
    for piece, codec, bom in texts(stream, name, guard, encoding):
        edits = guard.edits(piece.text, piece.findings)
        sink.write(apply_edits(piece.text, edits), codec, bom)
        count += len(edits)
    return count


def size_of(path: str) -> int | None:
    """Return the size of a regular file in bytes, None for anything else."""
    try:
        return os.stat(path).st_size if path != STDIN and os.path.isfile(path) else None
    except OSError:
        return None


@contextlib.contextmanager
def progress(stream: BinaryIO, name: str, total: int | None, quiet: bool) -> Iterator[BinaryIO]:
    """Yield `stream`, on a terminal with a progress line on stderr once the work takes more than a second."""
    if quiet or not sys.stderr.isatty() or (total is not None and total < 8_000_000):
        yield stream
        return
    from tqdm import tqdm
    from tqdm.utils import CallbackIOWrapper

    with tqdm(total=total, desc=name, unit="B", unit_scale=True, delay=1, leave=False, file=sys.stderr) as bar:
        yield CallbackIOWrapper(bar.update, stream, "read1")
