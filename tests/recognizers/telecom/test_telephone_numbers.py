"""Telephone numbers: every way of writing one gives the same canonical form, and blocks follow the numbering plan."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, strategies as st

from piiguard.recognizer import Doubt
from piiguard.recognizers.data import area_codes
from piiguard.recognizers.telecom import foreign_phone, landline, mobile

_TAIL = st.text("0123456789", min_size=8, max_size=8)
_PREFIX = st.sampled_from(sorted(mobile._FULL))


@given(_PREFIX, _TAIL, st.sampled_from(["", "86", "086", "0086", "0", "17951", "17911", "17901", "12593", "10193"]))
def test_a_mobile_is_the_same_number_behind_any_prefix(block: str, tail: str, before: str) -> None:
    assert mobile.validate(before + block + tail) == block + tail


@given(_PREFIX, _TAIL, st.text("0123456789", min_size=4, max_size=4))
def test_an_extension_is_no_part_of_the_canonical_mobile(block: str, tail: str, extension: str) -> None:
    assert mobile.validate(f"{block}{tail}转{extension}") == block + tail
    assert mobile.validate(block + tail + extension) == block + tail


@pytest.mark.parametrize(
    "block", ["140", "142", "143", "144", "154", "160", "163", "164", "168", "169", "179", "194"]
)
def test_a_block_that_was_not_issued_is_doubtful(block: str) -> None:
    verdict = mobile.validate(block + "12345678")
    assert isinstance(verdict, Doubt)
    assert verdict == block + "12345678"


@pytest.mark.parametrize("digits", ["12012345678", "11012345678", "1381234567", "138123456789", "23812345678"])
def test_other_digits_are_no_mobile(digits: str) -> None:
    assert mobile.validate(digits) is None


def test_every_mobile_that_libphonenumber_knows_is_accepted() -> None:
    for block in range(1300, 2000):
        number = phonenumbers.PhoneNumber(country_code=86, national_number=int(f"{block}1234567"))
        if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE and block != 1349:
            verdict = mobile.validate(f"{block}1234567")
            assert verdict is not None, block
            assert not isinstance(verdict, Doubt), block


@pytest.mark.parametrize("area", ["10", "21", "28", "311", "531", "571", "755", "898", "917", "991"])
def test_a_landline_has_the_length_of_its_area(area: str) -> None:
    lengths = area_codes.subscriber_lengths(area)
    for length in (6, 7, 8, 9):
        verdict = landline.validate("0" + area + "6" * length)
        assert (verdict is not None) == (length in lengths), (area, length)


@pytest.mark.parametrize("written", ["01065529988", "861065529988", "00861065529988", "8601065529988"])
def test_a_landline_is_the_same_number_behind_any_prefix(written: str) -> None:
    assert landline.validate(written) == "01065529988"


@pytest.mark.parametrize(
    "written", ["01065529988转8001", "01065529988x8001", "01065529988ext8001", "01065529988#8001"]
)
def test_an_extension_keeps_its_place_in_the_canonical_landline(written: str) -> None:
    assert landline.validate(written) == "01065529988x8001"


@pytest.mark.parametrize("written", ["+852 9123 4567", "0085291234567", "852-91234567", "(852) 9123 4567"])
def test_a_foreign_number_is_the_same_in_any_layout(written: str) -> None:
    assert foreign_phone.validate(written) == "+85291234567"


@pytest.mark.parametrize("written", ["+85200000000", "00999123456789", "+1234567"])
def test_a_number_of_no_country_is_refused(written: str) -> None:
    assert foreign_phone.validate(written) is None
