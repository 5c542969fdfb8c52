"""What a scan returns: where something was found, what it is and why, never the value itself."""

from __future__ import annotations

from typing import NamedTuple

from piiguard.edit import Edit


class Finding(NamedTuple):
    """One piece of personal information in a text.

    `start` and `end` count code points of the text that was given, so `text[start:end]` is the value as it
    was written. No field holds the value, so printing, logging or comparing findings shows nothing.
    """

    entity_type: str
    start: int
    end: int
    score: float
    recognizer: str
    reason: str

    def shift(self, by: int) -> Finding:
        """Return the same finding `by` code points further on (a chunk's finding in its whole text)."""
        return self._replace(start=self.start + by, end=self.end + by)


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
