"""What a recognizer says for large texts, and is not so, its examples tell: whose, which field, and no value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pytest

from piiguard import registry
from piiguard.anchor_check import check_anchors
from piiguard.engine import Engine
from piiguard.recognizer import Anchor, Candidate, Depends, Digits, Recognizer, Score

TICKET = re.compile("#([0-9]{4})(?![0-9])")
ANCHOR = Anchor("#", "[0-9]")
RIGHT = "(?<=票)|(?<=[^0-9])"


def find(text: str, at: int) -> Iterable[Candidate]:
    match = TICKET.match(text, at)
    return () if match is None else (Candidate(match.start(), match.end(), match[1]),)


def of_first(text: str, places: Sequence[int]) -> Iterable[Candidate]:
    return find(text, places[0])


def of_each(text: str, places: Sequence[int]) -> Iterable[Candidate]:
    return [each for at in places for each in find(text, at)]


def even(value: str) -> str | None:
    return value if int(value) % 2 == 0 else None


TICKETS = Recognizer(
    entity_type="TICKET",
    name="our.ticket",
    name_zh="票号",
    name_en="Ticket",
    candidates=(ANCHOR,),
    score=Score(0.9, 0.9),
    legal="basic",
    source="our own numbering",
    examples=("票⟦#4711⟧和⟦#4712⟧", "⟦#4713⟧"),
    counter_examples=("票#47113",),
    max_length=5,
    find=find,
)


def fields(recognizer: Recognizer) -> list[str]:
    return [each.field for each in check_anchors([recognizer])]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"candidates": (ANCHOR._replace(before=RIGHT),)}, []),
        # Fits where the example stands alone, but not behind a Han character.
        ({"candidates": (ANCHOR._replace(before="(?<=[^㐀-鿿])"),)}, ["Anchor.before"]),
        ({"candidates": (ANCHOR._replace(before="(?<=票)"),)}, ["Anchor.before"]),
        ({"candidates": (ANCHOR._replace(again=("#[0-9]{4}", 40)),)}, ["Anchor.again"]),
        ({"candidates": (ANCHOR._replace(before="(?<=x)", again=("#x", 1)),)}, ["Anchor.before", "Anchor.again"]),
        ({"candidates": (ANCHOR._replace(before="(?<=票"),)}, ["Anchor.before"]),
        ({"candidates": (ANCHOR._replace(again=("(", 3)),)}, ["Anchor.again"]),
        ({"find_all": of_each}, []),
        ({"find_all": of_first}, ["find_all"]),
    ],
)
def test_each_field_that_the_examples_refute_is_told_once(changes: dict[str, object], expected: list[str]) -> None:
    assert fields(TICKETS._replace(**changes)) == expected


def test_what_is_told_loses_findings_in_large_texts() -> None:
    wrong = TICKETS._replace(candidates=(ANCHOR._replace(before="(?<=票)"),))
    exact, bulk = (Engine([wrong], executor=executor).scan("票#4711\n#4713") for executor in ("exact", "bulk"))
    assert (len(exact), len(bulk)) == (2, 1)


def test_a_check_that_depends_on_more_than_is_said_is_told() -> None:
    wrong = TICKETS._replace(
        candidates=(Digits((8,)),),
        find=None,
        validate=even,
        depends=Depends(2),
        examples=("⟦12345678⟧和12345679和⟦12345670⟧",),
        counter_examples=("12345671",),
        max_length=8,
    )
    assert fields(wrong) == ["depends"]
    assert fields(wrong._replace(depends=None)) == []


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("[0-9]*[02468]", []), ("[0-9]+", ["accepted"]), ("[0-9", ["accepted"]), ("", [])],
)
def test_what_is_accepted_and_refused_is_told(accepted: str, expected: list[str]) -> None:
    numbers = TICKETS._replace(candidates=(Digits((8,)),), find=None, validate=even, accepted=accepted, max_length=8)
    assert fields(numbers._replace(examples=("票⟦12345678⟧",), counter_examples=("12345671",))) == expected


def test_no_value_is_told() -> None:
    wrong = TICKETS._replace(candidates=(ANCHOR._replace(before="(?<=x)", again=("#x", 1)),), find_all=of_first)
    told = list(check_anchors([wrong]))
    assert len(told) == 3
    assert not re.search("471[0-9]", repr(told))
    assert {each.recognizer for each in told} == {"our.ticket"}


def test_built_in_recognizers_say_what_is_so() -> None:
    assert list(check_anchors(registry.built_in())) == []
