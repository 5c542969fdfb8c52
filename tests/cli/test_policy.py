"""`piiguard policy`: what is shown of a policy, and what is said of a wrong one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from piiguard import operators
from piiguard.operators.keys import Key
from piiguard.policy import load_policy, names
from piiguard.policy.claims import DE_IDENTIFIED, KEPT, PERHAPS, UNKNOWN, claim, result
from piiguard.policy.model import Rule

if TYPE_CHECKING:
    from .conftest import Cli


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    path = tmp_path / "wrong.toml"
    path.write_text('[entities]\nCN_MOBIL = "mask"\n')
    return str(path)


def test_without_a_name_all_built_in_ones_are_listed(cli: Cli) -> None:
    done = cli("policy", "show")
    assert done.code == 0
    assert [line.split()[0] for line in done.text.splitlines()] == list(names())


def test_show_says_what_is_done_and_left(cli: Cli) -> None:
    done = cli("policy", "show", "mask", "pseudonym")
    assert done.code == 0
    assert "CN_MOBILE 10,000" in done.text
    assert "needs a key (hash, surrogate)" in done.text
    assert done.text.count("the result is de-identified (去标识化)") == 2


def test_show_as_lines_of_json(cli: Cli) -> None:
    done = cli("policy", "show", "fpe", "--output-format", "jsonl")
    lines = [json.loads(line) for line in done.text.splitlines()]
    default = next(line for line in lines if line["place"] == "default")
    assert default["operator"] == "fpe"
    assert default["reversible"]
    assert default["needs_key"]
    assert default["result"] == DE_IDENTIFIED


def test_check_tells_right_from_wrong(cli: Cli, wrong: str) -> None:
    assert cli("policy", "check", "mask").code == 0
    done = cli("policy", "check", "hash", wrong)
    assert done.code == 2
    assert f"{wrong}: unknown name 'CN_MOBIL' in 'entities'; did you mean 'CN_MOBILE'?" in done.err
    assert "needs a key (hash)" in done.err


@pytest.mark.parametrize("arguments", [("check",), ("show", "nope"), ("check", "none.toml"), ("list",)])
def test_what_cannot_be_shown_is_wrong_usage(cli: Cli, arguments: tuple[str, ...]) -> None:
    done = cli("policy", *arguments)
    assert done.code == 2
    assert done.out == b""


def test_a_wrong_policy_leaves_the_output_alone(cli: Cli, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('default = "encrypt"\n')
    target = tmp_path / "out.txt"
    target.write_text("before")
    source = tmp_path / "in.txt"
    source.write_text("手机13800001234", encoding="utf-8")
    done = cli("redact", "--policy", str(wrong), str(source), "-o", str(target))
    assert done.code == 2
    assert "operator 'encrypt' needs a key" in done.err
    assert target.read_text() == "before"


@pytest.mark.parametrize("operator", operators.known_names())
def test_every_operator_says_what_it_leaves(operator: str) -> None:
    told = claim(Rule(operator, {}))
    assert told.left
    assert told.result in (PERHAPS, DE_IDENTIFIED, KEPT)
    if operators.needs_key(operator) and operator != "sample":
        assert told.result == DE_IDENTIFIED


def test_nothing_is_claimed_of_operators_of_others() -> None:
    assert claim(Rule("presidio_custom", {})).result == UNKNOWN


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ({"default": "redact"}, PERHAPS), ({"default": "tag"}, PERHAPS), ({"default": "mask"}, DE_IDENTIFIED),
        ({"default": {"operator": "tag", "number": "job"}}, DE_IDENTIFIED), ({"default": "generalize"}, PERHAPS),
        ({"default": "redact", "entities": {"PERSON": "keep"}}, KEPT), ({"default": "fpe"}, DE_IDENTIFIED),
        ({"default": "redact", "columns": {"a": "hash"}}, DE_IDENTIFIED),
    ],
)  # fmt: skip
def test_a_policy_is_as_weak_as_its_weakest_rule(policy: dict[str, object], wanted: str) -> None:
    assert result(load_policy(policy)) == wanted


def test_policies_show_no_key() -> None:
    assert "00010203" not in repr(Key(bytes(range(32))))
