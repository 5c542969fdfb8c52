"""Finds the files to scan below the given paths; whatever cannot be scanned is told, never left out in silence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from piiguard.files.ignore import Ignores, matcher

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_BINARY_SUFFIXES: Final = frozenset(
    ".png .jpg .jpeg .gif .bmp .ico .webp .tif .tiff .pdf .zip .gz .bz2 .xz .zst .7z .rar .tar .tgz .jar .war .class "
    ".pyc .so .dll .dylib .exe .o .a .bin .dat .db .sqlite .sqlite3 .mp3 .mp4 .avi .mov .mkv .wav .flac .ttf .otf "
    ".woff .woff2 .whl .doc .docx .ppt .pptx .xls .xlsx .parquet .feather .arrow .npy .npz .pkl .pt .onnx "
    ".safetensors .eot .icns .psd .swf .wasm .apk .dmg .iso .deb .rpm .heic .avif .ogg .webm .jks .p12 .ods "
    ".odt".split()
)
# What the first bytes of a file tell of it, whatever it is called; all hold a byte that no text begins with.
_BINARY_HEADS: Final = (
    b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x7fELF", b"MZ\x90\x00", b"\xca\xfe\xba\xbe",
    b"\x1f\x8b\x08",
    b"SQLite format 3\x00", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x00asm", b"OggS\x00", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_HEAD_SIZE: Final = max(map(len, _BINARY_HEADS))
_TEXT_SUFFIXES: Final = frozenset(
    ".py .java .js .ts .vue .go .c .h .cpp .cs .rs .php .rb .sh .md .txt .csv .json .xml .yml .yaml .html .css "
    ".sql".split()
)
_ALWAYS_LEFT_OUT: Final = frozenset((".git", ".hg", ".svn"))


class Entry(NamedTuple):
    """A file to read; or one left out as binary (`skipped` says why); or a place that cannot be read (`problem`)."""

    path: str
    problem: str | None = None
    skipped: str | None = None


def walk(paths: Iterable[str], exclude: Iterable[str] = (), force_exclude: bool = False) -> Iterator[Entry]:
    """Yield the files of `paths` in a fixed order: files as given, directories recursively by name.

    `.gitignore` files are respected, those above a directory up to the repository's top too, unless they leave out
    the very directory that was named; `.git` is left out; `exclude` adds patterns of the same form. Links to files
    are followed. Links to directories are not: what they lead to below the named directory is met anyway, and a link
    in a circle or out of the named directory is a problem. A file given by name is always yielded, unless
    `force_exclude` applies `exclude` to it too.
    """
    excluded = matcher(exclude)
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if os.path.isdir(path):
            yield from _Walk(path, excluded, seen).folder(path, Ignores.above(path))
        elif not os.path.lexists(path):
            yield Entry(path, problem="no such file or directory")
        elif not (force_exclude and excluded is not None and excluded.match_file(path)):
            entry = _file(path)
            # Who names a file wants it read: what cannot be is a problem, not a detail.
            yield Entry(path, problem=f"{entry.skipped}: not read") if entry.skipped else entry


class _Walk:
    """One directory that was named and all below it; `seen` holds the directories read so far."""

    def __init__(self, root: str, excluded: GitIgnoreSpec | None, seen: set[tuple[int, int]]) -> None:
        self._root = root
        self._excluded = excluded
        self._seen = seen

    def folder(self, path: str, ignores: Ignores) -> Iterator[Entry]:
        """Yield what is in the directory `path`, in whose place the files `ignores` count."""
        try:
            status = os.stat(path)
            names = sorted(os.listdir(path))
        except OSError as error:
            yield Entry(path, problem=error.strerror or "cannot be read")
            return
        own = (status.st_dev, status.st_ino)
        if own in self._seen:
            return  # named twice
        self._seen.add(own)
        try:
            ignores = ignores.inside(path, ".gitignore" in names)
        except OSError as error:
            yield Entry(os.path.join(path, ".gitignore"), problem=error.strerror or "cannot be read")
        for name in names:
            if name not in _ALWAYS_LEFT_OUT:
                yield from self._one(_joined(path, name), ignores)

    def _one(self, path: str, ignores: Ignores) -> Iterator[Entry]:
        is_folder = os.path.isdir(path)
        if self._is_excluded(path, is_folder) or ignores.leave_out(path, is_folder):
            return
        if not is_folder:
            yield _file(path)
        elif os.path.islink(path):
            yield from self._link(path)
        else:
            yield from self.folder(path, ignores)

    def _link(self, path: str) -> Iterator[Entry]:
        target = os.path.realpath(path)
        if _is_in(os.path.realpath(os.path.dirname(path)), target):
            yield Entry(path, problem="a link that leads in a circle")
        elif not _is_in(target, os.path.realpath(self._root)):
            yield Entry(path, problem="a link out of the directory; name what it leads to")

    def _is_excluded(self, path: str, is_folder: bool) -> bool:
        relative = os.path.relpath(path, self._root) + ("/" if is_folder else "")
        return self._excluded is not None and self._excluded.match_file(relative)


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _joined(folder: str, name: str) -> str:
    return name if folder == os.curdir else os.path.join(folder, name)


def _file(path: str) -> Entry:
    if os.path.islink(path) and not os.path.exists(path):
        return Entry(path, problem="a link that leads nowhere or in a circle")
    if not os.path.isfile(path):
        return Entry(path, problem="not a regular file")
    suffix = os.path.splitext(path)[1].lower()
    if suffix in _TEXT_SUFFIXES or not is_binary(path, _head(path)):
        return Entry(path)
    return Entry(path, skipped=f"binary ({suffix})" if suffix in _BINARY_SUFFIXES else "binary")


def _head(path: str) -> bytes:
    """Return the first bytes of a file; none when it cannot be read, which is told when it is to be."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(_HEAD_SIZE)
    except OSError:
        return b""


def is_binary(path: str, head: bytes = b"") -> bool:
    """Return whether a file of this name, or with these first bytes, holds no text."""
    return os.path.splitext(path)[1].lower() in _BINARY_SUFFIXES or head.startswith(_BINARY_HEADS)
