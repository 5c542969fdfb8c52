"""Wheel and sdist hold both source trees whole, and nothing else."""

from __future__ import annotations

import configparser
import re
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Built

pytestmark = pytest.mark.xdist_group("packaging")
_TREES = {"src/piiguard": "piiguard", "recognizers": "piiguard/recognizers"}


def _files(folder: Path) -> Iterator[str]:
    """Yield the files of a source tree, without caches and without the link from one tree to the other."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_file() and "__pycache__" not in inside.parts and inside.parts[0] != "recognizers":
            yield inside.as_posix()


def test_the_wheel_holds_exactly_the_files_of_both_trees(root: Path, built: Built) -> None:
    tree = {f"{target}/{name}" for source, target in _TREES.items() for name in _files(root / source)}
    shipped = {name for name in built.wheel_names if ".dist-info/" not in name}
    assert shipped == tree
    assert "piiguard/py.typed" in shipped
    assert {"piiguard/recognizers/data/NOTICE", "piiguard/recognizers/data/divisions.tsv"} <= shipped


def test_the_sdist_holds_both_trees_once_and_all_that_a_build_needs(root: Path, built: Built) -> None:
    tree = {f"{source}/{name}" for source in _TREES for name in _files(root / source)}
    needed = {"pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml"}
    assert tree | needed <= built.sdist_names
    assert not [name for name in built.sdist_names if name.startswith("src/piiguard/recognizers/")]


@pytest.mark.parametrize("part", ["tests/", "benchmarks/", "__pycache__", ".pyc", "_cache/", "build/", ".ci/"])
def test_no_archive_holds_what_is_not_the_product(built: Built, part: str) -> None:
    assert not [name for name in built.wheel_names | built.sdist_names if part in name]


def _dist_info(built: Built, name: str) -> str:
    with zipfile.ZipFile(built.wheel) as archive:
        found = next(each for each in archive.namelist() if each.endswith(f".dist-info/{name}"))
        return archive.read(found).decode()


def test_the_metadata_name_licence_python_and_version(built: Built) -> None:
    import piiguard

    metadata = HeaderParser().parsestr(_dist_info(built, "METADATA"))
    assert metadata["Name"] == "piiguard"
    assert metadata["Version"] == piiguard.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert {"LICENSE", "NOTICE", "recognizers/data/NOTICE"} <= set(metadata.get_all("License-File", []))
    assert "Apache License" in _dist_info(built, "licenses/LICENSE")


def test_the_default_install_needs_no_heavy_package(built: Built) -> None:
    metadata = HeaderParser().parsestr(_dist_info(built, "METADATA"))
    required = [each for each in metadata.get_all("Requires-Dist", []) if "extra ==" not in each]
    names = {re.split("[^A-Za-z0-9_-]", each)[0].lower() for each in required}
    assert names == {"numpy", "pathspec", "phonenumbers", "pyyaml", "regex", "tqdm"}


def test_the_command_is_declared_and_no_recognizer_is_registered_by_hand(built: Built) -> None:
    points = configparser.ConfigParser()
    points.read_string(_dist_info(built, "entry_points.txt"))
    assert dict(points["console_scripts"]) == {"piiguard": "piiguard.cli.main:run"}
    assert points.sections() == ["console_scripts"]
