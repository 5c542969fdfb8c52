"""Bank card prefixes (issuer identification numbers) and the ranges of the card schemes."""

from __future__ import annotations

from typing import Final, NamedTuple

from piiguard.recognizers.data import _table


class Issuer(NamedTuple):
    """Who issued a card: the bank's code, and DC debit, CC credit, SCC semi-credit or PC prepaid."""

    bank: str
    card_type: str


# Scheme, prefixes from..to (inclusive, same length), allowed lengths: ISO/IEC 7812 ranges as the schemes publish them.
_SCHEMES: Final = (
    ("UnionPay", "62", "62", (16, 17, 18, 19)),
    ("UnionPay", "60", "60", (16, 17, 18, 19)),
    ("UnionPay", "81", "81", (16, 17, 18, 19)),
    ("UnionPay", "9558", "9558", (19,)),
    ("Visa", "4", "4", (16,)),
    ("Mastercard", "51", "55", (16,)),
    ("Mastercard", "2221", "2720", (16,)),
    ("American Express", "34", "34", (15,)),
    ("American Express", "37", "37", (15,)),
    ("JCB", "3528", "3589", (16,)),
    ("Diners", "36", "36", (14,)),
)

_issuers: dict[tuple[str, int], Issuer] = {}
_prefix_lengths: list[int] = []


def _load() -> dict[tuple[str, int], Issuer]:
    if not _issuers:
        for prefix, length, bank, card_type in _table.rows("bank_bins"):
            _issuers[prefix, int(length)] = Issuer(bank, card_type)
        _prefix_lengths.extend(sorted({len(prefix) for prefix, _ in _issuers}, reverse=True))
    return _issuers


def issuer(pan: str) -> Issuer | None:
    """Return who issued the card number `pan` by its longest known prefix, None if no prefix fits its length."""
    table = _load()
    for size in _prefix_lengths:
        found = table.get((pan[:size], len(pan)))
        if found is not None:
            return found
    return None


def scheme(pan: str) -> str | None:
    """Return the card scheme whose range and length `pan` fits, None if there is none."""
    for name, first, last, lengths in _SCHEMES:
        if len(pan) in lengths and first <= pan[: len(first)] <= last:
            return name
    return None
