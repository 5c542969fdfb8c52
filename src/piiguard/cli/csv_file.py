"""Shares one CSV out to processes by ranges of rows, which the one that asks finds but does not read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from piiguard.cli.one_file import appended
from piiguard.cli.parallel import own_guard, own_turns
from piiguard.guard import Guard
from piiguard.streaming import open_bytes
from piiguard.tables.csv_share import Share
from piiguard.tables.csv_text import CsvRewriter
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink
from piiguard.text.ranges import PartSource, Range

_rewriter: list[CsvRewriter] = []


class _Task(NamedTuple):
    """Rows that are treated already, or to be; which part of the output they become, and in what encoding."""

    number: int
    share: bytes | Share
    encoding: str
    bom: bytes
    file: tuple[int, int]


class _Told(NamedTuple):
    changed: int
    ragged: tuple[int, int, int]


def rewrite(rewriter: CsvRewriter, source: TextSource, sink: TextSink, guard: Guard, jobs: int) -> int:
    """Rewrite a CSV in `jobs` processes that append to what `sink` writes to; return how many cells they changed.

    Rows in UTF-8 are read by the processes, others handed over. `rewriter` counts what it changed by itself, and the
    rows of other lengths. Raises what one process would, and `ReadError` where one dies.
    """
    changed = 0
    for told in appended(_treat, _tasks(rewriter, source, sink), source, sink, guard, jobs):
        changed += told.changed
        rewriter.ragged.add(told.ragged)
    return changed


def _tasks(rewriter: CsvRewriter, source: TextSource, sink: TextSink) -> Iterator[_Task]:
    status = os.fstat(source.stream.fileno())
    for number, share in enumerate(rewriter.shares(source, by_place=True)):
        bom = b"" if number or sink.begun else source.bom
        yield _Task(number, share, source.encoding or "utf-8", bom, (status.st_dev, status.st_ino))


def _treat(task: _Task) -> tuple[_Told, str | None]:
    with own_turns().part(task.number) as sink:
        if isinstance(task.share, bytes):
            sink.write_utf8(task.share, task.encoding, task.bom)
            return _Told(0, (0, 0, 0)), sink.encoding
        if not _rewriter:
            _rewriter.append(CsvRewriter(own_guard(), task.share.name, task.share.plan))
        own = _rewriter[0]
        for data in own.treated_share(task.share, _rows(task.share, task.file)):
            sink.write_utf8(data, task.encoding, b"")
        return _Told(own.changed, own.ragged.counted), sink.encoding


def _rows(share: Share, file: tuple[int, int]) -> bytes:
    """Return the rows in UTF-8; raises `ReadError` for what is no text."""
    if isinstance(share.rows, bytes):
        return share.rows
    with open_bytes(share.name) as raw:
        part = Range(*share.rows, "utf-8", None, file)
        return b"".join(PartSource(raw, share.name, part, block=share.rows[1]).utf8())
