"""Numbers built like GB 11643: resident, residence permit, permanent residence, disability certificate."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st
from stdnum.cn import ric

from piiguard import Guard
from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import (
    Doubt,
    InvalidChecksum,
    InvalidComponent,
    InvalidDate,
    InvalidNumber,
    InvalidRegion,
)
from piiguard.recognizers.data import divisions
from piiguard.recognizers.identity import disability_cert, foreign_pr_id, hmt_residence, resident_id, resident_id_15


def _days(last_year: int) -> st.SearchStrategy[str]:
    days = st.dates(date(1900, 1, 1), date(last_year, 12, 31))
    return days.map(lambda day: day.strftime("%Y%m%d"))


_counties = sorted(code for code in divisions.codes() if code[2:6] != "0000" and code[0] != "8")


def _complete(body: str) -> str:
    return body + mod_11_2(body)


_numbers = st.builds(
    lambda region, day, serial: _complete(f"{region}{day}{serial:03}"),
    st.sampled_from(_counties),
    _days(2025),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("11010519491231002X", "11010519491231002X", id="the first sample of the standard"),
        pytest.param("11010519491231002x", "11010519491231002X", id="lower-case x is made upper"),
        pytest.param("11010519491231002Х", "11010519491231002X", id="a Cyrillic letter counts as X"),
        pytest.param("11010519491231002×", "11010519491231002X", id="a times sign counts as X"),
        pytest.param(_complete("11010319900307015"), "110103199003070153", id="a retired county is accepted"),
        pytest.param(_complete("44030119850612334"), "440301198506123341", id="xxxx01 stands on cards"),
        pytest.param(_complete("33011320240229005"), "330113202402290055", id="a county of 2021 is accepted"),
        pytest.param(_complete("11011219900101001"), "110112199001010014", id="born before the county was set up"),
    ],
)
def test_a_resident_number_that_passes_all_checks(number: str, expected: str) -> None:
    verdict = resident_id.validate(number)
    assert verdict == expected
    assert not isinstance(verdict, Doubt)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("440524188001010014", id="the second sample of the standard is of 1880"),
        pytest.param("119999199003070123", id="a county never in use"),
        pytest.param(_complete("11000019900307001"), id="a province is no county"),
    ],
)
def test_a_resident_number_in_doubt(number: str) -> None:
    verdict = resident_id.validate(number)
    assert verdict == number
    assert isinstance(verdict, Doubt)


@pytest.mark.parametrize(
    ("number", "error"),
    [
        pytest.param("110105194912310021", InvalidChecksum, id="a wrong check digit"),
        pytest.param("11010519491331002X", InvalidDate, id="month 13"),
        pytest.param("11010519490229002X", InvalidDate, id="29 February of a common year"),
        pytest.param("11010520990101002X", InvalidDate, id="a birth far in the future"),
        pytest.param(_complete("11646520150512345"), InvalidRegion, id="a diploma number that passes by chance"),
        pytest.param("1101051949123100", InvalidNumber, id="two digits short"),
        pytest.param("1101051949123100AX", InvalidNumber, id="a letter inside"),
        pytest.param("1101051949123100²X", InvalidNumber, id="a digit that is not ASCII"),
    ],
)
def test_a_wrong_resident_number(number: str, error: type[InvalidNumber]) -> None:
    with pytest.raises(error):
        resident_id.validate(number)


@pytest.mark.parametrize("number", ["20240307153012345X", "810000199001010019", "000000000000000000"])
def test_no_province_no_resident_number(number: str) -> None:
    assert resident_id.validate(number) is None


@given(_numbers)
def test_every_number_built_by_the_rules_is_accepted_and_its_check_agrees_with_stdnum(number: str) -> None:
    verdict = resident_id.validate(number)
    assert (verdict, isinstance(verdict, Doubt)) == (number, False)
    assert ric.calc_check_digit(number) == number[17]


@given(_numbers, st.integers(0, 17), st.integers(1, 9))
def test_no_single_wrong_digit_passes(number: str, place: int, by: int) -> None:
    if number[place] == "X":
        wrong = number[:17] + str(by)
    else:
        wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    try:
        verdict = resident_id.validate(wrong)
    except InvalidNumber:
        verdict = None
    assert verdict is None


@given(_numbers)
def test_all_ways_of_writing_a_number_are_found_and_mean_the_same(number: str) -> None:
    guard = Guard()
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    groups = [(6, 14), (6, 10, 14), (4, 8, 12, 16), (6, 10, 12, 14)]
    cut = [[number[a:b] for a, b in zip((0, *places), (*places, 18), strict=True)] for places in groups]
    for written in (number, number.lower(), wide, number.replace("X", "×"), *map(" ".join, cut), *map("-".join, cut)):
        text = f"号码{written}，"
        (found,) = guard.scan(text)
        assert (found.entity_type, found.start, found.end) == ("CN_RESIDENT_ID", 2, 2 + len(written))
        assert guard.canonical(found, text) == number


@given(st.sampled_from(_counties), _days(1999), st.integers(0, 999))
def test_the_old_number_is_the_same_person_as_the_new_one(region: str, day: str, serial: int) -> None:
    upgraded = resident_id_15.validate(f"{region}{day[2:]}{serial:03}") or ""
    assert upgraded == _complete(f"{region}{day}{serial:03}")
    assert resident_id.validate(upgraded) == upgraded


@pytest.mark.parametrize(
    ("number", "error"),
    [
        pytest.param("110105491331002", InvalidDate, id="month 13"),
        pytest.param("119999491231002", InvalidRegion, id="a county never in use"),
        pytest.param("110000491231002", InvalidRegion, id="a province"),
        pytest.param("11010549123100", InvalidNumber, id="a digit short"),
    ],
)
def test_the_old_number_needs_a_date_and_a_county(number: str, error: type[InvalidNumber]) -> None:
    with pytest.raises(error):
        resident_id_15.validate(number)


@pytest.mark.parametrize("number", ["861234056789012", "710105491231002", "11010549123100X"])
def test_other_fifteen_digits_are_no_identity_number(number: str) -> None:
    assert resident_id_15.validate(number) is None


@pytest.mark.parametrize("number", ["810000199001010019", "820000197006150224", "830000199001010012"])
def test_a_residence_permit(number: str) -> None:
    assert hmt_residence.validate(number) == number
    assert resident_id.validate(number) is None


@pytest.mark.parametrize(
    ("number", "error"),
    [
        ("810000199001010018", InvalidChecksum),
        ("810000199013010018", InvalidDate),
        ("81000019900101001", InvalidNumber),
        ("8100001990010100A9", InvalidNumber),
    ],
)
def test_a_wrong_residence_permit(number: str, error: type[InvalidNumber]) -> None:
    with pytest.raises(error):
        hmt_residence.validate(number)


def test_other_regions_are_no_residence_permit() -> None:
    assert hmt_residence.validate("840000199001010019") is None


def test_permanent_residence_numbers_of_both_kinds() -> None:
    assert foreign_pr_id.validate("911840199001010018") == "911840199001010018"
    assert foreign_pr_id.validate_old("usa110190010111") == "USA110190010111"


@pytest.mark.parametrize(
    ("number", "error"),
    [
        pytest.param("911840199001010019", InvalidChecksum, id="a wrong check digit"),
        pytest.param(_complete("91199919900101001"), InvalidComponent, id="a country that does not exist"),
        pytest.param("911840199013010018", InvalidDate, id="month 13"),
        pytest.param("91184019900101001", InvalidNumber, id="a digit short"),
        pytest.param("9118401990010100A8", InvalidNumber, id="a letter inside"),
    ],
)
def test_a_wrong_permanent_residence_number(number: str, error: type[InvalidNumber]) -> None:
    with pytest.raises(error):
        foreign_pr_id.validate(number)


@pytest.mark.parametrize(
    ("number", "error"),
    [("USA110190010112", InvalidChecksum), ("USA110190130111", InvalidDate), ("USA11019001011", InvalidNumber)],
)
def test_a_wrong_old_permanent_residence_number(number: str, error: type[InvalidNumber]) -> None:
    with pytest.raises(error):
        foreign_pr_id.validate_old(number)


def test_numbers_of_other_kinds_are_no_permanent_residence() -> None:
    assert foreign_pr_id.validate("110105194912310021") is None
    assert foreign_pr_id.validate("981840199001010018") is None
    assert foreign_pr_id.validate_old("ABX110190010111") is None


def test_a_disability_certificate_holds_a_valid_number_a_kind_and_a_grade() -> None:
    assert disability_cert.validate("11010519491231002x43b1") == "11010519491231002X43B1"
    assert isinstance(disability_cert.validate("11999919900307012343"), Doubt)
    assert disability_cert.validate("11010519491231002X95") is None
    assert disability_cert.validate("20240101123045678912") is None
    with pytest.raises(InvalidChecksum):
        disability_cert.validate("11010519491231002144")
    with pytest.raises(InvalidDate):
        disability_cert.validate("11010519491331002X44")
    with pytest.raises(InvalidNumber):
        disability_cert.validate("11010519491231002X4")


@given(st.text(max_size=24) | st.from_regex(r"[0-9A-Zx×]{15,22}", fullmatch=True))
def test_a_validator_answers_or_raises_only_what_it_promises(value: str) -> None:
    validators = (
        resident_id.validate,
        resident_id_15.validate,
        hmt_residence.validate,
        foreign_pr_id.validate,
        foreign_pr_id.validate_old,
        disability_cert.validate,
    )
    for validate in validators:
        try:
            verdict = validate(value)
        except InvalidNumber:
            continue
        if verdict is not None:
            assert is_date(verdict[6:14], 1800) or validate is foreign_pr_id.validate_old
