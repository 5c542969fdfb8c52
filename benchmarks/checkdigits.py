"""Check digits written a second time, so that a fault in piiguard's own cannot hide behind itself.

Everything takes and returns plain text; sources are named per function.
"""

from __future__ import annotations

from collections.abc import Sequence

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VIN_VALUES = (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10), *range(10))
_VIN = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", _VIN_VALUES, strict=True))
_TW = {letter: 10 + index for index, letter in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO")}


def luhn(body: str) -> str:
    """Return the Luhn digit to append (ISO/IEC 7812-1)."""
    total = 0
    for index, char in enumerate(reversed(body)):
        value = int(char) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def mod_11_2(body: str) -> str:
    """Return the check character of a resident ID's 17 digits (GB 11643-1999), by the recursive method."""
    product = 0
    for char in body:
        product = (product + int(char)) * 2 % 11
    value = (12 - product) % 11
    return "X" if value == 10 else str(value)


def uscc(body: str) -> str:
    """Return the check character of 17 characters of a credit code (GB 32100-2015)."""
    total = sum(_USCC.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return _USCC[-total % 31]


def org_code(body: str) -> str:
    """Return the check character of 8 characters of an organisation code (GB 11714-1997)."""
    rest = -_weighted([int(char, 36) for char in body], (3, 7, 9, 10, 5, 8, 4, 2)) % 11
    return "X" if rest == 10 else str(rest)


def mod_11_10(body: str) -> str:
    """Return the check digit of 14 digits of a business registration number (GS 15-2006)."""
    carry = 10
    for char in body:
        carry = ((carry + int(char)) % 10 or 10) * 2 % 11
    return str((11 - carry) % 10)


def vin(body: str) -> str:
    """Return the ninth character of a VIN; `body` holds the 16 others in order (GB 16735-2019)."""
    values = [_VIN[char] for char in body]
    rest = _weighted(values, (8, 7, 6, 5, 4, 3, 2, 10, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return "X" if rest == 10 else str(rest)


def hkid(body: str) -> str:
    """Return the check character of a Hong Kong identity card, one or two letters and six digits."""
    values = [36 if char == " " else int(char, 36) for char in body.rjust(8)]
    rest = -_weighted(values, (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return "A" if rest == 10 else str(rest)


def tw_id(body: str) -> str:
    """Return the check digit of a Taiwan identity number: a letter and eight digits."""
    area = _TW[body[0]]
    total = area // 10 + area % 10 * 9 + _weighted([int(char) for char in body[1:]], range(8, 0, -1))
    return str(-total % 10)


def upu_s10(serial: str) -> str:
    """Return the check digit of the eight digits of a postal item number (UPU S10)."""
    value = 11 - _weighted([int(char) for char in serial], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return {10: "0", 11: "5"}.get(value, str(value))


def icao_731(body: str) -> str:
    """Return the check digit of ICAO 9303 part 3 (old foreigners' permits)."""
    return str(_weighted([int(char, 36) for char in body], (7, 3, 1) * 10) % 10)


def _weighted(values: Sequence[int], weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=False))
