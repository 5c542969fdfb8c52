"""Findings that are accepted: by an inline allow, or by a baseline that holds no value."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import LINE, MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

CALL = f"手机{MOBILE}"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{CALL}  # piiguard: allow[CN_MOBILE] a sample\n", 0),
        (f"{CALL}  // piiguard: allow\n", 0),
        (f"{CALL}  /* piiguard:allow[cn_mobile, QQ] */\n", 0),
        (f"<!-- piiguard: allow[CN_MOBILE] -->\n{CALL}\n", 0),
        (f"    # piiguard: allow[CN_MOBILE] a sample\n    x = '{CALL}'\n", 0),
        (f"-- piiguard: allow-begin[CN_MOBILE]\n{CALL}\n\n{CALL}\n-- piiguard: allow-end\n", 0),
        (f"-- piiguard: allow-begin\n{CALL}\n-- piiguard: allow-end\n{CALL}\n", 1),
        (f"{CALL}  # piiguard: allow[QQ]\n", 1),
        (f"# piiguard: allow[CN_MOBILE]\n\n{CALL}\n", 1),
        (f"{CALL} # piiguard: allowance\n", 1),
        (f"x  # piiguard: allow[CN_MOBILE]\n{CALL}\n", 1),
        (f"piiguard: allow[CN_MOBILE]\n{CALL}\n{CALL}\n", 1),
    ],
)
def test_an_allow_covers_its_line_the_next_one_or_a_block(cli: Cli, folder: Path, text: str, left: int) -> None:
    (folder / "a.py").write_text(text, "utf-8")
    done = cli("scan", "--output-format", "concise", "a.py")
    assert done.text.count("CN_MOBILE") == left
    assert done.code == (1 if left else 0)
    assert cli("scan", "--ignore-allows", "-q", "a.py").code == 1


def test_an_allow_that_is_not_needed_is_told(cli: Cli, folder: Path) -> None:
    (folder / "a.py").write_text("x = 1\ny = 2  # piiguard: allow[CN_MOBILE]\n", "utf-8")
    done = cli("scan", "a.py")
    assert done.code == 0
    assert done.err.splitlines()[0] == "piiguard: a.py:2: this allow is not needed"


def test_several_processes_know_the_same_allows(cli: Cli, folder: Path) -> None:
    for name in "abc":
        (folder / f"{name}.py").write_text(f"{CALL}  # piiguard: allow\n{CALL}\n# piiguard: allow\n", "utf-8")
    assert cli("scan", "--jobs", "2", ".") == cli("scan", ".")


def test_a_baseline_accepts_what_is_there_and_nothing_new(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_text(LINE, "utf-8")
    assert (
        cli("baseline", "create", "known.baseline", ".").err
        == "piiguard: known.baseline: 2 entries, 2 added, 0 removed\n"
    )
    assert cli("scan", "--baseline", "known.baseline", "a.txt").code == 0
    (folder / "a.txt").write_text(f"\n\nnew\n{LINE}QQ774512368\n", "utf-8")
    done = cli("scan", "--baseline", "known.baseline", "--output-format", "concise", "a.txt")
    assert (done.code, done.text.split(": ")[1].split()[0]) == (1, "QQ")
    assert done.err == "piiguard: 1 finding in 1 file, 2 in the baseline\n"


def test_a_baseline_holds_no_value_and_no_hash_of_one(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_text(LINE, "utf-8")
    cli("baseline", "create", "known.baseline", "a.txt")
    held = (folder / "known.baseline").read_text("utf-8")
    for value in (MOBILE, RESIDENT):
        assert value not in held
        for algorithm in ("md5", "sha1", "sha256"):
            assert hashlib.new(algorithm, value.encode()).hexdigest()[:32] not in held
    other = LINE.replace(MOBILE, "13911112222")
    (folder / "a.txt").write_text(other, "utf-8")
    cli("baseline", "create", "other.baseline", "a.txt")
    assert (folder / "other.baseline").read_text("utf-8") == held


def test_equal_lines_are_told_apart_by_their_number(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_text(LINE, "utf-8")
    cli("baseline", "create", "known.baseline", "a.txt")
    (folder / "a.txt").write_text(LINE * 2, "utf-8")
    assert (
        cli("scan", "--baseline", "known.baseline", "-q", "--output-format", "concise", "a.txt").text.count("\n") == 2
    )


def test_update_and_prune(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_text(LINE, "utf-8")
    (folder / "b.txt").write_text(LINE, "utf-8")
    cli("baseline", "create", "known.baseline", "a.txt")
    assert "4 entries, 2 added" in cli("baseline", "update", "known.baseline", "b.txt").err
    (folder / "a.txt").write_text("nothing\n", "utf-8")
    assert "4 entries, 0 added" in cli("baseline", "update", "known.baseline", ".").err
    assert "4 entries, 0 added, 0 removed" in cli("baseline", "prune", "known.baseline", "b.txt").err
    assert "2 entries, 0 added, 2 removed" in cli("baseline", "prune", "known.baseline", ".").err
    lines = (folder / "known.baseline").read_text("utf-8").splitlines()
    assert lines[0] == "# piiguard baseline 1"
    assert lines[1:] == sorted(lines[1:])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "not a piiguard baseline"),
        ("{}", "not a piiguard baseline"),
        ("# piiguard baseline 9\n", "a baseline of version 9"),
        ("# piiguard baseline 1\nsomething else\n", "line 2 is no entry"),
    ],
    ids=["empty", "other format", "newer", "line"],
)
def test_what_is_no_baseline_is_refused(cli: Cli, folder: Path, content: str, why: str) -> None:
    (folder / "known.baseline").write_text(content, "utf-8")
    (folder / "a.txt").write_text(LINE, "utf-8")
    for args in (
        ("scan", "--baseline", "known.baseline", "a.txt"),
        ("baseline", "update", "known.baseline", "a.txt"),
    ):
        done = cli(*args)
        assert done.code == 2
        assert why in done.err
    assert (folder / "known.baseline").read_text("utf-8") == content


def test_an_unreadable_file_leaves_the_baseline_as_it_was(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_bytes(LINE.encode() + b"\xff\xff\n")
    done = cli("baseline", "create", "known.baseline", "a.txt")
    assert done.code == 3
    assert not (folder / "known.baseline").exists()
    (folder / "known.baseline").write_text("", "utf-8")
    assert cli("baseline", "create", "known.baseline", "a.txt").code == 2


def test_statistics_count_by_kind(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_text(LINE + CALL, "utf-8")
    (folder / "b.txt").write_text(CALL, "utf-8")
    assert (
        cli("scan", "-q", "--statistics", ".").text
        == "        3  CN_MOBILE  in 2 files\n        1  CN_RESIDENT_ID  in 1 file\n"
    )
