"""Recognizers of other distributions are found wherever `importlib.metadata` finds them, and looked for cheaply."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from piiguard import UsageError, registry
from piiguard.plugins import may_be_installed

if TYPE_CHECKING:
    from ..conftest import Child

MODULE = """
from piiguard.recognizer import AfterCue, Mask, Recognizer, Score
RECOGNIZER = Recognizer(
    entity_type="OUR_BADGE", name_zh="工牌", name_en="badge", candidates=(AfterCue("[A-Z]{4}"),), score=Score(0, 0.9),
    legal="basic", source="ours", examples=(), counter_examples=(), max_length=4, cues=("工牌",), mask=Mask(),
)
"""
TICKET = """
from piiguard.recognizer import Anchor, Candidate, Recognizer, Score
def find(text, at):
    yield Candidate(at, at + 5, text[at + 1 : at + 5])
RECOGNIZER = Recognizer(
    entity_type="OUR_TICKET", name_zh="票号", name_en="ticket", candidates=(Anchor("#", "[0-9]{4}", "(?<=票)"),),
    score=Score(0.9, 0.9), legal="basic", source="ours", examples=("⟦#4711⟧",), counter_examples=(), max_length=5,
    find=find,
)
"""
ENTRY = "[piiguard.recognizers]\nbadge = our_badge\n"
METADATA = "Metadata-Version: 2.1\nName: our-badge\nVersion: 1\n"
SHOW = """
import piiguard, sys
print(*[each.entity_type for each in piiguard.scan("工牌：ABCD")], "importlib.metadata" in sys.modules)
"""


@pytest.mark.parametrize("kind", ["dist-info", "egg-info"])
def test_an_installed_distribution_adds_its_recognizers(child: Child, tmp_path: Path, kind: str) -> None:
    info = tmp_path / f"our_badge-1.{kind}"
    info.mkdir()
    (info / ("METADATA" if kind == "dist-info" else "PKG-INFO")).write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRY)
    (tmp_path / "our_badge.py").write_text(MODULE, "utf-8")
    done = child("-c", SHOW, PYTHONPATH=str(tmp_path))
    assert done.stdout.split() == [b"OUR_BADGE", b"True"], done.stderr.decode()


def test_what_a_recognizer_says_wrongly_for_large_texts_is_told(child: Child, tmp_path: Path) -> None:
    info = tmp_path / "our_badge-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRY)
    (tmp_path / "our_badge.py").write_text(TICKET, "utf-8")
    done = child("-m", "piiguard", "recognizers", "test", "OUR_TICKET", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (
        1,
        b"our_badge: Anchor.before\n    find finds something where this does not match (example 1)\n",
    )
    assert done.stderr == (
        b"piiguard: 1 examples of 1 recognizers, 0 failed\n"
        b"piiguard: 1 fields are not true of the examples: large texts would lose findings\n"
    )


def test_a_distribution_in_a_zip_file_adds_its_recognizers(child: Child, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "our.zip", "w") as archive:
        archive.writestr("our_badge.py", MODULE)
        archive.writestr("our_badge-1.dist-info/METADATA", METADATA)
        archive.writestr("our_badge-1.dist-info/entry_points.txt", ENTRY)
    done = child("-c", SHOW, PYTHONPATH=str(tmp_path / "our.zip"))
    assert done.stdout.split() == [b"OUR_BADGE", b"True"], done.stderr.decode()


def test_without_any_the_metadata_of_packages_is_not_read(child: Child) -> None:
    done = child("-c", SHOW)
    assert done.stdout.split() == [b"False"], done.stderr.decode()


def test_a_recognizer_that_cannot_be_loaded_is_named(child: Child, tmp_path: Path) -> None:
    info = tmp_path / "our_badge-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRY)
    done = child("-m", "piiguard", "redact", PYTHONPATH=str(tmp_path))
    why = b"piiguard: recognizer entry point 'badge' cannot be loaded: ModuleNotFoundError\n"
    assert (done.returncode, done.stderr) == (2, why)


def test_the_whole_product_runs_from_a_zip_file(child: Child, root: Path, tmp_path: Path) -> None:
    package = root / "src" / "piiguard"
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for base, inside in ((package, "piiguard"), (root / "recognizers", "piiguard/recognizers")):
            for path in base.rglob("*"):
                shipped = path.suffix in (".py", ".tsv", ".bin", ".toml") and "__pycache__" not in path.parts
                if shipped and "recognizers" not in path.relative_to(base).parts[:1]:
                    archive.write(path, f"{inside}/{path.relative_to(base)}")
    show = "import piiguard; print(piiguard.__file__); print(*[each.name for each in piiguard.built_in()])"
    zipped = child("-c", show, PYTHONPATH=str(tmp_path / "all.zip"))
    assert zipped.returncode == 0, zipped.stderr.decode()
    assert b"all.zip" in zipped.stdout
    assert zipped.stdout.splitlines()[1] == child("-c", show).stdout.splitlines()[1]
    # Tables of surnames and places, and the model of names.
    redact = "import piiguard; print(ascii(piiguard.redact('昨天王小明说，他住在济南市槐荫区经十路21382号。')))"
    zipped = child("-c", redact, PYTHONPATH=str(tmp_path / "all.zip"))
    assert zipped.returncode == 0, zipped.stderr.decode()
    assert zipped.stdout == child("-c", redact).stdout
    assert b"*" in zipped.stdout


def test_folders_that_declare_nothing_hold_none(tmp_path: Path) -> None:
    (tmp_path / "other-1.dist-info").mkdir()
    (tmp_path / "other-1.dist-info/entry_points.txt").write_text("[console_scripts]\nother = other:main\n")
    (tmp_path / "bare-1.dist-info").mkdir()
    assert not may_be_installed([str(tmp_path), str(tmp_path / "missing"), str(tmp_path)])
    (tmp_path / "bare-1.dist-info/entry_points.txt").write_text(ENTRY)
    assert may_be_installed([str(tmp_path)])


def test_a_finder_of_another_kind_has_to_be_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Finder:
        def find_distributions(self) -> None: ...

    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    assert may_be_installed([str(tmp_path)])


@pytest.mark.parametrize(
    ("target", "names"),
    [
        ("our_badge", ["our_badge"]),
        ("our_badge:RECOGNIZER", ["badge"]),
        ("our_badge:SEVERAL", ["badge", "badge.2"]),
        ("our_badge:EMPTY", []),
    ],
    ids=["a module", "a recognizer", "several", "an empty list"],
)
def test_an_entry_point_names_a_module_or_recognizers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, names: list[str]
) -> None:
    _offer(tmp_path, target)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "our_badge", raising=False)
    assert [each.name for each in registry.installed()] == names
    monkeypatch.delitem(sys.modules, "our_badge", raising=False)


@pytest.mark.parametrize(
    "target", ["our_badge:WRONG", "our_badge:MIXED"], ids=["no recognizer", "not only recognizers"]
)
def test_an_entry_point_to_something_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    _offer(tmp_path, target)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "our_badge", raising=False)
    with pytest.raises(UsageError, match="recognizer entry point 'badge' holds no recognizer"):
        registry.installed()
    monkeypatch.delitem(sys.modules, "our_badge", raising=False)


def _offer(folder: Path, target: str) -> None:
    info = folder / "our_badge-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRY.replace("our_badge", target))
    more = "SEVERAL = [RECOGNIZER, RECOGNIZER]\nEMPTY = ()\nWRONG = 3\nMIXED = [RECOGNIZER, 3]\n"
    (folder / "our_badge.py").write_text(MODULE + more, "utf-8")


def test_modules_of_a_zip_file_are_walked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in (
            "__init__",
            "one",
            "data/__init__",
            "data/table",
            "sub/__init__",
            "sub/two",
            "sub/deep/__init__",
            "sub/deep/three",
        ):
            archive.writestr(f"kinds/{name}.py", "")
    package = ModuleType("kinds")
    package.__path__ = [str(tmp_path / "a.zip" / "kinds")]
    assert sorted(registry._module_names(package)) == ["kinds.one", "kinds.sub.deep.three", "kinds.sub.two"]


def test_a_folder_is_walked_as_pkgutil_does(tmp_path: Path) -> None:
    for name in (
        "__init__.py",
        "one.py",
        "data/table.py",
        "sub/two.py",
        "sub/compiled.pyc",
        "sub/note.txt",
        "sub/not-a-name.py",
        "sub/__pycache__/two.cpython-311.pyc",
    ):
        (tmp_path / "kinds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "kinds" / name).write_text("")
    package = ModuleType("kinds")
    package.__path__ = [str(tmp_path / "kinds")]
    assert sorted(registry._module_names(package)) == ["kinds.one", "kinds.sub.compiled", "kinds.sub.two"]
