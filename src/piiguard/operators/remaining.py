"""How many values a masked value still may be: what an attacker who knows the kind has left to try."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Usual and strict mask; upper bounds, since not every number was issued. The arithmetic stands in docs/en/masks.md.
_CANDIDATES: Final[Mapping[str, tuple[int, int]]] = {
    "CN_MOBILE": (10_000, 1_000_000),
    "CN_RESIDENT_ID": (3_300, 4_000_000_000),
    "BANK_CARD": (100_000_000, 100_000_000_000),
    "CN_LANDLINE": (100_000, 1_000_000),
    "CN_HMT_RESIDENCE": (3_300, 10_000_000),
    "CN_LICENSE_PLATE": (39_000, 45_000_000),
    "IMEI": (1_000_000, 1_000_000_000_000),
    "IMSI": (10_000_000_000, 1_000_000_000_000),
    "HK_ID": (91_000, 1_000_000),
    "TW_ID": (4_000_000, 40_000_000),
    "CN_POSTCODE": (10_000, 100_000),
    "BIRTH_DATE": (366, 36_500),
    "IP_ADDRESS": (16_777_216, 4_294_967_296),
}


def remaining_candidates(entity_type: str, strict: bool = False) -> int | None:
    """Return how many values a masked `entity_type` still may be, None where it was not worked out."""
    counts = _CANDIDATES.get(entity_type)
    return None if counts is None else counts[strict]


def counted_kinds() -> tuple[str, ...]:
    """Return the entity types for which the candidates were worked out."""
    return tuple(_CANDIDATES)
