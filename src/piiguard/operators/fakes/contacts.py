"""Telephone numbers, mail and network addresses of ranges that are kept for examples, or that nobody issues."""

from __future__ import annotations

import re
from typing import Final

from piiguard.operators.draw import Draw

# Three-digit blocks that no operator had by 2026 (MIIT's plan; phonenumbers 9.0 takes none of them). 179 is none
# either, but the plan has it for access codes: 17951 00 is dialled before a call abroad.
_FREE_BLOCKS: Final = ("154", "160", "163", "164", "168", "169", "194")
_USED_BLOCKS: Final = (
    "130 131 132 133 135 136 137 138 139 150 151 152 153 155 156 157 158 159 176 177 178 180 181 182 183 185 186 187 "
    "188 189 191 193 198 199"
).split()
_SYLLABLES: Final = (
    "an bao chen da feng gang hao jia kai lei ming ning peng qing rui shan tao wei xin yan zhen".split()
)
_TRIES: Final = 64


def mobile(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return eleven digits of a block that was never issued."""
    if len(canonical) != 11 or not (canonical.isascii() and canonical.isdigit()):
        return None
    return draw.choice(_USED_BLOCKS if valid else _FREE_BLOCKS) + draw.digits(8)


def landline(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a fixed line of the same area; its number begins with 9, as no subscriber's does."""
    from piiguard.recognizers.data import area_codes

    number = canonical.partition("x")[0]
    if not (number.isascii() and number.isdigit()):
        return None
    parts = area_codes.split(number)
    area, subscriber = parts if parts else ("", number)
    return area + (draw.choice("2345678") if valid else "9") + draw.digits(len(subscriber) - 1)


def country_length(canonical: str) -> int:
    """Return how many digits the country code of a number in E.164 form has; 0 when it has none."""
    import phonenumbers

    try:
        return len(str(phonenumbers.parse(canonical).country_code))
    except phonenumbers.NumberParseException:
        return 0


def telephone(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a number of the same country and length that its numbering plan does not know."""
    import phonenumbers

    country = canonical[1 : 1 + country_length(canonical)]
    if not country:
        return None
    size = len(canonical) - 1 - len(country)
    for _ in range(_TRIES):
        number = country + (canonical[1 + len(country)] + draw.digits(size - 1) if valid else draw.digits(size))
        if phonenumbers.is_valid_number(phonenumbers.parse("+" + number)) is valid:
            return number
    return None if valid else country + "0" * size


def qq(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return ten digits from 9 on, far above the numbers given out; with `valid` as many digits as there were."""
    return draw.choice("123456789") + draw.digits(len(canonical) - 1) if valid else "9" + draw.digits(9)


def mail(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return an address under a domain kept for examples (RFC 2606)."""
    local = draw.choice(_SYLLABLES) + draw.choice(_SYLLABLES) + draw.choice(("", ".", "_")) + draw.digits(4)
    return f"{local}@example.{draw.choice(('com', 'net', 'org'))}"


def internet(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return an address of a documentation or test network (RFC 5737, 2544, 3849); a private one stays in its own."""
    from ipaddress import IPv4Address, IPv6Address, ip_address

    try:
        old = ip_address(canonical)
    except ValueError:
        return None
    if old.version == 6:
        return str(IPv6Address((0x20010DB8 << 96) | draw.below(1 << 96)))
    for network, bits in ((0x0A000000, 24), (0xAC100000, 20), (0xC0A80000, 16)):
        if int(old) >> bits == network >> bits:
            return str(IPv4Address(network | draw.below(1 << bits)))
    return str(IPv4Address(0xC6120000 | draw.below(1 << 17)))


def hardware(canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a MAC address that its owner sets, which IEEE gives to no maker (IEEE 802c)."""
    digits = re.sub("[^0-9A-Fa-f]", "", canonical)
    return f"02{draw.below(1 << 40):010X}" if len(digits) == 12 else None
