"""Kinds of a user's own from YAML: what is read, what is refused, and how a runaway pattern ends."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from piiguard import Guard, ReadError, UsageError, built_in, load_rules
from piiguard.checks import luhn_ok
from piiguard.errors import BudgetError
from piiguard.selftest import run_examples

STAFF = """\
recognizers:
  - name: staff
    name_zh: 工号
    supported_entity: STAFF_NO
    patterns: [{name: letters, regex: 'EMP-[0-9]{6}', score: 0.6}]
    context: [工号, staff_no]
    mask: {keep_first: 4}
    legal: education
    examples: ["工号⟦EMP-123456⟧，在职"]
    counter_examples: ["工号EMP-12345"]
"""
PRESIDIO = """\
recognizers:
  - name: "Zip code Recognizer"
    supported_languages:
      - language: en
        context: [zip, code]
    type: custom
    enabled: true
    supported_entity: "ZIP"
    patterns:
      - {name: "zip code (weak)", regex: "(\\\\b\\\\d{5}(?:\\\\-\\\\d{4})?\\\\b)", score: 0.3}
    context: [zip]
  - name: "Titles recognizer"
    supported_language: "en"
    supported_entity: "TITLE"
    deny_list: [Mr., Mrs., 先生]
    deny_list_score: 0.8
  - name: unused
    enabled: false
"""


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / "rules.yaml"


def rules(path: Path, text: str) -> Guard:
    path.write_text(text, encoding="utf-8")
    return Guard(recognizers=[*built_in(), *load_rules(path)])


def test_ten_lines_make_a_kind(write: Path) -> None:
    guard = rules(write, STAFF)
    text = "工号EMP-123456，手机13800001234"
    assert [(each.entity_type, text[each.start : each.end]) for each in guard.scan(text)] == [
        ("STAFF_NO", "EMP-123456"), ("CN_MOBILE", "13800001234")
    ]  # fmt: skip
    assert guard.redact(text) == "工号EMP-1*****，手机138****1234"
    outcomes = list(run_examples(guard.recognizers, frozenset(["staff"])))
    assert [each.problem for each in outcomes] == [None, None]


def test_a_context_word_raises_the_score(write: Path) -> None:
    guard = rules(write, STAFF)
    (alone,), (near,) = guard.scan("他是EMP-123456"), guard.scan("工号：EMP-123456")
    assert alone.score == 0.6
    assert near.score > alone.score


def test_presidios_own_schema_is_read(write: Path) -> None:
    guard = rules(write, PRESIDIO)
    names = [each.name for each in guard.recognizers if each.entity_type in ("ZIP", "TITLE")]
    assert names == ["Titles recognizer", "Zip code Recognizer"]
    text = "Mr. Li, zip: 12345"
    assert [(each.entity_type, text[each.start : each.end]) for each in guard.scan(text)] == [
        ("TITLE", "Mr."), ("ZIP", "12345")
    ]  # fmt: skip
    assert guard.scan("12345") == []


def test_denied_words_stand_alone_in_English_and_anywhere_in_Chinese(write: Path) -> None:
    guard = rules(write, PRESIDIO)
    assert [each.entity_type for each in guard.scan("这位先生在场")] == ["TITLE"]
    assert guard.scan("xMr.") == []


def test_a_check_decides(write: Path) -> None:
    guard = rules(
        write,
        "recognizers:\n- {name: c, supported_entity: CLUB, validate: luhn,"
        " patterns: [{regex: '(?<=CL)[0-9]{8}', score: 0.9}]}",
    )
    digits = next(f"{n:08}" for n in range(10**7, 10**7 + 10) if luhn_ok(f"{n:08}"))
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert [each.entity_type for each in guard.scan(f"CL{digits}")] == ["CLUB"]
    assert "CLUB" not in [each.entity_type for each in guard.scan(f"CL{wrong}")]


def test_a_folder_is_read_in_name_order(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yaml"):
        text = STAFF.replace("name: staff", f"name: {name[0]}").replace("STAFF_NO", f"KIND_{name[0].upper()}")
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no rules", encoding="utf-8")
    assert [each.name for each in load_rules(tmp_path)] == ["a", "b"]


def test_guards_with_rules_can_be_pickled(write: Path) -> None:
    guard = rules(write, STAFF)
    assert pickle.loads(pickle.dumps(guard)).scan("工号EMP-123456") == guard.scan("工号EMP-123456")


def entry(**fields: str) -> str:
    base = {"name": "x", "supported_entity": "X_NO", "patterns": "[{regex: 'x[0-9]', score: 0.5}]"} | fields
    return "recognizers:\n- {" + ", ".join(f"{key}: {value}" for key, value in base.items() if value) + "}\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("recognizers:\n  - name: [", "line [0-9]+: not valid YAML"),
        ("a: 1", "expected a list under the key 'recognizers'"),
        ("", "expected a list under the key 'recognizers'"),
        ("recognizers: [x]", "recognizer 1: needs at least a 'name'"),
        (entry(regx="1"), "recognizer 'x': unknown key 'regx'"),
        (entry(contexts="[a]"), "unknown key 'contexts'; did you mean 'context'"),
        (entry(patterns=""), "needs 'patterns' or a 'deny_list'"),
        (entry(patterns="[{regex: 'ab[c', score: 0.5}]"), "its regex is wrong at position 4: "),
        (entry(patterns="[{regex: 'x*', score: 0.5}]"), "matches the empty text"),
        (entry(patterns="[{score: 0.5}]"), "each pattern needs a 'regex'"),
        (entry(patterns="[{regex: x, score: 2}]"), "a number from 0 to 1"),
        (entry(patterns="x"), "'patterns' must be a list"),
        (entry(supported_entity="x"), "needs a 'supported_entity' in upper-case"),
        (entry(validate="crc"), "unknown check 'crc'; known: date, luhn"),
        (entry(mask="{first: 1}"), "'mask' takes keep_first"),
        (entry(mask="{keep_first: -1}"), "whole numbers from 0 on"),
        (entry(context="[1]"), "'context' must be a list of non-empty strings"),
        (entry(max_length="0"), "'max_length' must be a positive number"),
        (entry(validate="[luhn]"), "unknown check"),
        (entry(deny_list="[word]", deny_list_score="2"), "'deny_list_score' must be a number up to 1"),
        (entry(legal="basics"), "unknown legal class 'basics'; did you mean 'basic'"),
        (entry(type="predefined"), "only 'type: custom'"),
    ],
)
def test_a_wrong_rule_file_says_where_and_what(write: Path, text: str, why: str) -> None:
    write.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=why) as caught:
        load_rules(write)
    assert str(caught.value).startswith(str(write))
    assert caught.value.__cause__ is None


def test_missing_files_and_empty_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        load_rules(tmp_path / "none.yaml")
    with pytest.raises(UsageError, match=r"no \*\.yaml or \*\.yml rule file"):
        load_rules(tmp_path)


def test_a_runaway_pattern_ends_without_showing_the_text(write: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiguard.anchors.PATTERN_BUDGET_SECONDS", 0.2)
    guard = rules(write, entry(name="runaway", patterns="[{regex: '(x+x+)+y', score: 0.5}]"))
    text = "x" * 5000 + "13800001234"
    with pytest.raises(BudgetError) as caught:
        guard.scan(text)
    assert "13800001234" not in str(caught.value)
    assert "xxx" not in str(caught.value)
    assert str(caught.value).startswith("recognizer runaway: ")
    assert caught.value.__cause__ is None
