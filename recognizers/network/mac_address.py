"""MAC address (EUI-48) with colons, hyphens or dots; broadcast and all-zero addresses are nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Mask, Recognizer, Score

_PAIRS = LazyPattern(
    r"(?<![0-9A-Za-z])(?<!(?<![0-9A-Za-z])[0-9A-Fa-f]{2}[:-])[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}(?![0-9A-Za-z:-])"
)
_DOTTED = LazyPattern(r"(?<![0-9A-Za-z.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![0-9A-Za-z.])")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the address whose first separator is at `at`."""
    for pattern, back in ((_PAIRS, 2), (_DOTTED, 4)):
        match = pattern.match(text, at - back) if at >= back else None
        if match is not None:
            yield Candidate(match.start(), match.end(), match.group())
            return


def validate(value: str) -> str | None:
    """Return twelve upper-case hexadecimal digits; None for broadcast, zero, and dotted digits without a letter."""
    digits = re.sub("[^0-9A-Fa-f]", "", value).upper()
    if digits in ("F" * 12, "0" * 12) or (digits.isdigit() and ":" not in value and "-" not in value):
        return None
    return digits


RECOGNIZER = Recognizer(
    entity_type="MAC_ADDRESS",
    name_zh="MAC 地址",
    name_en="MAC address",
    candidates=(
        Anchor(
            ":-",
            "(?<=[0-9A-Fa-f]{2}.)(?<![0-9A-Za-z][0-9A-Fa-f]{2}.)(?:[0-9A-Fa-f]{2}[:-]){4}[0-9A-Fa-f]{2}(?![0-9A-Za-z:-])",
        ),
        Anchor(".", r"(?<=[0-9A-Fa-f]{4}.)[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![0-9A-Za-z.])"),
        AfterCue("[0-9A-Fa-f]{12}(?![0-9A-Za-z])"),
    ),
    score=Score(0.90, 0.97),
    legal="device",
    source="IEEE 802-2014 clause 8",
    examples=(
        "设备⟦00:1A:2B:3C:4D:5E⟧上线",
        "⟦00-1a-2b-3c-4d-5e⟧",
        "MAC：⟦001a.2b3c.4d5e⟧",
        "mac=⟦001A2B3C4D5E⟧",
        "网卡⟦００:１Ａ:２Ｂ:３Ｃ:４Ｄ:５Ｅ⟧",
    ),
    counter_examples=(
        "ff:ff:ff:ff:ff:ff",
        "00:00:00:00:00:00",
        "12:30:45:00",
        "00:1A:2B:3C:4D:5E:6F",
        "1234.5678.9012",
    ),
    max_length=17,
    mask=Mask(6, 0, 0, 0),
    cues=("mac", "mac地址", "mac_address", "mac_addr", "bssid", "wifi_mac", "网卡地址", "物理地址"),
    find=find,
    validate=validate,
    strength=2,
)
