"""Bank card number (银行卡号, PAN): issuer prefix, account, Luhn check digit (ISO/IEC 7812-1)."""

from __future__ import annotations

from piiguard.checks import luhn_ok
from piiguard.recognizer import Depends, Digits, Doubt, InvalidChecksum, Mask, Recognizer, Score
from piiguard.recognizers.data import banks


def validate(value: str) -> str | None:
    """Return the digits when a bank's prefix or UnionPay's 62, the length and the check digit fit.

    Another scheme's range without a known bank is a `Doubt`. None without scheme or bank; raises `InvalidChecksum`.

    >>> validate("6222020000000000000")
    '6222020000000000000'
    """
    if not value.isdecimal():
        return None  # the groups of an ID that ends in X
    issuer = banks.issuer(value)
    if issuer is None and banks.scheme(value) is None:
        return None
    if value == value[0] * len(value):
        return None
    if not luhn_ok(value):
        raise InvalidChecksum
    if (issuer is None or len(issuer.prefix) < 5) and not value.startswith("62"):
        return Doubt(value, "check digit right, bank prefix unknown or short")
    return value


def validate_unknown(value: str) -> str | None:
    """Return the digits of a number with a right check digit and no known scheme; None otherwise."""
    return value if value.isdecimal() and banks.scheme(value) is None and luhn_ok(value) else None


_GROUPS = (
    (4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (4, 4, 4, 7), (3, 4, 4, 4, 4),
    (4, 6, 4), (4, 6, 5), (6, 10), (6, 13), (6, 4, 6), (6, 4, 4, 4), (6, 4, 4, 5), (6, 6, 7),
)  # fmt: skip

_CUES = (
    "银行卡", "银行卡号", "银行", "卡号", "账号", "账户", "收款账户", "收款账号", "借记卡", "储蓄卡", "信用卡",
    "信用卡号", "开户行", "银行账号", "付款账号", "打款", "汇款", "转账", "尾号",
    "card_no", "card_number", "bank_card", "bank_card_no", "bankcard", "pan", "account_no", "acct_no", "account",
    "credit_card", "debit_card", "yhkh", "card",
)  # fmt: skip
_SOURCE = "ISO/IEC 7812-1 annex B; JR/T 0008 银行卡发卡行标识代码及卡号; issuer table: npm bankcard"
# Where some scheme or bank begins its numbers; the tables decide.
_PREFIXES = tuple(
    "10 18 22 23 24 25 26 27 30 34 35 36 37 38 39 4 50 51 52 53 54 55 56 60 62 64 65 66 68 69 81 84 87 90 91 92 "
    "94 95 96 98 99".split()
)

RECOGNIZERS = (
    Recognizer(
        entity_type="BANK_CARD",
        name_zh="银行卡号",
        name_en="Bank card number",
        candidates=(Digits((14, 15, 16, 17, 18, 19), (), _PREFIXES),),
        score=Score(0.85, 0.98, doubtful=0.45, doubtful_with_cue=0.93, invalid=0.05, invalid_with_cue=0.65),
        legal="property",
        source=_SOURCE,
        examples=(
            "卡号⟦6222020000000000000⟧到账",
            "⟦６２２２０２０００００００００００００⟧",
            "card_no=⟦6225880000000005⟧",
            "刷卡⟦6222020000000000000⟧成功",
            "信用卡⟦4111111111111111⟧有效",
            "借记卡号⟦6222020000000000001⟧",
        ),
        counter_examples=(
            "6222020000000000001", "订单号6222020000000000001", "16222020000000000000", "1749012345678901248",
            "编码4111111111111111", "4111111111111111",
        ),
        max_length=19,
        mask=Mask(6, 4, 0, 4),
        cues=_CUES,
        validate=validate,
        depends=Depends(10, luhn=True, fewer=banks.deciding),
        strength=2,
    ),
    Recognizer(
        entity_type="BANK_CARD",
        name_zh="银行卡号（分组）",
        name_en="Bank card number in groups",
        candidates=(Digits((), _GROUPS, _PREFIXES),),
        score=Score(0.88, 0.98, doubtful=0.70, doubtful_with_cue=0.93, invalid=0.10, invalid_with_cue=0.65),
        legal="property",
        source=_SOURCE,
        examples=(
            "⟦6222 0200 0000 0000 000⟧",
            "银行卡：⟦6222-0200-0000-0000-000⟧。",
            "收款账户 ⟦622202 0000000000000⟧",
            "⟦4111 1111 1111 1111⟧",
            "信用卡⟦4111-1111-1111-1111⟧有效",
            "卡号：⟦６２２２ ０２００ ００００ ００００ ０００⟧",
        ),
        counter_examples=("4111 1111 1111 1112", "1101 0519 4912 3100 2X", "6222 0200 0000 0000 0001 2345"),
        max_length=28,
        mask=Mask(6, 4, 0, 4),
        cues=_CUES,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="BANK_CARD",
        name_zh="银行卡号（发卡行未知）",
        name_en="Bank card number of an unknown issuer",
        candidates=(Digits((16, 17, 18, 19)),),
        score=Score(0.0, 0.70),
        legal="property",
        source=_SOURCE,
        examples=(
            "银行卡号⟦7000000000000005⟧",
            "信用卡号：⟦7000000000000005⟧。",
            "bank_card=⟦7000000000000005⟧",
            "借记卡号为⟦7000000000000005⟧",
            "储蓄卡：⟦７００００００００００００００５⟧",
        ),
        counter_examples=("7000000000000005", "银行卡号7000000000000006", "会员卡7000000000000005"),
        max_length=19,
        mask=Mask(6, 4, 0, 4),
        cues=(
            "银行卡", "银行卡号", "借记卡", "借记卡号", "储蓄卡", "储蓄卡号", "信用卡", "信用卡号",
            "bank_card", "bank_card_no", "bankcard", "credit_card", "debit_card", "pan", "yhkh",
        ),
        validate=validate_unknown,
        depends=Depends(4, luhn=True),
        strength=1,
    ),
)  # fmt: skip
