"""Hostile texts: long ones are read to their end, and what stands in them is found."""

from __future__ import annotations

import pytest

import piiguard

GUARD = piiguard.Guard(entities=("CN_ADDRESS",))
ADDRESS = "杭州市西湖区文三路38号3栋501室"


@pytest.mark.parametrize(
    "junk", ["号", "1号", "路", "路1号", "市区", "**镇", "1", "一号", "住在", "*", "杭州市", "A座"]
)
def test_an_address_behind_a_crowd_of_its_words_is_found(junk: str) -> None:
    text = junk * 20_000 + "，" + ADDRESS + "。"
    found = [(each.start, each.end) for each in GUARD.scan(text)]
    start = text.index(ADDRESS)
    assert (start, start + len(ADDRESS)) in found


def test_an_address_that_is_stuck_to_a_crowd_is_covered() -> None:
    text = "1号" * 40 + ADDRESS + "。"
    start = text.index(ADDRESS)
    covered = {at for each in GUARD.scan(text) for at in range(each.start, each.end)}
    assert covered.issuperset(range(start, start + len(ADDRESS)))
