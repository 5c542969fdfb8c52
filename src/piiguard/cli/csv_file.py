"""Shares one CSV out to processes by ranges of rows, which the one that asks does not read, or finds and hands over.

Text in UTF-8 is cut at line ends. Such an end may stand in a cell; but where a part of the table ends with a row, the
next one starts with a row, and so each part says whether it does. What stands behind one that does not is done here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from piiguard.cli.one_file import appended
from piiguard.cli.parallel import own_guard, own_turns
from piiguard.cli.progress import tell
from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.streaming import open_bytes
from piiguard.tables.csv_share import Share, Unfit
from piiguard.tables.csv_shared import SharedCsvRewriter
from piiguard.text.decode import BLOCK, TextSource
from piiguard.text.encode import TextSink
from piiguard.text.ranges import PartSource, Range, fair, last_line_end

_rewriter: list[SharedCsvRewriter] = []
# So many bytes are treated elsewhere at once, or at least so many.
_CUT: Final = 4 * BLOCK
_LEAST: Final = BLOCK
_File = tuple[int, int]


class _Task(NamedTuple):
    """Rows that are treated already, or to be; which part of the output they become, and in what encoding."""

    number: int
    share: bytes | Share
    encoding: str
    bom: bytes
    file: _File


class _Told(NamedTuple):
    """What was done to a part: cells changed, rows of other lengths, and of a cut one its rows and bytes."""

    changed: int
    ragged: tuple[int, int, int]
    rows: int
    size: int


class _Rest:
    """From which byte on the rows are left to be done here; None: none are."""

    def __init__(self) -> None:
        self.start: int | None = None


def rewrite(rewriter: SharedCsvRewriter, source: TextSource, sink: TextSink, guard: Guard, jobs: int) -> None:
    """Rewrite a CSV in `jobs` processes that append to what `sink` writes to; `rewriter` counts what they did.

    Rows in UTF-8 are read by the processes, others handed over. Raises what one process would, and `ReadError` where
    one dies.
    """
    status = os.fstat(source.stream.fileno())
    file, rest = (status.st_dev, status.st_ino), _Rest()
    tasks = (
        _Task(number, share, source.encoding or "utf-8", b"" if number or sink.begun else source.bom, file)
        for number, share in enumerate(_shares(rewriter, source, rest, jobs))
    )
    try:
        for told in appended(_treat, tasks, source, sink, guard, jobs):
            rewriter.passed_on(told.changed, told.rows, told.ragged)
            tell(source.stream, told.size)
    except Unfit as error:
        rest.start = error.start
    if rest.start is not None:
        with open_bytes(source.path) as raw:
            part = PartSource(raw, source.path, Range(rest.start, None, "utf-8", None, file))
            for data in rewriter.rest(part.utf8()):
                sink.write_utf8(data, "utf-8", b"")


def _shares(rewriter: SharedCsvRewriter, source: TextSource, rest: _Rest, jobs: int) -> Iterator[bytes | Share]:
    shares = rewriter.shares(source, by_place=True)
    head = next(shares)
    yield head
    # Where there are quotes, there may be lines in them.
    if source.encoding != "utf-8" or not rewriter.can_share or (isinstance(head, bytes) and b'"' in head):
        yield from shares
        return
    start = rewriter.cut_at + len(source.bom)
    with open_bytes(source.path) as raw:
        while (stop := _line_end(raw, start, jobs)) is not None:
            yield rewriter.cut_share(start, stop)
            start = stop
    rest.start = start


def _line_end(raw: BinaryIO, start: int, jobs: int) -> int | None:
    """Return where the last line of what is treated next, from `start` on, ends; None if that is behind the file."""
    size = os.fstat(raw.fileno()).st_size
    border = start + fair(size - start, _CUT, min(_LEAST, _CUT), jobs)
    return last_line_end(raw, start, border) if border < size else None


def _treat(task: _Task) -> tuple[_Told, str | None]:
    with own_turns().part(task.number) as sink:
        share = task.share
        if isinstance(share, bytes):
            sink.write_utf8(share, task.encoding, task.bom)
            return _Told(0, (0, 0, 0), 0, 0), sink.encoding
        if not _rewriter:
            _rewriter.append(SharedCsvRewriter(own_guard(), share.name, share.plan))
        own = _rewriter[0]
        try:
            parts = own.treated_share(share, _rows(share, task.file))
            # Of a part that is begun anew nothing is written.
            for data in list(parts) if share.is_cut else parts:
                sink.write_utf8(data, task.encoding, b"")
        except ReadError:
            if share.is_cut:
                raise Unfit(int(share.rows[0])) from None
            raise
        rows, size = (own.row, int(share.rows[1] - share.rows[0])) if share.is_cut else (0, 0)
        return _Told(own.changed, own.ragged.counted, rows, size), sink.encoding


def _rows(share: Share, file: _File) -> bytes:
    """Return the rows in UTF-8; raises `ReadError` for what is no text."""
    if isinstance(share.rows, bytes):
        return share.rows
    with open_bytes(share.name) as raw:
        return b"".join(PartSource(raw, share.name, Range(*share.rows, "utf-8", None, file)).utf8())
