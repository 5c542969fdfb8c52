"""Alipay user numbers (支付宝用户号): 16 digits that begin with 2088."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="ALIPAY_UID",
    name_zh="支付宝用户号",
    name_en="Alipay user ID",
    candidates=(Digits((16,), (), ("2088",)),),
    score=Score(0.80, 0.97),
    legal="network_identity",
    source="https://opendocs.alipay.com/ (user_id: 16 digits from 2088)",
    examples=(
        "支付宝UID⟦2088102146225135⟧",
        "⟦2088102146225135⟧",
        "alipay_user_id=⟦2088102146225135⟧",
        "买家⟦２０８８１０２１４６２２５１３５⟧付款",
        '"buyer_id":"⟦2088102146225135⟧"',
    ),
    counter_examples=("20881021462251351", "2088102146225", "订单号2088102146225135"),
    max_length=16,
    mask=Mask(4, 4, 0, 4),
    cues=(
        "支付宝", "支付宝账号", "支付宝uid", "alipay", "alipay_user_id", "buyer_id", "seller_id",
        "buyer_user_id", "alipay_uid", "uid",
    ),
    strength=2,
)  # fmt: skip
