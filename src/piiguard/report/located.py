"""A finding with its place in a file: line, column, code points and bytes, and what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from piiguard.files.allow import Allows
from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.operators.base import Request
from piiguard.operators.mask import MaskOperator
from piiguard.report.severity import severity_of
from piiguard.text.chunks import Piece
from piiguard.text.encode import byte_lengths

if TYPE_CHECKING:
    from piiguard.report.fingerprints import Fingerprints

_MASK = MaskOperator()


class Located(NamedTuple):
    """One finding of a file: lines and columns count from 1, columns and offsets in code points.

    In a table also `row`, from 1, and `column_name` ("" for none). In a workbook or a file of columns `line` is the
    row, `column` the number of the column, and offsets are in the cell.
    """

    path: str
    line: int
    column: int
    start: int
    end: int
    byte_start: int
    byte_end: int
    entity_type: str
    score: float
    recognizer: str
    reason: str
    masked: str
    legal: str
    value: str | None = None
    end_line: int = 0
    end_column: int = 0
    fingerprint: str = ""
    severity: str = "high"
    column_name: str | None = None
    row: int | None = None


class Locator:
    """Follows a file's text piece by piece and tells where in the file each finding is.

    `first_byte`: where the text begins, if not behind the byte order mark. `lines`, `chars` and `bytes` count what
    passed.
    """

    def __init__(
        self, path: str, guard: Guard, show_values: bool = False, named: bool = False, first_byte: int = -1
    ) -> None:
        self._path = path
        self._guard = guard
        self._show_values = show_values
        self.lines = self.chars = 0
        self._column = 0
        self.bytes = first_byte
        self._fingerprints: Fingerprints | None = None
        if named:
            from piiguard.report.fingerprints import Fingerprints

            self._fingerprints = Fingerprints(path)

    def locate(self, piece: Piece, encoding: str, bom: bytes) -> Iterator[Located]:
        """Yield the findings of the next piece of the file with their places in the whole file."""
        text, found = piece
        if self.bytes < 0:
            self.bytes = len(bom)
        places = [place for each in found for place in (each.start, each.end)]
        sizes = byte_lengths(text, [*places, len(text)], encoding)
        at = 0
        for index, each in enumerate(found):
            self._advance(text, at, each.start)
            at = each.start
            fingerprint = "" if self._fingerprints is None else self._fingerprints.of(text, found, index)
            yield self._located(each, text, sizes[2 * index], sizes[2 * index + 1], fingerprint)
        self._advance(text, at, len(text))
        self.chars += len(text)
        self.bytes += sizes[-1]

    def _advance(self, text: str, start: int, end: int) -> None:
        lines = text.count("\n", start, end)
        self.lines += lines
        self._column = end - text.rfind("\n", start, end) - 1 if lines else self._column + end - start

    def _located(self, each: Finding, text: str, byte_start: int, byte_end: int, fingerprint: str) -> Located:
        value = text[each.start : each.end]
        lines = value.count("\n")
        recognizer = self._guard.recognizer(each.recognizer)
        return Located(
            path=self._path,
            line=self.lines + 1,
            column=self._column + 1,
            start=self.chars + each.start,
            end=self.chars + each.end,
            byte_start=self.bytes + byte_start,
            byte_end=self.bytes + byte_end,
            entity_type=each.entity_type,
            score=round(each.score, 3),
            recognizer=each.recognizer,
            reason=each.reason,
            masked=masked(self._guard, each.recognizer, value),
            legal=recognizer.legal,
            value=value if self._show_values else None,
            end_line=self.lines + 1 + lines,
            end_column=len(value) - value.rfind("\n") if lines else self._column + 1 + len(value),
            fingerprint=fingerprint,
            severity=severity_of(value, each.score),
        )


def masked(guard: Guard, recognizer_name: str, value: str) -> str:
    """Return `value` under the conventional mask of the recognizer that found it, which reports may show."""
    recognizer = guard.recognizer(recognizer_name)
    return _MASK.apply(Request(recognizer.entity_type, value, "", recognizer.mask, recognizer.legal))


def locate_all(
    path: str,
    guard: Guard,
    texts: Iterable[tuple[Piece, str, bytes]],
    show_values: bool = False,
    allows: Allows | None = None,
    named: bool = False,
) -> Iterator[Located]:
    """Yield every finding of a file whose text comes in pieces, but those that `allows` in it cover.

    `named`: with fingerprints, which cost a hash each.
    """
    locator = Locator(path, guard, show_values, named)
    for piece, encoding, bom in texts:
        if allows is not None:
            allows.feed(piece.text)
        for each in locator.locate(piece, encoding, bom):
            if allows is None or not allows.covers(each.line, each.entity_type):
                yield each
