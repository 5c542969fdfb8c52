"""Shares one file of JSON lines out to processes by ranges of lines, once the first ones told what the values are.

What is no line for itself, or has a path that did not come before, is done here, with all that stands behind it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple

from piiguard.cli.one_file import appended
from piiguard.cli.parallel import own_guard, own_turns
from piiguard.cli.progress import tell
from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.streaming import open_bytes
from piiguard.tables.csv_share import Unfit
from piiguard.tables.json_shared import SHARE, JsonShare, SharedJsonRewriter
from piiguard.tables.json_text import SIZE
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink
from piiguard.text.ranges import PartSource, Range, fair, last_line_end

_rewriter: list[SharedJsonRewriter] = []
_File = tuple[int, int]


class _Task(NamedTuple):
    """Lines that are treated already, or to be; which part of the output they become, and in what encoding."""

    number: int
    share: bytes | JsonShare
    encoding: str
    bom: bytes
    file: _File


class _Told(NamedTuple):
    """What was done to a part: values changed, its lines and bytes."""

    changed: int
    lines: int
    size: int


def rewrite(rewriter: SharedJsonRewriter, source: TextSource, sink: TextSink, guard: Guard, jobs: int) -> None:
    """Rewrite JSON in `jobs` processes that append to what `sink` writes to; `rewriter` counts what they did.

    Raises what one process would, and `ReadError` where one dies.
    """
    parts = rewriter.rewritten_bytes(source.utf8())
    head = next(parts)
    if not source.is_utf8 or not rewriter.can_share:
        for data in chain([head], parts):
            sink.write_utf8(data, source.encoding or "utf-8", source.bom)
        return
    status = os.fstat(source.stream.fileno())
    file, encoding = (status.st_dev, status.st_ino), source.encoding
    shares: Iterator[bytes | JsonShare] = chain([head], _shares(rewriter, source, jobs))
    bom = b"" if sink.begun else source.bom
    tasks = (
        _Task(number, share, encoding or "utf-8", b"" if number else bom, file) for number, share in enumerate(shares)
    )
    try:
        for told in appended(_treat, tasks, source, sink, guard, jobs):
            rewriter.passed_on(*told)
            tell(source.stream, told.size)
    except Unfit:
        pass
    with open_bytes(source.path) as raw:
        start = rewriter.cut_at + len(source.bom)
        part = PartSource(raw, source.path, Range(start, None, encoding, None, file))
        for data in rewriter.rewritten_bytes(part.utf8()):
            sink.write_utf8(data, part.encoding or "utf-8", b"")


def _shares(rewriter: SharedJsonRewriter, source: TextSource, jobs: int) -> Iterator[JsonShare]:
    """Yield the lines behind those that were treated, but for the last ones."""
    mark, known = len(source.bom), rewriter.known
    start = rewriter.cut_at + mark
    with open_bytes(source.path) as raw:
        while (stop := _stop(raw, start, mark, jobs)) is not None:
            yield JsonShare(source.path, start, stop, mark, known, source.encoding is None)
            start = stop


def _stop(raw: BinaryIO, start: int, mark: int, jobs: int) -> int | None:
    """Return where the last line of what is treated next ends, where one process would begin a new part, too."""
    size = os.fstat(raw.fileno()).st_size
    own = fair(size - start, SHARE, SIZE, jobs) // SIZE
    border = mark + (-(-(start - mark) // SIZE) + own) * SIZE
    while border < size:
        stop = last_line_end(raw, start, border)
        if stop is not None:
            return stop
        border += SIZE  # a line is longer
    return None


def _treat(task: _Task) -> tuple[_Told, str | None]:
    with own_turns().part(task.number) as sink:
        share = task.share
        if isinstance(share, bytes):
            sink.write_utf8(share, task.encoding, task.bom)
            return _Told(0, 0, 0), sink.encoding
        if not _rewriter:
            _rewriter.append(SharedJsonRewriter(own_guard(), share.name))
        own, data = _rewriter[0], _lines(share, task.file)
        # Of lines that do not fit nothing is written.
        for part in own.treated_share(share, data):
            sink.write_utf8(part, task.encoding, b"")
        return _Told(own.changed, data.count(b"\n"), len(data)), sink.encoding


def _lines(share: JsonShare, file: _File) -> bytes:
    try:
        with open_bytes(share.name) as raw:
            part = PartSource(raw, share.name, Range(share.start, share.stop, "utf-8", None, file))
            return b"".join(part.utf8())
    except ReadError:
        raise Unfit(share.start) from None
