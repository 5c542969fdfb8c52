"""Taiwan identity number (国民身份证统一编号) and residence number (统一证号): a letter and nine digits.

The letter stands for 10 to 35; its tens, nine times its units, and the digits times 8 to 1 sum up to 0 mod 10 with
the check digit. The second character is 1 or 2 for citizens, 8 or 9 for residents (before 2021 a letter A to D).
"""

from __future__ import annotations

import re

from piiguard.recognizer import InvalidChecksum, Mask, Recognizer, Score, Token

_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_SHAPE = "[A-Z](?:[1289]|[A-D])[0-9]{8}"
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 1, 1)


def validate(value: str) -> str | None:
    """Return the number in upper case; raises `InvalidChecksum`.

    >>> validate("A123456789")
    'A123456789'
    """
    number = value.upper()
    if not re.fullmatch(_SHAPE, number):
        return None
    first = _LETTERS.index(number[0]) + 10
    second = number[1]
    digits = [(_LETTERS.index(second) + 10) % 10 if second.isalpha() else int(second), *map(int, number[2:])]
    total = first // 10 + first % 10 * 9 + sum(d * w for d, w in zip(digits, _WEIGHTS, strict=True))
    if total % 10:
        raise InvalidChecksum
    return number


RECOGNIZER = Recognizer(
    entity_type="TW_ID",
    name_zh="台湾身份证号码",
    name_en="Taiwan identity or residence number",
    candidates=(Token((10,), _SHAPE),),
    score=Score(0.70, 0.95, invalid_with_cue=0.55),
    legal="identity",
    source="內政部戶政司 國民身分證統一編號; 內政部移民署 新式統一證號 (2021)",
    examples=(
        "台湾身份证⟦A123456789⟧。",
        "⟦A123456789⟧",
        "居留证⟦A800000014⟧到期",
        "身分證字號：⟦Ａ１２３４５６７８９⟧",
        "tw_id=⟦a123456789⟧",
    ),
    counter_examples=("A123456788", "AA123456789", "A1234567890", "订单号：A123456789"),
    max_length=10,
    anti_cues=("出生医学证明", "出生证", "出生证号", "股东账户", "证券账户", "型号", "料号", "part_no", "model"),
    mask=Mask(1, 1, 1, 0),
    cues=(
        "台湾身份证", "身分证", "身分證", "身分證字號", "統一編號", "统一证号", "统一编号", "身份证统一编号",
        "国民身份证", "國民身分證", "身分證統一編號", "身份证字号", "外来人口统一证号", "台胞身份证", "居留证",
        "居留證", "台湾居民", "tw_id", "roc_id", "arc_no",
    ),
    validate=validate,
    strength=2,
)  # fmt: skip
