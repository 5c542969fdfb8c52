"""Writes the lines a redaction would change, before and after, without the values."""

from __future__ import annotations

from typing import TextIO

from piiguard.finding import Finding
from piiguard.guard import Edit, Guard, apply_edits
from piiguard.text.chunks import Piece


class DiffWriter:
    """Writes a diff without context lines; the old side shows entity types in place of values."""

    def __init__(self, out: TextIO, guard: Guard, show_values: bool = False) -> None:
        self._out = out
        self._guard = guard
        self._show_values = show_values
        self._name = ""
        self._line = 1
        self._headed = False

    def begin(self, name: str) -> None:
        """Start a new file."""
        self._name, self._line, self._headed = name, 1, False

    def write(self, piece: Piece) -> None:
        """Write the changed lines of the next piece of the file."""
        text, found = piece
        at, index = 0, 0
        while index < len(found):
            start = text.rfind("\n", at, found[index].start) + 1 or at
            end = text.find("\n", found[index].end)
            end = len(text) if end < 0 else end
            self._line += text.count("\n", at, start)
            here = []
            while index < len(found) and found[index].start < end:
                here.append(found[index].shift(-start))
                index += 1
            self._change(text[start:end], here)
            at = start
        self._line += text.count("\n", at)

    def _change(self, line: str, here: list[Finding]) -> None:
        if not self._headed:
            self._out.write(f"--- {self._name}\n+++ {self._name} (redacted)\n")
            self._headed = True
        shown = [Edit(each.start, each.end, f"<{each.entity_type}>") for each in here]
        old = line if self._show_values else apply_edits(line, shown)
        new = apply_edits(line, self._guard.edits(line, here))
        self._out.write(f"@@ -{self._line} +{self._line} @@\n-{old}\n+{new}\n")
