"""Telephone numbers outside mainland China, checked by `phonenumbers`, which is imported at the first candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Depends, Digits, LazyPattern, Mask, Recognizer, Score

_BRACKETED = LazyPattern("[(（](?:[+][0-9]{1,4}|[0-9]{3,5})[)）]")
# A Latin label may follow without a space: +886912345678Email.
_INTERNATIONAL = LazyPattern(r"\+[1-9][0-9]{0,3}(?:[ .()（）/-]{1,2}[0-9]{1,6}){0,6}[0-9]*(?![0-9])")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the number after the plus sign at `at`, shortened group by group until it is valid."""
    if at and (text[at - 1].isascii() and text[at - 1].isalnum()):
        return
    match = _INTERNATIONAL.match(text, at)
    if match is None or match.group().startswith("+86"):
        return
    written = match.group()
    while len(written) > 7:
        if _is_valid(re.sub("[^0-9+]", "", written), None):
            yield Candidate(at, at + len(written), written)
            return
        shorter = re.match(r"(.*[0-9])[ .()（）/-]+[0-9]+", written)
        if shorter is None:
            return
        written = shorter[1]


def _is_valid(number: str, region: str | None) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def validate(value: str) -> str | None:
    """Return the number as + country code and digits (E.164); None when no country has it.

    >>> validate("0085291234567")
    '+85291234567'
    """
    digits = re.sub("[^0-9]", "", value)
    digits = digits[2:] if digits.startswith("00") else digits
    return "+" + digits if _is_valid("+" + digits, None) else None


def validate_taiwan(value: str) -> str | None:
    """Return a Taiwan mobile number in E.164 form."""
    digits = re.sub("[^0-9]", "", value)
    return "+886" + digits[1:] if digits[0] == "0" and _is_valid("+886" + digits[1:], None) else None


