"""Identity numbers that are told by their parts are those that pass one by one, and nearly all of them are told."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, strategies as st

from piiguard.checks import mod_11_2
from piiguard.recognizer import Doubt, InvalidNumber
from piiguard.recognizers.data import divisions
from piiguard.recognizers.identity.resident_id import RECOGNIZER, validate

np = pytest.importorskip("numpy")
by_parts = pytest.importorskip("piiguard.bulk.by_parts")

REGIONS = sorted(code for code in divisions.names() if not code.endswith("00"))


def passes(number: str) -> bool:
    try:
        verdict = validate(number)
    except InvalidNumber:
        return False
    return verdict is not None and not isinstance(verdict, Doubt)


def numbers(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    found = []
    while len(found) < count:
        region = chance.choice(REGIONS) if chance.random() < 0.8 else f"{chance.randint(100000, 699999)}"
        year = chance.randint(1790, 2060)
        body = f"{region}{year}{chance.randint(0, 13):02}{chance.randint(0, 32):02}{chance.randint(0, 999):03}"
        check = mod_11_2(body) if chance.random() < 0.9 else "7"
        if check.isdigit():
            found.append(body + check)
    return found


def teller() -> object:
    assert RECOGNIZER.depends is not None
    return by_parts.ByParts(RECOGNIZER.depends.parts, RECOGNIZER.depends.dates, passes)


def told(one: object, batch: list[str]) -> list[bool]:
    digits = np.frombuffer("".join(batch).encode(), np.uint8).reshape(-1, 18) - np.uint8(48)
    return one.passed(digits).tolist()  # type: ignore[attr-defined,no-any-return]


@given(st.integers(0, 10**9))
def test_what_is_told_to_pass_passes(seed: int) -> None:
    batch = numbers(seed, 60)
    one = teller()
    for _ in range(2):
        assert [number for number, ok in zip(batch, told(one, batch), strict=True) if ok and not passes(number)] == []


def test_what_passes_is_told() -> None:
    batch = numbers(1, 3000)
    expected = [passes(number) for number in batch]
    assert sum(expected) > 500
    assert told(teller(), batch) == expected
