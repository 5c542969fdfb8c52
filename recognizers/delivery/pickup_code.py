"""Pick-up codes of parcel lockers and shops (取件码), by label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="PICKUP_CODE",
    name_zh="取件码",
    name_en="Pick-up code",
    candidates=(AfterCue("(?:[0-9A-Za-z]{1,3}-){1,2}[0-9]{3,5}(?![0-9A-Za-z-])|[0-9]{4,8}(?![0-9A-Za-z-])"),),
    score=Score(0.0, 0.85),
    legal="transaction",
    source="GB/T 41833-2022 快递电子运单; lockers' own forms",
    examples=(
        "取件码⟦3-2-1234⟧到店取",
        "取件码：⟦123456⟧",
        "凭取货码⟦12-3-4567⟧。",
        "pickup_code=⟦8-1-2034⟧",
        "提货码：⟦１２３４５６⟧",
    ),
    counter_examples=("3-2-1234", "取件码已发送", "取件12件"),
    max_length=14,
    mask=Mask(0, 0, 0, 0),
    cues=("取件码", "取货码", "提货码", "取件号", "pickup_code", "pick_up_code"),
    strength=0,
)  # fmt: skip
