"""Issuers by prefix, and the schemes by range."""

from __future__ import annotations

import pytest

from piiguard.recognizers.data import _table, banks


def filled(prefix: str, length: int) -> str:
    return prefix.ljust(length, "0")


@pytest.mark.parametrize(
    ("prefix", "length", "bank", "card_type"),
    [
        pytest.param("622202", 19, "ICBC", "DC", id="a debit card"),
        pytest.param("62223", 16, "ICBC", "CC", id="a credit card, five digits where six fit no bank"),
        pytest.param("95588", 19, "ICBC", "DC", id="an old debit card, five digits rather than four"),
        pytest.param("9558", 19, "ICBC", "DC", id="four digits where five fit no bank"),
        pytest.param("621098", 19, "PSBC", "DC", id="the post office's bank"),
        pytest.param("103", 19, "ABC", "DC", id="three digits"),
    ],
)
def test_issuer_of_the_longest_prefix(prefix: str, length: int, bank: str, card_type: str) -> None:
    found = banks.issuer(filled(prefix, length))
    assert found is not None
    assert (found.prefix, found.bank, found.card_type) == (prefix, bank, card_type)
    assert found.name.endswith(("银行", "银行股份有限公司"))


@pytest.mark.parametrize(
    "pan",
    [
        pytest.param(filled("622202", 16), id="a known prefix with another length"),
        pytest.param(filled("622202", 20), id="too long"),
        pytest.param(filled("100000", 19), id="an unknown prefix"),
        pytest.param("622202", id="a prefix alone"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_issuer(pan: str) -> None:
    assert banks.issuer(pan) is None


def test_every_row_is_found_under_its_prefix_or_a_longer_one() -> None:
    for prefix, length, *_ in _table.rows("bank_bins"):
        found = banks.issuer(filled(prefix, int(length)))
        assert found is not None
        assert found.prefix.startswith(prefix)


def test_prefixes_and_types_are_well_formed() -> None:
    assert len(banks.prefixes()) > 1600
    assert all(prefix.isdecimal() and 3 <= len(prefix) <= 10 for prefix in banks.prefixes())
    assert {row[3] for row in _table.rows("bank_bins")} == {"DC", "CC", "SCC", "PC"}


@pytest.mark.parametrize(
    ("prefix", "length", "scheme"),
    [
        ("62", 16, "UnionPay"),
        ("62", 19, "UnionPay"),
        ("81", 17, "UnionPay"),
        ("6013", 16, "UnionPay"),
        ("9558", 19, "UnionPay"),
        ("4", 13, "Visa"),
        ("4", 16, "Visa"),
        ("51", 16, "Mastercard"),
        ("55", 16, "Mastercard"),
        ("2221", 16, "Mastercard"),
        ("2720", 16, "Mastercard"),
        ("34", 15, "American Express"),
        ("37", 15, "American Express"),
        ("3528", 16, "JCB"),
        ("3589", 16, "JCB"),
        ("36", 14, "Diners Club"),
        ("305", 14, "Diners Club"),
        ("6011", 16, "Discover"),
        ("65", 16, "Discover"),
    ],
)
def test_scheme(prefix: str, length: int, scheme: str) -> None:
    assert banks.scheme(filled(prefix, length)) == scheme


@pytest.mark.parametrize(
    ("prefix", "length"),
    [
        pytest.param("62", 15, id="UnionPay too short"),
        pytest.param("62", 20, id="UnionPay too long"),
        pytest.param("4", 15, id="Visa of another length"),
        pytest.param("2220", 16, id="just below Mastercard"),
        pytest.param("2721", 16, id="just above Mastercard"),
        pytest.param("50", 16, id="below the old Mastercard range"),
        pytest.param("56", 16, id="above the old Mastercard range"),
        pytest.param("34", 16, id="American Express too long"),
        pytest.param("3527", 16, id="just below JCB"),
        pytest.param("3590", 16, id="just above JCB"),
        pytest.param("306", 14, id="just above Diners Club"),
        pytest.param("9558", 16, id="an old prefix with another length"),
        pytest.param("1", 16, id="a range of no scheme"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_no_scheme(prefix: str, length: int) -> None:
    assert banks.scheme(filled(prefix, length)) is None
