"""Household register number (户号), nine digits; nothing in it can be checked, so it is found by its label alone."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="CN_HOUSEHOLD_NO",
    name_zh="户号",
    name_en="Household register number",
    candidates=(Digits((9,)),),
    score=Score(0.0, 0.85),
    legal="identity",
    source="公安部 居民户口簿 (户号)",
    examples=(
        "户号⟦123456789⟧",
        "户口簿户号：⟦012345678⟧",
        "household_no=⟦123456789⟧",
        "户号：⟦１２３４５６７８９⟧",
        "户口本号 ⟦123456789⟧",
    ),
    counter_examples=("123456789", "账户号码123456789", "用户号123456789"),
    max_length=9,
    mask=Mask(2, 2, 1, 0),
    cues=("户号", "户口簿户号", "户口号", "户口本号", "户口簿号", "household_no", "hukou_no"),
    anti_cues=("账户号", "用户号", "客户号", "帐户号", "商户号", "门户号", "开户号"),
    strength=0,
)
