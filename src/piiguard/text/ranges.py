"""Cuts a file into ranges of bytes that are read each for itself, with the text and the errors of the whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from piiguard.errors import ReadError
from piiguard.text.decode import BLOCK, SAMPLE, SHORTER, TextSource
from piiguard.text.detect import WIDE

_STEP: Final = 1 << 16
# Of what is left each process takes so many parts.
_SHARES: Final = 4
# In these no other character has the byte of a line feed, so that a line end is seen without reading from the start.
_BY_LINE: Final = frozenset(
    ("utf-8", "gb18030", "big5", "big5hkscs", "cp950", "cp932", "cp949", "shift_jis", "euc_jp", "euc_kr", *WIDE)
)


class Range(NamedTuple):
    """Lines of a file: bytes `start` to `stop`, or to the end of the file where that is None.

    `encoding`: None as long as all was ASCII; then `later` is what it is from the first other character on, if known.
    `file` tells the file from another one of its name (device and number).
    """

    start: int
    stop: int | None
    encoding: str | None
    later: str | None
    file: tuple[int, int]


def can_be_cut(encoding: str | None) -> bool:
    """Return whether text of an encoding (None: to be told) can be cut at line ends."""
    if encoding is None or encoding in _BY_LINE:
        return True
    signs = bytes(range(256)).decode(encoding, "replace")
    return len(signs) == 256 and signs.index("\n") == 10 and signs.count("\n") == 1


def fair(left: int, most: int, least: int, jobs: int) -> int:
    """Return how many of the bytes `left` are done next: less towards the end, so that all `jobs` end together."""
    return max(least, min(most, left // (_SHARES * jobs)))


def last_line_end(raw: BinaryIO, start: int, border: int) -> int | None:
    """Return where the last line end between two bytes of text in UTF-8 is; None if there is none."""
    while border > start:
        first = max(start, border - _STEP)
        raw.seek(first)
        at = raw.read(border - first).rfind(b"\n")
        if at >= 0:
            return first + at + 1
        border = first
    return None


def ranges(source: TextSource, raw: BinaryIO, size: int, jobs: int = 1) -> Iterator[Range]:
    """Yield the ranges of a file: a block, then about `size` bytes each, which is a multiple of the source's blocks.

    Read by `PartSource` they make the blocks that `source` would make, but for cuts at line ends: a range ends with
    the last line of a block. A line longer than a block is not cut.

    Args:
        source: the text, not yet read; it is read here until its encoding is known.
        raw: the same file once more.
        size: of a range; the last ones are shorter, as `fair` says.
        jobs: how many ranges are read at once.
    """
    status = os.fstat(raw.fileno())
    file = status.st_dev, status.st_ino
    blocks, is_told = iter(source), source.encoding is not None
    border, start, whole = source.block, -1, True
    while True:
        try:
            while source.encoding is None and source.offset < border and next(blocks, None) is not None:
                pass
            if start < 0 and not source.offset:
                next(blocks, None)  # the mark at the start
        except ReadError:
            if is_told:
                raise
            whole = False  # whoever reads the range meets the error in its place
        start = len(source.bom) if start < 0 else start
        began = source.decided_at is None or source.decided_at < start
        encoding = source.encoding if began else None
        cut = _cut(raw, source, start, border) if whole else None
        if not whole or (cut is None and os.fstat(raw.fileno()).st_size <= border):
            yield Range(start, None, encoding, source.encoding, file)
            return
        if cut is not None:
            yield Range(start, cut, encoding, source.encoding, file)
            own = fair(os.fstat(raw.fileno()).st_size - cut, size, source.block, jobs)
            start, border = cut, border + own // source.block * source.block
        else:
            border += source.block


def _cut(raw: BinaryIO, source: TextSource, start: int, border: int) -> int | None:
    """Return where the last line ends in the block before `border`."""
    if source.decided_at is not None and border - SAMPLE < source.decided_at < border:
        return None  # to tell the encoding, more is read at once
    if os.fstat(raw.fileno()).st_size <= border:
        return None
    sign = "\n".encode(source.encoding or "utf-8")
    low = max(start + 1, border - source.block)
    end = border
    while end > low:
        first = max(low - low % len(sign), end - _STEP)
        raw.seek(first)
        data = raw.read(end - first)
        at = data.rfind(sign)
        while at >= 0 and (first + at) % len(sign):
            at = data.rfind(sign, 0, at + len(sign) - 1)
        if at >= 0:
            return first + at + len(sign)
        end = first
    return None


class PartSource(TextSource):
    """The text of a range; errors have their places in the file.

    `raw`: the file, opened anew. Raises `ReadError` where it is another one now, or ends before the range does.
    """

    def __init__(self, raw: BinaryIO, path: str, part: Range, block: int = BLOCK) -> None:
        super().__init__(raw, path, "auto", block)
        self.encoding = part.encoding
        self._part = part
        self._at = self._offset = part.start
        status = os.fstat(raw.fileno())
        if (status.st_dev, status.st_ino) != part.file:
            raise ReadError(path, "was replaced by another file while it was read")
        if status.st_size < part.start:
            raise ReadError(path, SHORTER, status.st_size)
        raw.seek(part.start)

    def _start(self) -> bytes:
        return self._bytes()

    def _bytes(self) -> bytes:
        """Return the next bytes, up to where a block of the whole file ends."""
        most = self.block - self._at % self.block
        if self._part.stop is not None:
            most = min(most, self._part.stop - self._at)
        data = self._read_once(most) if most else b""
        self._at += len(data)
        if len(data) < most and self._part.stop is not None:
            raise ReadError(self.path, SHORTER, self._at)
        self._ended = not data
        return data

    def _decided(self, data: bytes) -> str:
        return self._part.later or super()._decided(data)
