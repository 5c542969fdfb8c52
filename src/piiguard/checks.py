"""Check digits and dates that several recognizers share; every function is pure and takes ASCII text."""

from __future__ import annotations

from string import ascii_letters, digits
from typing import Final

_MOD_11_2_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOD_11_2_DIGITS: Final = "10X98765432"
_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES: Final = {char: value for value, char in enumerate(_USCC_ALPHABET)}
_USCC_WEIGHTS: Final = tuple(3**place % 31 for place in range(17))
_BASE_36: Final = {char: int(char, 36) for char in ascii_letters + digits}
_LUHN_DOUBLED: Final = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_MONTH_DAYS: Final = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def luhn_ok(digits: str) -> bool:
    """Return whether `digits` (ASCII, check digit last) satisfy the Luhn formula of ISO/IEC 7812-1 annex B."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    codes = digits.encode()
    plain = codes[-1::-2]
    return (sum(plain) - 48 * len(plain) + sum(codes[-2::-2].translate(_LUHN_DOUBLED))) % 10 == 0


def mod_11_2(body: str) -> str:
    """Return the ISO 7064 MOD 11-2 check character of 17 digits (GB 11643-1999 clause 4.2.2)."""
    return _MOD_11_2_DIGITS[sum(map(int.__mul__, map(int, body), _MOD_11_2_WEIGHTS)) % 11]


def mod_31(body: str) -> str | None:
    """Return the check character of 17 USCC characters (GB 32100-2015 annex B), None for a foreign one."""
    try:
        total = sum(map(int.__mul__, map(_USCC_VALUES.__getitem__, body), _USCC_WEIGHTS))
    except KeyError:
        return None
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def mod_11_10(body: str) -> str:
    """Return the ISO 7064 MOD 11,10 check digit of `body` (business registration numbers, GS 15-2006)."""
    product = 10
    for digit in body:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return str((11 - product) % 10)


def icao_731(body: str) -> str:
    """Return the ICAO 9303-3 clause 4.9 check digit (weights 7 3 1; A is 10, `<` is 0)."""
    total = 0
    for index, char in enumerate(body):
        value = 0 if char == "<" else int(char, 36)
        total += value * (7, 3, 1)[index % 3]
    return str(total % 10)


def is_date(yyyymmdd: str, first_year: int = 1900, last_year: int = 2100) -> bool:
    """Return whether eight digits are a date of the Gregorian calendar between the two years, both included."""
    year, month, day = int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:8])
    if not (first_year <= year <= last_year and 1 <= month <= 12 and 1 <= day <= _MONTH_DAYS[month]):
        return False
    return not (month == 2 and day == 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def weighted_sum(body: str, weights: tuple[int, ...]) -> int:
    """Return the sum of the base-36 values of `body` times `weights`, position by position."""
    return sum(map(int.__mul__, map(_BASE_36.__getitem__, body), weights))
