"""Country codes of ISO 3166-1 and those of travel documents alone."""

from __future__ import annotations

import pytest

from piiguard.recognizers.data import _table, countries

DOCUMENT = "D GBD GBN GBO GBP GBS UNO UNA UNK UTO XXA XXB XXC XXX XOM EUE RKS"


@pytest.mark.parametrize("code", ["CHN", "USA", "FRA", "HKG", "MAC", "TWN", "PRK", "SSD"])
def test_country(code: str) -> None:
    assert countries.is_alpha3(code)


@pytest.mark.parametrize("code", DOCUMENT.split(" "))
def test_code_of_travel_documents(code: str) -> None:
    assert countries.is_alpha3(code)


@pytest.mark.parametrize(("alpha", "number"), [("YUG", "891"), ("SUN", "810"), ("ANT", "530"), ("CSK", "200")])
def test_code_of_a_former_country(alpha: str, number: str) -> None:
    assert countries.is_alpha3(alpha)
    assert countries.is_numeric(number)


@pytest.mark.parametrize("code", ["156", "840", "004", "344", "446", "158", "728"])
def test_number_of_a_country(code: str) -> None:
    assert countries.is_numeric(code)


@pytest.mark.parametrize("code", ["", "000", "001", "999", "4", "0156", "CHN", "１５６"])
def test_no_number_of_a_country(code: str) -> None:
    assert not countries.is_numeric(code)


@pytest.mark.parametrize("code", ["", "CN", "chn", "ABC", "ZZZ", "156", "CHNA", "QQQ"])
def test_no_country(code: str) -> None:
    assert not countries.is_alpha3(code)


def test_table_is_well_formed() -> None:
    rows = _table.rows("countries")
    assert [row for row in rows if row[2] == "iso" and not (len(row[0]) == len(row[1]) == 3)] == []
    assert sum(row[2] == "iso" for row in rows) >= 249
    assert {row[2] for row in rows} == {"iso", "former", "document"}
