"""What `explain` adds to the reasons of the engine: the check digit expected, and numbers inside longer ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from piiguard.errors import InvalidNumber
from piiguard.finding import Trace

if TYPE_CHECKING:
    from piiguard.guard import Guard
    from piiguard.recognizer import Recognizer

_CHECK_CHARACTERS: Final = "0123456789XABCDEFGHIJKLMNOPQRSTUVWYZ"
_RUN: Final = re.compile("[0-9０-９]{12,64}")
# Of what people look for inside a longer run: IDs, cards, mobile numbers; longest first.
_LENGTHS: Final = (19, 18, 17, 16, 15, 11)


def expected_check(recognizer: Recognizer, value: str) -> str:
    """Return ` (computed ≠ written)` when another last character would make `value` right, else nothing."""
    compact = re.sub("[^0-9A-Za-z]", "", value).upper()
    if recognizer.validate is None or not compact or not _fails(recognizer, compact):
        return ""
    for char in _CHECK_CHARACTERS:
        if char != compact[-1] and not _fails(recognizer, compact[:-1] + char):
            return f" ({char} ≠ {compact[-1]})"
    return ""


def _fails(recognizer: Recognizer, value: str) -> bool:
    assert recognizer.validate is not None
    try:
        return recognizer.validate(value) is None
    except InvalidNumber:
        return True


def inside_longer(guard: Guard, text: str, traces: Iterable[Trace]) -> Iterator[Trace]:
    """Yield a trace for each run of digits that is no number of any kind, but holds one."""
    seen = [(each.start, each.end) for each in traces]
    for match in _RUN.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in seen):
            continue
        found = _inside(guard, match.group())
        if found is not None:
            start, end, kind, name = found
            reason = f"inside a longer number, of {len(match.group())} digits"
            yield Trace(kind, match.start() + start, match.start() + end, 0.0, name, "rejected", reason)


def _inside(guard: Guard, run: str) -> tuple[int, int, str, str] | None:
    for length in _LENGTHS:
        for start in range(len(run) - length + 1):
            part = run[start : start + length]
            for each in guard.scan(part):
                if (each.start, each.end) == (0, length):
                    return start, start + length, each.entity_type, each.recognizer
    return None
