"""Replaces a file so that it is always wholly old or wholly new, whatever happens on the way."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO, Final

from piiguard.errors import ReadError, UsageError, WriteError

_PREFIX: Final = ".piiguard-"


@contextlib.contextmanager
def replacing(path: str, must_exist: bool = True) -> Iterator[BinaryIO]:
    """Yield a stream whose content becomes the file `path` when the block ends without an error.

    It is written beside the file (mode 0600, then the file's own mode), flushed to disk, and renamed over it; after
    an error the file is as it was and nothing is left beside it. Raises `UsageError` for a link, a directory or a
    file with several names, `ReadError` for a missing one, `WriteError` when the directory or disk refuses.
    """
    old = _checked(path, must_exist)
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, f"{_PREFIX}{os.getpid()}-{os.urandom(6).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise WriteError(path, f"cannot write beside it: {error.strerror}") from None
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            _finish(stream, path, old)
        os.replace(temporary, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise WriteError(path, error.strerror or "cannot be written") from None
        raise
    _sync_folder(folder)


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
    return status


def _finish(stream: BinaryIO, path: str, old: os.stat_result | None) -> None:
    """Give the new content the old file's mode and owner and bring it to the disk."""
    if old is not None:
        if hasattr(os, "fchown"):
            with contextlib.suppress(PermissionError):
                os.fchown(stream.fileno(), old.st_uid, old.st_gid)
        if hasattr(os, "fchmod"):
            os.fchmod(stream.fileno(), stat.S_IMODE(old.st_mode))
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
