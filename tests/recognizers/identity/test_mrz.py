"""Machine-readable lines of passports and cards."""

from __future__ import annotations

import pytest

from piiguard import scan
from piiguard.checks import icao_731
from piiguard.recognizer import Doubt, InvalidChecksum
from piiguard.recognizers.identity import mrz

NAMES = "POCHNZHANG<<SAN".ljust(44, "<")
NUMBERS = "E123456782CHN9001011M3001019LKMBPNLIPMAAA092"
CARD = ("I<CHNE123456782".ljust(30, "<"), "9001011M3001019CHN".ljust(29, "<") + "6", "ZHANG<<SAN".ljust(30, "<"))
VISA = "V<CHNZHANG<<SAN".ljust(36, "<")


def _spans(text: str) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in scan(text) if each.entity_type == "CN_PASSPORT"]


def test_the_samples_follow_the_rules() -> None:
    assert len(NUMBERS) == 44
    assert [icao_731(part) for part in ("E12345678", "900101", "300101")] == ["2", "1", "9"]


@pytest.mark.parametrize("line", [NUMBERS, CARD[0], CARD[1]])
def test_lines_of_numbers_are_checked(line: str) -> None:
    assert mrz.validate(line) == line
    assert not isinstance(mrz.validate(line), Doubt)


@pytest.mark.parametrize("line", [NAMES, VISA, CARD[2]])
def test_lines_of_names_stay_in_doubt(line: str) -> None:
    assert isinstance(mrz.validate(line), Doubt)


@pytest.mark.parametrize(
    "line",
    [
        NUMBERS.replace("E12345678", "E12345679"),
        NUMBERS.replace("900101", "900102"),
        NUMBERS.replace("300101", "300102"),
        CARD[0].replace("E12345678", "E12345679"),
        CARD[1].replace("900101", "900102"),
    ],
)
def test_a_wrong_check_digit_is_told(line: str) -> None:
    with pytest.raises(InvalidChecksum):
        mrz.validate(line)


@pytest.mark.parametrize(
    "line",
    [
        "<" * 30,
        NAMES.replace("CHN", "QQQ"),
        NUMBERS.replace("CHN", "QQQ"),
        NAMES[:-1],
        "COUT<<A<<B<<C<<DDDDDDDDDDDDDDD",
        "XYZCHNZHANG<<SAN".ljust(44, "<"),
    ],
)
def test_other_lines_are_none(line: str) -> None:
    assert mrz.validate(line) is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", " \n  "])
def test_a_second_line_without_filler_is_found_from_the_first(newline: str) -> None:
    second = 44 + len(newline)
    assert _spans(NAMES + newline + NUMBERS) == [(0, 44), (second, second + 44)]


def test_lines_joined_without_a_break_are_told_apart() -> None:
    assert _spans(f"护照{NAMES}{NUMBERS}") == [(2, 46), (46, 90)]


def test_the_three_lines_of_a_card() -> None:
    assert _spans("\n".join(CARD)) == [(0, 30), (31, 61), (62, 92)]


@pytest.mark.parametrize(
    "text",
    [
        "x" + NAMES,
        NAMES + "x",
        NAMES[:40],
        "template<class A>B<<C",
        "A<<" * 60,
        f"{NAMES}\n{NUMBERS}X"[45:],
    ],
)
def test_runs_of_another_length_or_glued_to_letters_are_left(text: str) -> None:
    assert _spans(text) == []
