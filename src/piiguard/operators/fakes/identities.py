"""Numbers of documents, vehicles and devices with a check that fails on purpose, or of ranges nobody issues.

With `valid` the check fits and the range is one in use: test data for software that verifies.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from piiguard.checks import luhn_ok, mod_11_2, mod_31
from piiguard.operators.draw import Draw
from piiguard.recognizers.data import divisions

_DIGITS: Final = "0123456789"
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which plates and passports leave out
_USCC: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VIN_CHARS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_VIN_VALUES: Final = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True)
)
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_TW_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_FIRST_BIRTH: Final = date(1950, 1, 1).toordinal()
_BIRTHS: Final = date(2006, 1, 1).toordinal() - _FIRST_BIRTH
_regions: dict[str, list[str]] = {}


def resident_id(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return an identity number of the same province, with another region, birth date and order."""
    if not re.fullmatch("[0-9]{17}[0-9X]", canonical):
        return None
    regions = _regions_of(canonical[:2])
    region = draw.choice(regions) if regions else canonical[:6]
    birth = date.fromordinal(_FIRST_BIRTH + draw.below(_BIRTHS))
    body = f"{region}{birth.year}{birth.month:02d}{birth.day:02d}{draw.digits(3)}"
    return body + _check(mod_11_2(body), _DIGITS, draw, valid)


def resident_id_15(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return an identity number of 15 digits, which has no check: its region was never in use."""
    full = resident_id(canonical, draw, True)
    return None if full is None else (full[:6] if valid else full[:2] + "9999") + full[8:17]


def residence_permit(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return the number of a residence permit for people of Hong Kong, Macau or Taiwan."""
    full = resident_id(canonical, draw, True)
    if full is None:
        return None
    body = canonical[:6] + full[6:17]
    return body + _check(mod_11_2(body), _DIGITS, draw, valid)


def _regions_of(province: str) -> list[str]:
    if province not in _regions:
        codes = (code for code in divisions.codes() if code.startswith(province) and code[4:] not in ("00", "01"))
        _regions[province] = sorted(code for code in codes if divisions.is_current(code))
    return _regions[province]


def passport(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a passport number: with I or O after the E, which are never printed."""
    if not re.fullmatch("[A-Z]{1,2}[0-9]{7,8}", canonical):
        return None
    if valid:
        return canonical[: len(canonical.rstrip(_DIGITS))] + draw.digits(sum(map(str.isdigit, canonical)))
    return "E" + draw.choice("IO") + draw.digits(len(canonical) - 2)


def hong_kong_id(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a Hong Kong identity number with as many letters."""
    match = re.fullmatch("([A-Z]{1,2})[0-9]{6}[0-9A]", canonical)
    if match is None:
        return None
    body = "".join(draw.choice(_LETTERS) for _ in match[1]) + draw.digits(6)
    total = sum((36 if char == " " else int(char, 36)) * (9 - at) for at, char in enumerate(body.rjust(8)))
    return body + _check("0123456789A"[-total % 11], _DIGITS, draw, valid)


def macau_id(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return eight digits with a first one that no Macau card has (its check is not published)."""
    return draw.choice("157" if valid else "2346") + draw.digits(7) if re.fullmatch("[0-9]{8}", canonical) else None


def taiwan_id(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a Taiwan identity number."""
    if not re.fullmatch("[A-Z][0-9A-D][0-9]{8}", canonical):
        return None
    body = draw.choice(_TW_LETTERS) + draw.choice("12") + draw.digits(7)
    first = _TW_LETTERS.index(body[0]) + 10
    total = first // 10 + first % 10 * 9 + sum(int(body[at]) * (9 - at) for at in range(1, 9))
    return body + _check(str(-total % 10), _DIGITS, draw, valid)


def plate(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a number plate of the same town; an I or O among its signs, which no plate has, marks it as made up."""
    head = 1 if canonical[:1] == "使" else 0 if canonical[:1].isdigit() else 2
    places = [at for at in range(head, len(canonical)) if canonical[at].isascii()]
    if len(places) < 4:
        return None
    signs = list(canonical)
    for at in places:
        signs[at] = draw.digits(1) if signs[at].isdigit() else draw.choice(_LETTERS)
    if not valid:
        signs[draw.choice(places)] = draw.choice("IO")
    return "".join(signs)


def vin(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a vehicle identification number of the same maker."""
    if not re.fullmatch("[A-HJ-NPR-Z0-9]{17}", canonical):
        return None
    body = canonical[:3] + "".join(draw.choice(_VIN_CHARS) for _ in range(5)) + "0"
    body += "".join(draw.choice(_VIN_CHARS) for _ in range(4)) + draw.digits(4)
    total = sum(_VIN_VALUES[char] * weight for char, weight in zip(body, _VIN_WEIGHTS, strict=True))
    return body[:8] + _check("0123456789X"[total % 11], _DIGITS, draw, valid) + body[9:]


def credit_code(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a unified social credit code of the same kind and region."""
    if len(canonical) != 18:
        return None
    body = canonical[:8] + "".join(draw.choice(_USCC) for _ in range(9))
    right = mod_31(body)
    return None if right is None else body + _check(right, _USCC, draw, valid)


def card(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a card number of the same issuer and length."""
    return _luhn(canonical[:6], len(canonical), draw, valid) if _is_number(canonical, 13, 19) else None


def imei(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return an IMEI of the same model."""
    return _luhn(canonical[:8], 15, draw, valid) if _is_number(canonical, 15, 15) else None


def imsi(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return an IMSI of the test network 001 01 (3GPP TS 23.003, ITU-T E.212)."""
    head = canonical[:5] if valid else "00101"
    return head + draw.digits(10) if _is_number(canonical, 15, 15) else None


def iccid(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return the number of a SIM card of the same issuer."""
    fits = len(canonical) in (19, 20) and _is_number(canonical[:6], 6, 6)
    return _luhn(canonical[:6], len(canonical), draw, valid) if fits else None


def _is_number(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and least <= len(text) <= most


def _luhn(head: str, length: int, draw: Draw, valid: bool) -> str:
    body = head + draw.digits(length - len(head) - 1)
    right = next(digit for digit in _DIGITS if luhn_ok(body + digit))
    return body + _check(right, _DIGITS, draw, valid)


def _check(right: str, known: str, draw: Draw, valid: bool) -> str:
    """Return the right check character, or one that is wrong on purpose."""
    if valid:
        return right
    others = known.replace(right, "")
    return others[draw.below(len(others))]
