"""Disability certificate number (残疾人证号): a resident identity number and two digits for kind and grade.

The kind is 1 to 7, the grade 1 to 4; a certificate issued again ends in B and how many times.
"""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import (
    Digits,
    Doubt,
    InvalidChecksum,
    InvalidDate,
    InvalidLength,
    Mask,
    Recognizer,
    Score,
    Token,
)
from piiguard.recognizers.data import divisions


def validate(value: str) -> str | None:
    """Return the number in upper case; None without a province, a kind 1-7 and a grade 1-4.

    Raises `InvalidDate` or `InvalidChecksum` for the number inside; a county never in use leaves a `Doubt`.
    """
    number = value.upper()
    if len(number) not in (20, 22):
        raise InvalidLength
    if not (number.isascii() and number[:17].isdigit() and number[:2] in divisions.PROVINCES):
        return None
    if number[18] not in "1234567" or number[19] not in "1234":
        return None
    if not is_date(number[6:14], 1900, 2049):
        raise InvalidDate
    if mod_11_2(number[:17]) != number[17]:
        raise InvalidChecksum
    return number if divisions.is_known(number[:6]) else Doubt(number, "check digit right, region never in use")


RECOGNIZER = Recognizer(
    entity_type="CN_DISABILITY_CERT",
    name_zh="残疾人证号",
    name_en="Disability certificate number",
    candidates=(Digits((20,), ((6, 8, 4, 2),)), Token((20, 22), "[1-6][0-9]{16}[0-9X][1-7][1-4](?:B[0-9])?")),
    score=Score(0.85, 0.98, doubtful=0.30, doubtful_with_cue=0.90, invalid_with_cue=0.60),
    legal="specific_identity",
    source="中国残疾人联合会《中华人民共和国残疾人证管理办法》(残疾人证编码规则)",
    examples=(
        "残疾人证⟦11010519491231002X43⟧号",
        "残疾证号：⟦11010519491231002X12⟧",
        "⟦11010519491231002X43⟧",
        "disability_no=⟦11010519491231002X21B1⟧",
        "残疾人证号⟦１１０１０５１９４９１２３１００２Ｘ４３⟧",
        "⟦11010319900307015344⟧",
        "残疾人证号⟦11010519491231002144⟧",
    ),
    counter_examples=("11010519491231002X95", "20240101123045678912", "11010519491331002X43", "11010519491231002144"),
    max_length=24,
    mask=Mask(6, 0, 1, 0),
    cues=(
        "残疾人证", "残疾人证号", "残疾证", "残疾证号", "残疾证编号", "disability_no", "disability_cert", "cjzh",
        "cjrzh",
    ),
    validate=validate,
    contains=("CN_RESIDENT_ID",),
    strength=3,
)  # fmt: skip
