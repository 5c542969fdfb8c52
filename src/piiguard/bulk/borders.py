"""What the characters directly beside many spans say: fields, units, joints, and whether a span may grow."""

from __future__ import annotations

from typing import Final

from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Mask, Places, char_table
from piiguard.context import BREAKS
from piiguard.recognizer import Depends
from piiguard.scoring import UNITS

_SLASH, _UNDERSCORE = (ord(sign) for sign in "/_")
_BREAKS: Final = char_table(BREAKS)
_UNITS: Final = char_table(UNITS)
_JOINTS: Final = char_table("-_/")


def are_fields(chunk: Chunk, starts: Places, ends: Places) -> Mask:
    """Return whether each span has nothing around it in its line or field."""
    fields: Mask = _BREAKS.take(chunk.codes.take(starts - 1)) & _BREAKS.take(chunk.codes.take(ends))
    return fields


def are_amounts(chunk: Chunk, ends: Places) -> Mask:
    """Return whether a unit follows each span."""
    return _UNITS.take(chunk.codes.take(ends))


def are_joined(chunk: Chunk, starts: Places, ends: Places) -> tuple[Mask, Mask]:
    """Return whether a hyphen, underscore or slash glues each span to others; and where a slash leaves it open."""
    codes, kinds = chunk.codes, chunk.kinds
    before = _JOINTS.take(codes.take(starts - 1)) & (
        (kinds.take(starts - 2) & (DIGIT | LETTER) != 0) | (codes.take(starts - 2) == _UNDERSCORE)
    )
    after = _JOINTS.take(codes.take(ends)) & (kinds.take(ends + 1) & (DIGIT | LETTER) != 0)
    slashed = (before & (codes.take(starts - 1) == _SLASH)) | (after & (codes.take(ends) == _SLASH))
    return before | after, slashed


class Growth:
    """Tells which spans `widen` may change, from what a recognizer says of it."""

    def __init__(self, depends: Depends) -> None:
        self._after = char_table(depends.after)
        self._before = [
            (char_table(first), char_table(second) if second else None) for first, second in depends.before
        ]

    def may_grow(self, chunk: Chunk, starts: Places, ends: Places) -> Mask:
        """Return whether each span may be changed; the others are not."""
        found: Mask = self._after.take(chunk.codes.take(starts - 1))
        behind = chunk.codes.take(ends)
        for first, second in self._before:
            here = first.take(behind)
            if second is not None and here.any():
                here &= second.take(chunk.codes.take(ends + 1))
            found |= here
        return found
