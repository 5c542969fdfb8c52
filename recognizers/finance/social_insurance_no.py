"""Social and medical insurance numbers (社保号、医保号): local forms, by label only."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score, Token

_SHAPE = "[A-Z]{1,2}[0-9]{7,11}|[0-9]{7,11}[A-Z]"

RECOGNIZER = Recognizer(
    entity_type="CN_SOCIAL_INSURANCE_NO",
    name_zh="社会保险号",
    name_en="Social insurance number",
    candidates=(Digits(tuple(range(8, 16))), Token(tuple(range(8, 14)), _SHAPE)),
    score=Score(0.0, 0.80),
    legal="property",
    source="社会保障卡规范 (人社部); local numbering",
    examples=(
        "社保号⟦A12345678⟧",
        "社保卡号：⟦123456789⟧",
        "医保卡号⟦0012345678⟧。",
        "个人编号：⟦１２３４５６７８９０⟧",
        "social_security_no=⟦1234567890⟧",
        "参保号 ⟦12345678⟧",
    ),
    counter_examples=("A12345678", "社保缴费12345678元起", "医保基金支出123456789元"),
    max_length=15,
    mask=Mask(4, 4, 1, 1),
    cues=(
        "社保号", "社保卡号", "社保卡", "社保账号", "社保编号", "社会保险号", "社会保障卡号", "社会保障号",
        "医保号", "医保卡号", "医保卡", "医保账号", "医疗保险号", "参保号", "参保编号", "个人编号",
        "个人社保编号", "ssn", "social_security_no", "social_insurance_no", "medical_card", "sbh", "sbkh",
        "medical_insurance_no", "yibao_no",
    ),
    strength=0,
)  # fmt: skip
