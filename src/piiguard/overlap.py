"""Decides which of several findings on the same characters is reported: the better evidence wins."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import Final, NamedTuple

from piiguard.recognizer import Recognizer

_START: Final = attrgetter("start")


class Raw(NamedTuple):
    """A scored candidate in the shadow text, before overlaps are resolved."""

    start: int
    end: int
    score: float
    weight: int
    recognizer: Recognizer
    reason: str


def resolve(raws: list[Raw]) -> list[Raw]:
    """Return `raws` in text order without overlaps.

    A composite kind beats the parts it names in `contains`; then evidence (`weight`: checks
    passed, a label directly beside), score and length
    decide, in that order. The result depends on nothing outside a chain of overlapping candidates.
    """
    raws.sort(key=_START)
    kept: list[Raw] = []
    cluster: list[Raw] = []
    reach = -1
    for raw in raws:
        if raw.start >= reach:
            _settle(cluster, kept)
            cluster, reach = [raw], raw.end
        else:
            cluster.append(raw)
            reach = max(reach, raw.end)
    _settle(cluster, kept)
    return kept


def _settle(cluster: list[Raw], kept: list[Raw]) -> None:
    if len(cluster) < 2:
        kept.extend(cluster)
        return
    composites = [raw for raw in cluster if raw.recognizer.contains]
    wholes = [raw for raw in cluster if raw.recognizer.personal]
    rivals = [
        raw
        for raw in cluster
        if not any(_covers(whole, raw) for whole in composites)
        and (raw.recognizer.personal or not any(_is_inside(raw, whole) for whole in wholes))
    ]
    rivals.sort(key=_rank)
    chosen: list[Raw] = []  # in order and without overlaps, so that only the two beside a place can be in the way
    for raw in rivals:
        at = bisect_left(chosen, raw.start, key=_START)
        if (not at or chosen[at - 1].end <= raw.start) and (at == len(chosen) or raw.end <= chosen[at].start):
            chosen.insert(at, raw)
    kept.extend(chosen)


def _is_inside(part: Raw, whole: Raw) -> bool:
    """Return whether `part` is a smaller piece of `whole`: a service number inside a longer number is none."""
    return whole.start <= part.start and part.end <= whole.end and part.end - part.start < whole.end - whole.start


def _covers(whole: Raw, part: Raw) -> bool:
    return (
        part.recognizer.entity_type in whole.recognizer.contains
        and whole.start <= part.start
        and part.end <= whole.end
        and whole is not part
    )


def _rank(raw: Raw) -> tuple[float, float, int, int, str]:
    return -raw.weight, -raw.score, raw.start - raw.end, raw.start, raw.recognizer.name
