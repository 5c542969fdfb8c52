"""Resident identity number (公民身份号码), 18 characters of GB 11643-1999.

Six digits region of first issue (GB/T 2260), eight digits birth date, three digits sequence (the last one odd for
men), one check character (ISO 7064 MOD 11-2). Regions stay as they were at issue, so retired ones are valid.
Example of the standard: 11010519491231002X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import (
    Anchor,
    Candidate,
    Depends,
    Digits,
    Doubt,
    InvalidChecksum,
    InvalidDate,
    InvalidFormat,
    InvalidLength,
    InvalidRegion,
    Mask,
    Recognizer,
    Score,
    Token,
)
from piiguard.recognizers.data import divisions

# Later births stand in no document; reading the clock would make the result depend on the day.
_LAST_YEAR = 2049
# Letters and signs that people and scanners write for the X: Cyrillic, Greek, Roman ten, times.
_LIKE_X = "ХхΧχⅩⅹ×"
_AS_X = str.maketrans(_LIKE_X, "X" * len(_LIKE_X))
_LAYOUTS = ((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4), (6, 4, 2, 2, 4), (6, 12), (14, 4))
_WRITTEN = "|".join(
    "[ -]".join(f"[0-9]{{{size}}}" for size in (*layout[:-1], layout[-1] - 1)) for layout in ((18,), *_LAYOUTS)
)


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the number whose last character is the sign at `at` that stands for an X."""
    low = max(0, at - 24)
    match = re.search(f"(?<![0-9A-Za-z])(?:{_WRITTEN})$", text[low:at])
    if match is not None:
        yield Candidate(low + match.start(), at + 1, re.sub("[ -]", "", match.group()) + "X")


def validate(value: str) -> str | None:
    """Return the 18 characters with an upper-case X; None when the region cannot be one.

    Raises `InvalidDate` for a birth date that does not exist, `InvalidChecksum`, and `InvalidRegion` for a diploma
    number that happens to pass the other checks. A county that was never in use, or a birth year before 1900,
    leaves a `Doubt`.

    >>> validate("11010519491231002x")
    '11010519491231002X'
    """
    number = (value if value.isascii() else value.translate(_AS_X)).upper()
    _shape(number)
    if number[:2] not in divisions.PROVINCES or number[0] == "8":
        return None
    if not is_date(number[6:14], 1800, _LAST_YEAR):
        raise InvalidDate
    if mod_11_2(number[:17]) != number[17]:
        raise InvalidChecksum
    if not divisions.is_known(number[:6]) or number[2:6] == "0000":
        return _unknown_region(number)
    if number[6:8] == "18":
        return Doubt(number, "check digit right, born before 1900")
    return number


def _shape(number: str) -> None:
    if len(number) != 18:
        raise InvalidLength
    if not (number.isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        raise InvalidFormat


def _unknown_region(number: str) -> Doubt:
    """Return the doubt about a county never in use; a diploma number puts school, kind, year and level there."""
    if number[5] in "1567" and number[10:12] <= "07" and number[6:10] >= "1985":
        raise InvalidRegion
    return Doubt(number, "check digit right, region never in use")


RECOGNIZER = Recognizer(
    entity_type="CN_RESIDENT_ID",
    name_zh="公民身份号码",
    name_en="Resident identity number",
    candidates=(
        Digits((18,), _LAYOUTS, tuple(sorted(code for code in divisions.PROVINCES if code[0] != "8"))),
        Token((18,), "[1-7][0-9]{16}X"),
        Anchor(_LIKE_X, "(?<=[0-9]{2}.)(?![0-9A-Za-z])"),
    ),
    score=Score(0.95, 0.99, doubtful=0.80, doubtful_with_cue=0.95, invalid=0.05, invalid_with_cue=0.60),
    legal="identity",
    source="GB 11643-1999 clause 4",
    examples=(
        "身份证⟦11010519491231002X⟧已登记",
        "号码⟦11010519491231002x⟧",
        "⟦110105 19491231 002X⟧",
        "证件：⟦110105-19491231-002X⟧。",
        "⟦1101 0519 4912 3100 2X⟧",
        "⟦11010519491231002X⟧",
        "身份证号：⟦１１０１０５１９４９１２３１００２Ｘ⟧",
        "身份证⟦11010519491231002×⟧号",
        "身份证⟦110105 19491231 002Х⟧",
        '{"id_card": "⟦440524188001010014⟧"}',
        "原崇文区⟦110103199003070153⟧的居民",
        "身份证号码 ⟦110105194912310021⟧",
        "'⟦440301198506123341⟧",
    ),
    counter_examples=(
        "订单号110105194912310021",
        "3110105194912310021",
        "A11010519491231002X",
        "110105194913310029",
        "流水 110105194912310021 完成",
        "面积 17×20 厘米，11010519491231002×3",
        "食品生产许可证号110105194912310021",
    ),
    max_length=24,
    mask=Mask(6, 4, 1, 1),
    cues=(
        "身份证", "身份证号", "身份证号码", "公民身份号码", "公民身份证", "居民身份证", "证件号", "证件号码", "证件",
        "社会保障号码", "纳税人识别号", "身份号", "身份号码", "证号", "居住证", "居住证号", "驾驶证号", "身份證",
        "身份證號", "身份證號碼", "身分证", "身份证件号", "身份证件号码", "id_card", "id_card_no", "id_card_number",
        "id_no", "id_num", "id_number", "identity", "identity_no", "identity_card", "identity_number", "cert_no",
        "cert_num", "cert_id", "cert_code", "certificate_no", "card_id", "sfz", "sfzh", "sfzhm", "sfzjh", "gmsfhm",
        "gmsfzh", "zjhm", "zjh", "shenfenzheng", "citizen_id", "citizen_no", "national_id", "resident_id",
        "resident_id_card",
    ),
    anti_cues=(
        "许可证号", "合格证号", "毕业证号", "毕业证书编号", "学位证书编号", "准考证号", "房产证号", "登记证号",
        "资格证号", "许可证编号", "产品证号", "license_key", "diploma_no", "waybill_no",
    ),
    find=find,
    validate=validate,
    strength=3,
    depends=Depends(18, (18,), parts=((0, 6), (6, 14)), dates=(1,)),
)  # fmt: skip
