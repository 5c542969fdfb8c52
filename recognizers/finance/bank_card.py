"""Bank card number (银行卡号, PAN): issuer prefix, account, Luhn check digit (ISO/IEC 7812-1)."""

from __future__ import annotations

from piiguard.checks import luhn_ok
from piiguard.recognizer import Digits, Doubt, InvalidChecksum, Mask, Recognizer, Score
from piiguard.recognizers.data import banks


def validate(value: str) -> str | None:
    """Return the digits when a bank's prefix, its length and the check digit fit.

    A card scheme's range without a known bank, or a foreign scheme, is a `Doubt`. None without scheme or bank; raises
    `InvalidChecksum`.

    >>> validate("6222020000000000000")
    '6222020000000000000'
    """
    if not value.isdecimal():
        return None  # the groups of an ID that ends in X
    scheme = banks.scheme(value)
    issuer = banks.issuer(value)
    if (scheme is None and issuer is None) or len(set(value)) == 1:
        return None
    if not luhn_ok(value):
        raise InvalidChecksum
    if issuer is None or len(issuer.prefix) < 5:
        return Doubt(value, "check digit right, bank prefix unknown or short")
    return value


_GROUPS = (
    (4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (6, 13), (6, 10), (6, 4, 4, 5), (6, 4, 6), (4, 6, 5), (4, 6, 4),
    (6, 6, 7), (3, 4, 4, 4, 4), (4, 4, 4, 7), (6, 4, 4, 4),
)  # fmt: skip

RECOGNIZER = Recognizer(
    entity_type="BANK_CARD",
    name_zh="银行卡号",
    name_en="Bank card number",
    candidates=(Digits((14, 15, 16, 17, 18, 19), _GROUPS, ("1", "2", "3", "4", "5", "6", "8", "9")),),
    score=Score(0.85, 0.98, doubtful=0.60, doubtful_with_cue=0.93, invalid=0.05, invalid_with_cue=0.65),
    legal="property",
    source="ISO/IEC 7812-1 annex B; JR/T 0008 银行卡发卡行标识代码及卡号; issuer table: npm bankcard",
    examples=(
        "卡号⟦6222020000000000000⟧到账",
        "⟦6222 0200 0000 0000 000⟧",
        "银行卡：⟦6222-0200-0000-0000-000⟧。",
        "⟦６２２２０２０００００００００００００⟧",
        "card_no=⟦6225880000000005⟧",
        "收款账户 ⟦622202 0000000000000⟧",
        "信用卡⟦4111 1111 1111 1111⟧有效",
        "借记卡号⟦6222020000000000001⟧",
    ),
    counter_examples=("6222020000000000001", "1101 0519 4912 3100 2X", "订单号6222020000000000001", "16222020000000000000", "1749012345678901248"),
    max_length=28,
    mask=Mask(6, 4, 0, 4),
    cues=(
        "银行卡", "银行卡号", "卡号", "账号", "账户", "收款账户", "收款账号", "借记卡", "储蓄卡", "信用卡", "信用卡号", "开户行", "银行账号", "付款账号",
        "打款", "汇款", "转账", "尾号", "card_no", "card_number", "bank_card", "bank_card_no", "pan", "account_no", "acct_no", "account",
        "credit_card", "debit_card", "yhkh", "bankcard", "card",
    ),
    validate=validate,
    strength=2,
)  # fmt: skip
