"""Hong Kong identity card number (香港身份证): one or two letters, six digits, check character in brackets.

The letters weigh 9 and 8 (a missing first letter counts 36), the digits 7 to 2; the sum with the check is 0 mod 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, InvalidChecksum, LazyPattern, Mask, Recognizer, Score, Token

_BRACKETED = LazyPattern(r"(?<![0-9A-Za-z])[A-Za-z]{1,2}[0-9]{6} ?[(（][0-9Aa][)）]")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the number whose opening bracket is at `at`."""
    for size in (10, 9, 11):
        match = _BRACKETED.match(text, max(0, at - size + 2)) if at >= size - 2 else None
        if match is not None and match.end() == at + 3:
            yield Candidate(match.start(), match.end(), re.sub("[ ()（）]", "", match.group()))
            return


def validate(value: str) -> str | None:
    """Return letters, digits and check character in upper case, without brackets; raises `InvalidChecksum`.

    >>> validate("A1234563")
    'A1234563'
    """
    number = re.sub("[ ()（）]", "", value).upper()
    if not re.fullmatch("[A-Z]{1,2}[0-9]{6}[0-9A]", number):
        return None
    body = number[:-1].rjust(8)
    total = sum((36 if char == " " else int(char, 36)) * (9 - i) for i, char in enumerate(body))
    if (total + int(number[-1], 36)) % 11:
        raise InvalidChecksum
    return number


_CUES = (
    "香港身份证", "香港居民身份证", "香港永久性居民身份证", "港澳身份证", "身份证", "身份证号", "身分證", "身份證",
    "hkid", "hk_id", "hkid_no", "id_card",
)  # fmt: skip
_SOURCE = "Hong Kong Immigration Department, identity card numbering (check digit as published)"

RECOGNIZERS = (
    Recognizer(
        entity_type="HK_ID",
        name_zh="香港身份证号码",
        name_en="Hong Kong identity card number",
        candidates=(Anchor("(（", "[0-9Aa][)）](?:(?<=[0-9]{6}...)|(?<=[0-9]{6} ...))"),),
        score=Score(0.80, 0.97, invalid_with_cue=0.60),
        legal="identity",
        source=_SOURCE,
        examples=(
            "香港身份证⟦A123456(3)⟧登记",
            "⟦A123456(3)⟧",
            "HKID: ⟦AB987654(3)⟧",
            "身份证號碼⟦Ａ１２３４５６（３）⟧",
            "香港居民⟦a123456(3)⟧。",
        ),
        counter_examples=("A123456(4)", "f(3)", "XA1A123456(3)", "见表B123456(9)"),
        max_length=12,
        mask=Mask(1, 1, 1, 0),
        cues=_CUES,
        find=find,
        validate=validate,
        strength=3,
    ),
    Recognizer(
        entity_type="HK_ID",
        name_zh="香港身份证号码（无括号）",
        name_en="Hong Kong identity card number without brackets",
        candidates=(Token((8, 9), "[A-Z]{1,2}[0-9]{6}[0-9A]"),),
        score=Score(0.30, 0.90),
        legal="identity",
        source=_SOURCE,
        examples=(
            "香港身份证号⟦A1234563⟧",
            "hkid=⟦AB9876543⟧",
            "香港身份证：⟦a1234563⟧",
            "香港居民身份证⟦Ａ１２３４５６３⟧已核",
            "HKID ⟦A1234563⟧",
        ),
        counter_examples=("A1234563", "型号 A1234563", "香港身份证号A1234564"),
        max_length=9,
        mask=Mask(1, 1, 1, 0),
        cues=_CUES,
        validate=validate,
        strength=2,
    ),
)
