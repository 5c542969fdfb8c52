"""Securities, fund and money accounts (股东账户、基金账号、资金账号), by label only."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score, Token

RECOGNIZER = Recognizer(
    entity_type="SECURITIES_ACCOUNT",
    name_zh="证券、基金、资金账号",
    name_en="Securities or fund account",
    candidates=(Digits((8, 9, 10, 11, 12)), Token((10,), "[A-F][0-9]{9}")),
    score=Score(0.0, 0.85),
    legal="property",
    source="中国结算 证券账户号码 (A/B/F + 9 位)",
    examples=(
        "股东账户⟦A123456789⟧",
        "证券账号：⟦0123456789⟧",
        "资金账号⟦10012345678⟧。",
        "基金账号：⟦０１２３４５６７８９０１⟧",
        "securities_account=⟦A123456789⟧",
    ),
    counter_examples=("A123456789", "资金12345678元", "10012345678"),
    max_length=12,
    mask=Mask(2, 2, 1, 1),
    cues=(
        "股东账户", "股东账号", "证券账号", "证券账户", "资金账号", "资金账户", "基金账号", "基金账户",
        "股东代码", "securities_account", "fund_account",
    ),
    strength=0,
)  # fmt: skip
