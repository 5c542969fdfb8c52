"""Passports, travel permits, cards of Hong Kong, Macau and Taiwan, certificates: their validators and places."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, scan
from piiguard.recognizer import InvalidChecksum, InvalidComponent, InvalidNumber, InvalidRegion
from piiguard.recognizers.identity import (
    driver_archive_no,
    foreign_passport,
    hk_id,
    marriage_cert,
    military_id,
    mo_id,
    passport,
    travel_permit,
    tw_id,
)


@pytest.mark.parametrize(
    "number",
    "E12345678 EA1234567 G12345678 D12345678 S12345678 H12345678 K12345678 PE1234567 SE1234567 DE1234567 "
    "MA1234567 P1234567 S1234567 141234567 151234567".split(),
)
def test_every_series_of_passports(number: str) -> None:
    assert passport.validate(number.lower()) == number


@pytest.mark.parametrize("number", ["EI1234567", "EO1234567", "E1234567", "161234567", "AB1234567", "MB1234567"])
def test_series_that_were_never_printed(number: str) -> None:
    assert passport.validate(number) is None


def test_the_dot_of_an_official_passport_is_no_part_of_the_number() -> None:
    assert passport.validate("P.1234567") == "P1234567"


@pytest.mark.parametrize("written", ["A123456(3)", "a123456（3）", "A123456 (3)", "A1234563"])
def test_a_hong_kong_number_means_the_same_however_written(written: str) -> None:
    assert hk_id.validate(written) == "A1234563"


def test_hong_kong_check_characters() -> None:
    assert hk_id.validate("AB987654(3)") == "AB9876543"
    assert hk_id.validate("ABC123456(3)") is None
    with pytest.raises(InvalidChecksum):
        hk_id.validate("A123456(4)")


@given(st.from_regex("[A-Z]{1,2}[0-9]{6}", fullmatch=True))
def test_one_check_character_fits_each_hong_kong_number(body: str) -> None:
    fitting = 0
    for check in "0123456789A":
        try:
            fitting += hk_id.validate(body + check) is not None
        except InvalidChecksum:
            continue
    assert fitting == 1


@pytest.mark.parametrize("number", ["A123456789", "A800000014"])
def test_taiwan_numbers(number: str) -> None:
    assert tw_id.validate(number.lower()) == number


@given(st.from_regex("[A-Z](?:[1289]|[A-D])[0-9]{7}", fullmatch=True))
def test_one_check_digit_fits_each_taiwan_number(body: str) -> None:
    fitting = 0
    for check in "0123456789":
        try:
            fitting += tw_id.validate(body + check) is not None
        except InvalidChecksum:
            continue
    assert fitting == 1


def test_other_shapes_are_no_taiwan_number() -> None:
    assert tw_id.validate("A323456789") is None
    assert tw_id.validate("A12345678") is None


def test_macau_numbers() -> None:
    assert mo_id.validate("1234567(8)") == mo_id.validate("1/234567/8") == "12345678"
    assert mo_id.validate("2234567(8)") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("台胞证0123456789(B)有效", "0123456789(B)"),
        ("台胞证0123456789（b）", "0123456789（b）"),
        ("台胞证01234567(B)", "01234567"),
        ("公务护照：P.1234567", "P.1234567"),
        ("持军字第1234567号证", "军字第1234567号"),
        ("证bj110105-2020-001234。", "bj110105-2020-001234"),
        ("房产证深房地字第4000123456号", "深房地字第4000123456号"),
        ("房屋所有权证武房权证市字第2008001234号", "房权证市字第2008001234号"),
        ("土地证鄂(2010)武汉国用第0012345号", "鄂(2010)武汉国用第0012345号"),
    ],
)
def test_the_span_is_the_whole_number(text: str, value: str) -> None:
    (found,) = scan(text)
    assert text[found.start : found.end] == value


@pytest.mark.parametrize(
    ("number", "error"), [("J990105-2020-001234", InvalidRegion), ("J110105-1900-001234", InvalidComponent)]
)
def test_a_marriage_certificate_needs_a_province_and_a_year(number: str, error: type[InvalidNumber]) -> None:
    with pytest.raises(error):
        marriage_cert.validate(number)


def test_other_shapes_are_no_marriage_certificate() -> None:
    assert marriage_cert.validate("K110105-2020-001234") is None


def test_an_archive_number_begins_with_a_province() -> None:
    assert driver_archive_no.validate("110012345678") == "110012345678"
    assert driver_archive_no.validate("990012345678") is None


def test_values_without_checks_are_put_in_one_case() -> None:
    assert foreign_passport.validate("ab1234567") == "AB1234567"
    assert travel_permit.validate("ca1234567") == "CA1234567"


@pytest.mark.parametrize("text", ["（2020）京字第1234号", "法学字第12号", "文字第一章", "海字第12345678901号"])
def test_numbers_of_documents_are_no_military_identity(text: str) -> None:
    assert list(military_id.find(text, text.index("字"))) == []


def test_a_chinese_passport_is_not_reported_as_a_foreign_one() -> None:
    guard = Guard()
    assert [each.entity_type for each in guard.scan("护照号：E12345678；护照号：AB1234567")] == [
        "CN_PASSPORT",
        "PASSPORT",
    ]
