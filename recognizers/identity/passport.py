"""Passports of the People's Republic, Hong Kong and Macau, by their printed numbers.

Ordinary E + 8 digits, since 2017 E + letter (no I, O) + 7 digits; older G + 8, 14 or 15 + 7; official P, S, D forms;
Hong Kong K or H + 8; Macau MA + 7. Printed numbers hold no check digit, so most need a cue.
"""

from __future__ import annotations

import re

from piiguard.recognizer import AfterCue, Digits, Mask, Recognizer, Score, Token

_SHAPE = "E[A-HJ-NP-Z][0-9]{7}|[EGDSHK][0-9]{8}|(?:PE|SE|DE|MA)[0-9]{7}|[PSD][0-9]{7}"
_OFFICIAL = "[PpSs][.][0-9]{7}(?![0-9A-Za-z])"


def validate(value: str) -> str | None:
    """Return the number in upper case, without the dot of official passports; None for another shape.

    >>> validate("e12345678")
    'E12345678'
    """
    number = value.upper().replace(".", "")
    return number if re.fullmatch(f"{_SHAPE}|1[45][0-9]{{7}}", number) else None


RECOGNIZER = Recognizer(
    entity_type="CN_PASSPORT",
    name_zh="护照号码",
    name_en="Chinese passport number",
    candidates=(Token((8, 9), _SHAPE), Digits((9,), (), ("14", "15")), AfterCue(_OFFICIAL)),
    score=Score(0.35, 0.95),
    legal="identity",
    source="公安部出入境管理局 普通护照编号规则 (2012, 2017)",
    examples=(
        "护照⟦E12345678⟧已签发",
        "护照号：⟦EA1234567⟧",
        "passport_no=⟦G12345678⟧",
        "公务护照号码⟦SE1234567⟧",
        "公务普通护照：⟦P.1234567⟧。",
        "Passport No. ⟦E12345678⟧",
        "护照号码⟦Ｅ１２３４５６７８⟧",
        "旧护照 ⟦141234567⟧",
        "澳门护照⟦MA1234567⟧",
    ),
    counter_examples=("型号E12345678", "E12345678", "护照E123456789", "XE12345678", "build 151234567"),
    max_length=9,
    mask=Mask(2, 2, 1, 1),
    cues=(
        "护照", "护照号", "护照号码", "普通护照", "旅行证", "旅行证号", "護照", "護照號碼", "passport", "passport_no",
        "passport_number", "passport_num", "hzh", "hzhm",
    ),
    anti_cues=("型号", "料号", "part_no", "model"),
    validate=validate,
    strength=1,
)  # fmt: skip
