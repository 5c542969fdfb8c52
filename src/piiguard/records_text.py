"""Finds records in running text and logs: a call or a track is more than the values that stand in its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from piiguard import registry
from piiguard.finding import Finding
from piiguard.record import Phrase, RecordKind

_DAY: Final = r"(?<![0-9])(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
_CLOCK: Final = r"[0-2]?[0-9](?::[0-5][0-9]){1,2}(?![0-9])|[0-2]?[0-9][时点](?:[0-5]?[0-9]分)?"
_SHAPES: Final = {
    "day": _DAY,
    "moment": rf"{_DAY}[T\s]{{0,2}}(?:{_CLOCK})|(?<![0-9])20[0-9]{{12}}(?![0-9])",
    "clock": rf"(?:{_DAY}[T\s]{{0,2}})?(?<![0-9])(?:{_CLOCK})|(?<![0-9])20[0-9]{{12}}(?![0-9])",
    "lasting": (
        r"(?:[0-9]+\s?(?:小时|时))?(?:[0-9]+\s?(?:分钟|分))?[0-9]+\s?秒|[0-9]+\s?分钟"
        r"|(?<=时长)[:：=]?\s?[0-9][0-9:]*(?![0-9分秒小])"
        r"|(?i:duration|billsec|seconds)[\"']?\s*[:=]\s*[\"']?[0-9][0-9:]*"
    ),
}
# The objects of a line of JSON are records of their own.
_UNIT: Final = re.compile(r"\n|\}\s?,\s?\{")
_LONGEST: Final = 2000


class Part(NamedTuple):
    """A part of a record: the entity type of a finding, the name of a shape, or `said`; its place in the text."""

    name: str
    start: int
    end: int


class TextRecord(NamedTuple):
    """A record in a text, from its first part to its last; `subject` is the part that it is about.

    `rows`: from so many of one subject on they count (a track needs several points).
    """

    entity_type: str
    start: int
    end: int
    legal: str
    subject: Part
    parts: tuple[Part, ...]
    rows: int


def records(text: str, findings: Sequence[Finding]) -> Iterator[TextRecord]:
    """Yield the records of `text`, given with its findings in order: at most one a line, or object of JSON in it.

    All findings of the line are parts of it. Text without findings costs nothing; of a long line no more is looked at
    than 2,000 characters to each side of its first finding. Source: the phrases of `recognizers/records/`.
    """
    for start, end, own in _units(text, findings):
        found = [record for kind in registry.record_kinds() if (record := _match(kind, text, start, end, own))]
        if found:
            yield max(found, key=lambda each: len(each.parts))


def _units(text: str, findings: Iterable[Finding]) -> Iterator[tuple[int, int, list[Finding]]]:
    """Yield the lines that hold findings, with these."""
    start = end = -1
    own: list[Finding] = []
    for each in findings:
        if each.start >= end:
            if own:
                yield start, end, own
            start, end = _unit(text, each.start)
            own = []
        own.append(each)
    if own:
        yield start, end, own


def _unit(text: str, at: int) -> tuple[int, int]:
    """Return where the line, or object in it, around `at` starts and ends."""
    start = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    opening = text.rfind("{", start, at)
    if opening >= 0 and text.find("}", opening, at) < 0:
        start = opening
    stop = _UNIT.search(text, at, at + _LONGEST)
    return start, stop.start() if stop else min(len(text), at + _LONGEST)


def _match(kind: RecordKind, text: str, start: int, end: int, findings: Sequence[Finding]) -> TextRecord | None:
    for phrase in kind.phrases:
        parts = _parts(phrase, text, start, end, findings)
        if parts:
            subject = next(part for part in parts if part.name in phrase.types)
            parts.sort(key=lambda part: (part.start, part.end))
            last = max(part.end for part in parts)
            return TextRecord(kind.entity_type, parts[0].start, last, kind.legal, subject, tuple(parts), kind.rows)
    return None


def _parts(phrase: Phrase, text: str, start: int, end: int, findings: Sequence[Finding]) -> list[Part]:
    """Return the parts, all findings among them; none if one that the phrase asks for is missing."""
    kinds = [each.entity_type for each in findings]
    if sum(kind in phrase.types for kind in kinds) < phrase.least:
        return []
    if phrase.with_types and not any(kind in phrase.with_types for kind in kinds):
        return []
    parts = [Part(each.entity_type, each.start, each.end) for each in findings]
    wanted = [("said", _compiled(said, re.VERBOSE)) for said in phrase.said]
    wanted += [(shape, _compiled(_SHAPES[shape])) for shape in phrase.shapes]
    for name, pattern in wanted:
        found = [Part(name, *match.span()) for match in pattern.finditer(text, start, end)]
        if not found:
            return []
        parts += found
    return parts


@lru_cache(maxsize=64)
def _compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(source, flags)
