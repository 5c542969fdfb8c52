"""What holds for any text at all: where findings lie, that lines are independent, and that redacting settles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key
from piiguard.guard import apply_edits
from piiguard.recognizer import Recognizer
from piiguard.registry import built_in
from piiguard.selftest import unmarked

GUARD = Guard()
EXAMPLES = sorted({unmarked(text)[0] for each in built_in() for text in each.examples if "\n" not in text})
# Pieces of which labels, numbers, borders and rubbish meet; whole examples give texts that hold something.
PIECES = st.one_of(
    st.sampled_from(EXAMPLES),
    st.sampled_from(
        ["手机", "：", "，", "身份证号", "QQ", "order_id=", " ", "-", "\t", "姓名", "地址", '"', "{", "@", "\u200b"]
    ),
    st.text("0123456789", min_size=1, max_size=20),
    st.text(max_size=5),
    st.sampled_from(["\x00", "\ud800", "\udfff", "\U0010ffff", "\ufeff", "\u2028", "\x85", "😀"]),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
LINES = TEXTS.map(lambda text: text.replace("\n", " "))


@given(TEXTS)
def test_findings_lie_inside_the_text_in_order_without_overlap(text: str) -> None:
    found = GUARD.scan(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(GUARD.engine.threshold <= each.score <= 1 for each in found)


@given(TEXTS)
def test_the_same_text_gives_the_same(text: str) -> None:
    fresh = "".join(list(text))
    assert GUARD.scan(fresh) == GUARD.scan(text)
    assert GUARD.scan_batch([text, "手机13800001234", text]) == [
        GUARD.scan(text), GUARD.scan("手机13800001234"), GUARD.scan(text)
    ]  # fmt: skip


@given(LINES, LINES)
def test_lines_that_are_no_label_do_not_change_each_other(one: str, two: str) -> None:
    # A label may stand on the line above its value, so two sentences keep the halves apart.
    first, second = f"{one}。", f"。{two}"
    wanted = [*GUARD.scan(first), *(each.shift(len(first) + 1) for each in GUARD.scan(second))]
    assert GUARD.scan(f"{first}\n{second}") == wanted


@given(TEXTS)
def test_redacting_touches_only_the_findings(text: str) -> None:
    result = GUARD.redact_with_findings(text)
    assert [(each.start, each.end) for each in result.edits] == [(each.start, each.end) for each in result.findings]
    assert apply_edits(text, result.edits) == result.text == GUARD.redact(text)


@given(TEXTS)
def test_what_explain_calls_found_is_what_is_found(text: str) -> None:
    found = [(each.entity_type, each.start, each.end) for each in GUARD.explain(text) if each.verdict == "found"]
    assert found == [(each.entity_type, each.start, each.end) for each in GUARD.scan(text)]


@given(st.text(max_size=80))
def test_no_text_is_refused(text: str) -> None:
    GUARD.redact(text)
    GUARD.explain(text)


@pytest.mark.parametrize("policy", ["mask", "strict", "tag"])
@pytest.mark.parametrize(
    "recognizer", [each for each in built_in() if each.strength == 3], ids=lambda each: each.name
)
def test_a_checked_number_that_was_redacted_is_not_found_again(recognizer: Recognizer, policy: str) -> None:
    guard = Guards.get(policy)
    for example in recognizer.examples:
        once = guard.redact(unmarked(example)[0])
        assert guard.redact(once) == once


class Guards:
    """Guards by policy, built once."""

    _built: dict[str, Guard] = {}  # noqa: RUF012

    @classmethod
    def get(cls, policy: str) -> Guard:
        return cls._built.setdefault(
            policy, cls._built.get(policy) or Guard(policy=policy, key=Key(bytes(range(32))))
        )


@pytest.mark.parametrize("policy", ["tag", "hash"])
@pytest.mark.parametrize("recognizer", built_in(), ids=lambda each: each.name)
def test_tags_and_tokens_are_not_found_again(recognizer: Recognizer, policy: str) -> None:
    guard = Guards.get(policy)
    for example in recognizer.examples:
        once = guard.redact(unmarked(example)[0])
        assert guard.redact(once) == once
