"""A session gives the same tags over a conversation and turns them back, however the answer is cut."""

from __future__ import annotations

import html
import json
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard
from piiguard.registry import built_in
from piiguard.selftest import unmarked

GUARD = Guard()
EXAMPLES = sorted({unmarked(text)[0] for each in built_in() for text in each.examples})
TEXTS = st.lists(
    st.one_of(st.sampled_from(EXAMPLES), st.text(max_size=9), st.sampled_from(["，", "\n", "<QQ_1>"])), max_size=5
)
TEXT = TEXTS.map("".join)


def test_tags_are_the_same_over_the_conversation() -> None:
    with GUARD.session() as session:
        first = session.redact("姓名：王小明，手机13812345678")
        second = session.redact("请拨打13812345678或13912345678")
        assert first == "姓名：<PERSON_1>，手机<CN_MOBILE_1>"
        assert second == "请拨打<CN_MOBILE_1>或<CN_MOBILE_2>"
        assert session.restore("好的，<PERSON_1>的电话是<CN_MOBILE_1>。") == "好的，王小明的电话是13812345678。"


def test_spellings_of_a_value_share_a_number_and_come_back_as_they_were() -> None:
    with GUARD.session() as session:
        text = "手机13812345678，手机138 1234 5678，手机+86 13812345678"
        safe = session.redact(text)
        assert safe == "手机<CN_MOBILE_1>，手机<CN_MOBILE_1b>，手机<CN_MOBILE_1c>"
        assert session.restore(safe) == text


@given(st.lists(TEXT, max_size=3))
def test_any_texts_come_back(texts: list[str]) -> None:
    with GUARD.session() as session:
        back = [session.restore(session.redact(text)) for text in texts]
        # A tag that the session has given and that comes again, as in an answer that is quoted, stands for its value.
        assert back == [session.restore(text) for text in texts]
        assert back[:1] == texts[:1]


@given(TEXT, st.lists(st.integers(0, 200), max_size=8))
def test_chunks_may_cut_anywhere(text: str, cuts: list[int]) -> None:
    with GUARD.session() as session:
        safe = html.escape(session.redact(text), quote=False)
        places = sorted({min(cut, len(safe)) for cut in cuts} | {0, len(safe)})
        chunks = [safe[a:b] for a, b in pairwise(places)]
        assert "".join(session.restore_stream(chunks)) == session.restore(safe)


def test_a_stream_is_passed_on_as_soon_as_no_tag_can_come() -> None:
    with GUARD.session() as session:
        session.redact("手机13812345678")
        stream = session.restore_stream(iter(["好的", "，<CN_MO", "BILE_1", ">。再见"]))
        assert list(stream) == ["好的", "，", "13812345678。再见"]


def test_tags_survive_json_and_html() -> None:
    with GUARD.session() as session:
        safe = session.redact("手机13812345678")
        assert (
            session.restore(json.dumps(safe).replace("<", "\\u003c"))
            == json.dumps("手机").rstrip('"') + '13812345678"'
        )
        assert session.restore(html.escape(safe)) == "手机13812345678"


def test_a_tag_that_was_there_before_is_not_given_away() -> None:
    with GUARD.session() as session:
        safe = session.redact("手机13812345678，见<CN_MOBILE_1>")
        assert safe == "手机<CN_MOBILE_2>，见<CN_MOBILE_1>"
        assert session.restore(safe) == "手机13812345678，见<CN_MOBILE_1>"


def test_what_the_policy_keeps_is_sent() -> None:
    guard = Guard(policy={"entities": {"CN_MOBILE": "keep"}})
    with guard.session() as session:
        assert session.redact("手机13812345678") == "手机13812345678"


def test_a_closed_session_knows_nothing_and_shows_nothing() -> None:
    session = GUARD.session()
    safe = session.redact("手机13812345678")
    assert "13812345678" not in repr(session)
    session.close()
    assert session.restore(safe) == safe


@pytest.mark.parametrize(
    "text", ["<" * 50_000, "&lt;" * 20_000, "<A" * 30_000], ids=["brackets", "escapes", "letters"]
)
def test_brackets_alone_are_no_burden(text: str) -> None:
    assert "".join(GUARD.session().restore_stream([text])) == text
