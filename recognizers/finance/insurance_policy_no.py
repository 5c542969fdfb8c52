"""Insurance policy numbers (保单号), by label only."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

RECOGNIZER = Recognizer(
    entity_type="INSURANCE_POLICY_NO",
    name_zh="保单号",
    name_en="Insurance policy number",
    candidates=(AfterCue("[0-9A-Za-z][0-9A-Za-z-]{6,26}[0-9](?![0-9A-Za-z-])"),),
    score=Score(0.0, 0.85),
    legal="property",
    source="insurers' own numbering",
    examples=(
        "保单号⟦PDZA20201101000012345⟧",
        "保险单号：⟦88001234567890⟧",
        "policy_no=⟦AB-2020-123456⟧",
        "保单号码⟦８８００１２３４５６７８９０⟧",
        "保单号为⟦10012345678⟧。",
    ),
    counter_examples=("保单号码段", "保险单12元", "PDZA20201101000012345"),
    max_length=28,
    mask=Mask(2, 4, 0, 2),
    cues=("保单号", "保单号码", "保险单号", "保险单号码", "policy_no", "policy_number", "insurance_policy_no"),
    strength=0,
)  # fmt: skip
