"""Which operator treats a finding, and what is said when a policy is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from piiguard import Guard, Key, ReadError, UsageError, load_policy
from piiguard.policy import Policy, Rule, names

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


@pytest.mark.parametrize(
    ("data", "why"),
    [
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
