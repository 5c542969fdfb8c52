"""Business registration number (工商注册号), 15 digits: region, eight digits, MOD 11,10 check (GS 15-2006)."""

from __future__ import annotations

from piiguard.checks import mod_11_10
from piiguard.recognizer import Digits, InvalidChecksum, InvalidLength, Mask, Recognizer, Score
from piiguard.recognizers.data import divisions


def validate(value: str) -> str | None:
    """Return the 15 digits; None when they do not begin with a known region; raises `InvalidChecksum`.

    >>> validate("110108000000016")
    '110108000000016'
    """
    if not (value.isascii() and value.isdigit()):
        return None
    if len(value) != 15:
        raise InvalidLength
    if not divisions.is_known(value[:6]) and value[:6] != "100000":
        return None
    if mod_11_10(value[:14]) != value[14]:
        raise InvalidChecksum
    return value


RECOGNIZER = Recognizer(
    entity_type="CN_BUSINESS_REG_NO",
    name_zh="工商注册号",
    name_en="Business registration number",
    candidates=(Digits((15,), (), ("10", *sorted(divisions.PROVINCES))),),
    score=Score(0.25, 0.92),
    legal="organization",
    source="GS 15-2006 工商行政管理市场主体注册号编制规则",
    examples=(
        "注册号⟦110108000000016⟧",
        "营业执照注册号：⟦110108000000016⟧。",
        "工商注册号⟦１１０１０８０００００００１６⟧",
        "business_reg_no=⟦110108000000016⟧",
        "工商登记号 ⟦110108000000016⟧",
    ),
    counter_examples=("110108000000016", "注册号110108000000017", "imei 110108000000016"),
    max_length=15,
    mask=Mask(6, 2, 2, 0),
    cues=(
        "注册号", "工商注册号", "营业执照", "营业执照号", "营业执照注册号", "工商登记号", "business_reg_no",
        "registration_no", "license_no",
    ),
    validate=validate,
    strength=1,
)  # fmt: skip
