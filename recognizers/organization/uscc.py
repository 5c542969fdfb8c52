"""Unified social credit code (统一社会信用代码), 18 characters of GB 32100-2015.

Authority, kind, six digits region, nine characters organisation code with its own check (GB 11714), check character
(weights 3^i mod 31). It names an organisation; 92 codes name a sole trader and so a person. Example of the standard:
91350100M000100Y43.
"""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2, mod_31, weighted_sum
from piiguard.recognizer import (
    Depends,
    Digits,
    Doubt,
    InvalidChecksum,
    InvalidComponent,
    InvalidLength,
    Mask,
    Recognizer,
    Score,
    Token,
)
from piiguard.recognizers.data import divisions

# Authority and kind, as the standard's table 1 pairs them.
_PREFIXES = frozenset(
    "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 "
    "92 93 A1 A9 N1 N2 N3 N9 Y1".split()
)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_STATE = "100000"
# The last one is that of the check character.
_WEIGHTS = (*(3**place % 31 for place in range(17)), 1)


def validate(value: str) -> str | None:
    """Return the code in upper case; None when authority and kind do not exist or the region has no province.

    Raises `InvalidChecksum`, or `InvalidComponent` for digits alone whose region or organisation code is wrong: they
    are more often an order number. With letters these leave a `Doubt`, as does a valid resident number.

    >>> validate("91350100M000100Y43")
    '91350100M000100Y43'
    """
    code = value.upper()
    if code[:2] not in _PREFIXES or (code[2:4] not in divisions.PROVINCES and code[2:8] != _STATE):
        return None
    if len(code) != 18:
        raise InvalidLength
    if not code.isascii() or mod_31(code[:17]) != code[17]:
        raise InvalidChecksum
    digits = code.isdigit()
    if not (divisions.is_known(code[2:8]) or code[2:8] == _STATE) or not _is_org_code(code[8:17]):
        if digits:
            raise InvalidComponent
        return Doubt(code, "check character right, region or organisation code inside is not")
    if digits and is_date(code[6:14]) and mod_11_2(code[:17]) == code[17]:
        return Doubt(code, "also a valid resident identity number")
    return code


def _is_org_code(code: str) -> bool:
    check = (11 - weighted_sum(code[:8], _ORG_WEIGHTS) % 11) % 11
    return code[8] == ("X" if check == 10 else str(check))


RECOGNIZER = Recognizer(
    entity_type="CN_USCC",
    name_zh="统一社会信用代码",
    name_en="Unified social credit code",
    candidates=(
        Token((18,), "[1-9ANY][1-59][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"),
        Digits((18,), (), tuple(sorted(filter(str.isdigit, _PREFIXES)))),
    ),
    score=Score(0.90, 0.98, doubtful=0.60, doubtful_with_cue=0.95, invalid_with_cue=0.60),
    legal="organization",
    source="GB 32100-2015 clause 5, annex B",
    examples=(
        "统一社会信用代码⟦91350100M000100Y43⟧",
        "⟦91350100M000100Y43⟧",
        "税号：⟦91350100m000100y43⟧。",
        "信用代码⟦９１３５０１００Ｍ０００１００Ｙ４３⟧有效",
        '{"uscc":"⟦91350100M000100Y43⟧"}',
        "纳税人识别号 ⟦91350100M000100Y43⟧",
        "个体户⟦92440300MA5DXXX0XF⟧营业执照",
    ),
    counter_examples=("91350100M000100Y44", "X91350100M000100Y43", "91350100M000100Y4", "订单号：91350100M000100Y44"),
    max_length=18,
    mask=Mask(8, 4, 2, 2),
    cues=(
        "统一社会信用代码", "社会信用代码", "信用代码", "纳税人识别号", "税号", "统一代码", "营业执照", "营业执照号",
        "营业执照号码", "营业执照编号", "企业代码", "統一社會信用代碼", "企业税号", "购方税号", "销方税号", "uscc",
        "credit_code", "social_credit_code", "unified_social_credit_code", "tax_no", "tax_id", "taxpayer_id", "usci",
        "tyshxydm", "shxydm", "nsrsbh",
    ),
    validate=validate,
    # Without the check digit, authority, kind and region are all that is looked at.
    depends=Depends(18, (18,), weights=_WEIGHTS, modulus=31, refused=8),
    strength=3,
)  # fmt: skip
