"""Service numbers (400, 800, 95xxx, 12xxx …): recognised so that they are left alone; they belong to nobody."""

from __future__ import annotations

from piiguard.recognizer import Digits, Recognizer, Score


def validate(value: str) -> str | None:
    """Return the digits of a toll-free or short service number."""
    return value


RECOGNIZER = Recognizer(
    entity_type="SERVICE_NUMBER",
    name_zh="服务号码",
    name_en="Service number",
    candidates=(
        Digits((10,), ((3, 3, 4), (3, 4, 3), (3, 7), (4, 3, 3), (4, 6), (6, 4)), ("400", "800")),
        Digits((5,), (), ("95", "96", "100", "101", "12")),
        Digits((6,), (), ("95", "96")),
        Digits((8,), (), ("1010",)),
    ),
    score=Score(0.85, 0.97),
    legal="service",
    source="电信网编号计划(2017年版)",
    examples=("客服⟦400-820-8820⟧", "热线⟦4008208820⟧", "拨打⟦95588⟧", "⟦10086⟧客服", "电话：⟦800-810-8888⟧"),
    counter_examples=("13800138000", "010-65529988"),
    max_length=14,
    cues=(
        "客服",
        "热线",
        "服务电话",
        "客服电话",
        "服务热线",
        "电话",
        "hotline",
        "customer_service",
        "service_number",
        "tel",
        "phone",
    ),
    validate=validate,
    strength=2,
    personal=False,
)
