"""Identifiers of SIM cards and devices against their check digits, computed here another way."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from stdnum import imei, luhn

from piiguard.recognizer import Doubt, InvalidChecksum
from piiguard.recognizers.telecom import device_id, sim_and_device


@given(st.sampled_from(["35", "86", "01", "99"]), st.text("0123456789", min_size=12, max_size=12))
def test_an_imei_needs_its_check_digit(body: str, rest: str) -> None:
    good = body + rest + luhn.calc_check_digit(body + rest)
    assert imei.is_valid(good)
    assert sim_and_device.validate_imei(good) == good
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    with pytest.raises(InvalidChecksum):
        sim_and_device.validate_imei(wrong)


def test_an_imei_starts_with_a_reporting_body() -> None:
    assert sim_and_device.validate_imei("771234056789012") is None


@pytest.mark.parametrize(
    ("network", "known"),
    [("00", True), ("01", True), ("11", True), ("15", True), ("20", True), ("99", False), ("33", False)],
)
def test_an_imsi_names_a_chinese_network(network: str, known: bool) -> None:
    number = f"460{network}1234567890"
    assert sim_and_device.validate_imsi(number) == (number if known else None)


def test_an_iccid_without_its_check_digit_is_doubtful() -> None:
    good, wrong = "89860023123456789019", "89860023123456789018"
    assert not isinstance(sim_and_device.validate_iccid(good), Doubt)
    assert isinstance(sim_and_device.validate_iccid(wrong), Doubt)
    assert sim_and_device.validate_iccid("89869923123456789019") is None


def test_a_meid_starts_with_a_letter_or_99() -> None:
    assert sim_and_device.validate_meid("a1000012345678") == "A1000012345678"
    assert sim_and_device.validate_meid("99000012345678") == "99000012345678"
    assert sim_and_device.validate_meid("12000012345678") is None


def test_zeros_are_no_device() -> None:
    assert device_id.validate("00000000-0000-0000-0000-000000000000") is None
    assert device_id.validate("0" * 16) is None
    assert device_id.validate("9774D56D682E549C") == "9774d56d682e549c"
