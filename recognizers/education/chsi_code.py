"""Verification codes of 学信网 (在线验证码), by label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="CN_CHSI_CODE",
    name_zh="学信网在线验证码",
    name_en="CHSI online verification code",
    candidates=(AfterCue("[0-9A-Za-z]{12}(?:[0-9A-Za-z]{4})?(?![0-9A-Za-z])"),),
    score=Score(0.0, 0.92),
    legal="education",
    source="https://www.chsi.com.cn/xlcx/ (在线验证码, 12 or 16 characters)",
    examples=(
        "在线验证码：⟦A1B2C3D4E5F6G7H8⟧",
        "学历验证码⟦A1B2C3D4E5F6⟧有效",
        "chsi_code=⟦A1B2C3D4E5F6G7H8⟧",
        "在线验证码 ⟦AB12CD34EF56GH78⟧",
        "学籍验证码为⟦A1B2C3D4E5F6G7H8⟧。",
    ),
    counter_examples=("A1B2C3D4E5F6G7H8", "短信验证码A1B2C3D4E5F6", "在线验证码A1B2"),
    max_length=16,
    mask=Mask(2, 2, 0, 0),
    cues=("在线验证码", "学历验证码", "学籍验证码", "学信网验证码", "chsi_code"),
    strength=0,
)  # fmt: skip
