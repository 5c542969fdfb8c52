"""What the characters directly beside many spans say: fields, units, joints, and whether a span may grow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Codes, Kinds, Mask, Places, char_table, class_table
from piiguard.context import BREAKS
from piiguard.recognizer import Depends
from piiguard.scoring import UNITS

_SLASH, _UNDERSCORE = (ord(sign) for sign in "/_")
_BREAKS: Final = char_table(BREAKS)
_UNITS: Final = char_table(UNITS)
_JOINTS: Final = char_table("-_/")
_LAST_BIT: Final = 7


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
        self._behind, self._ahead = _tables(depends.before), _tables(depends.after)

    def may_grow(self, chunk: Chunk, starts: Places, ends: Places) -> Mask:
        """Return whether each span may be changed; the others are not."""
        found = _stand(chunk.codes, self._ahead, starts - 1, -1)
        found |= _stand(chunk.codes, self._behind, ends, 1)
        return found


def _tables(pairs: Sequence[tuple[str, str]]) -> tuple[Kinds, Kinds]:
    """Return by character which of the pairs it may be the first one of, and the second one, as bits.

    The eighth pair and later ones share a bit.
    """
    bits = [1 << min(number, _LAST_BIT) for number in range(len(pairs))]
    firsts = class_table([(bit, first) for bit, (first, _) in zip(bits, pairs, strict=True)])
    seconds = class_table([(bit, second) for bit, (_, second) in zip(bits, pairs, strict=True)])
    for bit, (_, second) in zip(bits, pairs, strict=True):
        if not second:
            seconds |= bit
    return firsts, seconds


def _stand(codes: Codes, tables: tuple[Kinds, Kinds], places: Places, step: int) -> Mask:
    """Return whether the characters at each place and `step` further on are a pair."""
    firsts, seconds = tables
    found: Mask = firsts.take(codes.take(places)) & seconds.take(codes.take(places + step)) != 0
    return found
