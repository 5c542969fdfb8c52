"""Replaces a file so that it is always wholly old or wholly new, whatever happens on the way."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import threading
from collections.abc import Iterator
from typing import BinaryIO, Final

from piiguard.errors import ReadError, UsageError, WriteError

_PREFIX: Final = ".piiguard-"


@contextlib.contextmanager
def replacing(path: str, must_exist: bool = True) -> Iterator[BinaryIO]:
    """Yield a stream whose content becomes the file `path` when the block ends without an error.

    It is written beside the file (mode 0600, then the file's own mode), flushed to disk, and renamed over it; after
    an error or a signal the file is as it was and nothing is left beside it. Only a kill that cannot be caught may
    leave a `.piiguard-*.tmp`, which holds new content alone. Raises `UsageError` for a link, a directory or a
    file with several names, `ReadError` for a missing one, `WriteError` when the directory or disk refuses.
    """
    old = _checked(path, must_exist)
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, f"{_PREFIX}{os.getpid()}-{os.urandom(6).hex()}.tmp")
    with stoppable():
        try:  # from before the file is made: a signal may come the moment it is there
            with open(temporary, "wb", opener=lambda name, _flags: _made(name, path)) as stream:
                yield stream
                _finish(stream, old)
            _check_unchanged(path, old)
            os.replace(temporary, path)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                raise WriteError(path, error.strerror or "cannot be written") from None
            raise
    _sync_folder(folder)


def _made(temporary: str, path: str) -> int:
    try:
        return os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise WriteError(path, f"cannot write beside it: {error.strerror}") from None


def _checked(path: str, must_exist: bool) -> os.stat_result | None:
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        if must_exist:
            raise ReadError(path, "no such file") from None
        return None
    except OSError as error:
        raise ReadError(path, error.strerror or "cannot be read") from None
    if stat.S_ISLNK(status.st_mode):
        raise UsageError(f"{path}: is a symbolic link; name the file that it points to")
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(f"{path}: is not a regular file")
    if status.st_nlink > 1:
        raise UsageError(f"{path}: has {status.st_nlink} names (hard links); rewriting it would split them")
    if not os.access(path, os.W_OK):
        raise WriteError(path, "is write-protected")
    return status


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Let a polite kill (SIGTERM, SIGHUP) end the block like an exit, so that it cleans up after itself."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours = [number for number in signals if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _exit)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _exit(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _check_unchanged(path: str, old: os.stat_result | None) -> None:
    """Refuse to replace what another program wrote to meanwhile: its lines would be lost."""
    if old is None:
        return
    now = os.lstat(path)
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (old.st_ino, old.st_size, old.st_mtime_ns):
        raise WriteError(path, "changed while it was being rewritten; left as it is")


def _finish(stream: BinaryIO, old: os.stat_result | None) -> None:
    """Give the new content the old file's mode and owner and bring it to the disk."""
    if old is not None:
        mode = stat.S_IMODE(old.st_mode)
        if hasattr(os, "fchown"):
            try:
                os.fchown(stream.fileno(), old.st_uid, old.st_gid)
            except PermissionError:
                mode &= ~0o6070  # what was meant for the old group is not for ours
        if hasattr(os, "fchmod"):
            os.fchmod(stream.fileno(), mode)
    elif hasattr(os, "fchmod"):
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(stream.fileno(), 0o666 & ~mask)
    stream.flush()
    os.fsync(stream.fileno())


def _sync_folder(folder: str) -> None:
    """Bring the rename itself to the disk; some systems cannot open a directory, and there it is done with."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
