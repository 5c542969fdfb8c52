"""Which files are read: in a fixed order, by git's ignore rules, and nothing missing without a word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from piiguard.files.walk import Entry, walk


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(root: Path, *names: str, **contents: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(contents.get(name, ""), encoding="utf-8")


def ignore(folder: Path, *lines: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("\n".join(lines), encoding="utf-8")


def found(*paths: str, **options: object) -> list[str]:
    entries = list(walk(paths, **options))  # type: ignore[arg-type]
    assert not [entry for entry in entries if entry.problem]
    return [entry.path for entry in entries if not entry.skipped and not entry.path.endswith(".gitignore")]


def problems(*paths: str) -> list[tuple[str, str]]:
    return [(entry.path, entry.problem) for entry in walk(paths) if entry.problem]


def test_directories_are_read_by_name_and_files_as_given(tree: Path) -> None:
    make(tree, "b/z.txt", "b/a/x.txt", "b/c.txt", "客户 名单.csv", "a.txt")
    assert found("b", "客户 名单.csv", "a.txt") == ["b/a/x.txt", "b/c.txt", "b/z.txt", "客户 名单.csv", "a.txt"]
    assert found(".") == ["a.txt", "b/a/x.txt", "b/c.txt", "b/z.txt", "客户 名单.csv"]


def test_directory_named_twice_is_read_once(tree: Path) -> None:
    make(tree, "b/a/x.txt")
    assert found("b", "b/a", "b") == ["b/a/x.txt"]


def test_git_is_left_out_unless_named(tree: Path) -> None:
    make(tree, ".git/COMMIT_EDITMSG", "a.txt")
    assert found(".") == ["a.txt"]
    assert found(".git/COMMIT_EDITMSG") == [".git/COMMIT_EDITMSG"]


def test_ignored_files_are_left_out_unless_named(tree: Path) -> None:
    ignore(tree, "*.log", "/build/")
    make(tree, "a.log", "a.txt", "build/x.txt", "src/build/y.txt")
    assert found(".") == ["a.txt", "src/build/y.txt"]
    assert found("a.log") == ["a.log"]


def test_nearest_ignore_file_has_the_last_word(tree: Path) -> None:
    ignore(tree, "*.log")
    ignore(tree / "keep", "!*.log")
    make(tree, "a.log", "keep/a.log", "keep/b.txt")
    assert found(".") == ["keep/a.log", "keep/b.txt"]


def test_ignore_files_above_count_inside_a_repository(tree: Path) -> None:
    make(tree, ".git/HEAD", "src/a.log", "src/a.txt")
    ignore(tree, "*.log")
    assert found("src") == ["src/a.txt"]


def test_ignore_files_above_do_not_count_outside_one(tree: Path) -> None:
    ignore(tree, "*.log")
    make(tree, "src/a.log")
    assert found("src") == ["src/a.log"]


def test_ignored_directory_is_read_when_named(tree: Path) -> None:
    make(tree, ".git/HEAD", "build/deep/a.txt")
    ignore(tree, "build/")
    assert found("build") == ["build/deep/a.txt"]
    assert found("build/deep") == ["build/deep/a.txt"]


def test_exclude_leaves_out_and_spares_named_files_unless_forced(tree: Path) -> None:
    make(tree, "a/x.txt", "a/old/y.txt", "a/z.bak")
    assert found("a", exclude=["old/", "*.bak"]) == ["a/x.txt"]
    assert found("a/z.bak", exclude=["*.bak"]) == ["a/z.bak"]
    assert found("a/z.bak", exclude=["*.bak"], force_exclude=True) == []


def test_binary_files_are_told_apart_and_counted(tree: Path) -> None:
    make(tree, "a/p.PNG", "a/t.txt")
    assert list(walk(["a"])) == [Entry("a/p.PNG", skipped="binary (.png)"), Entry("a/t.txt")]


def test_named_binary_file_is_a_problem(tree: Path) -> None:
    make(tree, "p.png")
    assert problems("p.png") == [("p.png", "binary (.png): not read")]


def test_missing_path_is_a_problem(tree: Path) -> None:
    assert problems("nowhere") == [("nowhere", "no such file or directory")]


def test_links_in_a_circle_and_to_nowhere_are_problems(tree: Path) -> None:
    make(tree, "a/b/x.txt")
    (tree / "a/b/up").symlink_to("..")
    (tree / "a/self").symlink_to("self")
    (tree / "a/gone").symlink_to("missing")
    assert problems("a") == [
        ("a/b/up", "a link that leads in a circle"),
        ("a/gone", "a link that leads nowhere or in a circle"),
        ("a/self", "a link that leads nowhere or in a circle"),
    ]
    assert [entry.path for entry in walk(["a"]) if not entry.problem] == ["a/b/x.txt"]


def test_link_inside_is_read_once_and_link_outside_is_a_problem(tree: Path) -> None:
    make(tree, "in/real/x.txt", "out/y.txt", "z.txt")
    (tree / "in/again").symlink_to("real")
    (tree / "in/away").symlink_to("../out")
    (tree / "in/file").symlink_to("../z.txt")
    assert [entry.path for entry in walk(["in"]) if not entry.problem] == ["in/file", "in/real/x.txt"]
    assert problems("in") == [("in/away", "a link out of the directory; name what it leads to")]


def test_link_to_a_directory_is_followed_when_named(tree: Path) -> None:
    make(tree, "real/x.txt")
    (tree / "named").symlink_to("real")
    assert found("named") == ["named/x.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_in_a_directory_is_a_problem_and_not_waited_for(tree: Path) -> None:
    (tree / "a").mkdir()
    os.mkfifo(tree / "a/pipe")
    assert problems("a") == [("a/pipe", "not a regular file")]


@pytest.fixture
def unprivileged(tree: Path) -> Iterator[None]:
    """Whoever runs the tests, the file system says no to the test."""
    if not hasattr(os, "seteuid"):
        pytest.skip("needs users")
    if os.geteuid() != 0:
        yield
        return
    for folder in (tree, *tree.parents):
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o711)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_unreadable_directory_and_ignore_file_are_problems(tree: Path, request: pytest.FixtureRequest) -> None:
    make(tree, "a/closed/x.txt", "a/open/y.txt")
    ignore(tree / "a/open", "*.log")
    (tree / "a/closed").chmod(0)
    (tree / "a/open/.gitignore").chmod(0)
    request.getfixturevalue("unprivileged")
    assert problems("a") == [("a/closed", "Permission denied"), ("a/open/.gitignore", "Permission denied")]
    assert Entry("a/open/y.txt") in list(walk(["a"]))


def test_binary_content_is_known_whatever_its_name(tree: Path) -> None:
    make(tree, "a/t.unknown", "a/p.emmx")
    (tree / "a/p.emmx").write_bytes(b"PK\x03\x04\x14\x00")
    assert list(walk(["a"])) == [Entry("a/p.emmx", skipped="binary"), Entry("a/t.unknown")]
