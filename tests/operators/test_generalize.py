"""Coarser values: what each kind becomes, and that nothing passes unchanged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from piiguard import UsageError
from piiguard.operators import build
from piiguard.operators.base import Request
from piiguard.operators.coarser import band
from piiguard.recognizer import Mask


def coarser(entity_type: str, value: str, **params: object) -> str:
    return build("generalize", params).apply(Request(entity_type, value, value, Mask(), "basic"))


@pytest.mark.parametrize(
    ("entity_type", "value", "params", "wanted"),
    [
        ("CN_ADDRESS", "北京市朝阳区建国路1号", {}, "北京市朝阳区"),
        ("CN_ADDRESS", "山东省济南市槐荫区经十路1号", {"address": "city"}, "山东省济南市"),
        ("CN_ADDRESS", "建国路1号", {}, "<CN_ADDRESS>"),
        ("CN_ADDRESS", "北京市朝阳区", {}, "<CN_ADDRESS>"),
        ("BIRTH_DATE", "1990-03-07", {}, "1990"),
        ("BIRTH_DATE", "1990年3月7日", {}, "1990年"),
        ("BIRTH_DATE", "1990年3月7日", {"date": "month"}, "1990年3月"),
        ("BIRTH_DATE", "19900307", {"date": "month"}, "1990-03"),
        ("BIRTH_DATE", "1993/3/7", {"date": "band", "years": 5}, "1990-1994"),
        ("BIRTH_DATE", "1990-13-07", {}, "<BIRTH_DATE>"),
        ("GEO_POINT", "39.90421,116.40739", {}, "39.9,116.4"),
        ("GEO_POINT", "纬度39.95，经度-116.45", {"decimals": 0}, "纬度40，经度-116"),
        ("GEO_POINT", "北纬39°54′", {}, "<GEO_POINT>"),
        ("IP_ADDRESS", "192.0.2.77", {}, "192.0.2.0/24"),
        ("IP_ADDRESS", "192.0.2.77", {"prefix4": 16}, "192.0.0.0/16"),
        ("IP_ADDRESS", "2001:db8:1:2::5", {}, "2001:db8:1::/48"),
        ("IP_ADDRESS", "300.0.2.77", {}, "<IP_ADDRESS>"),
        ("AGE", "37", {}, "30-39"),
        ("AGE", "37岁", {"years": 5}, "35-39岁"),
        ("AGE", "103岁", {}, "90+岁"),
        ("AGE", "三十七岁", {}, "<AGE>"),
        ("EMAIL_ADDRESS", "zhang@example.com", {}, "@example.com"),
        ("CN_POSTCODE", "100020", {}, "10****"),
        ("CN_LICENSE_PLATE", "京A12345", {}, "京"),
        ("CN_MOBILE", "13800001234", {}, "<CN_MOBILE>"),
        ("PERSON", "张三", {}, "<PERSON>"),
        ("X", "2024-03-07 12:34:56", {"as": "time"}, "2024-03-07"),
        ("X", "2024-03-07 12:34:56", {"as": "time", "time": "hour"}, "2024-03-07 12:00"),
        ("X", "2024-03-07T12:34:56.789+08:00", {"as": "time", "time": "hour"}, "2024-03-07T12:00+08:00"),
        ("X", "20240307123456", {"as": "time", "time": "hour"}, "20240307120000"),
        ("X", "2024年3月7日 8时5分", {"as": "time", "time": "hour"}, "2024年3月7日 8时"),
        ("X", "8:05", {"as": "time"}, "<X>"),
        ("X", "1234.56", {"as": "amount"}, "1000~2000"),
        ("X", "￥12,345.60元", {"as": "amount", "step": 500}, "￥12000~12500元"),
        ("X", "-0.2", {"as": "amount", "step": 0.5}, "-0.5~0"),
        ("X", "很多", {"as": "amount"}, "<X>"),
        ("X", "37", {"as": "age"}, "30-39"),
        ("X", "北京市朝阳区建国路1号", {"as": "address", "address": "province"}, "北京市"),
    ],
)
def test_a_value_becomes_a_coarser_one(entity_type: str, value: str, params: dict[str, object], wanted: str) -> None:
    assert coarser(entity_type, value, **params) == wanted


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(["0.5", "1", "10", "1000", "2500"])
)
def test_the_number_lies_in_its_band(number: Decimal, step: str) -> None:
    made = band(str(number), Decimal(step))
    assert made is not None
    first, last = map(Decimal, made.split("~"))
    assert first <= number < last
    assert last - first == Decimal(step)
    assert first % Decimal(step) == 0


@given(
    st.sampled_from(["CN_ADDRESS", "BIRTH_DATE", "GEO_POINT", "IP_ADDRESS", "AGE", "EMAIL_ADDRESS", "QQ"]),
    st.text("0123456789.年月日-:/@市区路号张岁, ", min_size=1, max_size=24),
    st.sampled_from(["", "address", "date", "time", "amount", "ip"]),
)
def test_nothing_passes_unchanged(entity_type: str, value: str, way: str) -> None:
    made = coarser(entity_type, value, **({"as": way} if way else {}))
    assert made
    assert made != value or way == "time"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"as": "place"}, "unknown as 'place'; known: , address"),
        ({"address": "house"}, "unknown address 'house'; known: county, city"),
        ({"date": "day"}, "unknown date 'day'"),
        ({"years": 1}, "years must lie between 2 and 100"),
        ({"step": 0}, "step must be a positive number"),
        ({"step": "1"}, "step must be a number"),
        ({"decimals": 4}, "decimals must lie between 0 and 3"),
        ({"grid": 1}, "no parameter 'grid'"),
    ],
)
def test_a_wrong_parameter_is_an_error(params: dict[str, object], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        build("generalize", params)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("85", "60-179"), ("1分25秒", "60-179"), ("00:01:25", "60-179"), ("1:25", "60-179"), ("56秒", "10-59"),
        ("1小时59分钟41秒", "3600+"), ("0", "0-9"), ("三分钟", "<X>"), ("", "<X>"),
    ],
)  # fmt: skip
def test_lengths_of_calls_become_bands(value: str, expected: str) -> None:
    operator = build("generalize", {"as": "duration"})
    assert operator.apply(Request("X", value, value, Mask(), "basic")) == expected


@pytest.mark.parametrize("value", ["0-9", "60-179", "3600+"])
def test_a_band_of_seconds_stays_the_band_it_is(value: str) -> None:
    operator = build("generalize", {"as": "duration"})
    assert operator.apply(Request("DURATION", value, value, Mask(), "basic")) == value
