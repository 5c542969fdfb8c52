"""Driver's archive number (驾驶证档案编号): twelve digits that begin with the issuing region; found by its label."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score
from piiguard.recognizers.data import divisions


def validate(value: str) -> str | None:
    """Return the twelve digits; None when they do not begin with a province."""
    return value if value[:2] in divisions.PROVINCES else None


RECOGNIZER = Recognizer(
    entity_type="CN_DRIVER_ARCHIVE_NO",
    name_zh="驾驶证档案编号",
    name_en="Driver's archive number",
    candidates=(Digits((12,)),),
    score=Score(0.0, 0.85),
    legal="identity",
    source="GA 482 机动车驾驶证件 (档案编号)",
    examples=(
        "档案编号⟦110012345678⟧，准驾车型C1",
        "驾驶证档案编号：⟦320512345678⟧",
        "archive_no=⟦110012345678⟧",
        "档案编号：⟦１１００１２３４５６７８⟧",
        "档案号 ⟦440312345678⟧",
    ),
    counter_examples=("110012345678", "订单110012345678", "档案编号990012345678"),
    max_length=12,
    mask=Mask(4, 2, 2, 0),
    cues=(
        "档案编号", "档案号", "驾驶证档案编号", "驾照档案编号", "archive_no", "driver_archive_no", "file_no", "dabh",
    ),
    validate=validate,
    strength=0,
)  # fmt: skip
