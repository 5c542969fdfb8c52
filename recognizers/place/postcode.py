"""Post codes (邮政编码), six digits, by label only: a quasi-identifier."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score


def validate(value: str) -> str | None:
    """Return the six digits; None when they start with 9."""
    return value if value[0] != "9" else None


RECOGNIZER = Recognizer(
    entity_type="CN_POSTCODE",
    name_zh="邮政编码",
    name_en="Post code",
    candidates=(Digits((6,)),),
    score=Score(0.0, 0.85),
    legal="basic",
    source="YD/T 邮政编码; GB/T 41832-2022",
    examples=(
        "邮编⟦100080⟧，北京",
        "邮政编码：⟦250001⟧",
        "zip_code=⟦510000⟧",
        "邮编：⟦１０００８０⟧",
        "（邮编 ⟦200120⟧）",
    ),
    counter_examples=("100080", "邮编900080", "订单100080"),
    max_length=6,
    mask=Mask(2, 0, 1, 0),
    cues=(
        "邮编", "邮政编码", "邮政编号", "邮区", "zip", "zip_code", "postcode", "postal_code", "post_code",
        "yzbm", "yb",
    ),
    validate=validate,
    strength=0,
)  # fmt: skip
