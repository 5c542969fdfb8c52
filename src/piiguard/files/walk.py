"""Finds the files to scan below the given paths; whatever cannot be scanned is told, never left out in silence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathspec import PathSpec

_BINARY_SUFFIXES: Final = frozenset(
    ".png .jpg .jpeg .gif .bmp .ico .webp .tif .tiff .pdf .zip .gz .bz2 .xz .zst .7z .rar .tar .tgz .jar .war .class .pyc .so .dll "
    ".dylib .exe .o .a .bin .dat .db .sqlite .sqlite3 .mp3 .mp4 .avi .mov .mkv .wav .flac .ttf .otf .woff .woff2 .whl .doc .docx "
    ".ppt .pptx .xls .xlsx .parquet .feather .arrow .npy .npz .pkl .pt .onnx .safetensors".split()
)
_ALWAYS_LEFT_OUT: Final = frozenset((".git", ".hg", ".svn"))


class Entry(NamedTuple):
    """A file to read; or one left out as binary (`skipped` says why); or a place that cannot be read (`problem`)."""

    path: str
    problem: str | None = None
    skipped: str | None = None


def walk(paths: Iterable[str], exclude: Iterable[str] = (), force_exclude: bool = False) -> Iterator[Entry]:
    """Yield the files of `paths` in a fixed order: files as given, directories recursively by name.

    `.gitignore` files are respected below a directory and `.git` is left out; `exclude` adds patterns of the same
    form. A file given by name is always yielded, unless `force_exclude` applies `exclude` to it too.
    """
    patterns = _spec(list(exclude))
    for path in paths:
        if os.path.isdir(path):
            yield from _below(path, patterns)
        elif not os.path.lexists(path):
            yield Entry(path, problem="no such file or directory")
        elif not (force_exclude and patterns is not None and patterns.match_file(path)):
            entry = _entry(path)
            # Who names a file wants it read: what cannot be is a problem, not a detail.
            yield Entry(path, problem=f"{entry.skipped}: not read") if entry.skipped else entry


def _entry(path: str) -> Entry:
    if os.path.islink(path) and not os.path.exists(path):
        return Entry(path, problem="a link that leads nowhere or in a circle")
    if not os.path.isfile(path):
        return Entry(path, problem="not a regular file")
    suffix = os.path.splitext(path)[1].lower()
    return Entry(path, skipped=f"binary ({suffix})") if suffix in _BINARY_SUFFIXES else Entry(path)


def _below(root: str, patterns: PathSpec | None) -> Iterator[Entry]:
    """Walk `root`; links to directories are not followed, so that no circle can arise."""
    errors: list[OSError] = []
    ignores: list[tuple[str, PathSpec]] = []
    for folder, names, files in os.walk(root, onerror=errors.append):
        while errors:
            yield _unreadable(errors.pop())
        ignores = [(base, spec) for base, spec in ignores if folder == base or folder.startswith(base + os.sep)]
        if ".gitignore" in files:
            own = _gitignore(os.path.join(folder, ".gitignore"))
            if own is not None:
                ignores.append((folder, own))
        names[:] = sorted(name for name in names if name not in _ALWAYS_LEFT_OUT and not _left_out(folder, name + "/", root, patterns, ignores))
        for name in sorted(files):
            if not _left_out(folder, name, root, patterns, ignores):
                yield _entry(os.path.join(folder, name))
    while errors:
        yield _unreadable(errors.pop())


def _unreadable(error: OSError) -> Entry:
    return Entry(str(error.filename), problem=error.strerror or "cannot be read")


def _left_out(folder: str, name: str, root: str, patterns: PathSpec | None, ignores: list[tuple[str, PathSpec]]) -> bool:
    path = os.path.join(folder, name)
    if patterns is not None and patterns.match_file(os.path.relpath(path, root) + ("/" if name.endswith("/") else "")):
        return True
    return any(spec.match_file(os.path.relpath(path, base) + ("/" if name.endswith("/") else "")) for base, spec in ignores)


def _gitignore(path: str) -> PathSpec | None:
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return _spec(file.read().splitlines())


def _spec(lines: list[str]) -> PathSpec | None:
    if not lines:
        return None
    from pathspec import PathSpec

    return PathSpec.from_lines("gitwildmatch", lines)
