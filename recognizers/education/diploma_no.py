"""Diploma number (毕业证书编号) of 18 digits: school, kind, year, level, serial."""

from __future__ import annotations

from piiguard.checks import is_date
from piiguard.recognizer import Digits, Mask, Recognizer, Score


def validate(value: str) -> str | None:
    """Return the 18 digits; None unless kind, year and level are in place (no check digit).

    >>> validate("100011202005000123")
    '100011202005000123'
    """
    if not value.isdecimal() or not is_date(value[6:10] + "0101", 1949, 2049):
        return None
    return value if value[5] in "1567" and value[10] == "0" and value[11] in "1234567" else None


RECOGNIZER = Recognizer(
    entity_type="CN_DIPLOMA_NO",
    name_zh="毕业证书编号",
    name_en="Diploma number",
    candidates=(Digits((18,), ((5, 1, 4, 2, 6), (5, 5, 8))),),
    score=Score(0.45, 0.97),
    legal="education",
    source="教育部 高等教育学历证书电子注册管理暂行规定 (证书编号, 18 位)",
    examples=(
        "毕业证书编号⟦100011202005000123⟧",
        "学历证书：⟦106145201506001234⟧",
        "diploma_no=⟦100011202005000123⟧",
        "证书编号：⟦１０００１１２０２００５０００１２３⟧",
        "毕业证号 ⟦118455201805654321⟧",
    ),
    counter_examples=("100011202005000123", "订单号100011202005000123", "毕业证书编号100018202005000123"),
    max_length=24,
    mask=Mask(5, 4, 1, 1),
    cues=(
        "毕业证书编号", "毕业证书", "毕业证", "毕业证号", "毕业证编号", "学历证书", "学历证书编号",
        "学历证书号", "证书编号", "证书号", "diploma_no", "diploma", "graduation_cert_no", "byzh", "xlzsbh",
        "certificate_no",
    ),
    validate=validate,
    strength=1,
)  # fmt: skip
