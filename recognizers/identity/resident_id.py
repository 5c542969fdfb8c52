"""Resident identity number (公民身份号码), 18 digits of GB 11643-1999.

Six digits region of first issue (GB/T 2260), eight digits birth date, three digits sequence (the last one odd for
men), one check character (ISO 7064 MOD 11-2). Regions stay as they were at issue, so retired ones are valid.
Example of the standard: 11010519491231002X.
"""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import (
    Digits,
    Doubt,
    InvalidChecksum,
    InvalidDate,
    Mask,
    Recognizer,
    Score,
    Token,
)
from piiguard.recognizers.data import divisions

_LAST_YEAR = 2100


def validate(value: str) -> str | None:
    """Return the 18 characters with an upper-case X; None when the region cannot be one.

    Raises `InvalidDate` for a birth date that does not exist and `InvalidChecksum`. A region that was never in use, or
    a birth year before 1900, leaves a `Doubt`.

    >>> validate("11010519491231002x")
    '11010519491231002X'
    """
    number = value.upper()
    if number[:2] not in divisions.PROVINCES or number[0] == "8":
        return None
    if not is_date(number[6:14], 1800, _LAST_YEAR):
        raise InvalidDate
    if mod_11_2(number[:17]) != number[17]:
        raise InvalidChecksum
    if not divisions.is_known(number[:6]):
        return Doubt(number, "check digit right, region never in use")
    if number[6:8] == "18":
        return Doubt(number, "check digit right, born before 1900")
    return number


RECOGNIZER = Recognizer(
    entity_type="CN_RESIDENT_ID",
    name_zh="公民身份号码",
    name_en="Resident identity number",
    candidates=(
        Digits((18,), ((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4), (6, 4, 2, 2, 4), (6, 12), (14, 4))),
        Token((18,), "[1-7][0-9]{16}X"),
    ),
    score=Score(0.95, 0.99, doubtful=0.80, doubtful_with_cue=0.95, invalid=0.05, invalid_with_cue=0.60),
    legal="identity",
    source="GB 11643-1999 clause 4",
    examples=(
        "身份证⟦11010519491231002X⟧已登记",
        "号码⟦11010519491231002x⟧",
        "⟦110105 19491231 002X⟧",
        "证件：⟦110105-19491231-002X⟧。",
        "⟦11010519491231002X⟧",
        "身份证号：⟦１１０１０５１９４９１２３１００２Ｘ⟧",
        '{"id_card": "⟦440524188001010014⟧"}',
        "原崇文区⟦110103199003070110⟧的居民",
        "身份证号码 ⟦110105194912310021⟧",
    ),
    counter_examples=(
        "订单号110105194912310021",
        "3110105194912310021",
        "A11010519491231002X",
        "110105194913310029",
        "流水 110105194912310021 完成",
    ),
    max_length=24,
    mask=Mask(6, 4, 1, 1),
    cues=(
        "身份证", "身份证号", "身份证号码", "公民身份号码", "公民身份证", "居民身份证", "证件号", "证件号码", "证件",
        "社会保障号码", "纳税人识别号", "身份号", "身份号码", "证号",
        "id_card", "id_no", "id_num", "id_number", "identity", "identity_no", "identity_card", "cert_no", "cert_num",
        "certificate_no", "sfz", "sfzh", "sfzhm", "zjhm", "zjh", "citizen_id", "national_id", "resident_id",
    ),
    validate=validate,
    strength=3,
)  # fmt: skip
