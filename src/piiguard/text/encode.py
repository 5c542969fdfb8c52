"""Writes text back in the encoding it came in, byte order mark first."""

from __future__ import annotations

from collections.abc import Iterable
from errno import EAGAIN
from typing import BinaryIO

from piiguard.errors import WriteError
from piiguard.text.detect import WIDE


class TextSink:
    """Encodes pieces of text into a byte stream; `bom` is written once, before the first piece.

    `begun` tells whether something was written, `encoding` of what encoding, if that can be told from it.
    Each piece is flushed, so that a reader at the other end of a pipe gets a line as soon as it is done.
    """

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self.stream = stream
        self.path = path
        self.begun = False
        self.encoding: str | None = None

    def write(self, text: str, encoding: str, bom: bytes) -> None:
        """Write `text`; raises `WriteError` when the encoding lacks a character or the disk is full."""
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            data = None
        if data is None:
            raise WriteError(self.path, f"a replacement has a character that {encoding} lacks")
        if encoding in WIDE or not text.isascii():
            self.keep_to(encoding)
        self.write_bytes(data if self.begun else bom + data)
        self.begun = True

    def write_utf8(self, data: bytes | bytearray, encoding: str, bom: bytes) -> None:
        """Write text that is given in UTF-8 as `write` would."""
        if encoding != "utf-8":
            self.write(data.decode("utf-8", "surrogatepass"), encoding, bom)
            return
        if not data.isascii():
            self.keep_to(encoding)
        self.write_bytes(data if self.begun else bom + data)
        self.begun = True

    def keep_to(self, encoding: str) -> None:
        """Refuse a second encoding: a replacement may go out in UTF-8 before the input turns out to be another."""
        if self.encoding not in (None, encoding):
            why = f"a replacement was written in {self.encoding} before the text turned out to be {encoding}"
            raise WriteError(self.path, f"{why}; name the encoding with --encoding")
        self.encoding = encoding

    def write_bytes(self, data: bytes | bytearray | memoryview) -> None:
        """Write bytes as they are, all of them; a closed pipe is left to the caller."""
        rest = memoryview(data)
        try:
            while rest:  # an unbuffered stream (python -u) may take only a part
                taken: int | None = self.stream.write(rest)
                if taken is None:
                    raise BlockingIOError(EAGAIN, "does not wait until it can be written")
                rest = rest[taken:]
            self.stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            why = error.strerror or "cannot be written"
        else:
            return
        raise WriteError(self.path, why)


def byte_lengths(text: str, positions: Iterable[int], encoding: str) -> list[int]:
    """Return how many bytes of `encoding` stand before each of the ascending `positions` of `text`, in one pass."""
    lengths: list[int] = []
    at = size = 0
    for position in positions:
        size += len(text[at:position].encode(encoding))
        lengths.append(size)
        at = position
    return lengths
