"""Taxpayer number (纳税人识别号) of other forms than 18 characters: 15 of a firm before 2015, 20 of a person.

A firm's is six digits region and its organisation code; a person's is the identity number and two digits. The
18-character forms are the unified social credit code and the resident identity number, which have rooms of their own.
"""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2, weighted_sum
from piiguard.recognizer import Digits, InvalidChecksum, InvalidDate, InvalidLength, Mask, Recognizer, Score, Token
from piiguard.recognizers.data import divisions

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def validate_firm(value: str) -> str | None:
    """Return the 15 characters in upper case; None without a province; raises `InvalidChecksum`.

    >>> validate_firm("350100M000100Y4")
    '350100M000100Y4'
    """
    number = value.upper()
    if number[:2] not in divisions.PROVINCES or not (number.isascii() and number.isalnum()):
        return None
    if len(number) != 15:
        raise InvalidLength
    check = (11 - weighted_sum(number[6:14], _WEIGHTS) % 11) % 11
    if number[14] != ("X" if check == 10 else str(check)):
        raise InvalidChecksum
    return number


def validate_person(value: str) -> str | None:
    """Return the 20 characters in upper case; None without a province; raises `InvalidDate` or `InvalidChecksum`."""
    number = value.upper()
    if number[:2] not in divisions.PROVINCES or not (number.isascii() and number[:17].isdigit()):
        return None
    if len(number) != 20:
        raise InvalidLength
    if not is_date(number[6:14], 1900, 2049):
        raise InvalidDate
    if mod_11_2(number[:17]) != number[17]:
        raise InvalidChecksum
    return number


_CUES = (
    "纳税人识别号", "纳税识别号", "纳税人编号", "税号", "税务登记号", "税务登记证号", "企业税号", "購方稅號",
    "tax_no", "tax_id", "taxpayer_id", "taxpayer_no", "nsrsbh",
)  # fmt: skip
_SOURCE = "国家税务总局 纳税人识别号编码规则 (国税发〔2006〕39号; 税总发〔2013〕41号)"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_TAXPAYER_NO",
        name_zh="纳税人识别号（15位）",
        name_en="Taxpayer number of a firm, 15 characters",
        candidates=(Token((15,), "[1-6][0-9]{5}[0-9A-Z]{8}[0-9X]"), Digits((15,))),
        score=Score(0.0, 0.92, invalid_with_cue=0.60),
        legal="organization",
        source=_SOURCE,
        examples=(
            "纳税人识别号：⟦350100M000100Y4⟧",
            "税号⟦350100m000100y4⟧。",
            "tax_no=⟦350100M000100Y4⟧",
            "税务登记证号 ⟦３５０１００Ｍ０００１００Ｙ４⟧",
            "纳税人识别号 ⟦350100123456788⟧",
        ),
        counter_examples=("350100M000100Y4", "订单号350100123456788", "序号：350100M000100Y4"),
        max_length=15,
        mask=Mask(6, 2, 2, 0),
        cues=_CUES,
        validate=validate_firm,
        strength=1,
    ),
    Recognizer(
        entity_type="CN_TAXPAYER_NO",
        name_zh="纳税人识别号（20位，个体工商户）",
        name_en="Taxpayer number of a person, 20 characters",
        candidates=(Token((20,), "[1-6][0-9]{16}[0-9X][0-9A-Z]{2}"), Digits((20,))),
        score=Score(0.0, 0.93, invalid_with_cue=0.60),
        legal="identity",
        source=_SOURCE,
        examples=(
            "纳税人识别号：⟦11010519491231002X00⟧",
            "税号⟦11010319900307015300⟧",
            "tax_no=⟦11010519491231002x01⟧",
            "税务登记号 ⟦１１０１０５１９４９１２３１００２Ｘ００⟧",
            "纳税识别号为⟦110103199003070153L1⟧。",
        ),
        counter_examples=("11010519491231002X00", "订单号11010319900307015300", "税号1101031990030701530"),
        max_length=20,
        mask=Mask(6, 0, 1, 0),
        cues=_CUES,
        validate=validate_person,
        contains=("CN_RESIDENT_ID",),
        strength=2,
    ),
)