def validate_hong_kong(value: str) -> str | None:
    """Return an eight-digit Hong Kong number in E.164 form."""
    digits = re.sub("[^0-9]", "", value)
    return "+852" + digits if _is_valid("+852" + digits, None) else None


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the bracket that opens before the country code."""
    return (start - 1 if _BRACKETED.match(text, start - 1) else start, end) if start else (start, end)


_CUES = (
    "电话", "联系电话", "聯絡", "聯繫", "連絡", "手機號碼", "邀約", "手机",
    "传真", "联系方式", "号码", "电联", "致电", "電話", "傳真", "手機", "國際電話",
    "tel", "phone", "fax", "mobile", "telephone", "cell", "whatsapp", "contact",
)  # fmt: skip
_SOURCE = "ITU-T E.164; phonenumbers metadata"

RECOGNIZERS = (
    Recognizer(
        entity_type="PHONE_NUMBER",
        name_zh="境外电话号码",
        name_en="Telephone number outside mainland China",
        candidates=(Anchor("+", "[1-9]"),),
        score=Score(0.75, 0.95),
        legal="basic",
        source=_SOURCE,
        examples=(
            "电话⟦+852 9123 4567⟧",
            "⟦+1 415-555-2671⟧",
            "Tel: ⟦+44 20 7946 0958⟧",
            "台湾⟦+886-2-27208889⟧联系",
            "⟦＋８５２９１２３４５６７⟧",
            "⟦（+886）2-2720-8889⟧，台北",
            "电话⟦+886912345678⟧Email",
        ),
        counter_examples=("1+1234567", "+0123456789", "a+1 415-555-2671", "+1234567"),
        max_length=32,
        mask=Mask(4, 2, 3, 1),
        cues=_CUES,
        find=find,
        validate=validate,
        widen=widen,
        strength=2,
    ),
    Recognizer(
        entity_type="PHONE_NUMBER",
        name_zh="境外电话号码（00 开头或区号分写）",
        name_en="Telephone number outside mainland China, with 00 or a separate code",
        candidates=(
            Digits(
                (12, 13, 14, 15, 16),
                (),
                ("0085", "0088", "001", "0044", "0081", "0082", "0065", "0061", "0049", "0033"),
            ),
            Digits(
                (),
                ((5, 8), (5, 4, 4), (5, 9), (5, 3, 3, 3), (5, 1, 8), (5, 1, 4, 4), (5, 2, 8)),
                ("00852", "00853", "00886"),
            ),
            Digits(
                (),
                ((3, 8), (3, 4, 4), (3, 1, 8), (3, 1, 4, 4), (3, 2, 8), (3, 9), (3, 3, 3, 3)),
                ("852", "853", "886"),
            ),
            Digits((), ((3, 3, 3, 4),), ("001",)),
        ),
        score=Score(0.65, 0.93),
        legal="basic",
        source=_SOURCE,
        examples=(
            "香港电话⟦00852-91234567⟧",
            "⟦852-91234567⟧",
            "⟦(852) 9123 4567⟧",
            "⟦001-415-555-2671⟧",
            "电话：⟦0085291234567⟧。",
            "台北⟦886-227208889⟧",
            "澳门联系电话⟦００８５３－６６１２３４５６⟧",
        ),
        counter_examples=("0085200000000", "852-11", "编号00852912345671234"),
        max_length=24,
        mask=Mask(5, 2, 3, 1),
        cues=_CUES,
        validate=validate,
        widen=widen,
        depends=Depends(19, after=(("(（", ""),)),
        strength=2,
    ),
    Recognizer(
        entity_type="PHONE_NUMBER",
        name_zh="台湾手机号码",
        name_en="Taiwan mobile number",
        candidates=(Digits((), ((4, 3, 3), (4, 6)), ("09",)),),
        score=Score(0.55, 0.92),
        legal="basic",
        source=_SOURCE,
        examples=(
            "手机⟦0912-345-678⟧",
            "⟦0912-345-678⟧",
            "台湾电话：⟦0912-345678⟧",
            "電話⟦０９１２－３４５－６７８⟧",
            "mobile=⟦0912 345 678⟧",
        ),
        counter_examples=("编号0912-345-678", "10912-345-678", "0912-345-6789"),
        max_length=14,
        mask=Mask(4, 2, 3, 1),
        cues=_CUES,
        validate=validate_taiwan,
        strength=1,
    ),
    Recognizer(
        entity_type="PHONE_NUMBER",
        name_zh="台湾手机号码（连写）",
        name_en="Taiwan mobile number, glued",
        candidates=(Digits((10,), (), ("09",)),),
        score=Score(0.35, 0.90),
        legal="basic",
        source=_SOURCE,
        examples=(
            "台湾电话：⟦0912345678⟧",
            "手机⟦0912345678⟧",
            "mobile=⟦0912345678⟧",
            "電話⟦０９１２３４５６７８⟧。",
            "联系方式 ⟦0987654321⟧",
        ),
        counter_examples=("编号0912345678", "0912345678", "09123456789"),
        max_length=10,
        mask=Mask(4, 2, 3, 1),
        cues=_CUES,
        validate=validate_taiwan,
        strength=1,
    ),
    Recognizer(
        entity_type="PHONE_NUMBER",
        name_zh="香港电话号码（八位）",
        name_en="Hong Kong number of eight digits",
        candidates=(Digits((8,), ((4, 4),), ("2", "3", "5", "6", "7", "8", "9")),),
        score=Score(0.0, 0.80),
        legal="basic",
        source=_SOURCE,
        examples=(
            "香港电话⟦2123 4567⟧",
            "香港手机：⟦91234567⟧",
            "香港联系电话⟦9123-4567⟧。",
            "hk_phone=⟦91234567⟧",
            "香港號碼⟦９１２３４５６７⟧",
        ),
        counter_examples=("2123 4567", "编号91234567", "香港电话11234567"),
        max_length=9,
        mask=Mask(2, 2, 1, 1),
        cues=(
            "香港电话",
            "香港手机",
            "香港联系电话",
            "香港號碼",
            "香港电话号码",
            "香港電話",
            "hk_phone",
            "hk_tel",
            "hk_mobile",
        ),
        validate=validate_hong_kong,
        strength=0,
    ),
)
