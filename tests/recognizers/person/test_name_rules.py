"""Names by rules alone: what a label, a title or a role says is found without the name model, and nothing else."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import piiguard
from piiguard.recognizers.data import given_names, surnames
from piiguard.recognizers.person import _likely

CASES = Path(__file__).parents[2] / "cases" / "names.jsonl"
GUARD = piiguard.Guard(names="off")
_WORDS = (
    "王 小明 李娜 欧阳 张伟 某 某某 甲 先生 女士 老师 总 工 ， 、 。 ： 我叫 我是 本人 被告人 被害人 客户 记者 "
    "男 女 岁 27 "
    "1980年出生 汉族 @ · 艾力 买买提 （ ） 姓名 联系人 经办 和 的 在 敬礼 Zhang Wei ZHANG/WEI 高兴 应当 \n"
).split(" ")
texts = st.lists(st.sampled_from(_WORDS) | st.text(max_size=2), max_size=14).map("".join)


def cases() -> list[Any]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(case, id=f"{case['why']}: {number}") for number, case in enumerate(map(json.loads, lines), 1)
    ]


@pytest.mark.parametrize("case", cases())
def test_rules_alone_find_these_names(case: dict[str, Any]) -> None:
    found = [(each.start, each.end, each.entity_type) for each in GUARD.scan(case["text"])]
    assert found == [(span["start"], span["end"], span["type"]) for span in case["spans"]]


@given(texts)
@settings(max_examples=400, deadline=None)
def test_a_name_lies_inside_the_text_and_holds_no_sign(text: str) -> None:
    for each in GUARD.scan(text):
        if each.entity_type == "PERSON":
            assert 0 <= each.start < each.end <= len(text)
            assert not set("，。：（）\n@") & set(text[each.start : each.end])


@given(texts)
@settings(max_examples=200, deadline=None)
def test_what_was_masked_is_masked_no_further(text: str) -> None:
    once = GUARD.redact(text)
    assert GUARD.redact(once) == once


@pytest.mark.parametrize(
    "junk", ["王", "王先生", "某", "王某", "我叫", "、王伟", "被告人王伟", "·阿力", "男，", "，王伟", "经理", "@王伟"]
)
def test_a_name_behind_a_crowd_is_found(junk: str) -> None:
    text = junk * 20_000 + "。姓名：张伟。"
    assert (len(text) - 3, len(text) - 1) in [(each.start, each.end) for each in GUARD.scan(text)]


@pytest.mark.parametrize("name", ["王小明", "李娜", "欧阳明月", "张三", "赵子轩", "诸葛亮", "冼星海"])
def test_a_name_is_likelier_than_a_word(name: str) -> None:
    surname = surnames.leading_surname(name)
    assert surname is not None
    likely = _likely.likelihood(surname, name[len(surname) :])
    assert all(
        likely > _likely.likelihood(word[0], word[1:]) for word in ("方便面", "马上", "高兴", "时间", "应该是")
    )


@given(st.text("王小明李娜欧阳张三商量方高兴周末伟赵单于一某的说A，", min_size=1, max_size=8))
def test_no_name_is_likelier_than_its_first_two_characters_allow(text: str) -> None:
    found = _likely.ahead(text, 0)
    assert found is None or found.likely <= _likely.at_most(text[:2])


def test_the_first_two_characters_tell_words_from_names() -> None:
    assert all(_likely.at_most(begun) > 3 for begun in ("王小", "张三", "欧阳", "李建"))
    assert all(_likely.at_most(begun) < 3 for begun in ("商量", "应该", "时间", "王", ""))


@pytest.mark.parametrize("word", ["高兴", "黄金", "江苏", "方便", "应当", "周末", "马上", "程序"])
def test_common_words_that_begin_with_a_surname_are_known(word: str) -> None:
    assert given_names.is_word(word)


@pytest.mark.parametrize("name", ["王明", "李娜", "张伟", "刘强"])
def test_a_common_name_is_no_word(name: str) -> None:
    assert not given_names.is_word(name)


def test_a_guard_with_these_rules_can_be_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(GUARD))
    assert again.scan("王先生您好") == GUARD.scan("王先生您好")
