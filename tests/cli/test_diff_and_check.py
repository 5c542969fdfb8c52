"""`piiguard redact --diff` and `--check`: nothing is written, the values stay hidden, the exit code tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import LINE, MASKED, MOBILE

if TYPE_CHECKING:
    from .conftest import Cli


def test_check_says_how_much_would_change(cli: Cli, note: Path) -> None:
    assert cli("redact", "--check", "note.txt") == (1, b"", "piiguard: 2 values in 1 file would be treated\n")
    assert note.read_text("utf-8") == LINE


def test_check_of_clean_text_passes(cli: Cli) -> None:
    assert cli("redact", "--check", "-q", stdin="没有\n") == (0, b"", "")


def test_check_of_a_bad_file_is_incomplete_whatever_was_found(cli: Cli, note: Path, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\xff\xff")
    done = cli("redact", "--check", "bad.txt", "note.txt")
    assert done.code == 3
    assert "piiguard: bad.txt: byte 0: " in done.err


def test_diff_shows_changed_lines_with_kinds_for_values(cli: Cli, folder: Path) -> None:
    (folder / "a.txt").write_text(f"一\n二 {LINE}三\n四 {LINE}", "utf-8")
    done = cli("redact", "--diff", "-q", "a.txt")
    kinds = "手机<CN_MOBILE>，证件<CN_RESIDENT_ID>\n"
    assert done.code == 1
    assert done.text == (
        f"--- a.txt\n+++ a.txt (redacted)\n@@ -2 +2 @@\n-二 {kinds}+二 {MASKED}@@ -4 +4 @@\n-四 {kinds}+四 {MASKED}"
    )
    assert (folder / "a.txt").read_text("utf-8") == f"一\n二 {LINE}三\n四 {LINE}"


def test_diff_of_clean_text_is_empty(cli: Cli) -> None:
    assert cli("redact", "--diff", "-q", stdin="没有\n") == (0, b"", "")


def test_diff_names_standard_input_as_told(cli: Cli) -> None:
    done = cli("redact", "--diff", "-q", "--stdin-filename", "log/今天.txt", stdin=LINE)
    assert done.text.startswith("--- log/今天.txt\n")


def test_diff_shows_values_only_when_asked(cli: Cli, note: Path) -> None:
    assert f"-{LINE}" in cli("redact", "--diff", "--show-values", "note.txt").text


def test_values_are_never_shown_in_continuous_integration(
    cli: Cli, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    done = cli("redact", "--diff", "--show-values", "note.txt")
    assert done[:2] == (2, b"")
    assert "refused while CI is set" in done.err
    assert MOBILE not in done.err


def test_only_one_of_them_at_a_time(cli: Cli) -> None:
    done = cli("redact", "--diff", "--check", stdin=LINE)
    assert done[:2] == (2, b"")
    assert "not allowed with" in done.err
