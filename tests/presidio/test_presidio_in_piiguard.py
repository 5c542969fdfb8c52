"""Presidio's recognizers inside a guard: checked, in a budget, and resolved with ours."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st
from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult

from piiguard import Guard, UsageError
from piiguard.errors import BudgetError, RecognizerError
from piiguard.integrations import presidio
from piiguard.registry import built_in

OWN = built_in()


class Gives(EntityRecognizer):  # type: ignore[misc]
    """Returns what it is told to."""

    def __init__(self, analyze: Callable[[str], Any]) -> None:
        super().__init__(supported_entities=["THING"], name="gives", supported_language="zh")
        self._analyze = analyze

    def load(self) -> None:
        pass

    def analyze(self, text: str, entities: list[str], nlp_artifacts: object = None) -> Any:
        return self._analyze(text)


def thing(start: Any, end: Any, score: Any = 0.8, kind: str = "THING") -> RecognizerResult:
    return RecognizerResult(kind, start, end, score)


def test_a_pattern_recognizer_joins_ours() -> None:
    ticket = PatternRecognizer("TICKET", patterns=[Pattern("t", "工单[0-9]{4}", 0.8)], supported_language="zh")
    guard = Guard(recognizers=[*OWN, ticket], policy="tag")
    assert guard.redact("工单1234，手机13812345678") == "<TICKET>，手机<CN_MOBILE>"
    assert [each.recognizer for each in guard.scan("工单1234")] == ["presidio.PatternRecognizer.TICKET"]


def test_a_stronger_finding_of_ours_wins_and_a_weaker_one_loses() -> None:
    text = "手机13812345678"
    weak = Guard(recognizers=[*OWN, Gives(lambda text: [thing(0, len(text), 0.6)])])
    strong = Guard(recognizers=[*OWN, Gives(lambda text: [thing(0, len(text), 0.99)])])
    assert [each.entity_type for each in weak.scan(text)] == ["CN_MOBILE"]
    assert [each.entity_type for each in strong.scan(text)] == ["THING"]


def test_threshold_entities_and_policy_apply() -> None:
    low = Gives(lambda text: [thing(0, 1, 0.3)])
    assert Guard(recognizers=[*OWN, low]).scan("甲乙") == []
    assert len(Guard(recognizers=[*OWN, low], threshold=0.2, entities=["THING"]).scan("甲乙")) == 1
    high = Gives(lambda text: [thing(0, 1)])
    assert Guard(recognizers=[*OWN, high], policy={"entities": {"THING": "redact"}}).redact("甲乙") == "乙"


@pytest.mark.parametrize(
    ("returned", "why"),
    [
        ([thing(-1, 1)], "a span that is not in the text"),
        ([thing(0, 99)], "a span that is not in the text"),
        ([thing(2, 1)], "a span that is not in the text"),
        ([thing("0", 1)], "a span that is not in the text"),
        ([thing(0, 1, 7)], "a score that is not between 0 and 1"),
        ([thing(0, 1, None)], "a score that is not between 0 and 1"),
        ([thing(0, 1, kind="OTHER")], "a type that it does not declare"),
        (["甲乙"], "returned a str, not a RecognizerResult"),
        (7, "failed: TypeError"),
    ],
    ids=["before", "behind", "backwards", "words", "large score", "no score", "type", "strings", "number"],
)
def test_wrong_results_are_a_clear_error(returned: Any, why: str) -> None:
    guard = Guard(recognizers=[Gives(lambda _text: returned)])
    with pytest.raises(RecognizerError, match=f"recognizer presidio.gives.*{why}") as caught:
        guard.scan("甲乙丙")
    assert "甲乙" not in str(caught.value)


def test_one_that_raises_is_a_clear_error_without_its_message() -> None:
    def fail(text: str) -> Any:
        raise ValueError(text)

    with pytest.raises(RecognizerError, match=r"recognizer presidio\.gives failed: ValueError") as caught:
        Guard(recognizers=[Gives(fail)]).scan("甲乙丙")
    assert "甲乙" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_one_that_blocks_runs_out_of_its_budget() -> None:
    blocked = threading.Event()
    adapter = presidio.PresidioRecognizer(Gives(lambda _text: blocked.wait(60)), budget=0.05)
    with pytest.raises(BudgetError, match=r"did not finish in 0\.05 s"):
        Guard(recognizers=[adapter]).scan("甲乙丙")
    blocked.set()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9), st.floats(0.5, 1)), max_size=9))
def test_overlapping_results_are_resolved(spans: list[tuple[int, int, float]]) -> None:
    text = "甲" * 40
    results = [thing(start, start + size, score) for start, size, score in spans]
    found = Guard(recognizers=[Gives(lambda _text: results)]).scan(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert bool(found) == bool(results)


def test_what_is_no_recognizer_is_refused() -> None:
    with pytest.raises(UsageError, match="a str is neither piiguard's nor Presidio's"):
        Guard(recognizers=["CN_MOBILE"])


def test_results_and_findings_convert() -> None:
    (finding,) = Guard().scan("手机13812345678")
    result = presidio.to_presidio(finding, name=finding.recognizer)
    assert presidio.from_presidio(result) == finding
    bare = presidio.from_presidio(RecognizerResult("X", 0, 2, 1))
    assert (bare.recognizer, bare.reason, bare.score) == ("presidio", "found by Presidio", 1.0)
