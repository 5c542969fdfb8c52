"""Scans and redacts text that does not fit in memory: paths and file objects, piece by piece, as if it were whole."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, BinaryIO, NamedTuple

from piiguard.errors import ReadError
from piiguard.finding import Finding
from piiguard.text.chunks import Piece, Scan, pieces
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

Stream = str | os.PathLike[str] | IO[str] | IO[bytes]
_BLOCK = 1 << 16


class Text(NamedTuple):
    """A piece of text with its findings, and the encoding and byte order mark it came in."""

    piece: Piece
    encoding: str
    bom: bytes


def texts(source: TextSource, scan: Scan, margin: int) -> Iterator[Text]:
    """Yield the text of `source` piece by piece, scanned; at least one piece, so that a lone BOM is not lost."""
    count = 0
    for count, piece in enumerate(pieces(source, scan, margin), 1):  # noqa: B007
        yield Text(piece, source.encoding or "utf-8", source.bom)
    if not count:
        yield Text(Piece("", []), source.encoding or "utf-8", source.bom)


def redact_into(source: TextSource, sink: TextSink, scan: Scan, margin: int, redact: Callable[[Piece], str]) -> int:
    """Write the redacted text of `source` to `sink`, encoded as it came; return how many findings were treated."""
    count = 0
    for piece, encoding, bom in texts(source, scan, margin):
        sink.write(redact(piece), encoding, bom)
        count += len(piece.findings)
    return count


def scan_stream(src: Stream, scan: Scan, margin: int) -> Iterator[Finding]:
    """Yield the findings of `src` in order, with offsets in its whole text."""
    at = 0
    with _reading(src) as blocks:
        for piece in pieces(blocks, scan, margin):
            for each in piece.findings:
                yield each.shift(at)
            at += len(piece.text)


def redact_stream(src: Stream, dst: Stream, scan: Scan, margin: int, redact: Callable[[Piece], str]) -> int:
    """Write the redacted text of `src` to `dst`; return how many findings were treated."""
    with _reading(src) as blocks, _writing(dst) as out:
        if not isinstance(out, TextSink):
            return _redact_as_text(blocks, out, scan, margin, redact)
        if isinstance(blocks, TextSource):
            return redact_into(blocks, out, scan, margin, redact)
        return _redact_as_text(blocks, _Encoded(out), scan, margin, redact)


def _redact_as_text(
    blocks: Iterable[str], out: IO[str] | _Encoded, scan: Scan, margin: int, redact: Callable[[Piece], str]
) -> int:
    count = 0
    for piece in pieces(blocks, scan, margin):
        out.write(redact(piece))
        count += len(piece.findings)
    return count


class _Encoded:
    """Writes text of which no encoding is known as UTF-8."""

    def __init__(self, sink: TextSink) -> None:
        self._sink = sink

    def write(self, text: str) -> None:
        self._sink.write(text, "utf-8", b"")


def _is_path(stream: object) -> bool:
    return isinstance(stream, (str, os.PathLike))


@contextlib.contextmanager
def _reading(src: Any) -> Iterator[Iterable[str]]:
    """Yield the text of a path, a binary or a text stream in blocks; a stream that was given stays open."""
    if _is_path(src):
        with open_bytes(os.fspath(src)) as stream:
            yield TextSource(stream, os.fspath(src))
    elif isinstance(src.read(0), str):
        yield iter(lambda: src.read(_BLOCK), "")
    else:
        yield TextSource(src, _name(src))


@contextlib.contextmanager
def _writing(dst: Any) -> Iterator[Any]:
    """Yield what to write to: a `TextSink` for a path or a binary stream, a text stream as it is."""
    if _is_path(dst):
        from piiguard.files.rewrite import replacing

        with replacing(os.fspath(dst), must_exist=False) as stream:
            yield TextSink(stream, os.fspath(dst))
    elif isinstance(dst, io.TextIOBase) or hasattr(dst, "encoding"):
        yield dst
    else:
        yield TextSink(dst, _name(dst))


def _name(stream: object) -> str:
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) else "<stream>"


def open_bytes(path: str) -> BinaryIO:
    """Return the open file `path`; raises `ReadError` for what cannot be opened."""
    try:
        return open(path, "rb")
    except OSError as error:
        raise ReadError(path, error.strerror or "cannot be read") from None
    except ValueError:
        raise ReadError(path.replace("\0", "?"), "a path with a NUL character") from None
