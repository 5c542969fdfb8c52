"""What each operator makes of a value."""

from __future__ import annotations

import hmac
import pickle

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key, UsageError
from piiguard.operators import build, known_names, needs_key
from piiguard.operators.base import Operator, Request
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
    ("entity_type", "value", "usual", "strict"),
    [
        ("CN_MOBILE", "13800001234", "138****1234", None),
        ("CN_MOBILE", "138-0000-1234", "138-****-1234", None),
        ("PERSON", "张三", "张*", None),
        ("PERSON", "欧阳小明", "欧阳**", None),
        ("PERSON", "欧阳", "欧*", None),
        ("EMAIL_ADDRESS", "alice@example.com", "a****@example.com", "*****@example.com"),
        ("EMAIL_ADDRESS", "123456@example.com", "******@example.com", "******@example.com"),
        ("EMAIL_ADDRESS", "a@example.com", "*@example.com", "*@example.com"),
        ("IP_ADDRESS", "192.0.2.17", "192.*.*.**", "***.*.*.**"),
        ("IP_ADDRESS", "2001:db8:1::5", "2001:db8:*:*:*", "****:***:*:*:*"),
        ("CN_ADDRESS", "北京市朝阳区建国路1号", "北京市朝阳区*****", None),
        ("CN_ADDRESS", "建国路1号", "*****", None),
        ("GEO_POINT", "39.90421,116.40739", "39.9****,116.4****", "**.*****,***.*****"),
        ("BIRTH_DATE", "1990年3月7日", "1990年*月*日", "****年*月*日"),
        ("ETHNICITY", "维吾尔族", "**", "**"),
        ("ETHNICITY", "汉族", "**", "**"),
    ],
)
def test_mask_of_a_kind(entity_type: str, value: str, usual: str, strict: str | None) -> None:
    assert build("mask", {}).apply(request(entity_type, value)) == usual
    if strict is not None:
        assert build("mask", {"strict": True}).apply(request(entity_type, value)) == strict


@pytest.mark.parametrize("value", ["138 0000 1234", "138.0000.1234", "(138)0000-1234", "138\u30000000·1234"])
def test_separators_stay_where_they_are(value: str) -> None:
    masked = build("mask", {}).apply(request("CN_MOBILE", value))
    assert len(masked) == len(value)
    assert [char for char in masked if not char.isdigit() and char != "*"] == [
        char for char in value if not char.isdigit()
    ]
    assert "".join(char for char in masked if char.isdigit()) == "1381234"


def test_another_sign_can_hide() -> None:
    assert build("mask", {"char": "•"}).apply(request("CN_MOBILE", "13800001234")) == "138••••1234"
    assert build("mask", {"char": "某"}).apply(request("PERSON", "张三")) == "张某"


@pytest.mark.parametrize("char", ["", "**", "0", "x", "张"])
def test_a_sign_that_could_be_read_as_a_value_is_refused(char: str) -> None:
    with pytest.raises(UsageError, match="single sign"):
        build("mask", {"char": char})


@given(
    st.sampled_from(sorted(MASKS)),
    st.text("0123456789abcXYZ张三市区路@.:-() ", min_size=1, max_size=30).filter(str.strip),
    st.booleans(),
)
def test_mask_never_returns_the_value(entity_type: str, value: str, strict: bool) -> None:
    assert build("mask", {"strict": strict}).apply(request(entity_type, value)) != value


@pytest.mark.parametrize("entity_type", sorted(MASKS))
def test_strict_shows_no_more_than_usual(entity_type: str) -> None:
    mask = MASKS[entity_type]
    assert mask.strict_first <= mask.keep_first
    assert mask.strict_last <= mask.keep_last


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


def test_only_hash_needs_a_key() -> None:
    assert [name for name in known_names() if needs_key(name)] == ["hash"]
    with pytest.raises(UsageError, match="needs a key: give one with --key-file"):
        build("hash", {})


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
