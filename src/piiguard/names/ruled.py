"""Persons that rules have found already: which of them are certain, so that their other mentions are names too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from piiguard.names.readings import Reading

if TYPE_CHECKING:
    from piiguard.scoring import Sink

_SURE: Final = 0.85
_MASKED: Final = re.compile("[某*＊×xX]")


def ruled_persons(sink: Sink) -> list[tuple[int, int, float]]:
    """Return (start, end, score) of the persons in `sink`, in order."""
    return sorted({(raw.start, raw.end, raw.score) for raw in sink.raws if raw.recognizer.entity_type == "PERSON"})


def certain(ruled: Sequence[tuple[int, int, float]], text: str) -> Iterator[Reading]:
    """Yield those of the persons found by rules, (start, end, score) in order, that are certain and named whole."""
    last = 0
    for start, end, score in ruled:
        is_certain = score >= _SURE and end - start > 1 and _MASKED.search(text, start, end) is None
        if is_certain and last <= start:
            yield Reading("PER", start, end, score)
            last = end
