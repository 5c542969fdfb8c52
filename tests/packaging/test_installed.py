"""The installed package finds the same recognizers as the tree, from the wheel and from the editable install."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..conftest import Child
    from .conftest import Built

_WALK = """
import pkgutil, piiguard, piiguard.recognizers as found
print(piiguard.__file__)
for info in pkgutil.walk_packages(found.__path__, "piiguard.recognizers."):
    print(info.name)
"""
_LIST = """
import piiguard
for each in piiguard.built_in():
    print(each.name, each.entity_type)
"""


def _modules(recognizers: Path) -> set[str]:
    inside = [path.relative_to(recognizers).with_suffix("") for path in recognizers.rglob("*.py")]
    dotted = {".".join(("piiguard", "recognizers", *path.parts)).removesuffix(".__init__") for path in inside}
    return dotted - {"piiguard.recognizers"}


def test_every_module_of_the_tree_is_found_by_the_running_python(root: Path, child: Child) -> None:
    done = child("-c", _WALK)
    assert done.returncode == 0, done.stderr.decode()
    assert set(done.stdout.decode().split()[1:]) == _modules(root / "recognizers")


@pytest.mark.xdist_group("packaging")
def test_every_module_of_the_tree_is_found_in_the_wheel(
    root: Path, built: Built, child: Child, tmp_path: Path
) -> None:
    zipfile.ZipFile(built.wheel).extractall(tmp_path)
    done = child("-c", _WALK, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr.decode()
    origin, *found = done.stdout.decode().splitlines()
    assert Path(origin).is_relative_to(tmp_path)
    assert set(found) == _modules(root / "recognizers")


@pytest.mark.xdist_group("packaging")
def test_the_wheel_offers_the_same_recognizers_as_the_tree(built: Built, child: Child, tmp_path: Path) -> None:
    zipfile.ZipFile(built.wheel).extractall(tmp_path)
    from_wheel = child("-c", _LIST, PYTHONPATH=str(tmp_path))
    from_tree = child("-c", _LIST)
    assert from_wheel.returncode == from_tree.returncode == 0, from_wheel.stderr.decode()
    assert b"CN_MOBILE" in from_wheel.stdout
    assert from_wheel.stdout == from_tree.stdout
