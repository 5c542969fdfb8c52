"""Tags in angle brackets, with numbers or without."""

from __future__ import annotations

import io

from piiguard import Guard

NUMBERED = {"default": {"operator": "tag", "number": "document"}}
JOB = {"default": {"operator": "tag", "number": "job"}}
TEXT = "手机13800001234，电话+86 138-0000-1234，手机13900005678"
TAGGED = "手机<CN_MOBILE_1>，电话<CN_MOBILE_1>，手机<CN_MOBILE_2>"


def test_tags_bear_no_number_unless_asked() -> None:
    assert Guard(policy="tag").redact("手机13800001234") == "手机<CN_MOBILE>"


def test_the_same_value_has_the_same_number_however_it_is_written() -> None:
    assert Guard(policy=NUMBERED).redact(TEXT) == TAGGED


def test_kinds_are_numbered_apart_and_recognizers_of_one_kind_together() -> None:
    guard = Guard(policy=NUMBERED)
    text = "姓名：张三丰，联系人李小四，姓名 王小明，手机13800001234"
    redacted = guard.redact(text)
    assert redacted.count("<PERSON_1>") == 1
    assert "<CN_MOBILE_1>" in redacted
    assert len({f"<PERSON_{number}>" for number in range(1, 9) if f"<PERSON_{number}>" in redacted}) == len(
        [each for each in guard.scan(text) if each.entity_type == "PERSON"]
    )


def test_numbers_start_anew_with_each_document_or_go_on_through_the_job() -> None:
    one, two = "手机13900005678", "手机13800001234"
    per_document, through = Guard(policy=NUMBERED), Guard(policy=JOB)
    assert [per_document.redact(each) for each in (one, two, one)] == ["手机<CN_MOBILE_1>"] * 3
    assert [through.redact(each) for each in (one, two, one)] == [
        "手机<CN_MOBILE_1>", "手机<CN_MOBILE_2>", "手机<CN_MOBILE_1>",
    ]  # fmt: skip
    assert per_document.redact_batch([one, two]) == ["手机<CN_MOBILE_1>"] * 2


def test_a_stream_is_one_document() -> None:
    guard = Guard(policy=NUMBERED)
    for _ in range(2):
        out = io.StringIO()
        guard.redact_stream(io.StringIO((TEXT + "\n") * 3000), out)
        assert out.getvalue() == (TAGGED + "\n") * 3000
