"""Parcel numbers (快递运单号): forms of the carriers, postal items by UPU S10, digits by label."""

from __future__ import annotations

from piiguard.recognizer import Digits, InvalidChecksum, Mask, Recognizer, Score, Token

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_CARRIERS = "SF[0-9]{12,13}|JD[A-Z]{0,2}[0-9]{10,15}|YT[0-9]{13}|JT[0-9]{13}|DPK[0-9]{12}|JDVB[0-9]{11}|ZTO[0-9]{12}"
_CUES = (
    "运单号", "快递单号", "物流单号", "快递号", "运单", "快递", "运单编号", "快递编号", "邮件号", "单号",
    "waybill", "waybill_no", "tracking_no", "tracking_number", "express_no", "mailno", "mail_no",
    "logistics_no", "ydh", "kddh",
)  # fmt: skip


def validate_postal(value: str) -> str | None:
    """Return the 13 characters in upper case; raises `InvalidChecksum` (UPU S10 clause 5).

    >>> validate_postal("EE123456785CN")
    'EE123456785CN'
    """
    number = value.upper()
    check = 11 - sum(int(digit) * weight for digit, weight in zip(number[2:10], _S10_WEIGHTS, strict=True)) % 11
    if int(number[10]) != {10: 0, 11: 5}.get(check, check):
        raise InvalidChecksum
    return number


def validate(value: str) -> str | None:
    """Return the number in upper case."""
    return value.upper()


RECOGNIZERS = (
    Recognizer(
        entity_type="CN_WAYBILL_NO",
        name_zh="快递运单号",
        name_en="Parcel number",
        candidates=(Token(tuple(range(12, 20)), _CARRIERS),),
        score=Score(0.85, 0.95),
        legal="transaction",
        source="carriers' own forms (顺丰、京东、圆通、极兔 …)",
        examples=(
            "快递⟦SF1234567890123⟧已签收",
            "⟦YT1234567890123⟧",
            "运单号：⟦JDVA12345678901⟧。",
            "tracking_no=⟦JT1234567890123⟧",
            "单号⟦ＳＦ１２３４５６７８９０１２⟧",
        ),
        counter_examples=("SF12345", "XSF1234567890123", "YT12345678901234567890"),
        max_length=20,
        mask=Mask(2, 4, 2, 0),
        cues=_CUES,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_WAYBILL_NO",
        name_zh="邮政邮件号码",
        name_en="Postal item identifier",
        candidates=(Token((13,), "[A-Z]{2}[0-9]{9}CN"),),
        score=Score(0.90, 0.97, invalid_with_cue=0.60),
        legal="transaction",
        source="UPU S10-12 clause 5",
        examples=(
            "EMS单号⟦EE123456785CN⟧查询",
            "⟦EE123456785CN⟧",
            "邮件号：⟦ee123456785cn⟧",
            "快递单号⟦ＥＥ１２３４５６７８５ＣＮ⟧",
            "mailno=⟦EE123456785CN⟧",
        ),
        counter_examples=("EE123456784CN", "AEE123456785CN", "EE123456785US"),
        max_length=13,
        mask=Mask(2, 4, 2, 0),
        cues=_CUES,
        validate=validate_postal,
        strength=3,
    ),
    Recognizer(
        entity_type="CN_WAYBILL_NO",
        name_zh="快递运单号（只有数字）",
        name_en="Parcel number, digits only",
        candidates=(Digits((12, 13, 14, 15)),),
        score=Score(0.0, 0.70),
        legal="transaction",
        source="carriers' own forms (中通、申通、韵达 …)",
        examples=(
            "快递单号⟦781234567890⟧",
            "运单号：⟦7712345678901⟧",
            "waybill_no=⟦431234567890123⟧",
            "物流单号⟦７８１２３４５６７８９０⟧。",
            "快递单号 ⟦73512345678901⟧",
        ),
        counter_examples=("781234567890", "订单号781234567890", "快递费781234567890"),
        max_length=15,
        mask=Mask(2, 4, 2, 0),
        cues=tuple(cue for cue in _CUES if cue not in ("快递", "运单", "单号")),
        strength=0,
    ),
)  # fmt: skip
