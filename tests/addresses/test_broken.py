"""Addresses that a line end breaks leave no house, no unit and no room in clear."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks import contacts
from hypothesis import given, strategies as st

import piiguard
from piiguard.addresses.levels import levels
from piiguard.recognizers.data.gazetteer import gazetteer

GUARD = piiguard.Guard(entities=("CN_ADDRESS",), names="off")
HOUSE = ("number", "building", "unit", "floor", "room")
ENDS = ("\n", "\r\n", "\n    ", " \n\t", "\n> ")


def in_clear(text: str) -> list[str]:
    """Return the characters of house, unit and room that no finding covers (`text` holds no other digits)."""
    covered = {at for each in GUARD.scan(text) for at in range(each.start, each.end)}
    return [char for at, char in enumerate(text) if char in "0123456789号楼栋幢室" and at not in covered]


@given(st.integers(0, 10**6), st.sampled_from(ENDS), st.sampled_from(("收货地址：", "住在", "")), st.data())
def test_an_address_broken_before_any_of_its_levels(seed: int, end: str, before: str, data: st.DataObject) -> None:
    address = contacts.address(Random(seed))
    # Below the road, where the part in the next line alone tells nothing.
    places = [start for level, start, _ in levels(address, gazetteer()) if level in HOUSE]
    at = data.draw(st.sampled_from(places))
    assert not in_clear(f"{before}{address[:at]}{end}{address[at:]}，谢谢")


@given(st.integers(0, 10**6), st.sampled_from(ENDS), st.data())
def test_an_address_broken_inside_of_a_number(seed: int, end: str, data: st.DataObject) -> None:
    address = contacts.address(Random(seed))
    places = [
        at
        for level, start, last in levels(address, gazetteer())
        for at in range(start + 1, last)
        if level in HOUSE and address[at].isdigit()
    ]
    if places:
        at = data.draw(st.sampled_from(places))
        assert not in_clear(f"地址：{address[:at]}{end}{address[at:]}，谢谢")


@pytest.mark.parametrize("end", ENDS)
def test_an_address_with_a_level_in_each_line(end: str) -> None:
    parts = ("杭州市西湖区", "文三路138号", "5栋", "2单元", "302室")
    assert not in_clear("地址：" + end.join(parts) + end + "谢谢")


@pytest.mark.parametrize(
    "text",
    [
        "地址：杭州市西湖区文三路138号\n12号文件已经发出",
        "地址：杭州市西湖区文三路138号\n2号线停运",
        "文三路138号5栋302室\n101室的同学请注意",
        "名单\n1号\n2号\n3号",
        "第三会议室\n4号楼",
        "参加人员\n5单元",
    ],
)
def test_the_next_line_of_a_list_is_none_of_the_address(text: str) -> None:
    second = text.index("\n")
    assert all(each.end <= second for each in GUARD.scan(text))


def test_what_stands_far_before_is_not_joined() -> None:
    assert not GUARD.scan("住在" + "那个地方" * 40 + "\n501室")
