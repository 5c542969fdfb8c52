"""Reads the files in archives and office documents (zip, tar, gz, bz2, xz) without unpacking them to the disk."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, Final, NamedTuple, cast

from piiguard.errors import ReadError
from piiguard.files.walk import is_binary

_ZIP: Final = (".zip", ".jar", ".war", ".whl", ".xlsx", ".docx", ".pptx", ".ods", ".odt")
_TAR: Final = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_SINGLE: Final = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}
# An archive that unpacks to more than this is not read on: it may be made to fill the machine.
MOST_BYTES: Final = 1 << 30
_MOST_MEMBERS: Final = 100_000


class Member(NamedTuple):
    """A file in an archive: its name, and its bytes; None for one that is binary by its name."""

    name: str
    stream: BinaryIO | None


class _Metered:
    """A stream that stops with an error when all of an archive came to more than is read."""

    def __init__(self, stream: IO[bytes], path: str, spent: list[int]) -> None:
        self._stream = stream
        self._path = path
        self._spent = spent

    def read(self, size: int = -1) -> bytes:
        with _damage_told(self._path):
            data = self._stream.read(size if size >= 0 else MOST_BYTES + 1)
        self._spent[0] += len(data)
        if self._spent[0] > MOST_BYTES:
            raise ReadError(self._path, f"unpacks to more than {MOST_BYTES >> 20} MB")
        return data

    def seekable(self) -> bool:
        return True  # it does not wait: a fair sample can be read before the encoding is told


def is_archive(path: str) -> bool:
    """Return whether a file of this name is an archive that can be read."""
    return path.lower().endswith((*_ZIP, *_TAR, *_SINGLE))


def members(path: str) -> Iterator[Member]:
    """Yield the files of an archive in its order, each to be read before the next is asked for.

    Raises `ReadError` for a damaged or encrypted one, and for one that unpacks to more than `MOST_BYTES`.
    """
    lower = path.lower()
    read = _zipped if lower.endswith(_ZIP) else _tarred if lower.endswith(_TAR) else _single
    with _damage_told(path):
        for count, member in enumerate(read(path, [0])):
            if count >= _MOST_MEMBERS:
                raise ReadError(path, f"holds more than {_MOST_MEMBERS} files")
            yield member


@contextlib.contextmanager
def _damage_told(path: str) -> Iterator[None]:
    """Turn what the libraries raise into `ReadError`."""
    import lzma
    import tarfile
    import zipfile
    import zlib

    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError):
        raise ReadError(path, "a damaged archive") from None
    except (RuntimeError, NotImplementedError):
        raise ReadError(path, "an archive that is encrypted or packed in an unknown way") from None


def _member(name: str, stream: IO[bytes], path: str, spent: list[int]) -> Member:
    if is_binary(name):
        return Member(name, None)
    return Member(name, cast(BinaryIO, _Metered(stream, path, spent)))


def _zipped(path: str, spent: list[int]) -> Iterator[Member]:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        for each in archive.infolist():
            if not each.is_dir():
                with archive.open(each) as stream:
                    yield _member(each.filename, stream, path, spent)


def _tarred(path: str, spent: list[int]) -> Iterator[Member]:
    import tarfile

    with tarfile.open(path) as archive:
        for each in archive:
            stream = archive.extractfile(each) if each.isfile() else None
            if stream is not None:
                yield _member(each.name, stream, path, spent)


def _single(path: str, spent: list[int]) -> Iterator[Member]:
    from importlib import import_module

    base, suffix = os.path.splitext(path)
    codec: Any = import_module(_SINGLE[suffix.lower()])
    with codec.open(path, "rb") as stream:
        yield _member(os.path.basename(base), stream, path, spent)
