"""What a scan returns: where something was found, what it is and why, never the value itself."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from itertools import repeat
from typing import Any, NamedTuple

from piiguard.edit import Edit


class Level(NamedTuple):
    """One level of an address in a text: `province`, `city`, … `room`, `suffix`, and where it begins and ends."""

    name: str
    start: int
    end: int


class Finding(NamedTuple):
    """One piece of personal information in a text.

    `start` and `end` count code points of the text that was given, so `text[start:end]` is the value as it
    was written. No field holds the value, so printing, logging or comparing findings shows nothing. `levels` are the
    parts of an address, in order and inside of it; other kinds have none.
    """

    entity_type: str
    start: int
    end: int
    score: float
    recognizer: str
    reason: str
    levels: tuple[Level, ...] = ()

    def shift(self, by: int) -> Finding:
        """Return the same finding `by` code points further on (a chunk's finding in its whole text)."""
        levels = tuple([Level(each.name, each.start + by, each.end + by) for each in self.levels])
        return self._replace(start=self.start + by, end=self.end + by, levels=levels)


def findings(*columns: Iterable[Any]) -> list[Finding]:
    """Return many findings of columns, one for each field in order: as `Finding._make` does, but quicker.

    The garbage collector is kept from looking again and again at objects none of which can be garbage.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return list(map(tuple.__new__, repeat(Finding), zip(*columns, strict=False)))
    finally:
        if was_enabled:
            gc.enable()


class Trace(NamedTuple):
    """One candidate that a recognizer looked at, kept or not, for `explain`."""

    entity_type: str
    start: int
    end: int
    score: float
    recognizer: str
    verdict: str
    reason: str


class Redacted(NamedTuple):
    """A redacted text, what was found in the original, and the edits that lead from one to the other."""

    text: str
    findings: list[Finding]
    edits: list[Edit]
