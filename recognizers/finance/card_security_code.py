"""Expiry date and security code of a bank card (卡有效期、CVV), by label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="CARD_SECURITY_CODE",
    name_zh="卡有效期与安全码",
    name_en="Card expiry and security code",
    candidates=(AfterCue("(?:(?:0[1-9]|1[0-2]) ?/ ?(?:20)?[2-4][0-9]|[0-9]{3})(?![0-9A-Za-z/])"),),
    score=Score(0.0, 0.90),
    legal="credential",
    source="JR/T 0171-2020 (鉴别信息, C3)",
    examples=(
        "有效期⟦12/28⟧，CVV：⟦123⟧",
        "CVV2: ⟦456⟧",
        "卡有效期：⟦06/2029⟧",
        "cvn2=⟦789⟧",
        "安全码⟦１２３⟧。",
    ),
    counter_examples=("有效期12个月", "CVV", "比例 12/28"),
    max_length=9,
    mask=Mask(0, 0, 0, 0),
    cues=(
        "有效期", "卡有效期", "信用卡有效期", "安全码", "cvv", "cvv2", "cvn", "cvn2", "cvc", "valid_thru",
        "card_expiry",
    ),
    strength=0,
)  # fmt: skip
