"""Options from the command line go before the environment, that before the nearest file, that before defaults."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import LINE, MASKED, MOBILE

if TYPE_CHECKING:
    from .conftest import Cli

TAGGED = "手机<CN_MOBILE>，证件<CN_RESIDENT_ID>\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("piiguard.toml", 'policy = "tag"'),
        ("pyproject.toml", '[tool.piiguard]\npolicy = "tag"'),
        ("../piiguard.toml", 'policy = "tag"'),
    ],
    ids=["own file", "pyproject", "folder above"],
)
def test_the_nearest_file_counts(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    below = folder / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    (below / name).write_text(text, "utf-8")
    assert cli("redact", stdin=LINE).text == TAGGED
    assert cli("redact", "--isolated", stdin=LINE).text == MASKED


def test_a_pyproject_of_others_is_passed_over(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "piiguard.toml").write_text('policy = "tag"')
    below = folder / "below"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    monkeypatch.chdir(below)
    assert cli("redact", stdin=LINE).text == TAGGED


def test_the_environment_goes_before_the_file_and_an_option_before_both(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "piiguard.toml").write_text('policy = "tag"\nthreshold = 0.0\n')
    monkeypatch.setenv("PIIGUARD_POLICY", "redact")
    assert cli("redact", stdin=LINE).text == "手机，证件\n"
    assert cli("redact", "--policy", "mask", stdin=LINE).text == MASKED
    monkeypatch.setenv("PIIGUARD_THRESHOLD", "1")
    assert cli("redact", "--policy", "mask", stdin=f"转{MOBILE}").text == f"转{MOBILE}"
    assert cli("redact", "--policy", "mask", "--threshold", "0.5", stdin=f"转{MOBILE}").text == "转138****1234"


def test_every_option_of_the_file_is_used(cli: Cli, folder: Path, key_file: Path) -> None:
    (folder / "conf").mkdir()
    (folder / "conf/rule.yaml").write_text(
        "recognizers:\n- name: e\n  supported_entity: EMP\n  patterns: [{name: n, regex: 'EMP-[0-9]+', score: 0.9}]\n"
    )
    (folder / "conf/policy.toml").write_text('default = "tag"\n[entities]\nCN_MOBILE = "hash"\n')
    key_file.rename(folder / "conf/secret")
    (folder / "conf/my.toml").write_text(
        'policy = "policy.toml"\nkey-file = "secret"\nrecognizers = ["rule.yaml"]\nentities = ["EMP", "CN_MOBILE"]\n'
        'encoding = "gb18030"\njobs = 1\nthreshold = 0.4\nexclude = ["*.x"]\n'
    )
    done = cli("redact", "--config", "conf/my.toml", stdin=f"{LINE}EMP-1".encode("gb18030"))
    assert done.code == 0
    first, second = done.out.decode("gb18030").splitlines()
    assert first.startswith("手机<CN_MOBILE:")
    assert MOBILE not in first
    assert second == "<EMP>"


def test_a_key_of_the_environment_goes_before_a_key_file_of_the_file(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "piiguard.toml").write_text('policy = "hash"\nkey_file = "missing"\n')
    monkeypatch.setenv("PIIGUARD_KEY", "00112233445566778899aabbccddeeff")
    assert "<CN_MOBILE:" in cli("redact", stdin=LINE).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('polcy = "tag"', "unknown key 'polcy'; did you mean 'policy'?"),
        ("colour = 1", "unknown key 'colour'; known: policy, "),
        ("policy = 1", "'policy' must be a string"),
        ("threshold = true", "'threshold' must be a number"),
        ('jobs = "2"', "'jobs' must be a whole number"),
        ('entities = "CN_MOBILE"', "'entities' must be a list of strings"),
        ("exclude = [1]", "'exclude' must be a list of strings"),
        ("x = [", "not a valid TOML file"),
        ("policy = tag", "not a valid TOML file (line 1, column 10)"),
    ],
)
def test_a_wrong_file_is_a_fault_of_usage(cli: Cli, folder: Path, text: str, said: str) -> None:
    (folder / "piiguard.toml").write_text(text)
    done = cli("redact", stdin=LINE)
    assert done[:2] == (2, b"")
    assert done.err.startswith(f"piiguard: {folder}/piiguard.toml: {said}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("text", ["[tool]\npiiguard = 3 #[tool.piiguard\n", "tool = 3 #[tool.piiguard"])
def test_a_table_that_is_none_is_no_crash(cli: Cli, folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text)
    assert "internal" not in cli("redact", stdin=LINE).err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--config", "no.toml"), "no.toml: configuration: No such file or directory"),
        (("--policy", ""), "unknown policy ''"),
        (("--config", ""), ": configuration: No such file or directory"),
        (("--encoding", ""), "unknown encoding ''"),
        (("--policy", "tga"), "unknown policy 'tga'; did you mean 'tag'?"),
        (("--policy", "no.toml"), "no.toml: policy file: No such file or directory"),
        (("--entities", "CN_MOBIL"), "unknown entity type 'CN_MOBIL'; did you mean CN_MOBILE?"),
        (("--entities", ","), "--entities names no entity type"),
        (("--encoding", "hzgbx"), "unknown encoding 'hzgbx'\n"),
        (("--encoding", "utf9"), "unknown encoding 'utf9'; did you mean 'utf8'?"),
        (("--encoding", "utf-7"), "encoding 'utf-7' cannot be rewritten byte for byte"),
        (("--threshold", "2"), "threshold must lie between 0 and 1, not 2.0"),
        (("--threshold", "nan"), "threshold must lie between 0 and 1, not nan"),
        (("--threshold", "x"), "argument --threshold: invalid float value: 'x'"),
        (("--jobs", "0"), "--jobs must be at least 1"),
        (("--polic", "tag"), "unrecognized arguments: --polic"),
    ],
)
def test_a_wrong_option_is_told_in_one_line(cli: Cli, args: tuple[str, ...], said: str) -> None:
    done = cli("redact", *args, stdin=LINE)
    assert done[:2] == (2, b"")
    assert done.err.startswith(f"piiguard: {said}")
    assert done.err.count("\n") == 1


def test_a_wrong_policy_file_names_the_key(cli: Cli, folder: Path) -> None:
    (folder / "p.toml").write_text('[entities]\nCN_MOBIL = "mask"\n')
    done = cli("redact", "--policy", "p.toml", stdin=LINE)
    assert done == (2, b"", "piiguard: p.toml: unknown name 'CN_MOBIL' in 'entities'; did you mean 'CN_MOBILE'?\n")


def test_a_working_folder_that_is_gone_is_no_fault(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        assert cli("redact", stdin=LINE).text == MASKED
    finally:
        os.chdir(folder)
