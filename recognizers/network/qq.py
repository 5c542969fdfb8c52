"""QQ number, five to eleven digits; only directly beside a cue, because any number has its shape."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score


def validate(value: str) -> str | None:
    """Return the digits; None when they start with 0."""
    return value if value[0] != "0" else None


RECOGNIZER = Recognizer(
    entity_type="QQ",
    name_zh="QQ 号",
    name_en="QQ number",
    candidates=(Digits((5, 6, 7, 8, 9, 10, 11)),),
    score=Score(0.0, 0.90),
    legal="network_identity",
    source="not published; Tencent QQ numbers as in use",
    examples=(
        "加QQ⟦123456789⟧聊",
        "QQ：⟦12345678⟧",
        "qq号是⟦1234567890⟧。",
        "扣扣⟦１２３４５６７８⟧",
        '{"qq":"⟦123456⟧"}',
        "⟦12345678⟧是我的QQ",
        "QQ号码为⟦12345⟧",
        "企鹅号：⟦87654321⟧",
        "QQ官方粉丝群：⟦123456789⟧",
    ),
    counter_examples=("12345678", "订单号12345678", "QQ音乐下载量123456789次以上", "QQ012345678"),
    max_length=11,
    mask=Mask(2, 2, 1, 0),
    cues=(
        "qq",
        "qq号",
        "qq号码",
        "qq群",
        "qq群号",
        "q群",
        "粉丝群",
        "交流群",
        "歌迷群",
        "读者群",
        "扣扣",
        "扣扣号",
        "企鹅号",
        "球球",
        "qq_no",
        "qq_number",
        "q号",
    ),
    validate=validate,
    strength=0,
)
