"""Masks of a form of their own: mail and network addresses, names, postal addresses, places, dates, telephones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from piiguard.lazy import LazyPattern
from piiguard.operators.graphemes import clusters
from piiguard.operators.names import surname_length

if TYPE_CHECKING:
    from piiguard.operators.mask import MaskOperator

ADDRESS_LEVELS: Final = ("province", "city", "county", "town", "road")
_AT: Final = LazyPattern("([@＠#]| ?\\[at\\] ?| ?\\(at\\) ?)")


def _email(value: str, mask: MaskOperator) -> str:
    """Keep the first character and the domain; a numeric local part is an account or a mobile number: hide it all."""
    parts = _AT.split(value, maxsplit=1)
    local, sign, domain = parts if len(parts) == 3 else (value, "", "")
    visible = 0 if local.isdigit() or mask.strict or len(local) < 2 else 1
    return local[:visible] + mask.char * (len(local) - visible) + sign + domain


def _person(value: str, mask: MaskOperator) -> str:
    """Keep the surname, a compound one whole; of a name with middle dots the first part's first character."""
    if value.isalnum():
        visible = surname_length(value)
        return value[:visible] + mask.char * (len(value) - visible)
    signs = clusters(value)
    visible = surname_length("".join(sign[0] for sign in signs))
    shown = "".join(signs[:visible])
    return shown + "".join(sign if sign in "·•‧・． \u3000" else mask.char for sign in signs[visible:])


def _address(value: str, mask: MaskOperator) -> str:
    """Keep the address down to a level, the county by default, the city when strict; hide all where none is found."""
    from piiguard.operators.addresses import end_of_level

    visible = end_of_level(value, mask.address)
    visible = visible if visible < len(value) else 0
    return value[:visible] + mask.char * (len(value) - visible)


def _ip(value: str, mask: MaskOperator) -> str:
    """Keep the first octet of version 4, the first two groups of version 6."""
    kept, groups, separator = (1, value.split("."), ".") if "." in value else (2, value.split(":"), ":")
    kept = 0 if mask.strict else kept
    return separator.join([*groups[:kept], *(mask.char * max(len(group), 1) for group in groups[kept:])])


_MINUTES: Final = LazyPattern("(?<=[°度])[^°度]*?(?=[NSEWnsew东西南北]|[,，、/]|$)")


def _point(value: str, mask: MaskOperator) -> str:
    """Keep one decimal (about 11 km) and the shape; of degrees and minutes keep the degrees."""
    if re.search("[°度]", value):
        kept = _MINUTES.sub(lambda match: re.sub("[0-9]", mask.char, match.group()), value)
        return re.sub("[0-9]", mask.char, value) if mask.strict else kept
    kept = re.sub(r"(?<=\.)([0-9])([0-9]+)", lambda m: m[1] + mask.char * len(m[2]), value)
    return re.sub("[0-9]", mask.char, value) if mask.strict else kept


def _date(value: str, mask: MaskOperator) -> str:
    """Keep the year."""
    digits = "[0-9０-９一二三四五六七八九〇零十初廿]"
    year = re.match(f"{digits}{{4}}", value)
    visible = year.end() if year and not mask.strict else 0
    return value[:visible] + re.sub(digits, mask.char, value[visible:])


# Country codes of ITU-T E.164 with one and two digits; all others have three.
_CALLING: Final = LazyPattern(
    r"[(（]?(?:\+|00)[(（]?(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})[)）]?"
)


def _telephone(value: str, mask: MaskOperator) -> str:
    """Keep the country code whole, the next digit and the last two; the code and the last digit when strict."""
    code = _CALLING.match(value)
    if code is None:
        return mask.keep(value, *((1, 1) if mask.strict else (2, 2)))
    first, last = (0, 1) if mask.strict else (1, 2)
    return code.group() + mask.keep(value[code.end() :], first, last)


def _all(value: str, mask: MaskOperator) -> str:
    """Hide every character; the length of a listed word would tell the word, so two signs stand for any."""
    return mask.char * 2


# Kinds whose values are words of short lists.
WORDS: Final = (
    "AGE", "BLOOD_TYPE", "EDUCATION_LEVEL", "ETHNICITY", "GENDER", "MARITAL_STATUS", "POLITICAL_STATUS", "RELIGION",
)  # fmt: skip
STYLES: Final[Mapping[str, Callable[[str, MaskOperator], str]]] = {
    "EMAIL_ADDRESS": _email,
    "PERSON": _person,
    "CN_ADDRESS": _address,
    "IP_ADDRESS": _ip,
    "GEO_POINT": _point,
    "BIRTH_DATE": _date,
    "PHONE_NUMBER": _telephone,
    **dict.fromkeys(WORDS, _all),
}
