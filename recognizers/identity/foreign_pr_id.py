"""Foreigner's permanent residence number (外国人永久居留身份证): 18 digits since December 2023, 15 characters before.

New: 9, two digits province, three digits nationality (ISO 3166-1 numeric), birth date, sequence, MOD 11-2 check.
Old: three letters nationality, four digits region, YYMMDD, one digit sequence, one check digit (weights 7 3 1).
"""

from __future__ import annotations

from piiguard.checks import icao_731, is_date, mod_11_2
from piiguard.recognizer import (
    Digits,
    InvalidChecksum,
    InvalidComponent,
    InvalidDate,
    InvalidFormat,
    InvalidLength,
    Mask,
    Recognizer,
    Score,
    Token,
)
from piiguard.recognizers.data import countries, divisions

_LAST_YEAR = 2049


def validate(value: str) -> str | None:
    """Return the number of 2023 in upper case; None if it does not start with 9 and a province.

    Raises `InvalidDate`, `InvalidComponent` for a country code that does not exist, or `InvalidChecksum`.

    >>> validate("911840199001010018")
    '911840199001010018'
    """
    number = value.upper()
    if number[:1] != "9" or number[1:3] not in divisions.PROVINCES or number[1] == "8":
        return None
    _shape(number, 18, number[1:17])
    if not is_date(number[6:14], 1900, _LAST_YEAR):
        raise InvalidDate
    if not countries.is_numeric(number[3:6]):
        raise InvalidComponent
    if mod_11_2(number[:17]) != number[17]:
        raise InvalidChecksum
    return number


def validate_old(value: str) -> str | None:
    """Return the number of the card before 2023 in upper case; None without a country and a province in front.

    Raises `InvalidDate` or `InvalidChecksum`.

    >>> validate_old("USA110190010111")
    'USA110190010111'
    """
    number = value.upper()
    if not countries.is_alpha3(number[:3]) or number[3:5] not in divisions.PROVINCES:
        return None
    _shape(number, 15, number[3:])
    if not is_date("19" + number[7:13]) and not is_date("20" + number[7:13]):
        raise InvalidDate
    if icao_731(number[:14]) != number[14]:
        raise InvalidChecksum
    return number


def _shape(number: str, length: int, digits: str) -> None:
    if len(number) != length:
        raise InvalidLength
    if not (number.isascii() and number.isalnum() and digits.isdigit()):
        raise InvalidFormat


_CUES = (
    "永久居留", "永居证", "外国人永久居留", "外国人永久居留身份证", "永久居留证", "外国人身份证", "证件号码",
    "证件号", "永居证号", "永久居留证号", "prc_permanent_resident", "foreign_id", "permanent_residence", "id_card",
    "id_no", "cert_no", "zjhm",
)  # fmt: skip

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_FOREIGN_PR_ID",
        name_zh="外国人永久居留身份证号码",
        name_en="Foreigner's permanent residence number",
        candidates=(
            Digits((18,), ((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (6, 12), (14, 4)), ("9",)),
            Token((18,), "9[0-9]{16}X"),
        ),
        score=Score(0.85, 0.97, invalid_with_cue=0.60),
        legal="identity",
        source="国家移民管理局《外国人永久居留身份证》机读信息规则 (2023-12-01)",
        examples=(
            "永居证⟦911840199001010018⟧号",
            "⟦911840199001010018⟧",
            "外国人永久居留身份证：⟦９１１８４０１９９００１０１００１８⟧",
            "foreign_id=⟦911840199001010018⟧",
            "号码⟦911840 19900101 0018⟧",
        ),
        counter_examples=("911840199001010019", "订单911840199013010018", "1911840199001010018"),
        max_length=24,
        mask=Mask(1, 1, 1, 1),
        cues=_CUES,
        validate=validate,
        strength=3,
    ),
    Recognizer(
        entity_type="CN_FOREIGN_PR_ID",
        name_zh="外国人永久居留证号码（旧）",
        name_en="Foreigner's permanent residence number, before 2023",
        candidates=(Token((15,), "[A-Z]{3}[0-9]{12}"),),
        score=Score(0.60, 0.95, invalid_with_cue=0.55),
        legal="identity",
        source="外国人永久居留证 (2004, 2017 版) 编码规则",
        examples=(
            "永久居留证⟦USA110190010111⟧",
            "⟦USA110190010111⟧",
            "永居证号：⟦usa110190010111⟧",
            "foreign_id: ⟦USA110190010111⟧",
            "外国人⟦ＵＳＡ１１０１９００１０１１１⟧在京",
        ),
        counter_examples=("USA110190010112", "ABC123456789012", "XUSA110190010111"),
        max_length=15,
        mask=Mask(3, 1, 1, 1),
        cues=_CUES,
        validate=validate_old,
        strength=2,
    ),
)
