"""Runs every labelled text of `tests/cases/*.jsonl`: exact spans and kinds, nothing more and nothing less.

A line holds `label`, `text`, `spans` (`start`, `end`, `type`), `why`; one with `miss` is a known fault that the word
describes, and fails this test as soon as it is mended.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import piiguard

FOLDER = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            case = json.loads(line)
            marks = [pytest.mark.xfail(strict=True, reason=case["miss"])] if "miss" in case else []
            found.append(pytest.param(case, id=f"{path.stem} line {number}: {case['why']}", marks=marks))
    return found


@pytest.fixture(scope="session")
def guard() -> piiguard.Guard:
    return piiguard.Guard()


@pytest.mark.parametrize("case", cases())
def test_text_holds_these_findings_and_no_others(case: dict[str, Any], guard: piiguard.Guard) -> None:
    expected = [(span["start"], span["end"], span["type"]) for span in case["spans"]]
    found = [(each.start, each.end, each.entity_type) for each in guard.scan(case["text"])]
    assert found == sorted(expected)


def test_every_case_is_well_formed(guard: piiguard.Guard) -> None:
    known = {each.entity_type for each in guard.recognizers}
    for parameters in cases():
        case = parameters.values[0]
        assert case.keys() - {"miss"} == {"label", "text", "spans", "why"}, parameters.id
        assert {span["type"] for span in case["spans"]} <= known, parameters.id
        assert all(0 <= span["start"] < span["end"] <= len(case["text"]) for span in case["spans"]), parameters.id
