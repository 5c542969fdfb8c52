"""`piiguard recognizers`, and kinds that users add with rule files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import piiguard

if TYPE_CHECKING:
    from .conftest import Cli

RULE = """\
recognizers:
  - name: employee
    supported_entity: EMPLOYEE_NO
    patterns:
      - {name: number, regex: "EMP-[0-9]{6}", score: 0.8}
    context: [工号]
    examples: ["工号 ⟦EMP-123456⟧"]
    counter_examples: ["EMP-12345"]
"""


@pytest.fixture
def rules(folder: Path) -> Path:
    path = folder / "rules"
    path.mkdir()
    (path / "employee.yaml").write_text(RULE, "utf-8")
    return path


def test_list_names_every_recognizer(cli: Cli) -> None:
    done = cli("recognizers", "list")
    assert done.code == 0
    assert [line.split()[:2] for line in done.text.splitlines()] == [
        [each.entity_type, each.name] for each in piiguard.built_in()
    ]


def test_list_as_json_lines_holds_what_show_holds(cli: Cli) -> None:
    done = cli("recognizers", "list", "--output-format", "jsonl", "CN_MOBILE")
    (item,) = map(json.loads, done.text.splitlines())
    assert item["entity_type"] == "CN_MOBILE"
    assert {"source", "cues", "mask", "legal", "examples", "counter_examples"} <= item.keys()


@pytest.mark.parametrize("name", ["CN_MOBILE", "telecom.mobile"])
def test_show_takes_a_kind_or_a_recognizer(cli: Cli, name: str) -> None:
    assert cli("recognizers", "show", name).text.startswith("CN_MOBILE  手机号码 / ")


def test_test_runs_the_examples(cli: Cli) -> None:
    done = cli("recognizers", "test", "telecom.mobile", "network.email_address")
    assert done[:2] == (0, b"")
    assert done.err.endswith("examples of 2 recognizers, 0 failed\n")


def test_a_rule_file_adds_a_kind_to_every_command(cli: Cli, rules: Path) -> None:
    text = "工号 EMP-123456\n"
    assert cli("redact", "--recognizers", "rules", stdin=text).text == "工号 ***-******\n"
    assert "EMPLOYEE_NO" in cli("scan", "-", "--recognizers", "rules/employee.yaml", stdin=text).text
    assert "found:" in cli("explain", "--recognizers", "rules", stdin=text).text
    assert "EMPLOYEE_NO" in cli("explain", "--recognizers", "rules", "EMPLOYEE_NO").text
    assert "employee" in cli("recognizers", "list", "--recognizers", "rules").text
    assert cli("recognizers", "test", "employee", "--recognizers", "rules").code == 0
    assert cli("redact", "--jobs", "2", "--recognizers", "rules", stdin=text).text == "工号 ***-******\n"


def test_a_failing_example_of_a_rule_file_is_told(cli: Cli, rules: Path) -> None:
    (rules / "employee.yaml").write_text(RULE.replace("{6}", "{7}"), "utf-8")
    done = cli("recognizers", "test", "employee", "--recognizers", "rules")
    assert done.code == 1
    assert "employee: 工号 ⟦EMP-123456⟧\n    expected 1 spans" in done.text
    assert done.err == "piiguard: 2 examples of 1 recognizers, 1 failed\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("recognizers: [", "rules/bad.yaml, line 1: not valid YAML"),
        (RULE.replace("EMP-", "("), "rules/bad.yaml: recognizer 'employee': its regex is wrong"),
        (RULE.replace("patterns", "pattrens"), "did you mean 'patterns'"),
        (None, "rules/bad.yaml: No such file"),
    ],
    ids=["broken YAML", "broken regex", "unknown key", "missing"],
)
def test_a_wrong_rule_file_is_a_fault_of_usage(cli: Cli, rules: Path, text: str | None, said: str) -> None:
    if text is not None:
        (rules / "bad.yaml").write_text(text, "utf-8")
    done = cli("scan", "-", "--recognizers", "rules/bad.yaml", stdin="工号 EMP-123456")
    assert done[:2] == (2, b"")
    assert done.err.startswith("piiguard: rules/bad.yaml")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_an_unknown_name_gets_a_suggestion(cli: Cli) -> None:
    done = cli("recognizers", "show", "CN_MOBIL")
    assert done == (2, b"", "piiguard: no recognizer 'CN_MOBIL'; did you mean 'CN_MOBILE'?\n")
