"""Which operator treats a finding, and what is said when a policy is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from piiguard import Guard, Key, ReadError, UsageError, load_policy
from piiguard.policy import Policy, Rule, names
from piiguard.registry import built_in
from piiguard.selftest import unmarked

KNOWN = ("CN_MOBILE", "PERSON", "EMAIL_ADDRESS")
MOBILE = "手机13800001234"
FILES = {
    "p.toml": 'extends = "tag"\n'
    '[entities]\nCN_MOBILE = { operator = "replace", text = "…" }\n[legal]\nbasic = "redact"\n',
    "p.yaml": "extends: tag\nentities:\n  CN_MOBILE: {operator: replace, text: …}\nlegal: {basic: redact}\n",
    "p.yml": "extends: tag\nentities:\n  CN_MOBILE: {operator: replace, text: …}\nlegal: {basic: redact}\n",
    "p.json": json.dumps(
        {
            "extends": "tag",
            "entities": {"CN_MOBILE": {"operator": "replace", "text": "…"}},
            "legal": {"basic": "redact"},
        }
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_every_notation_says_the_same(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FILES[name], encoding="utf-8")
    policy = load_policy(path, KNOWN)
    assert policy.name == str(path)
    assert policy.operator_for("CN_MOBILE", "contacts") == Rule("replace", {"text": "…"})
    assert policy.operator_for("PERSON", "basic") == Rule("redact", {})
    assert policy.operator_for("EMAIL_ADDRESS", "contacts") == Rule("tag", {})
    assert Guard(policy=str(path)).redact(MOBILE) == "手机…"


@pytest.mark.parametrize("name", names())
def test_built_in_policy_loads_by_name(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert load_policy(policy) is policy


def test_kind_goes_before_legal_class_and_that_before_default() -> None:
    policy = load_policy({"default": "tag", "legal": {"basic": "redact"}, "entities": {"PERSON": "keep"}})
    assert policy.operator_for("PERSON", "basic").operator == "keep"
    assert policy.operator_for("OTHER", "basic").operator == "redact"
    assert policy.operator_for("OTHER", "health").operator == "tag"


def test_what_is_not_said_comes_from_the_policy_below() -> None:
    policy = load_policy({"extends": "strict", "entities": {"PERSON": "tag"}})
    assert policy.default == Rule("mask", {"strict": True})
    assert policy.legal == {"credential": Rule("redact", {})}
    assert load_policy({}).default == Rule("mask", {})


def test_a_policy_can_be_built_by_hand() -> None:
    policy = Policy("mine", Rule("tag", {}), {"CN_MOBILE": Rule("redact", {})}, {})
    assert Guard(policy=policy).redact(MOBILE) == "手机"


@pytest.mark.parametrize(
    "policy", ["hash", {"entities": {"CN_MOBILE": "hash"}}, {"legal": {"basic": "hash"}}, {"default": "hash"}]
)
def test_a_policy_that_hashes_anything_needs_a_key_at_once(policy: str | dict[str, object]) -> None:
    with pytest.raises(UsageError, match="needs a key"):
        Guard(policy=policy)
    assert Guard(policy=policy, key=Key(bytes(range(32)))).policy.rules()


def test_a_score_rule_goes_before_kind_and_legal_class() -> None:
    policy = load_policy(
        {
            "default": "mask",
            "entities": {"PERSON": "redact"},
            "scores": [
                {"below": 0.6, "operator": "tag"},
                {"from": 0.9, "below": 1, "entities": ["PERSON"], "operator": "replace", "text": "某人"},
            ],
        },
        KNOWN,
    )
    assert policy.operator_for("PERSON", "basic", 0.59).operator == "tag"
    assert policy.operator_for("PERSON", "basic", 0.6).operator == "redact"
    assert policy.operator_for("PERSON", "basic", 0.95) == Rule("replace", {"text": "某人"})
    assert policy.operator_for("PERSON", "basic", 1.0).operator == "redact"
    assert policy.operator_for("CN_MOBILE", "basic", 0.95).operator == "mask"
    assert policy.operator_for("PERSON", "basic").operator == "redact"


def test_a_guard_treats_findings_by_their_score() -> None:
    guard = Guard(policy={"scores": [{"below": 0.9, "operator": "tag"}]})
    assert guard.redact("13800001234，手机13800001234") == "<CN_MOBILE>，手机138****1234"


def test_a_column_rule_goes_by_header_then_by_pattern() -> None:
    policy = load_policy({"columns": {"*_no": "redact", "card_no": "tag", "birth": {"operator": "shift"}}})
    assert policy.column_rule("card_no") == Rule("tag", {})
    assert policy.column_rule("phone_no") == Rule("redact", {})
    assert policy.column_rule("birth") == Rule("shift", {})
    assert policy.column_rule("name") is None
    assert load_policy("mask").column_rule("name") is None


def test_every_rule_counts_when_a_key_is_asked_for() -> None:
    for data in (
        {"columns": {"birth": "shift"}}, {"scores": [{"below": 0.5, "operator": "hash"}]},
        {"rows": {"operator": "sample", "fraction": 0.5}},
    ):  # fmt: skip
        with pytest.raises(UsageError, match="needs a key"):
            Guard(policy=data)


@pytest.mark.parametrize("name", ["pseudonym", "fpe", "hash"])
def test_a_keyed_policy_without_a_key_fails_before_anything_is_read(name: str) -> None:
    with pytest.raises(UsageError, match="needs a key: give one with --key-file"):
        Guard(policy=name)


@pytest.mark.parametrize("name", names())
def test_a_built_in_policy_treats_every_kind(name: str) -> None:
    guard = Guard(policy=name, key=Key(bytes(range(32))), entities={each.entity_type for each in built_in()})
    for recognizer in guard.recognizers:
        for example in recognizer.examples[:2] if recognizer.personal else ():
            text, spans = unmarked(example)
            redacted = guard.redact(text)
            for start, end in spans:
                assert text[start:end] not in redacted


class TestPresidio:
    CONFIG = MappingProxyType(
        {
            "DEFAULT": {"type": "replace", "new_value": "ANONYMIZED"},
            "CN_MOBILE": {"type": "mask", "masking_char": "*", "chars_to_mask": 4, "from_end": True},
            "PERSON": {"type": "redact"},
            "EMAIL_ADDRESS": {"type": "replace"},
        }
    )

    @pytest.mark.parametrize("wrapper", ["", "anonymizers", "operators"])
    def test_its_dictionaries_are_taken(self, wrapper: str) -> None:
        data = dict(self.CONFIG)
        policy = load_policy({wrapper: data} if wrapper else data, KNOWN)
        assert policy.default == Rule("replace", {"text": "ANONYMIZED"})
        assert policy.entities["CN_MOBILE"] == Rule("mask", {"char": "*", "hide_last": 4})
        assert policy.entities["PERSON"] == Rule("redact", {})
        assert policy.entities["EMAIL_ADDRESS"] == Rule("tag", {})
        assert Guard(policy=data).redact(MOBILE) == "手机1380000****"

    def test_its_objects_are_taken(self) -> None:
        class OperatorConfig(NamedTuple):  # as presidio_anonymizer.entities has it
            operator_name: str
            params: dict[str, object]

        policy = load_policy(
            {
                "DEFAULT": OperatorConfig("keep", {}),
                "CN_MOBILE": OperatorConfig("mask", {"masking_char": "#", "chars_to_mask": 3, "from_end": False}),
                "PERSON": OperatorConfig("piiguard_tag", {"number": "document", "entity_type": "PERSON"}),
                "EMAIL_ADDRESS": OperatorConfig("hash", {"hash_type": "sha512"}),
            },
            KNOWN,
        )
        assert policy.default == Rule("keep", {})
        assert policy.entities["CN_MOBILE"] == Rule("mask", {"char": "#", "hide_first": 3})
        assert policy.entities["PERSON"] == Rule("tag", {"number": "document"})
        assert policy.entities["EMAIL_ADDRESS"] == Rule("hash", {"length": 64})

    def test_a_mapping_of_its_objects_is_left_as_it_was(self) -> None:
        data = {"CN_MOBILE": {"type": "mask", "masking_char": "*", "chars_to_mask": 4, "from_end": True}}
        before = json.dumps(data)
        load_policy(data, KNOWN)
        assert json.dumps(data) == before

    @pytest.mark.parametrize(
        ("config", "why"),
        [
            (
                {"type": "encrypt", "key": "WmZq4t7w!z%C&F)J"},
                "keys do not stand in a policy; give one with --key-file",
            ),
            ({"type": "hash", "salt": "0123456789abcdef"}, "keys do not stand in a policy"),
            ({"type": "hash", "hash_type": "md5"}, "unknown hash_type"),
            ({"type": "custom"}, "'custom' has no counterpart"),
            ({"type": "rot13"}, "unknown Presidio operator 'rot13'"),
            ({"type": "mask", "masking_char": "*"}, "needs 'chars_to_mask'"),
            ({"type": "mask", "masking_char": "*", "chars_to_mask": -1}, "hide_first must lie between"),
            ({"type": "piiguard_masc"}, "unknown operator 'masc'"),
        ],
    )
    def test_what_cannot_be_had_is_an_error_without_values(self, config: dict[str, object], why: str) -> None:
        with pytest.raises(UsageError, match=why) as caught:
            load_policy({"CN_MOBILE": config}, KNOWN)
        assert "WmZq" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"scores": {"below": 1}}, "'scores' must be a list of tables"),
        ({"scores": [{"operator": "tag"}]}, r"scores\[0\]: 'from' or 'below' must be given"),
        ({"scores": [{"below": 0.2, "from": 0.4, "operator": "tag"}]}, "from < below"),
        ({"scores": [{"below": 1.2, "operator": "tag"}]}, "'below' must be a score from 0 to 1"),
        ({"scores": [{"below": True, "operator": "tag"}]}, "'below' must be a score from 0 to 1"),
        ({"scores": [{"below": 0.5, "entities": ["PERSN"], "operator": "tag"}]}, "'PERSN'; did you mean 'PERSON'"),
        ({"scores": [{"below": 0.5, "entities": "PERSON", "operator": "tag"}]}, "must be a list of entity types"),
        ({"default": "shuffle"}, "policy: default: operator 'shuffle' works on columns only"),
        ({"entities": {"PERSON": "sample"}}, "operator 'sample' works on rows only"),
        ({"columns": {"a": "sample"}}, "operator 'sample' works on rows only"),
        ({"rows": "mask"}, "operator 'mask' works on text and columns only"),
        ({"defualt": "mask"}, "policy: unknown key 'defualt'; did you mean 'default'"),
        ({"entities": {"CN_MOBIL": "mask"}}, "unknown name 'CN_MOBIL' in 'entities'; did you mean 'CN_MOBILE'"),
        ({"legal": {"basics": "mask"}}, "unknown name 'basics' in 'legal'; did you mean 'basic'"),
        ({"default": "masc"}, "policy: default: unknown operator 'masc'; did you mean 'mask'"),
        ({"default": 1}, "policy: default: expected an operator's name"),
        ({"default": {"char": "*"}}, "expected an operator's name or a table with 'operator'"),
        (
            {"default": {"operator": "mask", "chars": "*"}},
            "policy: default: operator 'mask' has no parameter 'chars'",
        ),
        ({"default": {"operator": "mask", "char": "0"}}, "policy: default: operator 'mask': char must be"),
        ({"entities": ["CN_MOBILE"]}, "policy: 'entities' must be a table"),
        ({"extends": "masks"}, "extends must be one of mask, strict"),
        ({"extends": 1}, "extends must be one of mask, strict"),
        ("masks", "unknown policy 'masks'; did you mean 'mask'"),
        ("zzz", "unknown policy 'zzz'; built in: mask, strict"),
        ("policy.ini", "unknown policy 'policy.ini'"),
    ],
)
def test_a_wrong_policy_says_where_and_what(data: str | dict[str, object], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        load_policy(data, KNOWN)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("p.toml", "default = ", "not a valid toml file"),
        ("p.yaml", "default: [", "not a valid yaml file"),
        ("p.json", '{\n"default": }', r"not a valid json file \(line 2\)"),
        ("p.json", "[]", "a policy must be a table"),
        ("p.yaml", "", "a policy must be a table"),
        ("p.toml", 'x = "mask"', "unknown key 'x'"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, name: str, text: str, why: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=why) as caught:
        load_policy(path)
    assert str(caught.value).startswith(str(path))
    assert caught.value.__cause__ is None


def test_a_file_that_is_not_text_is_a_usage_error(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(b"default: \xff\xfe")
    with pytest.raises(UsageError, match="not a valid yaml file"):
        load_policy(path)


def test_a_file_that_is_not_there_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="policy file: No such file"):
        load_policy(tmp_path / "none.toml")
