"""Resident identity number of the first generation (第一代身份证号码), 15 digits of GB 11643-1989.

Six digits region, six digits birth date (19xx), three digits sequence, no check digit. Cards with it became invalid
on 2013-01-01; the numbers still stand in old data. Its canonical form is the 18-character number of the same person.
"""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import Digits, InvalidDate, InvalidLength, InvalidRegion, Mask, Recognizer, Score
from piiguard.recognizers.data import divisions


def validate(value: str) -> str | None:
    """Return the upgraded 18-character number; None for other leading digits.

    Raises `InvalidDate` or `InvalidRegion`: with no check digit, both must be right.

    >>> validate("110105491231002")
    '11010519491231002X'
    """
    if not (value.isascii() and value.isdigit()) or value[0] not in "123456":
        return None
    if len(value) != 15:
        raise InvalidLength
    if not is_date("19" + value[6:12]):
        raise InvalidDate
    if not divisions.is_known(value[:6]) or value[2:6] == "0000":
        raise InvalidRegion
    body = value[:6] + "19" + value[6:]
    return body + mod_11_2(body)


RECOGNIZER = Recognizer(
    entity_type="CN_RESIDENT_ID",
    name_zh="第一代身份证号码",
    name_en="First-generation identity number",
    candidates=(Digits((15,), ((6, 6, 3),), tuple(sorted(code for code in divisions.PROVINCES if code < "7"))),),
    score=Score(0.15, 0.85),
    legal="identity",
    source="GB 11643-1989",
    examples=(
        "身份证号⟦110105491231002⟧（旧）",
        "身份证：⟦110105 491231 002⟧",
        "id_card=⟦110105491231002⟧",
        "身份证１５位⟦110105491231002⟧",
        "老身份证号码是⟦440524800101001⟧。",
    ),
    counter_examples=(
        "IMEI 110105491231002",
        "110105491231002",
        "身份证号110105491331002",
        "1110105491231002",
        "身份证号119999491231002",
    ),
    max_length=20,
    mask=Mask(6, 3, 1, 1),
    cues=(
        "身份证", "身份证号", "身份证号码", "公民身份号码", "居民身份证", "证件号", "证件号码", "身份證",
        "身份證號碼", "一代证", "id_card", "id_card_no", "id_no", "id_number", "identity_no", "cert_no", "sfz",
        "sfzh", "sfzhm", "gmsfhm", "zjhm",
    ),
    anti_cues=("imei", "imsi", "串号", "注册号", "营业执照号", "考生编号", "执业证书编码"),
    validate=validate,
    strength=1,
)  # fmt: skip
