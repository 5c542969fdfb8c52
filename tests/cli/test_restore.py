"""`piiguard key` and `piiguard restore`: from a new key to the text that was there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import LINE, MOBILE

if TYPE_CHECKING:
    from .conftest import Cli

pytest.importorskip("cryptography")


@pytest.fixture
def own_key(cli: Cli, tmp_path: Path) -> str:
    path = str(tmp_path / "own.key")
    assert cli("key", "new", path).code == 0
    return path


def policy(tmp_path: Path, operator: str) -> str:
    path = tmp_path / "policy.toml"
    path.write_text(f"default = {operator}\n", "utf-8")
    return str(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_new_key_is_private_and_never_shown(cli: Cli, tmp_path: Path) -> None:
    done = cli("key", "new", str(tmp_path / "k"))
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600
    secret = (tmp_path / "k").read_text().strip()
    assert len(secret) == 64
    assert secret not in done.err + done.text


def test_a_key_is_never_written_over(cli: Cli, own_key: str) -> None:
    before = Path(own_key).read_bytes()
    done = cli("key", "new", own_key)
    assert (done.code, done.err) == (
        2,
        f"piiguard: {own_key}: is there already; `piiguard key rotate` puts a new key in front of it\n",
    )
    assert Path(own_key).read_bytes() == before


def test_rotating_keeps_what_was_encrypted(cli: Cli, own_key: str, tmp_path: Path) -> None:
    safe = cli("redact", "--policy", policy(tmp_path, '"encrypt"'), "--key-file", own_key, stdin=LINE).text
    assert cli("key", "rotate", own_key).code == 0
    ids = cli("key", "id", own_key).text.split()
    assert ids[2:] == ["former"]
    assert ids[1] in safe
    done = cli("restore", "--key-file", own_key, stdin=safe)
    assert (done.code, done.text) == (0, LINE)


@pytest.mark.parametrize("operator", ['"encrypt"', '{ operator = "encrypt", algorithm = "sm4" }', '"fpe"'])
def test_a_filter_and_back(cli: Cli, own_key: str, tmp_path: Path, operator: str) -> None:
    named = policy(tmp_path, operator)
    safe = cli("redact", "--policy", named, "--key-file", own_key, stdin=LINE)
    assert MOBILE not in safe.text
    done = cli("restore", "--policy", named, "--key-file", own_key, stdin=safe.out)
    assert (done.code, done.text) == (0, LINE)


def test_a_vault_and_back(cli: Cli, own_key: str, tmp_path: Path) -> None:
    vault = str(tmp_path / "tokens.db")
    named = policy(tmp_path, f'{{ operator = "vault", path = "{vault}" }}')
    safe = cli("redact", "--policy", named, "--key-file", own_key, stdin=LINE).text
    assert cli("restore", "--vault", vault, "--key-file", own_key, stdin=safe).text == LINE
    alone = cli("restore", "--key-file", own_key, stdin=safe)
    assert (alone.code, alone.text) == (3, safe)
    assert "name it with --vault" in alone.err


def test_files_are_restored_in_place_in_their_encoding(cli: Cli, own_key: str, tmp_path: Path) -> None:
    note, named = tmp_path / "note.txt", policy(tmp_path, '"encrypt"')
    note.write_bytes(LINE.encode("gb18030"))
    cli("redact", "-i", "--policy", named, "--key-file", own_key, str(note))
    assert MOBILE.encode() not in note.read_bytes()
    assert cli("restore", "-i", "--key-file", own_key, str(note)).code == 0
    assert note.read_bytes() == LINE.encode("gb18030")


def test_another_key_is_told_line_by_line_and_changes_nothing(cli: Cli, own_key: str, tmp_path: Path) -> None:
    safe = cli("redact", "--policy", policy(tmp_path, '"encrypt"'), "--key-file", own_key, stdin="\n" + LINE).text
    other = str(tmp_path / "other.key")
    cli("key", "new", other)
    done = cli("restore", "--key-file", other, stdin=safe)
    assert (done.code, done.text) == (3, safe)
    assert "<stdin>:2:3: a token of another key" in done.err
    assert MOBILE not in done.err


def test_no_key_is_an_error_before_anything_is_written(cli: Cli, tmp_path: Path) -> None:
    done = cli("restore", "-o", str(tmp_path / "out.txt"), stdin=LINE)
    assert done.code == 2
    assert "'restore' needs a key" in done.err
    assert not (tmp_path / "out.txt").exists()


def test_long_text_keeps_tokens_whole_at_every_cut(cli: Cli, own_key: str, tmp_path: Path) -> None:
    named, text = policy(tmp_path, '"encrypt"'), LINE.replace("\n", "；") * 3000
    (tmp_path / "long.txt").write_text(text, "utf-8")
    cli("redact", "-i", "--policy", named, "--key-file", own_key, str(tmp_path / "long.txt"))
    done = cli("restore", "--key-file", own_key, str(tmp_path / "long.txt"))
    assert (done.code, done.text) == (0, text)
