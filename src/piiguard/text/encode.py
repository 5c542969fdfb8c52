"""Writes text back in the encoding it came in, byte order mark first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from piiguard.errors import WriteError


class TextSink:
    """Encodes pieces of text into a byte stream; `bom` is written once, before the first piece."""

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self._stream = stream
        self._path = path
        self._begun = False

    def write(self, text: str, encoding: str, bom: bytes) -> None:
        """Write `text`; raises `WriteError` when the encoding lacks a character or the disk is full."""
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            raise WriteError(self._path, f"a replacement has a character that {encoding} lacks") from None
        self.write_bytes(data if self._begun else bom + data)
        self._begun = True

    def write_bytes(self, data: bytes) -> None:
        """Write bytes as they are; a closed pipe is left to the caller."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise WriteError(self._path, error.strerror or "cannot be written") from None


def byte_lengths(text: str, positions: Iterable[int], encoding: str) -> list[int]:
    """Return how many bytes of `encoding` stand before each of the ascending `positions` of `text`, in one pass."""
    lengths: list[int] = []
    at = size = 0
    for position in positions:
        size += len(text[at:position].encode(encoding))
        lengths.append(size)
        at = position
    return lengths
