"""Shares one file out to processes by ranges of its bytes: they read, treat and write it, and only hear of places."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from piiguard.cli.parallel import do_here, in_order, own_guard, own_turns
from piiguard.cli.progress import tell
from piiguard.cli.turns import Turns, appendable
from piiguard.errors import ReadError, WorkerError
from piiguard.guard import Guard
from piiguard.streaming import open_bytes, redact_into
from piiguard.text.decode import BLOCK, TextSource
from piiguard.text.encode import TextSink
from piiguard.text.ranges import PartSource, Range, can_be_cut, ranges

_T = TypeVar("_T")
_Item = TypeVar("_Item")
# Smaller files are done before the processes are started.
WORTH_PROCESSES: Final = 1 << 23
_RANGE: Final = 4 * BLOCK


class _Task(NamedTuple):
    """A range of a file, which part of the output it becomes, and what is written before it."""

    number: int
    path: str
    part: Range
    bom: bytes


def is_worth_it(source: TextSource, sink: TextSink | None) -> bool:
    """Return whether a file, not yet read, is large enough to share out, and can be: it and the output have names.

    `sink`: None where nothing is written.
    """
    if not can_be_cut(source.encoding) or (sink is not None and appendable(sink.stream) is None):
        return False
    try:
        status = os.fstat(source.stream.fileno())
        named = os.stat(source.path)
    except (AttributeError, OSError, ValueError):
        return False
    is_file = stat.S_ISREG(status.st_mode) and os.path.samestat(status, named)
    return is_file and status.st_size >= WORTH_PROCESSES and source.stream.tell() == 0


def is_small(source: TextSource) -> bool:
    """Return whether what is read is a file that is done before processes are started."""
    try:
        status = os.fstat(source.stream.fileno())
    except (AttributeError, OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size < WORTH_PROCESSES


def redact_file(source: TextSource, sink: TextSink, guard: Guard, jobs: int) -> int:
    """Redact a file in `jobs` processes that append to what `sink` writes to; return how many findings were treated.

    `source`: its text, not yet read; its encoding is told afterwards. Raises `ReadError` where a process dies, and
    what one process would raise.
    """
    tasks = (
        _Task(number, source.path, part, b"" if number or sink.begun else source.bom)
        for number, part in enumerate(ranges_of(source, _RANGE, jobs))
    )
    count = 0
    for found, size in appended(_redact_range, tasks, source, sink, guard, jobs):
        count += found
        tell(source.stream, size)
    return count


def ranges_of(source: TextSource, size: int, jobs: int) -> Iterator[Range]:
    """Yield the ranges of a file for `jobs` processes, about `size` bytes each; `source` learns the encoding."""
    with open_bytes(source.path) as raw, open_bytes(source.path) as beside:
        read = TextSource(raw, source.path, source.encoding or "auto")
        for part in ranges(read, beside, size, jobs):
            source.encoding, source.bom = read.encoding, read.bom
            yield part


def shared(
    guard: Guard, jobs: int, work: Callable[[_Item], _T], tasks: Iterable[_Item], turns: Turns | None = None
) -> Iterator[_T]:
    """Yield what `work` returns for each of the tasks, in order; the first is done here."""
    import numpy  # noqa: F401  # so that large text is read in bulk from the start, and each worker need not import it

    rest = iter(tasks)
    for task in islice(rest, 1):
        yield do_here(guard, turns, work, task)
    yield from in_order(guard, jobs, work, rest, turns=turns)


def appended(
    work: Callable[[_Item], tuple[_T, str | None]],
    tasks: Iterable[_Item],
    source: TextSource,
    sink: TextSink,
    guard: Guard,
    jobs: int,
) -> Iterator[_T]:
    """Let processes do `work` on all tasks and append what comes out; yield what they tell.

    `work` also returns what encoding its output is bound to.
    """
    target = appendable(sink.stream)
    assert target is not None
    sink.stream.flush()
    try:
        for told, encoding in shared(guard, jobs, work, tasks, Turns(target, sink.path)):
            if encoding is not None:
                sink.keep_to(encoding)
            yield told
    except WorkerError as error:
        raise ReadError(source.path, str(error)) from None
    finally:
        if isinstance(target, str) and sink.stream.seekable():
            sink.stream.seek(0, os.SEEK_END)  # the processes have written there
        sink.begun = True


def _redact_range(task: _Task) -> tuple[tuple[int, int], str | None]:
    """Return how many findings were treated, and the bytes read."""
    guard = own_guard()
    with own_turns().part(task.number) as sink, open_bytes(task.path) as raw:
        source = PartSource(raw, task.path, task.part)
        source.bom = task.bom
        count = redact_into(source, sink, guard.find, guard.engine.margin, guard.redact_piece)
        return (count, source.offset - task.part.start), sink.encoding
