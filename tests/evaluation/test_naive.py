"""The regexes that piiguard is measured against are what somebody would write: they find the plain cases."""

from __future__ import annotations

import re

import pytest
from benchmarks import naive

from piiguard.registry import built_in
from piiguard.selftest import unmarked

PERSONAL = [each for each in built_in() if each.personal]
# Read by the name model alone.
READ = {"LOCATION", "ORGANIZATION"}


def test_there_is_a_pattern_for_each_type() -> None:
    assert set(naive.EVERY) == {each.entity_type for each in PERSONAL} - READ
    assert set(naive.TEN) <= set(naive.EVERY)


@pytest.mark.parametrize("entity_type", sorted(naive.EVERY))
def test_a_pattern_finds_an_example_of_its_type(entity_type: str) -> None:
    pattern = re.compile(naive.EVERY[entity_type])
    examples = [example for each in PERSONAL if each.entity_type == entity_type for example in each.examples]
    found = 0
    for example in examples:
        text, spans = unmarked(example)
        matches = [match.span() for match in pattern.finditer(text)]
        found += any(first < end and start < last for first, last in matches for start, end in spans)
    assert found
