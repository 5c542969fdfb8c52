"""Engine numbers (发动机号), by label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="ENGINE_NO",
    name_zh="发动机号",
    name_en="Engine number",
    candidates=(
        AfterCue("(?=[0-9A-Za-z-]*[0-9])[0-9A-Za-z][0-9A-Za-z-]{4,19}(?<=[0-9A-Za-z])(?![0-9A-Za-z-])"),
    ),
    score=Score(0.0, 0.85),
    legal="vehicle",
    source="GA/T 946 机动车登记信息 (发动机号)",
    examples=(
        "发动机号⟦A12345B⟧",
        "发动机号码：⟦1234567⟧",
        "engine_no=⟦CUA123456⟧",
        "发动机号：⟦ＣＵＡ１２３４５６⟧。",
        "发动机编号 ⟦BJ-493Q123⟧",
    ),
    counter_examples=("发动机号称省油", "A12345B", "engine started 12345"),
    max_length=20,
    mask=Mask(2, 2, 1, 0),
    cues=("发动机号", "发动机号码", "发动机编号", "engine_no", "engine_number", "fdjh"),
    strength=0,
)  # fmt: skip
