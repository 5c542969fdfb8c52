"""Bank account numbers (银行账号) that are no cards: digits without a structure of their own, by label only."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score
from piiguard.recognizers.data import banks


def validate(value: str) -> str | None:
    """Return the digits; None for a number that begins like a card of a known bank."""
    issuer = banks.issuer(value)
    return value if value.isdecimal() and (issuer is None or len(issuer.prefix) < 6) else None


_GROUPS = (
    (4, 4, 4), (4, 4, 4, 2), (4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (4, 4, 4, 4, 4),
    (3, 3, 3, 3), (6, 6),
)  # fmt: skip

RECOGNIZER = Recognizer(
    entity_type="BANK_ACCOUNT",
    name_zh="银行账号",
    name_en="Bank account number",
    candidates=(Digits(tuple(range(9, 23)), _GROUPS),),
    score=Score(0.0, 0.75),
    legal="property",
    source="JR/T 0171-2020 (账户信息, C2)",
    examples=(
        "账号⟦0200001009000012345⟧，户名",
        "对公账户：⟦110060149018010012345⟧",
        "开户账号⟦1234 5678 9012 3456⟧。",
        "bank_account=⟦31001602345050012345⟧",
        "银行账号：⟦０２００００１００９００００１２３４５⟧",
    ),
    counter_examples=("0200001009000012345", "订单号0200001009000012345", "账号登录12345678"),
    max_length=30,
    mask=Mask(4, 4, 0, 4),
    cues=(
        "银行账号", "银行帐号", "账号", "帐号", "对公账户", "对公账号", "收款账号", "付款账号", "开户账号",
        "存折号", "结算账号", "还款账号", "收款账户", "bank_account", "account_no", "acct_no", "account_number",
        "bank_account_no", "iban_no",
    ),
    validate=validate,
    strength=0,
)  # fmt: skip
