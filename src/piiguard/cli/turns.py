"""Lets processes append to one output, each its parts when their turn has come, so that none goes through another."""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections.abc import Iterator
from typing import IO, BinaryIO, Final, cast

from piiguard.errors import PiiguardError, WriteError
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
    """Counts the parts of an output that were written; parts have numbers, from 0."""

    def __init__(self, target: str | int, name: str) -> None:
        self._target, self.name = target, name
        self._changed = multiprocessing.Condition()
        self._next = multiprocessing.Value("q", 0, lock=False)

    @contextlib.contextmanager
    def part(self, number: int) -> Iterator[TextSink]:
        """Yield what to write part `number` to; when the block ends the next part has its turn.

        After an error in one part, which comes when all before it are written, later ones are not written.
        """
        out = _Part(self, number, self._target)
        try:
            yield TextSink(cast("BinaryIO", out), self.name)
            out.write_out()
        except PiiguardError:
            out.write_out()  # what came before it, as without processes
            self._give_up(number)
            raise
        except BaseException:
            self._give_up(number)
            raise
        self._set(number + 1)

    def _give_up(self, number: int) -> None:
        self.wait(number)
        self.end()

    def wait(self, number: int) -> bool:
        """Wait until all parts before `number` are written; return whether that came to be."""
        with self._changed:
            self._changed.wait_for(lambda: self._next.value in (number, _OVER))
            return bool(self._next.value == number)

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
        self._turns, self._number, self._target = turns, number, target
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
        """Wait for the turn and append what is held."""
        held, self._held, self._size = self._held, [], 0
        if self._turns.wait(self._number):
            try:
                with _opened(self._target) as stream:
                    sink = TextSink(cast("BinaryIO", stream), self._turns.name)
                    for data in held:
                        sink.write_bytes(data)
            except BrokenPipeError:
                raise
            except OSError as error:
                raise WriteError(self._turns.name, error.strerror or "cannot be written") from None


def _opened(target: str | int) -> IO[bytes]:
    if isinstance(target, str):
        return open(target, "ab", 0)
    return open(target, "wb", 0, closefd=False)
