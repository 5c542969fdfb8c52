"""Overlaps resolved as piiguard does: the better evidence wins, not the longer span."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from presidio_analyzer import RecognizerResult

# What is written inside another kind: the domain of an e-mail address is no address of a page.
_PART_OF = {"URL": "EMAIL_ADDRESS"}


def resolve_conflicts(results: Iterable[RecognizerResult]) -> list[RecognizerResult]:
    """Return `results` in order without overlaps: of two that overlap the one with the higher score, then the longer.

    All characters of the one that loses are covered only if the other covers them; nothing is merged or trimmed.
    """
    by_worth = sorted(results, key=lambda each: (-each.score, each.start - each.end, each.start, each.entity_type))
    kept: list[RecognizerResult] = []
    starts: list[int] = []
    for each in by_worth:
        place = bisect.bisect_left(starts, each.start)
        before = kept[place - 1] if place else None
        after = kept[place] if place < len(kept) else None
        if (before is not None and before.end > each.start) or (after is not None and after.start < each.end):
            continue
        starts.insert(place, each.start)
        kept.insert(place, each)
    return kept


def without_parts(results: list[RecognizerResult]) -> list[RecognizerResult]:
    """Return `results` without those that are a part of another kind, such as a URL in an e-mail address."""
    wholes = [each for each in results if each.entity_type in _PART_OF.values()]
    if not wholes:
        return results
    spans = sorted((each.start, each.end) for each in wholes)
    return [each for each in results if each.entity_type not in _PART_OF or not _touches(each, spans)]


def _touches(result: RecognizerResult, spans: list[tuple[int, int]]) -> bool:
    place = bisect.bisect_left(spans, (result.end, -1))
    return place > 0 and spans[place - 1][1] > result.start
