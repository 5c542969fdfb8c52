"""National student registration number (全国学籍号): a letter before a resident number."""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import Doubt, InvalidChecksum, Mask, Recognizer, Score, Token
from piiguard.recognizers.data import divisions


def validate(value: str) -> str | None:
    """Return G, J or L and 18 characters; only G numbers hold a resident number and its check digit.

    >>> validate("G11010519491231002X")
    'G11010519491231002X'
    """
    number = value.upper()
    if number[1:3] not in divisions.PROVINCES or not is_date(number[7:15]):
        return None
    if number[0] == "G":
        if mod_11_2(number[1:18]) != number[18]:
            raise InvalidChecksum
        return number
    return Doubt(number, "J and L numbers hold no sure check digit")


RECOGNIZER = Recognizer(
    entity_type="CN_STUDENT_REG_NO",
    name_zh="全国学籍号",
    name_en="National student registration number",
    candidates=(Token((19,), "[GJL][0-9]{17}[0-9X]"),),
    score=Score(0.97, 0.99, doubtful=0.70, doubtful_with_cue=0.95, invalid=0.30, invalid_with_cue=0.70),
    legal="education",
    source="教育部 中小学生学籍管理办法 (2013), 学籍号编码规则",
    examples=(
        "学籍号⟦G11010519491231002X⟧",
        "⟦G11010519491231002X⟧",
        "全国学籍号：⟦J110105200901010123⟧",
        "student_reg_no=⟦L110105200901011234⟧",
        "学籍号⟦Ｇ１１０１０５１９４９１２３１００２Ｘ⟧在读",
    ),
    counter_examples=("K11010519491231002X", "G110105194912310021A", "GG11010519491231002X"),
    max_length=19,
    mask=Mask(7, 4, 2, 1),
    cues=("学籍号", "全国学籍号", "学籍", "学籍编号", "student_reg_no", "xjh", "student_registration_no"),
    validate=validate,
    contains=("CN_RESIDENT_ID",),
    strength=3,
)  # fmt: skip
