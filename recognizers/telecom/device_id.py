"""Advertising and device identifiers by their label: IDFA, IDFV, OAID, GAID, Android ID, UDID."""

from __future__ import annotations

from piiguard.recognizer import AfterCue, Mask, Recognizer, Score

_UUID = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"


def validate(value: str) -> str | None:
    """Return the identifier in lower case; None for all zeros, which means that there is none."""
    return value.lower() if value.strip("0-") else None


RECOGNIZER = Recognizer(
    entity_type="DEVICE_ID",
    name_zh="设备标识符",
    name_en="Device identifier",
    candidates=(AfterCue(f"(?:{_UUID}|[0-9A-Fa-f]{{16,64}})(?![0-9A-Za-z-])"),),
    score=Score(0.0, 0.90),
    legal="device",
    source="T/TAF 077.4 移动智能终端补充设备标识规范; Apple and Google advertising identifiers",
    examples=(
        "idfa=⟦6D92078A-8246-4BA4-AE5B-76104861E7DC⟧",
        'OAID: "⟦3af1d2c4b5a69788⟧"',
        "设备号：⟦9774d56d682e549c⟧。",
        '{"android_id":"⟦9774d56d682e549c⟧"}',
        "设备标识⟦6d92078a-8246-4ba4-ae5b-76104861e7dc⟧上报",
    ),
    counter_examples=(
        "6D92078A-8246-4BA4-AE5B-76104861E7DC",
        "idfa=00000000-0000-0000-0000-000000000000",
        "commit=9774d56d682e549c",
    ),
    max_length=64,
    mask=Mask(4, 0, 0, 0),
    cues=(
        "设备号", "设备标识", "设备标识符", "设备id", "广告标识符", "设备唯一标识",
        "idfa", "idfv", "oaid", "gaid", "aaid", "vaid", "android_id", "udid", "device_id", "adid",
        "advertising_id", "device_udid",
    ),
    validate=validate,
    strength=0,
)  # fmt: skip
