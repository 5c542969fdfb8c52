"""Writes the lines of a table in text that a redaction would change, before and after, without the values."""

from __future__ import annotations

import re
from typing import Final, TextIO

from piiguard.errors import ReadError
from piiguard.tables.marked import BETWEEN, CLOSE, OPEN, told_parts

_MARK: Final = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
# A line feed inside of a mark ends no line of the table.
_LINE: Final = re.compile(f"(?:[^\\n{OPEN}]|{OPEN}[^{CLOSE}]*{CLOSE})*\\n")
_TAKEN: Final = "holds noncharacters (U+FDD0 to U+FDD2), beside which a diff of a table cannot be shown"
# JSON may write characters beyond ASCII as escapes.
_ESCAPED: Final = {"\\ufdd0": OPEN, "\\ufdd1": BETWEEN, "\\ufdd2": CLOSE}


class TableDiffWriter:
    """Writes a diff of one table as `DiffWriter` does of text, from its text with marked values, block by block."""

    def __init__(self, out: TextIO, name: str, show_values: bool = False) -> None:
        self._out = out
        self._name = name
        self._show_values = show_values
        self._held = ""
        self._old = self._new = 1
        self._headed = False

    def feed(self, text: str) -> None:
        """Write the changed lines of the next block of text, as far as they are whole."""
        for escape, mark in _ESCAPED.items():
            text = text.replace(escape, mark)
        self._held += text
        at = 0
        while (match := _LINE.match(self._held, at)) is not None:
            self._line(match.group()[:-1])
            at = match.end()
        self._held = self._held[at:]

    def finish(self) -> None:
        """Write a last line without an end."""
        if self._held:
            self._line(self._held)

    def _line(self, line: str) -> None:
        if OPEN not in line:
            self._old, self._new = self._old + 1, self._new + 1
            return
        if not self._headed:
            self._out.write(f"--- {self._name}\n+++ {self._name} (redacted)\n")
            self._headed = True
        try:
            before, hidden, after = _sides(line)
        except ValueError:
            # Its message quotes what it met.
            raise ReadError(self._name, f"row {self._old}: {_TAKEN}") from None
        self._out.write(f"@@ -{self._old} +{self._new} @@\n")
        for sign, side in (("-", before if self._show_values else hidden), ("+", after)):
            self._out.writelines(f"{sign}{part}\n" for part in side.rstrip("\r").split("\n"))
        self._old += before.count("\n") + 1
        self._new += after.count("\n") + 1


def _sides(line: str) -> tuple[str, str, str]:
    """Return a line with the values, with what hides them, and with what they became."""
    pieces = _MARK.split(line)
    marks = [told_parts(inner) for inner in pieces[1::2]]
    sides = []
    for at in range(3):
        pieces[1::2] = [each[at] for each in marks]
        sides.append("".join(pieces))
    return sides[0], sides[1], sides[2]
