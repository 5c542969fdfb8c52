"""`mask`: hides the middle of a value and keeps what is customary for its kind.

A mask is de-identification (去标识化), never anonymisation (匿名化): it leaves candidates, see
`remaining_candidates`. Conventions: hutool DesensitizedUtil, Alipay log rules; the strict counts follow
GB/T 41833-2022 where it has any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from piiguard.errors import UsageError
from piiguard.lazy import LazyPattern
from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import Key

_SEPARATORS: Final = frozenset(" -.·•()（）/\u3000\u00a0－　:")
# How many values a conventional mask leaves possible: (usual, strict); arithmetic in docs/en/masks.md.
_CANDIDATES: Final[Mapping[str, tuple[int, int]]] = {
    "CN_MOBILE": (10_000, 1_000_000),
    "CN_RESIDENT_ID": (3_300, 4_000_000_000),
    "BANK_CARD": (100_000_000, 100_000_000_000),
    "CN_LANDLINE": (100_000, 1_000_000),
}


class MaskOperator(NamedTuple):
    """Replaces hidden characters by `char`, one for one; separators stay, so the value keeps its layout."""

    char: str = "*"
    strict: bool = False
    name: str = "mask"
    needs_key: bool = False

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> MaskOperator:
        """Return the operator for `char` (one character, no letter or digit) and `strict`."""
        char = params.text("char", "*")
        if len(char) != 1 or (char.isalnum() and char != "某"):
            raise UsageError("operator 'mask': char must be a single sign that is no letter or digit")
        return cls(char, params.flag("strict"))

    def apply(self, request: Request) -> str:
        """Return the value with its sensitive part hidden; at least one character always is."""
        style = _STYLES.get(request.entity_type)
        if style is not None:
            masked = style(request.value, self)
        else:
            masked = self.keep(request.value, *self.counts(request))
        return masked if masked != request.value else self.char * len(request.value)

    def counts(self, request: Request) -> tuple[int, int]:
        """Return how many characters stay visible at the start and at the end."""
        mask = request.mask
        return (mask.strict_first, mask.strict_last) if self.strict else (mask.keep_first, mask.keep_last)

    def keep(self, value: str, first: int, last: int) -> str:
        """Return `value` with `first` and `last` characters visible; separators stay and do not count."""
        if value.isalnum() and first + last < len(value):
            return value[:first] + self.char * (len(value) - first - last) + value[len(value) - last :]
        places = [index for index, char in enumerate(value) if char not in _SEPARATORS]
        if first + last >= len(places):
            # A short or unusual value would show whole: keep a third at most.
            first, last = (len(places) // 3, 0) if first else (0, len(places) // 3)
        hidden = set(places[first : len(places) - last])
        return "".join([self.char if index in hidden else char for index, char in enumerate(value)])


def remaining_candidates(entity_type: str, strict: bool = False) -> int | None:
    """Return how many values a masked `entity_type` still may be, None where it was not worked out."""
    counts = _CANDIDATES.get(entity_type)
    return None if counts is None else counts[strict]


_AT: Final = LazyPattern("([@＠#]| ?\\[at\\] ?| ?\\(at\\) ?)")


def _email(value: str, mask: MaskOperator) -> str:
    """Keep the first character and the domain; a numeric local part is an account or a mobile number: hide it all."""
    parts = _AT.split(value, maxsplit=1)
    local, sign, domain = parts if len(parts) == 3 else (value, "", "")
    visible = 0 if local.isdigit() or mask.strict or len(local) < 2 else 1
    return local[:visible] + mask.char * (len(local) - visible) + sign + domain


def _person(value: str, mask: MaskOperator) -> str:
    """Keep the surname, a compound one whole; of a name with middle dots the first part's first character."""
    from piiguard.operators.names import surname_length

    visible = surname_length(value)
    return value[:visible] + "".join(char if char in "·•‧・． \u3000" else mask.char for char in value[visible:])


_TO_COUNTY: Final = LazyPattern("^.{0,24}?(?:[市州盟](?!区).{1,9}?[区县旗]|[市州盟](?!区).{1,7}?市|[区县旗市])")


def _address(value: str, mask: MaskOperator) -> str:
    """Keep the address down to its county; without one that is found, hide everything."""
    match = _TO_COUNTY.match(value)
    visible = match.end() if match and match.end() < len(value) else 0
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


def _all(value: str, mask: MaskOperator) -> str:
    """Hide every character; the length of a listed word would tell the word, so two signs stand for any."""
    return mask.char * 2


_STYLES: Final[Mapping[str, Callable[[str, MaskOperator], str]]] = {
    "EMAIL_ADDRESS": _email,
    "PERSON": _person,
    "CN_ADDRESS": _address,
    "IP_ADDRESS": _ip,
    "GEO_POINT": _point,
    "BIRTH_DATE": _date,
    "AGE": _all,
    "ETHNICITY": _all,
    "RELIGION": _all,
    "MARITAL_STATUS": _all,
    "GENDER": _all,
    "POLITICAL_STATUS": _all,
    "EDUCATION_LEVEL": _all,
    "BLOOD_TYPE": _all,
}
