"""Counting exact and overlapping spans, and showing shapes without values."""

from __future__ import annotations

import pytest
from benchmarks.tally import Tally, Truth, count_found, count_gold, shape

from piiguard.finding import Finding


def _found(entity_type: str, start: int, end: int) -> Finding:
    return Finding(entity_type, start, end, 0.9, "made.up", "")


TRUTH = [Truth(0, 5, frozenset({"A"})), Truth(10, 15, frozenset({"A", "B"}))]


@pytest.mark.parametrize(
    ("found", "exact", "covered"),
    [
        pytest.param([_found("A", 0, 5), _found("B", 10, 15)], 2, 2, id="both exact, any accepted type counts"),
        pytest.param([_found("A", 1, 5)], 0, 1, id="a shorter span only overlaps"),
        pytest.param([_found("B", 0, 5)], 0, 0, id="the wrong type counts for nothing"),
        pytest.param([_found("A", 5, 10)], 0, 0, id="a span that only touches does not overlap"),
    ],
)
def test_recall(found, exact, covered):
    tally = Tally()
    missed = count_gold(tally, TRUTH, found)
    assert (tally.gold, tally.exact, tally.covered) == (2, exact, covered)
    assert len(missed) == 2 - exact


def test_precision_returns_what_matched_nothing_exactly():
    tally = Tally()
    found = [_found("A", 0, 5), _found("A", 11, 14), _found("C", 20, 25)]
    assert count_found(tally, TRUTH, found) == found[1:]
    assert (tally.found, tally.right, tally.touching) == (3, 1, 2)


def test_shares_of_nothing_are_not_claimed():
    assert Tally().as_dict()["recall"] is None


def test_a_shape_shows_no_character_of_the_value():
    assert shape("张三 Li-007@x.cn\n１") == "汉汉 Aa-999@a.aa⏎9"
