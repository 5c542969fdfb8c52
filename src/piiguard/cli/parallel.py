"""Spreads work over processes and keeps its order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from piiguard.errors import PiiguardError, ReadError
from piiguard.guard import Guard
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

if TYPE_CHECKING:
    from concurrent.futures import Future

_T = TypeVar("_T")
_guard: list[Guard] = []


def _set_guard(guard: Guard) -> None:
    """Keep the guard in a worker process, so that it is sent once and not with every task."""
    _guard[:] = [guard]


def _apply(work: Callable[[str, Guard, str | None], _T], path: str, encoding: str | None) -> _T | PiiguardError:
    try:
        return work(path, _guard[0], encoding)
    except PiiguardError as error:
        return _portable(error)


def _portable(error: PiiguardError) -> PiiguardError:
    """Return an error that survives the way between processes, where only its message is needed."""
    return PiiguardError(str(error))


def map_files(
    work: Callable[[str, Guard, str | None], _T], paths: list[str], guard: Guard, encoding: str | None, jobs: int
) -> Iterator[tuple[str, _T | PiiguardError]]:
    """Yield (path, result or error) of `work` on each path, in order, in `jobs` processes."""
    if jobs == 1 or len(paths) < 2:
        _set_guard(guard)
        for path in paths:
            yield path, _apply(work, path, encoding)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_set_guard, initargs=(guard,)) as pool:
        futures = [pool.submit(_apply, work, path, encoding) for path in paths]
        for path, future in zip(paths, futures, strict=True):
            yield path, future.result()


def _redact_text(text: str) -> str:
    return _guard[0].redact(text)


def redact_parallel(
    stream: BinaryIO, name: str, sink: TextSink, guard: Guard, encoding: str | None, jobs: int
) -> None:
    """Redact one stream in `jobs` processes, a batch of lines each, written in order; a line must fit in memory."""
    from concurrent.futures import ProcessPoolExecutor

    source = TextSource(stream, name, encoding or "auto")
    waiting: deque[Future[str]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_set_guard, initargs=(guard,)) as pool:
        try:
            for batch in _line_batches(source):
                waiting.append(pool.submit(_redact_text, batch))
                while len(waiting) > 2 * jobs:
                    sink.write(waiting.popleft().result(), source.encoding or "utf-8", source.bom)
        except ReadError:
            # What came before the damaged place is written, as without --jobs.
            _drain(waiting, sink, source)
            raise
        _drain(waiting, sink, source)


def _drain(waiting: deque[Future[str]], sink: TextSink, source: TextSource) -> None:
    while waiting:
        sink.write(waiting.popleft().result(), source.encoding or "utf-8", source.bom)


def _line_batches(source: TextSource) -> Iterator[str]:
    held: list[str] = []
    for block in source:
        cut = block.rfind("\n") + 1
        if cut:
            yield "".join([*held, block[:cut]])
            held = [block[cut:]] if cut < len(block) else []
        else:
            held.append(block)
    if held:
        yield "".join(held)
