"""Degree certificate number (学位证书编号) of 16 characters, or 17 with a letter in front."""

from __future__ import annotations

from piiguard.checks import is_date
from piiguard.recognizer import Digits, Mask, Recognizer, Score, Token


def validate(value: str) -> str | None:
    """Return the number in upper case; None unless grade and year are in place.

    >>> validate("1000142020000123")
    '1000142020000123'
    """
    number = value.upper()
    digits = number.lstrip("CZT")
    if len(digits) != 16 or digits[5] not in "234" or not is_date(digits[6:10] + "0101", 1949, 2049):
        return None
    return number


RECOGNIZER = Recognizer(
    entity_type="CN_DEGREE_NO",
    name_zh="学位证书编号",
    name_en="Degree certificate number",
    candidates=(Digits((16,)), Token((16, 17), "[CZT]?[0-9]{5}[234](?:19|20)[0-9]{2}[A-Z0-9][0-9]{5}")),
    score=Score(0.35, 0.95),
    legal="education",
    source="国务院学位委员会 学位证书和学位授予信息管理办法 (编号规则)",
    examples=(
        "学位证书编号⟦1000142020000123⟧",
        "学位证：⟦C1000142020000123⟧",
        "degree_no=⟦1061432015000456⟧",
        "学位证书号⟦１０００１４２０２００００１２３⟧",
        "学位证书 ⟦Z1000132020000123⟧",
    ),
    counter_examples=("1000142020000123", "订单号1000142020000123", "学位证书编号1000192020000123"),
    max_length=17,
    mask=Mask(5, 4, 1, 1),
    cues=(
        "学位证书编号", "学位证书", "学位证", "学位证号", "学位证书号", "学位证编号", "degree_no",
        "degree_cert_no", "xwzsbh",
    ),
    validate=validate,
    strength=1,
)  # fmt: skip
