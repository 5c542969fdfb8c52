"""Lets processes append to one output, each its parts when their turn has come, so that none goes through another."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from errno import EAGAIN, EIO
from typing import IO, BinaryIO, Final, cast

from piiguard.errors import PiiguardError, WorkerError, WriteError
from piiguard.text.encode import TextSink

# What is held of a part before its turn; the rest waits.
_HELD: Final = 1 << 24
_OVER: Final = -1
_PATIENCE: Final = 5.0  # seconds


def appendable(stream: BinaryIO) -> str | int | None:
    """Return what other processes can open to append to `stream`: a path, or a descriptor that they inherit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        name = getattr(stream, "name", None)
        if stream.fileno() > 2:
            return name if isinstance(name, str) else None
        return stream.fileno() if sys.platform != "win32" else None
    return None


class Turns:
    """Counts the parts of an output that were written; parts have numbers, from 0.

    A process goes on with its next part while one is still to be written, which `finish` waits for.
    """

    def __init__(self, target: str | int, name: str) -> None:
        self._target, self.name = target, name
        self._changed = multiprocessing.Condition()
        self._next = multiprocessing.Value("q", 0, lock=False)
        # Why a part was not written whose process went on, as the system numbers errors.
        self._failed = multiprocessing.Value("i", 0, lock=False)
        self._behind: threading.Thread | None = None

    @property
    def written(self) -> int:
        """Return how many parts were written."""
        return int(self._next.value)

    @contextlib.contextmanager
    def part(self, number: int) -> Iterator[TextSink]:
        """Yield what to write part `number` to; when that is written the next part has its turn.

        After an error in one part, which comes when all before it are written, later ones are not written.
        """
        self._check()
        out = _Part(self, number, self._target)
        try:
            yield TextSink(cast("BinaryIO", out), self.name)
            self._pass_on(out)
        except PiiguardError:
            with self._told():
                out.write_out()  # what came before it, as without processes
            self._give_up(number)
            raise
        except BaseException:
            self._give_up(number)
            raise

    def _pass_on(self, out: _Part) -> None:
        """Write a part now if its turn has come, else later: of those only one is held."""
        if self.written in (out.number, _OVER):
            with self._told():
                out.write_out()
            self._set(out.number + 1)
            return
        if self._behind is not None:
            self._behind.join()
        self._behind = threading.Thread(target=self._write_later, args=(out,), daemon=True)
        self._behind.start()

    def _write_later(self, out: _Part) -> None:
        try:
            out.write_out()
        except OSError as error:
            self._failed.value = error.errno or EIO
            self.end()
        self._set(out.number + 1)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn an error of the system into one of ours; a closed pipe is left to the caller."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise WriteError(self.name, error.strerror or "cannot be written") from None

    def _check(self) -> None:
        """Raise what kept a part from being written whose process went on."""
        if self._failed.value:
            with self._told():
                raise OSError(self._failed.value, os.strerror(self._failed.value))

    def _give_up(self, number: int) -> None:
        self.wait(number)
        self.end()

    def wait(self, number: int, patience: float | None = None) -> bool:
        """Wait until all parts before `number` are written; return whether that came to be, in so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._next.value in (number, _OVER), patience)
            return bool(self._next.value == number)

    def finish(self, count: int, ask: Callable[[], object]) -> None:
        """Wait until `count` parts are written; raise why they cannot be, or `WorkerError`.

        `ask`: is called from time to time, and raises where a process has died.
        """
        while not self.wait(count, _PATIENCE):
            self._check()
            if self.written == _OVER:
                raise WorkerError
            ask()

    def end(self) -> None:
        """Let nobody write any more."""
        self._set(_OVER)

    def _set(self, number: int) -> None:
        # Whoever died with the lock does not give it back; then all others are ended, too.
        if self._changed.acquire(timeout=_PATIENCE):
            if self._next.value != _OVER:
                self._next.value = number
            self._changed.notify_all()
            self._changed.release()


class _Part:
    """Takes the bytes of a part, and holds some until it is their turn."""

    def __init__(self, turns: Turns, number: int, target: str | int) -> None:
        self._turns, self.number, self._target = turns, number, target
        self._held: list[bytes | memoryview] = []
        self._size = 0

    def write(self, data: bytes | memoryview) -> int:
        self._held.append(data)  # a view of bytes, which do not change
        self._size += len(data)
        if self._size > _HELD:
            self.write_out()
        return len(data)

    def flush(self) -> None:
        """Do nothing: it is not the reader's turn either."""

    def write_out(self) -> None:
        """Wait for the turn and append what is held; raises `OSError`."""
        held, self._held, self._size = self._held, [], 0
        if self._turns.wait(self.number):
            with _opened(self._target) as stream:
                for data in held:
                    _write(stream, data)


def _opened(target: str | int) -> IO[bytes]:
    if isinstance(target, str):
        return open(target, "ab", 0)
    return open(target, "wb", 0, closefd=False)


def _write(stream: IO[bytes], data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:  # only a part may be taken
        taken: int | None = stream.write(rest)
        if taken is None:
            raise BlockingIOError(EAGAIN, "does not wait until it can be written")
        rest = rest[taken:]
