"""The front door for Python: what a guard's options do, and that its several forms agree."""

from __future__ import annotations

import copy
import pickle

import pytest

import piiguard
from piiguard import Guard, Key, UsageError
from piiguard.guard import apply_edits

MOBILE = "13800001234"
TEXT = f"姓名：张三，手机{MOBILE}，邮箱a.b@example.com"
SECRET = bytes(range(40, 72))


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard()


def test_the_plain_functions_use_the_default_guard(guard: Guard) -> None:
    assert piiguard.scan(TEXT) == guard.scan(TEXT)
    assert piiguard.redact(TEXT) == guard.redact(TEXT)


def test_findings_point_at_the_values(guard: Guard) -> None:
    assert [(each.entity_type, TEXT[each.start : each.end]) for each in guard.scan(TEXT)] == [
        ("PERSON", "张三"), ("CN_MOBILE", MOBILE), ("EMAIL_ADDRESS", "a.b@example.com")
    ]  # fmt: skip


def test_the_plan_is_the_result(guard: Guard) -> None:
    result = guard.redact_with_findings(TEXT)
    assert result.findings == guard.scan(TEXT)
    assert result.edits == guard.edits(TEXT, result.findings)
    assert apply_edits(TEXT, result.edits) == result.text == guard.redact(TEXT) != TEXT


def test_text_without_findings_comes_back_itself(guard: Guard) -> None:
    text = "".join(["没有", "什么"])
    assert guard.redact(text) is text
    assert guard.redact_with_findings(text) == (text, [], [])
    assert guard.redact("") == ""


def test_words_said_elsewhere_count_as_a_label() -> None:
    guard = Guard(names="off")
    assert guard.scan("张三") == []
    (found,) = guard.scan("张三", context=("姓名",))
    assert (found.entity_type, found.start, found.end) == ("PERSON", 0, 2)
    assert guard.redact("张三", context=("姓名",)) == "张*"
    assert piiguard.redact("张三", context=["收件人\n姓名"]) == "张*"


def test_a_string_is_one_value_and_not_its_characters() -> None:
    text = "手机13800001234，编号a，邮箱li@example.com"
    assert piiguard.redact("张三", context="姓名") == "张*"
    assert Guard(entities="CN_MOBILE").redact(text) == Guard(entities=["CN_MOBILE"]).redact(text)
    assert Guard(allow="13800001234").redact(text) == Guard(allow=["13800001234"]).redact(text)
    for batch in (Guard().scan_batch, Guard().redact_batch):
        with pytest.raises(TypeError, match="several strings, not one"):
            batch("13800001234")


def test_batches_keep_their_order(guard: Guard) -> None:
    texts = [TEXT, "", "没有", MOBILE] * 3
    assert guard.scan_batch(iter(texts)) == [guard.scan(text) for text in texts]
    assert guard.redact_batch(iter(texts)) == [guard.redact(text) for text in texts]


def test_only_the_wanted_kinds_are_reported() -> None:
    only = Guard(entities=["EMAIL_ADDRESS"])
    (found,) = only.scan(TEXT)
    assert found.entity_type == "EMAIL_ADDRESS"
    assert only.redact(TEXT).startswith(f"姓名：张三，手机{MOBILE}，邮箱")
    assert "a.b@" not in only.redact(TEXT)
    with pytest.raises(UsageError, match="unknown entity type 'CN_MOBIL'; did you mean CN_MOBILE"):
        Guard(entities=["CN_MOBIL"])


@pytest.mark.parametrize("allowed", [MOBILE, "138 0000 1234"], ids=["canonical", "as written"])
def test_allowed_values_are_left_alone_however_they_are_written(allowed: str) -> None:
    guard = Guard(allow=[allowed])
    text = f"手机138 0000 1234，手机13900001234，手机{allowed}"
    assert [text[each.start : each.end] for each in guard.scan(text)] == ["13900001234"]


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_lies_between_0_and_1(threshold: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        Guard(threshold=threshold)


def test_a_threshold_decides_what_is_reported() -> None:
    assert Guard(threshold=1).scan(TEXT) == []
    assert len(Guard(threshold=0.01).scan(TEXT)) >= 3


def test_recognizers_can_be_chosen(guard: Guard) -> None:
    mobile = [each for each in piiguard.built_in() if each.entity_type == "CN_MOBILE"]
    only = Guard(recognizers=mobile)
    assert only.recognizers == tuple(mobile)
    assert only.redact(TEXT) == TEXT.replace(MOBILE, "138****1234")
    assert only.recognizer("telecom.mobile") == mobile[0]
    with pytest.raises(KeyError):
        only.recognizer("identity.resident_id")


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("tag", "手机<CN_MOBILE>"),
        ({"default": "redact"}, "手机"),
        ({"extends": "tag", "entities": {"CN_MOBILE": {"operator": "replace", "text": "…"}}}, "手机…"),
        ({"extends": "tag", "legal": {"basic": "mask"}}, "手机138****1234"),
        (piiguard.load_policy("tag"), "手机<CN_MOBILE>"),
    ],
    ids=["name", "mapping", "by kind", "by legal class", "object"],
)
def test_a_policy_comes_in_several_forms(policy: object, wanted: str) -> None:
    assert Guard(policy=policy).redact(f"手机{MOBILE}") == wanted  # type: ignore[arg-type]


def test_a_hash_is_the_same_for_every_way_of_writing() -> None:
    guard = Guard(policy="hash", key=Key(SECRET))
    ways = [MOBILE, "+86 138-0000-1234", "１３８００００１２３４", "138 0000 1234"]
    assert len({guard.redact(f"手机{way}") for way in ways}) == 1
    (found,) = guard.scan(f"手机{ways[1]}")
    assert guard.canonical(found, f"手机{ways[1]}") == MOBILE
    assert guard.redact(f"手机{MOBILE}") != Guard(policy="hash", key=Key(SECRET[::-1])).redact(f"手机{MOBILE}")


def test_a_hash_needs_a_key() -> None:
    with pytest.raises(UsageError, match="needs a key"):
        Guard(policy="hash")


@pytest.mark.parametrize(
    "again", [lambda each: pickle.loads(pickle.dumps(each)), copy.deepcopy], ids=["pickle", "copy"]
)
def test_a_guard_can_be_sent_to_other_processes(again: object) -> None:
    guard = Guard(policy={"default": "hash"}, key=Key(SECRET), entities=["CN_MOBILE"], allow=["x"], threshold=0.3)
    same = again(guard)  # type: ignore[operator]
    assert same.scan(TEXT) == guard.scan(TEXT)
    assert same.redact(TEXT) == guard.redact(TEXT)


def test_nothing_that_is_printed_shows_a_value(guard: Guard) -> None:
    result = guard.redact_with_findings(TEXT)
    assert repr(guard) == f"Guard(recognizers={len(guard.recognizers)}, policy='mask', threshold=0.5)"
    assert MOBILE not in repr(result.findings) + repr(result.edits) + repr(guard.explain(TEXT))


def test_lone_surrogates_pass_through(guard: Guard) -> None:
    assert guard.redact(f"\ud800手机{MOBILE}\udfff") == "\ud800手机138****1234\udfff"
