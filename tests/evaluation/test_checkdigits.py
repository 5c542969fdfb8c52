"""The benchmarks' own check digits agree with the samples printed in the standards."""

from __future__ import annotations

import pytest
from benchmarks import checkdigits


@pytest.mark.parametrize(
    ("compute", "body", "expected"),
    [
        pytest.param(checkdigits.mod_11_2, "11010519491231002", "X", id="resident ID printed in GB 11643"),
        pytest.param(checkdigits.mod_11_2, "91184019900101001", "8", id="foreigner's permanent residence card"),
        pytest.param(checkdigits.uscc, "91350100M000100Y4", "3", id="credit code printed in GB 32100"),
        pytest.param(checkdigits.org_code, "M000100Y", "4", id="organisation code inside that credit code"),
        pytest.param(checkdigits.mod_11_10, "11010800000001", "6", id="business registration number"),
        pytest.param(checkdigits.luhn, "622202000000000000", "0", id="UnionPay card"),
        pytest.param(checkdigits.luhn, "86123405678901", "2", id="IMEI"),
        pytest.param(checkdigits.vin, "LSVAA49J12000001", "1", id="vehicle identification number"),
        pytest.param(checkdigits.hkid, "A123456", "3", id="Hong Kong card with one letter"),
        pytest.param(checkdigits.hkid, "AB987654", "3", id="Hong Kong card with two letters"),
        pytest.param(checkdigits.tw_id, "A12345678", "9", id="Taiwan citizen"),
        pytest.param(checkdigits.tw_id, "A80000001", "4", id="Taiwan resident certificate"),
        pytest.param(checkdigits.upu_s10, "12345678", "5", id="postal item"),
        pytest.param(checkdigits.icao_731, "USA11019001011", "1", id="old permanent residence card"),
    ],
)
def test_check_digit_of_a_published_number(compute, body, expected):
    assert compute(body) == expected
