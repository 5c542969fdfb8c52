"""`piiguard audit`: findings asked about one by one; false ones become allows or entries of a baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from piiguard.files.comments import comment_of, with_allows

from .conftest import MOBILE

if TYPE_CHECKING:
    from .conftest import Cli

MASKED = f"{MOBILE[:3]}****{MOBILE[-4:]}"


def test_a_false_finding_is_allowed_in_its_line(cli: Cli, folder: Path) -> None:
    (folder / "a.py").write_bytes(f"tel = '{MOBILE}'\r\nx = 1\r\n".encode())
    done = cli("audit", "--reason", "a sample", "a.py", stdin="a\n")
    assert done.code == 0, done.err
    expected = f"tel = '{MOBILE}'  # piiguard: allow[CN_MOBILE] a sample\r\nx = 1\r\n".encode()
    assert (folder / "a.py").read_bytes() == expected
    assert cli("scan", "a.py").code == 0


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_are_kept(cli: Cli, folder: Path, encoding: str) -> None:
    text = f"-- 客户资料表的第一行，说明在此\nINSERT INTO t VALUES ('{MOBILE}');\n"
    (folder / "a.sql").write_bytes(text.encode(encoding))
    assert cli("audit", "a.sql", stdin="a\n").code == 0
    allowed = text.replace(");", ");  -- piiguard: allow[CN_MOBILE]")
    assert (folder / "a.sql").read_bytes() == allowed.encode(encoding)


def test_a_false_finding_goes_into_the_baseline(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(f"手机\n{MOBILE}\n", "utf-8")
    done = cli("audit", "--baseline", "known", "a.csv", stdin="a\nb\n")  # `a` is not offered: csv has no comments
    assert done.code == 0, done.err
    assert MOBILE not in (folder / "known").read_text("utf-8")
    assert cli("scan", "--baseline", "known", "a.csv").code == 0
    assert "0 findings" in cli("audit", "--baseline", "known", "a.csv").err


def test_a_true_finding_stays_and_fails(cli: Cli, folder: Path) -> None:
    (folder / "a.py").write_text(f"tel = '{MOBILE}'\n", "utf-8")
    done = cli("audit", "a.py", stdin="t\n")
    assert done.code == 1
    assert "1 true" in done.err
    assert (folder / "a.py").read_text("utf-8") == f"tel = '{MOBILE}'\n"


def test_values_are_shown_only_on_request(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.py").write_text(f"a = '{MOBILE}'; b = '{MOBILE}'\n", "utf-8")
    quiet = cli("audit", "a.py", stdin="\n?\nn\n")
    assert MOBILE not in quiet.text
    assert f"a = '{MASKED}'; b = '{MASKED}'" in quiet.text
    assert MOBILE in cli("audit", "a.py", stdin="s\n").text
    monkeypatch.setenv("CI", "1")
    assert MOBILE not in cli("audit", "a.py", stdin="s\n").text


def test_one_can_go_back_and_stop(cli: Cli, folder: Path) -> None:
    (folder / "a.py").write_text(f"a = '{MOBILE}'\nb = '{MOBILE}'\n", "utf-8")
    done = cli("audit", "a.py", stdin="t\np\na\nq\n")
    assert "0 true, 1 allowed" in done.err
    assert (folder / "a.py").read_text("utf-8").splitlines()[1] == f"b = '{MOBILE}'"


def test_the_baseline_is_reviewed(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_text(f"手机{MOBILE}\n电话{MOBILE}\n", "utf-8")
    assert cli("baseline", "create", "known", "a.txt").code == 0
    done = cli("baseline", "audit", "known", "a.txt", stdin="n\nt\n")
    assert "1 entries, 0 added, 1 removed" in done.err
    assert MOBILE not in done.text
    assert cli("scan", "--baseline", "known", "a.txt").code == 1


@pytest.mark.parametrize("argument", [["-"], ["--reason", "a\nb", "."]], ids=["standard input", "a long reason"])
def test_what_cannot_be_asked_is_refused(cli: Cli, argument: list[str]) -> None:
    assert cli("audit", *argument).code == 2


def test_a_file_that_cannot_be_read_is_said(cli: Cli, folder: Path) -> None:
    (folder / "a.py").write_text(f"a = '{MOBILE}'\n", "utf-8")
    done = cli("audit", "a.py", "missing.py", stdin="a\n")
    assert done.code == 3
    assert "missing.py" in done.err


@pytest.mark.parametrize(
    ("path", "line", "expected"),
    [
        ("a.java", "x;", "x;  // piiguard: allow[QQ] r"),
        ("a.html", "<b>", "<b>  <!-- piiguard: allow[QQ] r -->"),
        ("a.properties", "  a=b", "  # piiguard: allow[QQ] r\n  a=b"),
        ("Dockerfile", "ENV a=b", "# piiguard: allow[QQ] r\nENV a=b"),
        ("a.css", "a{}", "a{}  /* piiguard: allow[QQ] r */"),
    ],
)
def test_each_language_has_its_comments(path: str, line: str, expected: str) -> None:
    comment = comment_of(path)
    assert comment is not None
    assert with_allows(f"1\n{line}\n3", comment, {2: ["QQ"]}, "r") == f"1\n{expected}\n3"


@pytest.mark.parametrize("path", ["a.csv", "a.json", "a.txt", "a", "a.ipynb"])
def test_formats_without_comments_are_known(path: str) -> None:
    assert comment_of(path) is None
