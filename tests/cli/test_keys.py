"""Keys come from a private file or the environment, never from the command line, and are never shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import LINE

if TYPE_CHECKING:
    from .conftest import Cli

HEX = "00112233445566778899aabbccddeeff"


def test_a_key_file_makes_the_same_token_for_the_same_value(cli: Cli, key_file: Path) -> None:
    done = cli("redact", "--policy", "hash", "--key-file", str(key_file), stdin=LINE + LINE.replace("138", "+86 138"))
    assert done.code == 0
    first, second = done.text.splitlines()
    assert first.startswith("手机<CN_MOBILE:")
    assert first == second


def test_the_environment_gives_a_key(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIIGUARD_KEY", HEX)
    assert "<CN_MOBILE:" in cli("redact", "--policy", "hash", stdin=LINE).text


def test_the_environment_names_a_key_file(cli: Cli, key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_option = cli("redact", "--policy", "hash", "--key-file", str(key_file), stdin=LINE)
    monkeypatch.setenv("PIIGUARD_KEY_FILE", str(key_file))
    assert cli("redact", "--policy", "hash", stdin=LINE) == by_option


def test_a_key_file_goes_before_the_environment(cli: Cli, key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("redact", "--policy", "hash", "--key-file", str(key_file))
    alone = cli(*args, stdin=LINE)
    monkeypatch.setenv("PIIGUARD_KEY", HEX)
    assert cli(*args, stdin=LINE) == alone


def test_hashing_without_a_key_is_refused(cli: Cli) -> None:
    done = cli("redact", "--policy", "hash", stdin=LINE)
    assert done[:2] == (2, b"")
    assert "needs a key" in done.err


@pytest.mark.parametrize("args", [("--key", HEX), (f"--key={HEX}",), ("--key",)], ids=["apart", "joined", "empty"])
def test_a_key_on_the_command_line_is_refused_and_not_repeated(cli: Cli, args: tuple[str, ...]) -> None:
    done = cli("redact", "--policy", "hash", *args, stdin=LINE)
    assert done[:2] == (2, b"")
    assert "--key-file or $PIIGUARD_KEY" in done.err
    assert HEX not in done.err


@pytest.mark.parametrize("key", ["s3cr3t", "00" * 16], ids=["too short", "worn out"])
def test_a_weak_key_is_refused_and_not_repeated(cli: Cli, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIIGUARD_KEY", key)
    done = cli("redact", "--policy", "hash", stdin=LINE)
    assert done[:2] == (2, b"")
    assert key not in done.err


def test_a_key_file_that_others_can_read_is_refused(cli: Cli, key_file: Path) -> None:
    key_file.chmod(0o644)
    done = cli("redact", "--policy", "hash", "--key-file", str(key_file), stdin=LINE)
    assert done.code == 2
    assert "chmod 600" in done.err


def test_a_missing_key_file_is_a_fault_of_usage(cli: Cli) -> None:
    done = cli("redact", "--policy", "hash", "--key-file", "no.key", stdin=LINE)
    assert done == (2, b"", "piiguard: no.key: key file: No such file or directory\n")
