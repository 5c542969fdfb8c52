"""Levels of addresses: which part is which, where they lie, and that a cut by them shows nothing finer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

import piiguard
from piiguard.addresses.levels import LEVELS, levels
from piiguard.operators.addresses import end_of_level, ends
from piiguard.recognizers.data.gazetteer import gazetteer

GUARD = piiguard.Guard(entities=("CN_ADDRESS",))
_WORDS = (
    "山东省 济南市 济南 槐荫区 余杭 通县 新疆 香港 北京市 遥墙镇 李家村 3组 经十路 南大街 21382号 泉景花园 "
    "万达广场 3号楼 2单元 5层 501室 3-2-501 "
    "附近 北50米 **镇 *** 12號 A座 二十二号 与 的 在 住在 地址： 中国 _ - ， （ ） \n 1 〇 Ａ ８ \u200b "
    "有限公司 医院 第八师 本市 #"
).split(" ")
texts = st.lists(st.sampled_from(_WORDS) | st.text(max_size=3), max_size=16).map("".join)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "山东省济南市槐荫区经十路21382号泉景花园3号楼2单元501室",
            "province:山东省 city:济南市 county:槐荫区 road:经十路 number:21382号 compound:泉景花园 "
            "building:3号楼 unit:2单元 room:501室",
        ),
        ("济南槐荫区经十路5号3-2-501", "city:济南 county:槐荫区 road:经十路 number:5号 building:3 unit:2 room:501"),
        ("格宜镇李家村3组12号", "town:格宜镇 village:李家村 village:3组 number:12号"),
        ("新疆第八师一四三团二连12号", "province:新疆 village:第八师 village:一四三团 village:二连 number:12号"),
        ("台北市信義區市府路45號12樓", "city:台北市 county:信義區 road:市府路 number:45號 floor:12樓"),
        ("人民路8号门口", "road:人民路 number:8号 suffix:门口"),
        ("文三路8号3栋402", "road:文三路 number:8号 building:3栋 room:402"),
        ("红锦大道5号6幢14-5", "road:红锦大道 number:5号 building:6幢 unit:14 room:5"),
        ("鞍山西道时代公寓A座1门1102", "road:鞍山西道 compound:时代公寓 building:A座 unit:1门 room:1102"),
        ("忠孝東路四段216巷27弄3號5樓之2", "road:忠孝東路 road:四段 road:216巷 number:27弄 number:3號 floor:5樓之2"),
        ("延安大路12号3栋", "road:延安大路 number:12号 building:3栋"),
        ("吉林大路12号", "road:吉林大路 number:12号"),
        ("长春市西安大路12号", "city:长春市 road:西安大路 number:12号"),
        ("幸福里7-302", "village:幸福里 building:7 room:302"),
        ("", ""),
    ],
)
def test_each_part_has_its_level(address: str, expected: str) -> None:
    found = " ".join(f"{level}:{address[start:end]}" for level, start, end in levels(address, gazetteer()))
    assert found == expected


def test_levels_of_an_address_in_english_go_from_the_room_up() -> None:
    text = "Ship to Room 501, Building 3, No.21 Jingshi Road, Huaiyin District, Jinan"
    (finding,) = GUARD.scan(text)
    assert [(each.name, text[each.start : each.end]) for each in finding.levels] == [
        ("room", "Room 501"), ("building", "Building 3"), ("number", "No.21"), ("road", "Jingshi Road"),
        ("county", "Huaiyin District"), ("city", "Jinan"),
    ]  # fmt: skip


def test_levels_of_an_address_in_pinyin_go_down_to_the_room() -> None:
    text = "Beijing Shi Chaoyang Qu Jianguo Lu 93 Hao 5 Hao Lou 1203 Shi"
    (finding,) = GUARD.scan(text)
    assert [(each.name, text[each.start : each.end]) for each in finding.levels] == [
        ("province", "Beijing Shi"), ("county", "Chaoyang Qu"), ("road", "Jianguo Lu"), ("number", "93 Hao"),
        ("building", "5 Hao Lou"), ("room", "1203 Shi"),
    ]  # fmt: skip


@given(texts)
@settings(max_examples=400, deadline=None)
def test_levels_lie_inside_their_finding_in_order(text: str) -> None:
    for finding in GUARD.scan(text):
        assert 0 <= finding.start < finding.end <= len(text)
        at = finding.start
        for level in finding.levels:
            assert level.name in LEVELS
            assert at <= level.start < level.end <= finding.end
            at = level.end


@given(texts, st.integers(1, 50))
@settings(max_examples=100, deadline=None)
def test_a_finding_moves_with_its_levels(text: str, by: int) -> None:
    for finding in GUARD.scan(text):
        moved = finding.shift(by)
        assert [(each.start - by, each.end - by) for each in moved.levels] == [
            (each.start, each.end) for each in finding.levels
        ]


@given(texts)
@settings(max_examples=300, deadline=None)
def test_a_coarser_cut_shows_no_more_than_a_finer_one(text: str) -> None:
    cuts = [end_of_level(text, level) for level in ("province", "city", "county", "town", "road")]
    assert cuts == sorted(cuts)
    assert all(0 <= cut <= len(text) for cut in cuts)
    assert list(ends(text).values()) == sorted(ends(text).values())


@given(texts, st.sampled_from(("mask", "strict", "generalize")))
@settings(max_examples=150, deadline=None)
def test_no_number_of_a_house_stays_behind(text: str, policy: str) -> None:
    guard = piiguard.Guard(entities=("CN_ADDRESS",), policy=policy)
    result = guard.redact_with_findings(text)
    for finding, edit in zip(result.findings, result.edits, strict=True):
        fine = [each for each in finding.levels if each.name in ("number", "building", "unit", "floor", "room")]
        assert all(not edit.replacement.startswith(text[finding.start : each.end]) for each in fine)


def test_levels_show_no_value() -> None:
    text = "住在山东省济南市槐荫区经十路21382号"
    (finding,) = GUARD.scan(text)
    assert finding.levels
    assert not any(text[each.start : each.end] in repr(finding) for each in finding.levels)


def test_other_kinds_have_no_levels() -> None:
    (finding,) = piiguard.Guard(entities=("CN_MOBILE",)).scan("手机13800138000")
    assert finding.levels == ()


def test_a_removed_sign_does_not_move_a_level() -> None:
    text = "住在济南市槐荫区\u200b经十路5号"
    (finding,) = GUARD.scan(text)
    assert [text[each.start : each.end] for each in finding.levels if each.name == "road"] == ["经十路"]
