"""Which characters of a value format-preserving encryption changes, kind by kind; the others are kept.

A layout is about the letters and digits of a value in a row (its numerals): `head` of them stay, the last one may be
a check digit that is worked out anew, what lies between is encrypted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from piiguard.checks import mod_11_2
from piiguard.lazy import LazyPattern

_WIDE: Final = 0xFEE0
_EXTENSION: Final = LazyPattern(r"(?:转|分机|[Ee][Xx][Tt]\.?|x|-|－)\s*([0-9０-９]{1,6})$")
_AREA: Final = "(?:0?(?:10|2[0-9]|[3-9][0-9]{2}))"


class Layout(NamedTuple):
    """How many numerals at the start stay, how many at the end, and what the check digit in front of those is.

    `starts`: what may come first of the part that is encrypted. `decides`: how many of all numerals tell, with the
    check digit, how valid a value is; None if that is not known.
    """

    head: int
    tail: int = 0
    check: Callable[[str], str] | None = None
    starts: str = ""
    decides: int | None = None

    def body(self, text: str) -> str:
        """Return what of `text` is encrypted."""
        return text[self.head : len(text) - self.tail - (self.check is not None)]


class Numerals(NamedTuple):
    """The letters and digits of a value in ASCII, and where each stands in it."""

    text: str
    places: tuple[int, ...]


def numerals(value: str) -> Numerals | None:
    """Return the ASCII and full-width letters and digits of `value`; None if it has numerals of other scripts."""
    found, places = [], []
    for place, char in enumerate(value):
        plain = chr(ord(char) - _WIDE) if "！" <= char <= "～" else char
        if plain.isascii() and plain.isalnum():
            found.append(plain)
            places.append(place)
        elif char.isnumeric():
            return None
    return Numerals("".join(found), tuple(places))


def written(value: str, places: tuple[int, ...], text: str) -> str:
    """Return `value` with `text` at `places`, each character as wide as the one it replaces."""
    chars = list(value)
    for place, char in zip(places, text, strict=True):
        chars[place] = chr(ord(char) + _WIDE) if chars[place] > "~" else char
    return "".join(chars)


def layout_of(entity_type: str, text: str, value: str, keep_prefix: bool) -> Layout | None:
    """Return what stays of the numerals `text` of `value`; None for a kind or a form that has no layout."""
    if entity_type in _UNSUITED:
        return None
    special = _SPECIAL.get(entity_type)
    if special is not None:
        return special(text, value, keep_prefix)
    if entity_type == "IMSI":
        return Layout(5 if keep_prefix else 0, decides=5)
    return Layout(_HEADS.get(entity_type, 0) if keep_prefix else 0)


def luhn(body: str) -> str:
    """Return the Luhn check digit behind `body`."""
    total = 0
    for index, char in enumerate(reversed(body)):
        digit = int(char) * (2 - index % 2)
        total += digit - 9 if digit > 9 else digit
    return str(-total % 10)


def with_check(layout: Layout, old: str, body: str) -> str:
    """Return `body` (head and encrypted part) with a check digit that is as right or as wrong as in `old`."""
    if layout.check is None:
        return body + old[len(old) - layout.tail :]
    end = len(old) - layout.tail
    alphabet = "0123456789X" if layout.check is mod_11_2 else "0123456789"
    wrong_by = alphabet.index(old[end - 1].upper()) - alphabet.index(layout.check(old[: end - 1]))
    right = alphabet.index(layout.check(body))
    return body + alphabet[(right + wrong_by) % len(alphabet)] + old[end:]


def _extension(text: str, value: str, least: int) -> int:
    """Return how many digits at the end are an extension, behind a sign or word and `least` other digits."""
    extension = _EXTENSION.search(value)
    return len(extension[1]) if extension and len(text) - len(extension[1]) >= least else 0


def _mobile(text: str, value: str, keep_prefix: bool) -> Layout | None:
    tail = _extension(text, value, 11)
    first = len(text) - tail - 11
    if first < 0 or not text.isdigit():
        return None
    return Layout(first + (3 if keep_prefix else 1), tail, decides=first + 4)


def _landline(text: str, value: str, _keep_prefix: bool) -> Layout | None:
    """Keep country and area code, and an extension."""
    tail = _extension(text, value, 7)
    for local in (8, 7):
        head = len(text) - tail - local
        before = text[:head] if head >= 0 else ""
        if head >= 0 and re.fullmatch(f"(?:(?:00)?86)?(?:{_AREA})?", before) and text[head] in "2345678":
            return Layout(head, tail, starts="2345678")
    return _landline(text, "", True) if tail else None


def _passport(text: str, _value: str, _keep_prefix: bool) -> Layout | None:
    return Layout(len(text) - 8 if text[-8:].isdigit() else 1) if len(text) == 9 else None


def _card(text: str, _value: str, keep_prefix: bool) -> Layout | None:
    return Layout(6 if keep_prefix else 0, 0, luhn) if text.isdigit() and len(text) >= 13 else None


def _imei(text: str, _value: str, _keep_prefix: bool) -> Layout | None:
    if not text.isdigit() or not 14 <= len(text) <= 16:
        return None
    return {14: Layout(8), 15: Layout(8, 0, luhn, decides=2), 16: Layout(8, 2)}[len(text)]


def _sim(text: str, _value: str, _keep_prefix: bool) -> Layout | None:
    return Layout(6, 0, luhn) if text.isdigit() and len(text) in (19, 20) else None


_SPECIAL: Final[Mapping[str, Callable[[str, str, bool], Layout | None]]] = {
    "CN_MOBILE": _mobile,
    "CN_LANDLINE": _landline,
    "BANK_CARD": _card,
    "IMEI": _imei,
    "ICCID": _sim,
    "CN_PASSPORT": _passport,
}
# The leading numerals that tell country, operator, issuer or kind of document.
_HEADS: Final[Mapping[str, int]] = {"CN_IOT_NUMBER": 5, "CN_TRAVEL_PERMIT": 1, "ALIPAY_UID": 4}
# Not made of numerals, or with a structure of their own that a permutation would break.
_UNSUITED: Final = frozenset(
    "PERSON CN_ADDRESS LOCATION ORGANIZATION EMAIL_ADDRESS IP_ADDRESS MAC_ADDRESS URL GEO_POINT CELL_ID BIRTH_DATE "
    "AGE ETHNICITY RELIGION MARITAL_STATUS GENDER POLITICAL_STATUS EDUCATION_LEVEL BLOOD_TYPE HEALTH CN_USCC "
    "CN_ORG_CODE CN_FOREIGN_PR_ID CN_DISABILITY_CERT CN_TEACHER_CERT_NO CN_DIPLOMA_NO CN_DEGREE_NO "
    "CN_PROFESSIONAL_CERT_NO CN_CREDIT_REPORT_NO CN_TAXPAYER_NO CN_BUSINESS_REG_NO CN_STUDENT_REG_NO "
    "CN_PROPERTY_CERT_NO CN_MARRIAGE_CERT_NO "
    "CARD_SECURITY_CODE PICKUP_CODE MEID DEVICE_ID VIN PHONE_NUMBER HK_ID TW_ID WECHAT_ID SOCIAL_ACCOUNT".split()
)
