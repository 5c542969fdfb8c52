"""No exception, `repr` or log of the library holds a value that was found or looked at."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import pytest

from piiguard import Guard, Key, PiiguardError
from piiguard.recognizer import Digits, Recognizer, Score
from piiguard.registry import built_in
from piiguard.selftest import unmarked

CANARY = "13800001234"
TEXT = f"手机{CANARY}，邮箱canary.box@example.com，身份证110105199003070151"
PARTS = (CANARY, "canary.box", "110105199003070151")


def leaks(shown: str) -> list[str]:
    return [part for part in PARTS if part in shown]


def crashing() -> Recognizer:
    def fail(*args: Any) -> Any:
        raise LookupError(*args)

    return Recognizer(
        entity_type="CRASH", name_zh="坏", name_en="bad", candidates=(Digits((11,)),), score=Score(0.9, 0.9),
        legal="basic", source="made up", examples=(), counter_examples=(), max_length=11, name="crash", validate=fail,
    )  # fmt: skip


@pytest.mark.parametrize("method", ["scan", "redact", "explain", "redact_with_findings"])
def test_a_recognizer_that_fails_shows_no_value(method: str) -> None:
    guard = Guard(recognizers=[*built_in(), crashing()])
    with pytest.raises(PiiguardError) as caught:
        getattr(guard, method)(TEXT)
    lines = traceback.TracebackException.from_exception(caught.value, capture_locals=False)
    assert leaks("".join(lines.format())) == []
    assert leaks(repr(caught.value)) == []
    assert caught.value.__suppress_context__


def test_reprs_show_no_value() -> None:
    guard = Guard(allow=[CANARY], policy="hash", key=Key(bytes(range(32))))
    plain = Guard()
    result = plain.redact_with_findings(TEXT)
    shown = [guard, guard.key, result.findings, plain.explain(TEXT), result.edits, result]
    assert len(result.findings) >= 2
    assert [leaks(repr(each) + str(each)) for each in shown] == [[]] * len(shown)


@pytest.mark.parametrize("recognizer", built_in(), ids=lambda each: each.name)
def test_findings_and_traces_of_examples_show_no_value(recognizer: Recognizer, guard: Guard) -> None:
    for example in recognizer.examples:
        text, spans = unmarked(example)
        shown = repr(guard.scan(text)) + repr(guard.explain(text))
        assert not any(text[start:end] in shown for start, end in spans if end - start > 3)


def test_nothing_is_logged_or_printed(
    guard: Guard, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        guard.redact(TEXT)
        guard.explain(TEXT)
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard()


def test_the_canary_is_seen_where_it_is_shown() -> None:
    assert leaks(f"it is {CANARY}") == [CANARY]
