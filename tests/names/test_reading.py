"""Persons in running text: what is read, how sure, where it is left alone, and what is done without a model."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard
from piiguard.engine import Engine
from piiguard.errors import ModelError, UsageError
from piiguard.names import weights
from piiguard.names.finder import shared_model
from piiguard.names.memory import REACH, mentions
from piiguard.names.readings import Reader, Reading, Readings, readings
from piiguard.names.refine import refined, untouched
from piiguard.names.runs import LONGEST
from piiguard.recognizers.data import surnames
from piiguard.registry import built_in

_PIECES = (
    "王小明", "李建国", "欧阳静怡", "约翰·史密斯", "说", "表示", "和", "董事长", "先生", "，", "。", "\n",
    "abc ", "北京",
    "13800138000", "有限公司", "高中", "老", "·", "某", " ",
)  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES), max_size=30).map("".join)


# What makes a name of what is read, or none, and what may stand beside it.
_ROUND_NAMES = (*"王明远·-某思想、新市路街长师", "先生", "董事长", "主义", *sorted(surnames.compound())[:3])


_ENGINES = Engine(built_in(), executor="bulk"), Engine(built_in(), executor="exact")


def codes_of(text: str) -> Any:
    return np.array([*map(ord, text)], np.uint32)


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(entities=["PERSON"])


def spans(guard: Guard, text: str) -> list[str]:
    return [text[each.start : each.end] for each in guard.scan(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("董事长王小明先生表示，公司今年将扩大生产。", ["王小明"]),
        ("本报讯（记者陈志强 通讯员李晓燕）", ["陈志强", "李晓燕"]),
        ("昨天诸葛明月和赵丽华一起去了济南。", ["诸葛明月", "赵丽华"]),
        ("总统约翰·史密斯会见了来宾。", ["约翰·史密斯"]),
        ("请假人张伟民，同事周晓梅代班。", ["张伟民", "周晓梅"]),
        ("高举伟大旗帜，解放思想，实事求是。", []),
        ("地址在中山路与人民路交叉口", []),
        ("系统管理员应当定期更换密码。", []),
    ],
)
def test_persons_are_read_in_running_text(guard: Guard, text: str, names: list[str]) -> None:
    assert spans(guard, text) == names


def test_a_name_known_for_certain_is_found_again_near_by(guard: Guard) -> None:
    text = "董事长王小明先生表示，公司今年将扩大生产。问及细节，小明未置可否。"
    assert spans(guard, text)[:1] == ["王小明"]
    far = "董事长王小明先生表示满意。" + "一切正常。" * (REACH // 4) + "今天晴，小明"
    assert spans(guard, far).count("小明") <= spans(guard, "今天晴，小明").count("小明")


def test_a_part_of_a_name_that_is_known_becomes_the_whole() -> None:
    found = [
        Reading("PER", 0, 3, 0.99),
        Reading("PER", 5, 7, 0.9),
        Reading("PER", 10, 12, 0.9),
        Reading("LOC", 14, 18, 0.9),
    ]
    text = "崔明远，和崔明远年，和王明远，崔明远路"
    assert [span[:2] for span in mentions(text, codes_of(text), Readings.of(found), lambda _word: True)] == [(5, 8)]


@given(st.lists(st.sampled_from(_ROUND_NAMES), min_size=2, max_size=8).map("".join))
@settings(max_examples=200, deadline=None)
def test_spans_that_nothing_touches_are_names_as_they_are(text: str) -> None:
    spans = [(start, end) for end in range(1, len(text) + 1) for start in range(end)]
    alone = untouched(codes_of(text), *np.array(spans).T)
    assert all(refined(text, *span) == span for span, left in zip(spans, alone.tolist(), strict=True) if left)


def test_most_names_are_told_to_be_names_by_single_characters() -> None:
    text = "昨天王小明和李建国说，一切正常。"
    assert untouched(codes_of(text), np.array([2, 6]), np.array([5, 9])).all()


def test_a_surname_alone_is_not_looked_for_again() -> None:
    text, found = "钟先生的钟停了", Readings.of([Reading("PER", 0, 1, 0.99)])
    assert not [*mentions(text, codes_of(text), found, lambda _word: False)]


def test_operating_points_are_nested() -> None:
    text = "记者陈志强报道，董事长王小明表示，小李和阿芳也来了。张经理、刘德昌、宋彬彬出席。"
    found = {point: set(spans(Guard(entities=["PERSON"], names=point), text)) for point in ("strict", "recall")}  # type: ignore[arg-type]
    assert found["strict"] <= found["recall"]
    assert found["recall"]
    assert spans(Guard(entities=["PERSON"], names="off"), text) == ["陈志强", "张"]  # by rules: a role, a title


def test_an_unknown_operating_point_is_refused() -> None:
    with pytest.raises(UsageError, match="names must be one of off, recall, strict"):
        Guard(names="loose")  # type: ignore[arg-type]


@given(st.lists(st.sampled_from([*_PIECES, "\n", ",", "2024-05-01 ", "level=info ", "x" * 40, "0" * 9]), max_size=12))
@settings(deadline=None)
def test_what_lies_far_from_all_runs_makes_no_difference(parts: list[str]) -> None:
    text = "".join(parts)
    whole = Reader(shared_model(), text, persons_alone=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("piiguard.names.readings._SPARSE", 10**9)
        expected = whole.readings().listed()
    assert Reader(shared_model(), text, persons_alone=True).readings().listed() == expected


@given(texts)
@settings(max_examples=60, deadline=None)
def test_readings_lie_inside_the_text_and_in_order(text: str) -> None:
    found = readings(shared_model(), text).listed()
    assert all(0 <= each.start < each.end <= len(text) and 0 <= each.score <= 1 for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all("\n" not in text[each.start : each.end] for each in found)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_runs_left_out_are_read_when_asked_for_as_if_they_had_not_been(text: str) -> None:
    reader = Reader(shared_model(), text, persons_alone=True)
    here, everything = reader.readings().listed(), readings(shared_model(), text).listed()
    assert set(here) <= set(everything)
    assert [each for each in here if each.label == "PER"] == [each for each in everything if each.label == "PER"]
    more = reader.in_the_way(np.array([0]), np.array([len(text)])).listed()
    assert set(more) <= set(everything) - set(here)


def test_a_place_in_a_run_left_out_is_in_the_way_there() -> None:
    text = "一\n\n大家来到石家庄看风景。"
    reader = Reader(shared_model(), text, persons_alone=True)
    assert not reader.readings().listed()
    place = readings(shared_model(), text).listed()
    assert [(each.label, text[each.start : each.end]) for each in place] == [("LOC", "石家庄")]
    assert reader.in_the_way(np.array([9]), np.array([10])).listed() == place
    assert not reader.in_the_way(np.array([0]), np.array([2])).listed()


@given(
    st.lists(st.sampled_from([*_PIECES, "姓名：", "联系人", "（Anna）", "路3号", "\u200b"]), max_size=30).map("".join)
)
@settings(max_examples=150, deadline=None)
def test_names_that_stand_apart_are_those_that_nothing_beats(text: str) -> None:
    found = [[tuple(each) for each in engine.scan(text)] for engine in _ENGINES]
    assert found[0] == found[1]


@given(st.lists(texts, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_line_is_read_as_if_it_stood_alone(guard: Guard, lines: list[str]) -> None:
    rows = [row for line in lines for row in line.split("\n")]
    alone = [[(each.start, each.end, each.score) for each in guard.scan(row)] for row in rows]
    at, together = 0, guard.scan("\n".join(rows))
    for row, expected in zip(rows, alone, strict=True):
        inside = [each for each in together if at <= each.start < at + len(row) or (not row and each.start == at)]
        assert [(each.start - at, each.end - at, each.score) for each in inside] == expected
        at += len(row) + 1


@given(texts)
@settings(max_examples=40, deadline=None)
def test_masking_twice_masks_nothing_more(guard: Guard, text: str) -> None:
    once = guard.redact(text)
    assert len(once) == len(text)


@pytest.mark.parametrize("text", ["王" * 50_000, "王小明" * 20_000, "李·" * 30_000, "号" * 50_000], ids=str.__len__)
def test_a_text_without_punctuation_is_read_piece_by_piece(text: str) -> None:
    assert all(each.end - each.start <= LONGEST for each in readings(shared_model(), text).listed())


def test_a_missing_model_says_how_to_get_it_back(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model.bin: .*reinstall: pip install --force-reinstall piiguard"):
        weights.read(tmp_path / "model.bin")


@pytest.mark.parametrize("place", [0, 30, -1], ids=["magic", "header", "body"])
def test_a_damaged_model_is_refused(tmp_path: Path, place: int) -> None:
    data = bytearray(weights.PATH.read_bytes())
    data[place] ^= 0x55
    (tmp_path / "model.bin").write_bytes(data)
    with pytest.raises(ModelError, match=r"reinstall"):
        weights.read(tmp_path / "model.bin")


def test_a_short_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(weights.PATH.read_bytes()[:100_000])
    with pytest.raises(ModelError, match="checksum"):
        weights.read(tmp_path / "model.bin")


@given(st.lists(st.sampled_from([*_PIECES, "研究", "晴朗", "长江大桥", "𠀀", "長江"]), max_size=8).map("".join))
@settings(max_examples=100, deadline=None)
def test_spans_are_words_where_their_text_is_one(text: str) -> None:
    model = shared_model()
    spans = [(start, end) for end in range(1, len(text) + 1) for start in range(end)]
    starts, ends = np.array(spans, np.intp).reshape(-1, 2).T
    told = model.are_words(codes_of(text), starts, ends).tolist()
    assert told == [model.is_word(text[start:end]) for start, end in spans]
