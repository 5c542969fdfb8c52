"""Address codes: what is known, what is in use, since when and until when, under which name."""

from __future__ import annotations

import pytest

from piiguard.recognizers.data import _table, divisions

JIANGJIN_AND_NEIGHBOURS = [str(code) for code in range(500181, 500185)]
ANYANG_PREFECTURE = [f"4124{last:02}" for last in (1, 2, 3, 4, 11, *range(31, 38))]

CURRENT = [
    pytest.param("110000", "北京市", (None, None), id="a province"),
    pytest.param("440300", "深圳市", (None, None), id="a prefecture"),
    pytest.param("110101", "东城区", (None, None), id="a county older than the lists"),
    pytest.param("110112", "通州区", (1997, None), id="a county that was set up later"),
    pytest.param("440301", "市辖区", (1983, None), id="the districts of a city as a whole"),
    pytest.param(
        "630201", "市辖区", (2013, None), id="the districts of a city that is younger than the oldest source"
    ),
    pytest.param("441900", "东莞市", (1988, None), id="a prefecture without counties"),
    pytest.param("330113", "临平区", (2021, None), id="a county of 2021"),
    pytest.param("654203", "沙湾市", (2021, None), id="a county that only the newest source knows"),
    pytest.param("500157", "两江新区", (2025, None), id="a county of 2025"),
    pytest.param("419001", "济源市", (1986, None), id="a code that passed from one place to another"),
    pytest.param("810000", "香港特别行政区", (None, None), id="residence permits of Hong Kong"),
    pytest.param("820000", "澳门特别行政区", (None, None), id="residence permits of Macau"),
    pytest.param("830000", "台湾省", (None, None), id="residence permits of Taiwan"),
]
RETIRED = [
    pytest.param("110103", "崇文区", (None, 2009), id="a district that was merged"),
    pytest.param("310103", "卢湾区", (None, 2010), id="a district of Shanghai that was merged"),
    pytest.param("500181", "江津市", (1997, 2001), id="a city of Chongqing that only one source knows"),
    pytest.param("512301", "涪陵市", (None, 1994), id="a city of Chongqing from when it lay in Sichuan"),
    pytest.param("322502", "泰州市", (None, 1982), id="a city whose code ended in 1982"),
    pytest.param("412401", "安阳市", (None, 1982), id="a city of a prefecture that ended in 1982"),
    pytest.param("500112", "渝北区", (1997, 2024), id="a district that ended after the oldest sources"),
    pytest.param("330103", "下城区", (None, None), id="a district whose end no source dates"),
    pytest.param("130171", "石家庄高新技术产业开发区", (None, None), id="a development zone of statistics"),
]
UNKNOWN = ["110199", "000000", "999999", "11010", "1101011", "", "１１０１０１"]


@pytest.mark.parametrize(("code", "name", "years"), CURRENT)
def test_current_code(code: str, name: str, years: tuple[int | None, int | None]) -> None:
    assert divisions.is_known(code)
    assert divisions.is_current(code)
    assert divisions.name(code) == name
    assert divisions.years(code) == years


@pytest.mark.parametrize(("code", "name", "years"), RETIRED)
def test_retired_code_stays_known(code: str, name: str, years: tuple[int | None, int | None]) -> None:
    assert divisions.is_known(code)
    assert not divisions.is_current(code)
    assert divisions.name(code) == name
    assert divisions.years(code) == years


@pytest.mark.parametrize("code", UNKNOWN)
def test_unknown_code(code: str) -> None:
    assert not divisions.is_known(code)
    assert not divisions.is_current(code)
    assert divisions.name(code) is None
    assert divisions.years(code) == (None, None)


@pytest.mark.parametrize("code", [*JIANGJIN_AND_NEIGHBOURS, *ANYANG_PREFECTURE])
def test_old_code_common_on_cards_is_known(code: str) -> None:
    assert divisions.is_known(code)
    assert not divisions.is_current(code)


def test_codes_are_those_of_the_table_with_names() -> None:
    assert divisions.codes() == set(divisions.names())
    assert _table.lines("division_codes") == [row[0] for row in _table.rows("divisions")]


def test_table_is_sorted_whole_and_well_formed() -> None:
    rows = _table.rows("divisions")
    assert [row[0] for row in rows] == sorted(divisions.codes())
    for code, flag, first, last, name in rows:
        assert len(code) == 6
        assert code.isdecimal()
        assert code[:2] in divisions.PROVINCES
        assert flag in {"c", "r"}
        assert not (flag == "c" and last)
        assert (first or "0") <= (last or "9999")
        assert name


def test_counts_reach_those_of_all_sources_together() -> None:
    counties = [code for code in divisions.codes() if not code.endswith("00")]
    assert sum(map(divisions.is_current, counties)) >= 2847
    assert len(counties) - sum(map(divisions.is_current, counties)) >= 3428
    assert sum(name == "市辖区" for name in divisions.names().values()) >= 276


def test_every_province_has_a_code() -> None:
    assert {f"{province}0000" for province in divisions.PROVINCES} <= divisions.codes()
