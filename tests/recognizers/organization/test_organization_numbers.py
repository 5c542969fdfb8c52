"""Codes of organisations: credit code, organisation code, registration and taxpayer numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from stdnum.cn import uscc as reference
from stdnum.iso7064 import mod_11_10 as reference_mod_11_10

from piiguard.checks import mod_11_2, mod_11_10, mod_31
from piiguard.recognizer import Doubt, InvalidChecksum, InvalidComponent, InvalidDate, InvalidNumber
from piiguard.recognizers.organization import business_reg_no, org_code, taxpayer_no, uscc

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _org(body: str) -> str:
    check = (11 - sum(int(char, 36) * weight for char, weight in zip(body, _WEIGHTS, strict=True)) % 11) % 11
    return body + ("X" if check == 10 else str(check))


def _credit(head: str, body: str) -> str:
    code = head + _org(body)
    return f"{code}{mod_31(code)}"


_codes = st.builds(
    _credit,
    st.sampled_from(("91110105", "92440304", "93330106", "12310115", "52110000", "N1350100", "11100000")),
    st.text(_ALPHABET, min_size=8, max_size=8),
)


@given(_codes)
def test_every_code_built_by_the_rules_is_accepted_and_its_check_agrees_with_stdnum(code: str) -> None:
    assert uscc.validate(code.lower()) == code
    assert reference.calc_check_digit(code[:17]) == code[17]


@given(_codes, st.integers(8, 17), st.sampled_from(_ALPHABET))
def test_no_single_wrong_character_passes(code: str, place: int, char: str) -> None:
    wrong = code[:place] + char + code[place + 1 :]
    if wrong != code:
        with pytest.raises(InvalidChecksum):
            uscc.validate(wrong)


def test_the_sample_of_the_standard() -> None:
    assert uscc.validate("91350100M000100Y43") == "91350100M000100Y43"
    assert org_code.validate("M000100Y-4") == "M000100Y4"


def test_letters_with_an_unknown_region_or_a_wrong_code_inside_leave_a_doubt() -> None:
    for body in ("91119999MA1K4A0X1", "91110105MA1K4A0X0"):
        assert isinstance(uscc.validate(f"{body}{mod_31(body)}"), Doubt)


def test_digits_alone_with_a_wrong_code_inside_are_rejected() -> None:
    bodies = (f"91110105{n:09}" for n in range(123456780, 123456880))
    codes = [f"{body}{mod_31(body)}" for body in bodies if _org(body[8:16]) != body[8:]]
    wrong = next(code for code in codes if code.isdigit())
    with pytest.raises(InvalidComponent):
        uscc.validate(wrong)


def test_digits_that_are_a_resident_number_too_leave_a_doubt() -> None:
    for day in range(1, 29):
        for serial in range(1000):
            number = f"131101199001{day:02}{serial:03}"
            number += mod_11_2(number)
            if number[17] == mod_31(number[:17]) and _org(number[8:16]) == number[8:17]:
                assert isinstance(uscc.validate(number), Doubt)
                return
    pytest.fail("no number satisfies both rules")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("94350100M000100Y43", id="a kind the authority does not have"),
        pytest.param("91990100M000100Y43", id="no province"),
    ],
)
def test_other_heads_are_no_credit_code(code: str) -> None:
    assert uscc.validate(code) is None


def test_a_short_credit_code_is_a_wrong_one() -> None:
    with pytest.raises(InvalidNumber):
        uscc.validate("91350100M000100Y4")


@given(st.from_regex("[0-9]{8}", fullmatch=True))
def test_registration_numbers_agree_with_stdnum(serial: str) -> None:
    body = "110108" + serial
    number = body + mod_11_10(body)
    assert reference_mod_11_10.is_valid(number)
    assert business_reg_no.validate(number) == number
    with pytest.raises(InvalidChecksum):
        business_reg_no.validate(body + str((int(number[14]) + 1) % 10))


def test_a_registration_number_begins_with_a_region() -> None:
    assert business_reg_no.validate("990108000000016") is None
    assert business_reg_no.validate("11010800000001X") is None
    assert business_reg_no.validate("100000000012347") == "100000000012347"


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
def test_organisation_codes(body: str) -> None:
    code = _org(body)
    assert org_code.validate(f"{code[:8]}-{code[8]}".lower()) == code
    assert taxpayer_no.validate_firm("350100" + code) == "350100" + code
    wrong = body + ("X" if code[8] != "X" else "0")
    with pytest.raises(InvalidChecksum):
        org_code.validate(wrong)
    with pytest.raises(InvalidChecksum):
        taxpayer_no.validate_firm("350100" + wrong)


def test_taxpayer_numbers_of_persons() -> None:
    assert taxpayer_no.validate_person("11010519491231002x00") == "11010519491231002X00"
    assert taxpayer_no.validate_person("99010519491231002X00") is None
    with pytest.raises(InvalidChecksum):
        taxpayer_no.validate_person("11010519491231002100")
    with pytest.raises(InvalidDate):
        taxpayer_no.validate_person("11010519491331002X00")


@given(st.text(max_size=24) | st.from_regex(r"[0-9A-Z]{9,20}", fullmatch=True))
def test_a_validator_answers_or_raises_only_what_it_promises(value: str) -> None:
    for validate in (
        uscc.validate,
        org_code.validate,
        business_reg_no.validate,
        taxpayer_no.validate_firm,
        taxpayer_no.validate_person,
    ):
        try:
            verdict = validate(value)
        except InvalidNumber:
            continue
        assert verdict is None or verdict == verdict.upper()
