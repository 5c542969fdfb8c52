"""Bank card numbers: issuers by their prefixes, and the ranges of the card schemes (ISO/IEC 7812)."""

from __future__ import annotations

from typing import Final, NamedTuple

from piiguard.recognizers.data import _table


class Issuer(NamedTuple):
    """Who issued a card: the prefix that says so, the bank's code, DC, CC, SCC or PC, and the bank's Chinese name.

    DC is a debit, CC a credit, SCC a semi-credit and PC a prepaid card. A prefix of three or four digits says little:
    103 (19 digits), 303, 9111, 9558 and 9896 fit many numbers that are no cards.
    """

    prefix: str
    bank: str
    card_type: str
    name: str


# Scheme, first and last prefix of a range (both of one length, both included), lengths of its numbers.
_SCHEMES: Final = (
    ("American Express", "34", "34", (15,)),
    ("American Express", "37", "37", (15,)),
    ("Diners Club", "300", "305", (14, 16, 17, 18, 19)),
    ("Diners Club", "3095", "3095", (14, 16, 17, 18, 19)),
    ("Diners Club", "36", "36", (14, 16, 17, 18, 19)),
    ("Diners Club", "38", "39", (14, 16, 17, 18, 19)),
    ("JCB", "3528", "3589", (16, 17, 18, 19)),
    ("Visa", "4", "4", (13, 16, 19)),
    ("Mastercard", "51", "55", (16,)),
    ("Mastercard", "2221", "2720", (16,)),
    ("Discover", "6011", "6011", (16, 17, 18, 19)),
    ("Discover", "644", "659", (16, 17, 18, 19)),
    ("UnionPay", "62", "62", (16, 17, 18, 19)),
    ("UnionPay", "81", "81", (16, 17, 18, 19)),
    # Cards from before the 62 prefix.
    ("UnionPay", "60", "60", (16, 17, 18, 19)),
    ("UnionPay", "9558", "9558", (19,)),
)

_rows: dict[tuple[str, int], list[str]] = {}
# The lengths of the prefixes that begin with these three digits, longest first.
_sizes: dict[str, list[int]] = {}
# The longest prefix that begins with these six digits, if it is longer than they.
_longer: dict[str, int] = {}
_by_digit: dict[str, list[tuple[str, str, str, tuple[int, ...]]]] = {}


def issuer(pan: str) -> Issuer | None:
    """Return who issued the card number `pan` (digits only) by its longest prefix, None if none fits its length."""
    if not _rows:
        _load()
    for size in _sizes.get(pan[:3], ()):
        row = _rows.get((pan[:size], len(pan)))
        if row is not None:
            return Issuer(row[0], *row[2:])
    return None


def deciding(head: str) -> int:
    """Return how many digits of a card number tell its issuer and scheme, when `head` (six digits) are its first.

    >>> deciding("411111")
    6
    """
    if not _longer:
        longer = [prefix for prefix, _length in _load() if len(prefix) > len(head)]
        _longer.update((prefix[: len(head)], len(prefix)) for prefix in sorted(longer, key=len))
    return _longer.get(head, len(head))


def prefixes() -> frozenset[str]:
    """Return every issuer's prefix."""
    return frozenset(prefix for prefix, _length in _load())


def scheme(pan: str) -> str | None:
    """Return the scheme whose range and length the card number `pan` (digits only) fits, None if there is none."""
    if not _by_digit:
        for row in _SCHEMES:
            for digit in range(int(row[1][0]), int(row[2][0]) + 1):
                _by_digit.setdefault(str(digit), []).append(row)
    for name, first, last, lengths in _by_digit.get(pan[:1], ()):
        if first <= pan[: len(first)] <= last and len(pan) in lengths:
            return name
    return None


def _load() -> dict[tuple[str, int], list[str]]:
    if not _rows:
        rows = {(row[0], int(row[1])): row for row in _table.rows("bank_bins")}
        sizes: dict[str, set[int]] = {}
        for prefix, _length in rows:
            sizes.setdefault(prefix[:3], set()).add(len(prefix))
        _sizes.update((head, sorted(each, reverse=True)) for head, each in sizes.items())
        _rows.update(rows)
    return _rows
