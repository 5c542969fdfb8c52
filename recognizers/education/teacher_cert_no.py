"""Teacher's certificate number (教师资格证书号码) of 17 digits."""

from __future__ import annotations

from piiguard.checks import is_date
from piiguard.recognizer import Digits, Mask, Recognizer, Score
from piiguard.recognizers.data import divisions


def validate(value: str) -> str | None:
    """Return the 17 digits; None unless year, province, kind and sex are in place."""
    if not is_date(value[:4] + "0101", 1949, 2049) or value[4:6] not in divisions.PROVINCES:
        return None
    return value if value[9] in "1234567" and value[10] in "012" else None


RECOGNIZER = Recognizer(
    entity_type="CN_TEACHER_CERT_NO",
    name_zh="教师资格证书号码",
    name_en="Teacher's certificate number",
    candidates=(Digits((17,)),),
    score=Score(0.20, 0.93),
    legal="education",
    source="教育部 教师资格证书管理规定 (号码, 17 位)",
    examples=(
        "教师资格证⟦20201100411000123⟧",
        "教师资格证书号码：⟦20193101322000456⟧",
        "teacher_cert_no=⟦20201100411000123⟧",
        "教师证号⟦２０２０１１００４１１０００１２３⟧",
        "教师资格证号 ⟦20113201142001234⟧",
    ),
    counter_examples=("20201100411000123", "时间20240101123045123", "教师资格证19001100411000123"),
    max_length=17,
    mask=Mask(4, 4, 1, 1),
    cues=(
        "教师资格证", "教师资格证书", "教师资格证号", "教师资格证书号码", "教师资格证书号", "教师证",
        "教师证号", "teacher_cert_no", "teacher_certificate",
    ),
    validate=validate,
    strength=1,
)  # fmt: skip
