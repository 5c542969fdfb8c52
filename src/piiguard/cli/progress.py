"""Shows on a terminal how far long work is."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from time import monotonic
from typing import Any, BinaryIO, TextIO, cast

from piiguard.printable import printable

_PATIENCE = 1.0  # seconds; shorter work shows nothing


@contextlib.contextmanager
def progress(stream: BinaryIO, name: str, quiet: bool, uses_stdout: bool = True) -> Iterator[BinaryIO]:
    """Yield `stream`; with a progress line when stderr is a terminal that nothing else is written to."""
    if quiet or not _is_terminal(sys.stderr) or (uses_stdout and _is_terminal(sys.stdout)):
        yield stream
        return
    counted = _Counted(stream, name)
    try:
        yield cast(BinaryIO, counted)
    finally:
        counted.finish()


def tell(stream: BinaryIO, size: int) -> None:
    """Count `size` bytes of a stream that `progress` gave, which were read elsewhere."""
    if isinstance(stream, _Counted):
        stream.passed(size)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


class _Counted:
    """Passes the bytes of a stream on, and tells of them once the work takes long."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream, self._name = stream, printable(name)
        self._begun = monotonic()
        self._count = 0
        self._bar: Any = None
        self.seekable, self.fileno, self.tell = stream.seekable, stream.fileno, stream.tell

    def read1(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`."""
        data = cast(bytes, getattr(self._stream, "read1", self._stream.read)(size))
        self.passed(len(data))
        return data

    def passed(self, size: int) -> None:
        """Count `size` bytes, read here or elsewhere."""
        self._count += size
        if self._bar is not None:
            self._bar.update(size)
        elif monotonic() > self._begun + _PATIENCE:
            from tqdm import tqdm

            total = _size_of(self._stream)
            self._bar = tqdm(total=total, desc=self._name, unit="B", unit_scale=True, leave=False, file=sys.stderr)
            self._bar.update(self._count)

    def finish(self) -> None:
        """Take the line off the terminal."""
        if self._bar is not None:
            self._bar.close()


def _size_of(stream: BinaryIO) -> int | None:
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
