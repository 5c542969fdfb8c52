"""Number of a machine's SIM card (物联网号码), 13 digits: 140–144, 146, 148 and 10646–10649 blocks."""

from __future__ import annotations

from piiguard.recognizer import Digits, Mask, Recognizer, Score


def validate(value: str) -> str | None:
    """Return the 13 digits; most of these ranges are also times in milliseconds, so a cue is needed."""
    return value


RECOGNIZER = Recognizer(
    entity_type="CN_IOT_NUMBER",
    name_zh="物联网号码",
    name_en="IoT SIM number",
    candidates=(
        Digits((13,), (), ("140", "141", "142", "143", "144", "146", "148", "10646", "10647", "10648", "10649")),
    ),
    score=Score(0.15, 0.85),
    legal="device",
    source="电信网编号计划(2017年版)",
    examples=(
        "物联网卡⟦1440012345678⟧",
        "物联卡号：⟦1064812345678⟧",
        "iot_number=⟦1410012345678⟧",
        "物联网号码⟦１４４００１２３４５６７８⟧",
        "流量卡号 ⟦1064712345678⟧",
    ),
    counter_examples=("1440012345678", "timestamp=1440012345678", "物联网卡1540012345678"),
    max_length=13,
    mask=Mask(5, 4, 4, 2),
    cues=(
        "物联网卡",
        "物联网号码",
        "物联卡",
        "物联网",
        "物联卡号",
        "流量卡号",
        "车联网",
        "iot_number",
        "iot",
        "m2m",
        "iot_msisdn",
    ),
    validate=validate,
    strength=1,
)
