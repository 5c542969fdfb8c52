"""Names a finding by its line without values, so that it is known again when lines move."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from piiguard.finding import Finding


def portable(path: str) -> str:
    """Return `path` as it is the same for everybody: relative, with forward slashes, on one line."""
    relative = os.path.relpath(path) if os.path.isabs(path) else os.path.normpath(path)
    return relative.replace("\\", "/").replace("\n", " ").replace("\r", " ")


# Of a line longer than this only what stands around the finding counts.
_REACH: Final = 400


class Fingerprints:
    """Counts, within one file, findings whose lines look alike.

    A fingerprint is a hash of entity type, path, the line with a tag in place of every finding, and which one of
    those that look alike it is. It holds no value and no hash of one, no line number and no time; another value in an
    otherwise equal line has the same fingerprint.
    """

    def __init__(self, path: str) -> None:
        self._path = portable(path)
        self._seen: dict[bytes, int] = {}

    def of(self, text: str, findings: Sequence[Finding], index: int) -> str:
        """Return the fingerprint of `findings[index]` in `text`; asked for each finding once, in order."""
        each = findings[index]
        start = max(text.rfind("\n", 0, each.start) + 1, each.start - _REACH)
        end = text.find("\n", each.end)
        end = min(len(text) if end < 0 else end, each.end + _REACH)
        first = bisect_right(findings, start, key=lambda one: one.end)
        last = bisect_left(findings, end, key=lambda one: one.start)
        line = _without_values(text, start, end, findings[first:last])
        parts = (each.entity_type, self._path, " ".join(line.split()))
        named = "\0".join(parts).encode("utf-8", "surrogatepass")
        count = self._seen[named] = self._seen.get(named, -1) + 1
        from hashlib import sha256

        return sha256(named + b"\0%d" % count).hexdigest()[:32]


def _without_values(text: str, start: int, end: int, findings: Sequence[Finding]) -> str:
    tags = [f"<{each.entity_type}>" for each in findings]
    borders = [start, *(place for each in findings for place in (each.start, each.end)), end]
    gaps = [text[a:b] for a, b in list(pairwise(borders))[::2]]
    return "".join(part for pair in zip(gaps, [*tags, ""], strict=True) for part in pair)
