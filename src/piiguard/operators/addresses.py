"""Tells where an address can be cut so that only its larger levels stay: province, city, county, town, road.

What the reading of the address does not settle belongs to the rest, so that a mask shows rather less than more.
"""

from __future__ import annotations

from typing import Final

from piiguard.addresses.levels import levels
from piiguard.addresses.words import CONNECTORS
from piiguard.recognizers.data.gazetteer import gazetteer
from piiguard.text.fold import fold

_MUNICIPALITIES: Final = ("北京", "上海", "天津", "重庆")
_MUNICIPAL: Final = ("市辖区", "县")
_RANKS: Final = {"province": 0, "city": 1, "county": 2, "town": 3, "village": 4, "road": 4}
_COUNTRY: Final = ("中国", "中华人民共和国")


def ends(address: str, last: str = "road") -> dict[str, int]:
    """Return where each level that `address` has ends, in order; a municipality is its own city.

    Args:
        address: a Chinese address as written, largest part first.
        last: the finest level to look for: province, city, county, town or road.
    """
    folded = fold(address)
    text = folded.text
    found: dict[str, int] = {}
    at = next((len(name) for name in _COUNTRY if text.startswith(name)), 0)
    for level, start, end in levels(text, gazetteer()):
        if _RANKS.get(level, 9) > _RANKS[last] or text[at:start].strip(CONNECTORS):
            break
        at = end
        place = folded.span(start, end)[1]
        name = "road" if level == "village" else level
        found.pop(name, None)  # an address may name its city twice: the last one counts, and comes last
        found[name] = place
        if level == "province" and text.startswith(_MUNICIPALITIES, start):
            found.pop("city", None)
            found["city"] = place
    return found


def end_of_level(address: str, level: str) -> int:
    """Return where `address` can be cut so that nothing below `level` stays; 0 when none of its levels is found."""
    return max(ends(address, level).values(), default=0)
