"""What each operator makes of a value."""

from __future__ import annotations

import hmac
import pickle

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key, UsageError
from piiguard.operators import build, known_names, needs_key
from piiguard.operators.base import Operator, Request
from piiguard.operators.columns import apply_column
from piiguard.recognizer import Mask
from piiguard.registry import built_in

SECRET = bytes(range(40, 72))
KEY = Key(SECRET)
MASKS = {each.entity_type: each.mask for each in built_in()}


def request(entity_type: str, value: str, canonical: str | None = None) -> Request:
    return Request(entity_type, value, canonical or value, MASKS[entity_type], "basic")


def token(operator: Operator, entity_type: str, value: str) -> str:
    return operator.apply(Request(entity_type, value, value, Mask(), "basic"))


@pytest.mark.parametrize(
    ("name", "params"),
    [("mask", {}), ("redact", {}), ("replace", {}), ("keep", {}), ("tag", {}), ("tag", {"number": "job"})],
)
@given(st.lists(st.from_regex("1[38][0-9]-?[0-9]{4}-?[0-9]{4}", fullmatch=True), max_size=30))
def test_a_column_becomes_what_its_values_do(name: str, params: dict[str, object], values: list[str]) -> None:
    template, whole, single = request("CN_MOBILE", ""), build(name, params), build(name, params)
    assert apply_column(whole, template, values) == [single.apply(request("CN_MOBILE", each)) for each in values]


def test_redact_replace_tag_and_keep() -> None:
    one = request("CN_MOBILE", "13800001234")
    assert build("redact", {}).apply(one) == ""
    assert build("replace", {}).apply(one) == "[已脱敏]"
    assert build("replace", {"text": "…"}).apply(one) == "…"
    assert build("tag", {}).apply(one) == "<CN_MOBILE>"
    assert build("keep", {}).apply(one) == "13800001234"


@pytest.mark.parametrize("text", ["a\nb", "a\rb"])
def test_replacement_must_not_add_lines(text: str) -> None:
    with pytest.raises(UsageError, match="single line"):
        build("replace", {"text": text})


@pytest.mark.parametrize(
    ("name", "params", "why"),
    [
        ("mask", {"chars": "*"}, "no parameter 'chars'"),
        ("mask", {"strict": "yes"}, "strict must be true or false"),
        ("mask", {"keep_first": -2}, "keep_first must lie between"),
        ("mask", {"keep_first": 1, "hide_last": 1}, "not both"),
        ("mask", {"hide_first": 1, "hide_last": 1}, "not both"),
        ("mask", {"address": "house"}, "address must be one of province, city, county, town, road"),
        ("replace", {"text": 1}, "text must be a string"),
        ("tag", {"text": "x"}, "no parameter 'text'"),
        ("hash", {"length": True}, "whole number"),
        ("hash", {"length": 15}, "between 16 and 64"),
        ("hash", {"length": 65}, "between 16 and 64"),
        ("hash", {"algorithm": "md5"}, "unknown algorithm 'md5'"),
        ("rot13", {}, "unknown operator 'rot13'"),
    ],
)
def test_a_wrong_parameter_is_an_error(name: str, params: dict[str, object], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        build(name, params, KEY)


@pytest.mark.parametrize("name", [name for name in known_names() if needs_key(name)])
def test_a_keyed_operator_needs_a_key(name: str) -> None:
    with pytest.raises(UsageError, match="needs a key: give one with --key-file"):
        build(name, {})


def test_a_key_is_no_text() -> None:
    with pytest.raises(UsageError, match=r"must be a piiguard\.Key") as caught:
        Guard(policy="hash", key="open sesame")  # type: ignore[arg-type]
    assert "sesame" not in str(caught.value)


class TestHash:
    @pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
    def test_token_is_the_hmac_of_the_canonical_value(self, algorithm: str) -> None:
        operator = build("hash", {"algorithm": algorithm, "length": 64}, KEY)
        subkey = KEY.derive(f"piiguard hash {algorithm} CN_MOBILE")
        wanted = hmac.new(subkey, b"13800001234", algorithm).hexdigest()
        letters = wanted.translate(str.maketrans("0123456789", "ghjkmnpqrt"))
        written = Request("CN_MOBILE", "138-0000-1234", "13800001234", Mask(), "contacts")
        assert operator.apply(written) == f"<CN_MOBILE:{letters}>"

    def test_token_holds_no_digit(self) -> None:
        operator = build("hash", {"length": 64}, KEY)
        assert not any(char.isdigit() for n in range(20) for char in token(operator, "PERSON", str(n)))

    def test_length_is_kept_and_24_by_default(self) -> None:
        assert len(token(build("hash", {}, KEY), "QQ", "1")) == 24 + len("<QQ:>")
        assert len(token(build("hash", {"length": 16}, KEY), "QQ", "1")) == 16 + len("<QQ:>")

    def test_key_kind_and_algorithm_each_change_the_token(self) -> None:
        plain, other = build("hash", {}, KEY), build("hash", {}, Key(SECRET[::-1]))
        sm3 = build("hash", {"algorithm": "sm3"}, KEY)
        tokens = [
            token(plain, "QQ", "12345"), token(other, "QQ", "12345"), token(sm3, "QQ", "12345"),
            token(plain, "PERSON", "12345"), token(plain, "QQ", "12346"),
        ]  # fmt: skip
        assert len({each.partition(":")[2] for each in tokens}) == 5

    def test_lone_surrogates_have_a_token(self) -> None:
        operator = build("hash", {}, KEY)
        assert token(operator, "PERSON", "\ud800") != token(operator, "PERSON", "\udfff")

    def test_a_pickled_operator_gives_the_same_and_shows_no_key(self) -> None:
        operator = build("hash", {"algorithm": "sm3", "length": 32}, KEY)
        assert token(pickle.loads(pickle.dumps(operator)), "QQ", "1") == token(operator, "QQ", "1")
        assert repr(operator) == "HashOperator(algorithm='sm3', length=32)"

    def test_variants_in_text_share_a_token_and_other_values_do_not(self) -> None:
        guard = Guard(policy={"default": {"operator": "hash", "algorithm": "sm3"}}, key=KEY)
        same = {guard.redact(f"手机{way}") for way in ("13800001234", "+86 138-0000-1234", "１３８００００１２３４")}
        assert len(same) == 1
        assert guard.redact("手机13800001235") not in same


def test_a_request_does_not_show_its_value() -> None:
    assert repr(request("CN_MOBILE", "13800001234")) == "Request(CN_MOBILE, 11 characters)"
