"""Accounts on other platforms, by label only: 抖音号, 快手号, 小红书号, 微博 UID, 旺旺."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

# A tag that a redaction left, such as <SOCIAL_ACCOUNT>, is no name, nor is what has a block or a value behind it.
_NAME = "(?!(?<=<)[A-Z0-9_]+[:>])[A-Za-z0-9][A-Za-z0-9_.-]{4,23}(?<=[A-Za-z0-9_])(?![A-Za-z0-9_-]| ?[{=])"

RECOGNIZER = Recognizer(
    entity_type="SOCIAL_ACCOUNT",
    name_zh="社交账号",
    name_en="Social account",
    candidates=(AfterCue(_NAME),),
    score=Score(0.0, 0.85),
    legal="network_identity",
    source="platforms' own account names; GB/T 35273-2020 annex A 网络身份标识信息",
    examples=(
        "抖音号：⟦dy_12345678⟧",
        "快手号⟦ks2020abc⟧",
        "微博UID：⟦1234567890⟧",
        "小红书号 ⟦987654321⟧。",
        "淘宝旺旺：⟦ｗａｎｇ２０２０⟧",
    ),
    counter_examples=("抖音热榜12345678", "dy_12345678", "微博评论数1234567890", ".icon-wangwang:before {"),
    max_length=24,
    mask=Mask(2, 0, 1, 0),
    cues=(
        "抖音号", "抖音id", "快手号", "快手id", "小红书号", "微博uid", "微博id", "微博UID", "微博ID",
        "淘宝旺旺", "旺旺号", "旺旺id", "淘宝账号",
        "douyin_id", "kuaishou_id", "weibo_uid", "wangwang", "xiaohongshu_id",
    ),
    strength=0,
)  # fmt: skip
