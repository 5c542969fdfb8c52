"""Opens what the commands read and write: standard streams, files, devices and pipes."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, TextIO

from piiguard.cli.forms import is_delimited
from piiguard.errors import ReadError, UsageError, WriteError
from piiguard.streaming import Text, open_bytes, texts
from piiguard.text.decode import TextSource

if TYPE_CHECKING:
    from piiguard.guard import Guard

STDIN = "-"
_STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


@contextlib.contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Yield the bytes of a file, or of standard input for `-`; raises `ReadError` for what cannot be opened.

    A `ReadError` at a byte of a CSV, met while it is open, is raised anew with row and column.
    """
    if path != STDIN:
        with open_bytes(path) as stream:
            try:
                yield stream
            except ReadError as error:
                if not is_delimited(path):
                    raise
                from piiguard.cli.csv_where import with_row

                raise with_row(path, error) from None
    elif sys.stdin is None:
        raise ReadError("<stdin>", "is closed")
    else:
        yield sys.stdin.buffer


def name_of(path: str, stdin_name: str | None = None) -> str:
    """Return how `path` is called in messages."""
    return (stdin_name or "<stdin>") if path == STDIN else path


def scanned(stream: BinaryIO, name: str, guard: Guard, encoding: str | None) -> Iterator[Text]:
    """Yield the text of `stream` piece by piece, scanned."""
    return texts(TextSource(stream, name, encoding or "auto"), guard.find, guard.engine.margin)


def stdout() -> TextIO:
    """Return standard output; raises `WriteError` when it was closed from the start."""
    if sys.stdout is None:
        raise WriteError("<stdout>", "is closed")
    return sys.stdout


@contextlib.contextmanager
def written(path: str | None) -> Iterator[BinaryIO]:
    """Yield the bytes of standard output (None or `-`), of a device or pipe, or of a file.

    A file is replaced at the end; after an error it is as it was. Raises `WriteError`.
    """
    if path is None or path in _STDOUT:
        yield stdout().buffer
    elif _is_special(path):
        try:
            with open(path, "wb") as stream:
                yield stream
        except BrokenPipeError:
            raise
        except OSError as error:
            raise WriteError(path, error.strerror or "cannot be written") from None
    else:
        from piiguard.files.rewrite import replacing

        with replacing(path, must_exist=False) as stream:
            yield stream


def output_name(path: str | None) -> str:
    """Return how an output is called in messages."""
    return "<stdout>" if path is None or path in _STDOUT else path


def _is_special(path: str) -> bool:
    """Return whether `path` is a device, pipe or socket: a new file could not take its place."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def refuse_own_output(paths: Iterable[str], output: str | None, instead: str) -> None:
    """Raise `UsageError` when one of `paths` is also what is written; `instead` says what to do."""
    for path in paths:
        if _is_output(path, output):
            raise UsageError(f"{name_of(path)}: is also the output; {instead}")


def _is_output(path: str, output: str | None) -> bool:
    try:
        own = os.fstat(0) if path == STDIN else os.stat(path)
        other = os.fstat(1) if output is None or output in _STDOUT else os.stat(output)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(own.st_mode) and os.path.samestat(own, other)
