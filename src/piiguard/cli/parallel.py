"""Spreads work over processes and keeps its order; results are taken as they come, so that few are held."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from piiguard.errors import PiiguardError, ReadError, WorkerError
from piiguard.guard import Guard
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

if TYPE_CHECKING:
    from concurrent.futures import Future

    from piiguard.cli.turns import Turns

_T = TypeVar("_T")
_Item = TypeVar("_Item")
_guard: list[Guard] = []
_turns: list[Turns] = []
# A batch this small comes from somebody who writes line by line and waits for each.
_SMALL = 1 << 16


def own_guard() -> Guard:
    """Return the guard of this worker process."""
    return _guard[0]


def own_turns() -> Turns:
    """Return what this worker process writes to."""
    return _turns[0]


def do_here(guard: Guard, turns: Turns | None, work: Callable[[_Item], _T], item: _Item) -> _T:
    """Do in this process what a worker would: what it learns and imports, workers that are forked have, too."""
    _keep(guard, turns)
    return work(item)


def _keep(guard: Guard, turns: Turns | None) -> None:
    _guard[:] = [guard]
    _turns[:] = [] if turns is None else [turns]


def _set_up(guard: Guard, turns: Turns | None) -> None:
    """Keep the guard in a worker process, so that it is sent once; end when it is told to."""
    import gc

    from piiguard.cli.ending import obey

    # What a forked process shares is copied, page by page, where garbage is looked for in it.
    gc.freeze()
    obey()
    _keep(guard, turns)


def in_order(
    guard: Guard,
    jobs: int,
    work: Callable[[_Item], _T],
    items: Iterable[_Item],
    hurries: Callable[[_Item], bool] = lambda _item: False,
    turns: Turns | None = None,
) -> Iterator[_T]:
    """Yield `work(item)` for each item, in order, made in `jobs` processes; at once where an item `hurries`.

    `turns`: what the processes write to. Raises `WorkerError` where one of them dies.
    """
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    from piiguard.cli.ending import ending_workers, unless_stopped

    pool = ProcessPoolExecutor(jobs, initializer=_set_up, initargs=(guard, turns))
    waiting: deque[Future[_T]] = deque()
    parts = 0 if turns is None else turns.written
    try:
        problem = None
        with ending_workers():
            try:
                for item in items:
                    parts += 1
                    waiting.append(pool.submit(unless_stopped, work, item))
                    most = 0 if hurries(item) else 2 * jobs
                    while waiting and (len(waiting) > most or waiting[0].done()):
                        yield waiting.popleft().result()
            except ReadError as error:
                problem = error  # what came before the damaged place is done, as without --jobs
            while waiting:
                yield waiting.popleft().result()
            if turns is not None:
                turns.finish(parts, lambda: pool.submit(int).result())
        if problem is not None:
            raise problem
    except BrokenExecutor:
        raise WorkerError from None
    finally:
        if turns is not None:
            turns.end()
        pool.shutdown(cancel_futures=True)


class _OnFile:
    """Does `work` on one path in a worker; an error comes back as a value."""

    def __init__(self, work: Callable[[str, Guard, str | None], object], encoding: str | None) -> None:
        self._work = work
        self._encoding = encoding

    def __call__(self, path: str) -> object:
        try:
            return self._work(path, _guard[0], self._encoding)
        except PiiguardError as error:
            return error


def map_files(
    work: Callable[[str, Guard, str | None], _T], paths: list[str], guard: Guard, encoding: str | None, jobs: int
) -> Iterator[tuple[str, _T | PiiguardError]]:
    """Yield (path, result or error) of `work` on each path, in order, in `jobs` processes."""
    on_file: Callable[[str], _T | PiiguardError] = _OnFile(work, encoding)  # type: ignore[assignment]
    if jobs == 1 or len(paths) < 2:
        _guard[:] = [guard]
        results = map(on_file, paths)
        yield from zip(paths, results, strict=True)
        return
    yield from zip(paths, in_order(guard, jobs, on_file, paths), strict=True)


def _redact_text(text: str) -> tuple[str, int]:
    guard = _guard[0]
    found = guard.find(text)
    return guard.redact_piece((text, found)), len(found)


def redact_parallel(source: TextSource, sink: TextSink, guard: Guard, jobs: int) -> int:
    """Redact one text in `jobs` processes, some lines each, written in order; return how many findings were treated.

    A line must fit in memory.
    """
    count = 0
    wrote = False
    batches = _line_batches(source)
    for text, found in in_order(guard, jobs, _redact_text, batches, lambda batch: len(batch) < _SMALL):
        sink.write(text, source.encoding or "utf-8", source.bom)
        count, wrote = count + found, True
    if not wrote:
        sink.write("", source.encoding or "utf-8", source.bom)
    return count


def _line_batches(source: Iterable[str]) -> Iterator[str]:
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
