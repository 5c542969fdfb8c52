"""Ages (年龄), directly after their label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="AGE",
    name_zh="年龄",
    name_en="Age",
    candidates=(
        AfterCue("(?:1[01][0-9]|[1-9]?[0-9])(?:周?岁|(?<=[:：][0-9]{2})|(?<=[:：][0-9]))(?![0-9A-Za-z.年月天个])"),
    ),
    score=Score(0.0, 0.80),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料",
    examples=(
        "年龄：⟦35岁⟧",
        "年龄:⟦35⟧,",
        "年龄⟦８岁⟧",
        "患者年龄：⟦6周岁⟧",
        "age：⟦41⟧",
    ),
    counter_examples=("年龄35年", "35岁", "page: 35", "年龄：350", "Bean{age=33}", "对象年龄 5 的"),
    max_length=6,
    mask=Mask(0, 0, 0, 0),
    cues=("年龄", "患者年龄", "周岁", "实际年龄", "age", "patient_age", "user_age"),
    strength=0,
)  # fmt: skip
