"""The tests by which most characters are passed over let through whatever a pattern may begin with."""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]  # typeshed leaves it out
from collections.abc import Iterable
from typing import Any

import pytest

from piiguard.addresses import words


def beginnings(items: Iterable[Any]) -> tuple[set[int], bool]:
    """Return the code points with which a match may begin, and whether it may be empty."""
    found: set[int] = set()
    for op, argument in items:
        kind = str(op)
        empty = False
        if kind == "LITERAL":
            found.add(argument)
        elif kind == "IN":
            for each, value in argument:
                assert str(each) in ("LITERAL", "RANGE")
                found.update([value] if str(each) == "LITERAL" else range(value[0], value[1] + 1))
        elif kind == "BRANCH":
            branches = [beginnings(branch) for branch in argument[1]]
            found.update(*(chars for chars, _ in branches))
            empty = any(each for _, each in branches)
        elif kind == "SUBPATTERN":
            chars, empty = beginnings(argument[-1])
            found |= chars
        elif kind == "MAX_REPEAT":
            chars, empty = beginnings(argument[2])
            found |= chars
            empty = empty or argument[0] == 0
        else:
            assert kind in ("ASSERT", "ASSERT_NOT", "AT"), kind
            empty = True
        if not empty:
            return found, False
    return found, True


@pytest.mark.parametrize(
    ("source", "passed"),
    [
        (words.SUFFIX.source, "".join(sorted(words.SUFFIX_BEGINS))),
        (words.BARE.source, "".join(sorted(words.BARE_BEGINS))),
        (f"{words.CORPS}|{words.NUMBERED}|{words.CHAIN}", words.NUMBER_BEGINS),
        (f"{words.SURE}|{words.UNSURE}", words.WORD_BEGINS),
        (words.UNIT, words.UNIT_BEGINS),
    ],
    ids=["suffix", "bare number", "number", "word", "unit"],
)
def test_what_a_pattern_begins_with_is_passed(source: str, passed: str) -> None:
    chars, empty = beginnings(parser.parse(source))
    assert not empty
    assert chars
    assert [chr(code) for code in chars if re.match(f"[{passed}]", chr(code)) is None] == []
