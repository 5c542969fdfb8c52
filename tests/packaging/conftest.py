"""Builds the sdist, and the wheel from that sdist, once; nothing is downloaded for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

# What a build may leave or make in the tree; everything else must be shipped or is left out by the build itself.
_NOT_SOURCE = shutil.ignore_patterns(".*_cache", ".git", ".venv", "__pycache__", "*.egg-info", "build", "dist")


class Built(NamedTuple):
    """The two archives, and the file names in each, the sdist's without its top folder."""

    wheel: Path
    wheel_names: frozenset[str]
    sdist: Path
    sdist_names: frozenset[str]


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the archives of a copy of the tree, so that the build writes nothing beside the sources."""
    work = tmp_path_factory.mktemp("build")
    shutil.copytree(root, work / "tree", symlinks=True, ignore=_NOT_SOURCE)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(work / "dist"), str(work / "tree")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    wheel, sdist = next(work.glob("dist/*.whl")), next(work.glob("dist/*.tar.gz"))
    with zipfile.ZipFile(wheel) as archive:
        wheel_names = frozenset(archive.namelist())
    with tarfile.open(sdist) as archive:
        names = [member.name for member in archive.getmembers() if not member.isdir()]
    return Built(wheel, wheel_names, sdist, frozenset(name.split("/", 1)[1] for name in names))
