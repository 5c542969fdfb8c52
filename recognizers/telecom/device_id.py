"""Advertising and device identifiers by their label: IDFA, IDFV, OAID, GAID, Android ID, UDID."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Mask, Recognizer, Score

_UUID = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"

_AFTER_WORD = LazyPattern(
    f"(?<![0-9A-Za-z])(?:IDF[AV]|[OGA]AID|Android ?ID) {{1,3}}({_UUID}|[0-9A-Fa-f]{{16,64}})(?![0-9A-Za-z-])"
)


def validate(value: str) -> str | None:
    """Return the identifier in lower case; None for all zeros, which means that there is none."""
    return value.lower() if value.strip("0-") else None


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the identifier after a word such as IDFA at `at` and a space."""
    match = _AFTER_WORD.match(text, at)
    if match is not None:
        yield Candidate(match.start(1), match.end(1), match[1])


RECOGNIZER = Recognizer(
    entity_type="DEVICE_ID",
    name_zh="设备标识符",
    name_en="Device identifier",
    candidates=(
        AfterCue(f"(?:{_UUID}|[0-9A-Fa-f]{{16,64}})(?![0-9A-Za-z-])"),
        Anchor("IOGA", "(?:DF[AV]|AID|ndroid ?ID) "),
    ),
    score=Score(0.0, 0.90),
    legal="device",
    source="T/TAF 077.4 移动智能终端补充设备标识规范; Apple and Google advertising identifiers",
    examples=(
        "idfa=⟦6D92078A-8246-4BA4-AE5B-76104861E7DC⟧",
        'OAID: "⟦3af1d2c4b5a69788⟧"',
        "设备号：⟦9774d56d682e549c⟧。",
        '{"android_id":"⟦9774d56d682e549c⟧"}',
        "IDFA为⟦6D92078A-8246-4BA4-AE5B-76104861E7DC⟧，请核对",
        "Android ID ⟦3970ac962707e36b⟧。",
        "Android ID（⟦3970ac962707e36b⟧）",
        "<androidId>⟦3970ac962707e36b⟧</androidId>",
        "|IDFA|⟦6D92078A-8246-4BA4-AE5B-76104861E7DC⟧|",
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
    find=find,
    validate=validate,
    strength=0,
)  # fmt: skip
