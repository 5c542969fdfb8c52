"""`piiguard redact -i`: files are rewritten whole, keep what is not their text, and clean ones are not touched."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import LINE, MASKED

if TYPE_CHECKING:
    from .conftest import Cli


def test_files_are_rewritten_and_told(cli: Cli, note: Path) -> None:
    done = cli("redact", "-i", "note.txt")
    assert done == (0, b"", "piiguard: note.txt: 2 values treated\npiiguard: 1 of 1 files rewritten\n")
    assert note.read_text("utf-8") == MASKED


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"], ids=["UTF-8", "UTF-8 with BOM", "GB18030", "UTF-16"]
)
def test_encoding_newlines_and_mode_stay(cli: Cli, folder: Path, encoding: str) -> None:
    path = folder / "中 文.csv"
    text = f"甲,{LINE.rstrip()}\r\n乙,\r\n丙"
    path.write_bytes(text.encode(encoding))
    path.chmod(0o640)
    assert cli("redact", "-q", "-i", str(path)) == (0, b"", "")
    assert path.read_bytes() == text.replace(LINE.rstrip(), MASKED.rstrip()).encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(folder) == ["中 文.csv"]


def test_a_clean_file_is_not_touched(cli: Cli, folder: Path) -> None:
    path = folder / "clean.txt"
    path.write_bytes(b"order 1234\r\n")
    os.utime(path, ns=(1, 1))
    path.chmod(0o444)
    inode = path.stat().st_ino
    assert cli("redact", "-i", "clean.txt") == (0, b"", "piiguard: 0 of 1 files rewritten\n")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (1, inode)


def test_folders_are_walked_and_git_ignored_files_left_alone(cli: Cli, folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".gitignore").write_text("*.tmp\n")
    for name in ("a.txt", "b.tmp", "c.txt", "d.png"):
        (folder / name).write_text(LINE, "utf-8")
    done = cli("redact", "-i", ".", "--exclude", "c.*")
    assert done.code == 0
    assert {path.name for path in folder.iterdir() if path.is_file() and path.read_text("utf-8") == MASKED} == {
        "a.txt"
    }


def test_one_bad_file_does_not_stop_the_others(cli: Cli, folder: Path) -> None:
    bad = LINE.encode() + b"\xff\xff\n"
    for name, data in [("a.txt", LINE.encode()), ("b.txt", bad), ("c.txt", LINE.encode())]:
        (folder / name).write_bytes(data)
    (folder / "link").symlink_to("c.txt")
    done = cli("redact", "-i", "link", "a.txt", "b.txt", "missing.txt", "c.txt")
    assert done.code == 3
    assert "piiguard: link: is a symbolic link; name the file that it points to\n" in done.err
    assert f"piiguard: b.txt: byte {len(bad) - 3}: " in done.err
    assert "piiguard: missing.txt: no such file or directory\n" in done.err
    assert done.err.endswith("piiguard: 2 of 4 files rewritten\n")
    assert (folder / "b.txt").read_bytes() == bad
    assert (folder / "a.txt").read_text("utf-8") == (folder / "c.txt").read_text("utf-8") == MASKED
    assert sorted(os.listdir(folder)) == ["a.txt", "b.txt", "c.txt", "link"]


def test_several_processes_do_and_say_the_same(cli: Cli, folder: Path) -> None:
    said = []
    for jobs in ("1", "2"):
        for number in range(5):
            (folder / f"{number}.txt").write_bytes(LINE.encode() * number + (b"\xff\xff\n" if number == 3 else b""))
        done = cli("redact", "-i", ".", "--jobs", jobs)
        said.append((done, [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]))
    assert said[0] == said[1]
    assert said[0][0].code == 3


def test_standard_input_cannot_be_rewritten(cli: Cli) -> None:
    done = cli("redact", "-i", stdin=LINE)
    assert done == (2, b"", "piiguard: -i needs files; standard input cannot be rewritten\n")


def test_a_fault_of_the_product_leaves_the_file(cli: Cli, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> str:
        raise RuntimeError(LINE)

    monkeypatch.setattr("piiguard.guard.apply_edits", fail)
    done = cli("redact", "-i", "note.txt")
    assert done.code == 3
    assert done.err.startswith("piiguard: internal error: RuntimeError at test_in_place.py:")
    assert LINE.rstrip() not in done.err
    assert note.read_text("utf-8") == LINE
    assert os.listdir(note.parent) == ["note.txt"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_named_twice_is_rewritten_once(cli: Cli, note: Path, jobs: str) -> None:
    done = cli("redact", "-i", "note.txt", "./note.txt", str(note), ".", "--jobs", jobs)
    assert done == (0, b"", "piiguard: note.txt: 2 values treated\npiiguard: 1 of 1 files rewritten\n")
