"""Area codes of fixed lines, checked against phonenumbers as it is installed."""

from __future__ import annotations

import phonenumbers
import pytest

from piiguard.recognizers.data import _table, area_codes

# 8-digit cities of three-digit codes, and areas with both lengths.
EIGHT = (
    "311 371 377 379 411 431 432 451 510 511 512 513 514 515 516 517 518 519 523 527 531 532 551 571 573 574 575 576 "
    "577 579 591 595 731 755 757 760 769 791 871 898"
)
BOTH = "433 435 754 851"


@pytest.mark.parametrize("area", ["10", *(str(area) for area in range(20, 30) if area != 26), *EIGHT.split(" ")])
def test_areas_with_eight_digits(area: str) -> None:
    assert area_codes.subscriber_lengths(area) == (8,)


@pytest.mark.parametrize("area", ["310", "335", "512", "561", "691", "812", "909", "999"])
def test_place_of_an_area_is_named(area: str) -> None:
    assert area_codes.subscriber_lengths(area)
    assert area_codes.place(area)


def test_areas_with_both_lengths() -> None:
    both = {row[0] for row in _table.rows("area_codes") if area_codes.subscriber_lengths(row[0]) == (7, 8)}
    assert both == set(BOTH.split(" "))


@pytest.mark.parametrize("area", ["", "0", "26", "010", "11", "138", "300", "1000", "6", "x10"])
def test_no_such_area(area: str) -> None:
    assert area_codes.subscriber_lengths(area) == ()
    assert area_codes.place(area) is None


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        pytest.param("01065529988", ("010", "65529988"), id="Beijing"),
        pytest.param("02088776655", ("020", "88776655"), id="Guangzhou"),
        pytest.param("075588776655", ("0755", "88776655"), id="four-digit area, eight digits"),
        pytest.param("03108877665", ("0310", "8877665"), id="four-digit area, seven digits"),
        pytest.param("08518877665", ("0851", "8877665"), id="area with both lengths, seven"),
        pytest.param("085188776655", ("0851", "88776655"), id="area with both lengths, eight"),
    ],
)
def test_split(number: str, parts: tuple[str, str]) -> None:
    assert area_codes.split(number) == parts


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("", id="nothing"),
        pytest.param("0", id="a zero"),
        pytest.param("010", id="an area alone"),
        pytest.param("0106552998", id="too short for Beijing"),
        pytest.param("010655299881", id="too long for Beijing"),
        pytest.param("01015529988", id="begins with 1"),
        pytest.param("01095529988", id="begins with 9"),
        pytest.param("02688776655", id="no such area"),
        pytest.param("13812345678", id="no leading zero"),
        pytest.param("20088776655", id="another digit for the zero"),
        pytest.param("031088776655", id="eight digits in an area of seven"),
    ],
)
def test_no_split(number: str) -> None:
    assert area_codes.split(number) is None


def test_every_area_is_a_fixed_line_for_phonenumbers() -> None:
    fixed = phonenumbers.PhoneNumberType.FIXED_LINE
    for area, lengths, _place in _table.rows("area_codes"):
        for length in map(int, lengths.split(",")):
            number = phonenumbers.parse(f"+86{area}{'6' * length}", None)
            assert phonenumbers.number_type(number) == fixed, area
