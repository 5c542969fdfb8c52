"""Inline allows: `piiguard: allow[CN_MOBILE] reason` in a comment, on the line, the one before, or around a block."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MARK: Final = "piiguard:"
_ALLOW: Final = re.compile(
    r"piiguard:[ \t]*(allow|allow-begin|allow-end)(?![0-9A-Za-z_-])(?:[ \t]*\[([A-Za-z0-9_, \t*]{0,400})\])?"
)
_BEGUN: Final = 400
# What may stand before an allow that is alone on its line: signs that begin a comment, in whatever language.
_COMMENT_ONLY: Final = re.compile(r"[ \t]*(?:#|//|/\*+|--|;|%|<!--|\*|'|\"|REM|rem|::|\{#|\(\*|>|-|\.\.)*[ \t]*")


class Allow(NamedTuple):
    """An allow: the line it stands in, and the entity types it is for; none means all."""

    line: int
    types: frozenset[str]

    def covers(self, entity_type: str) -> bool:
        """Return whether it is for `entity_type`."""
        return not self.types or entity_type in self.types


class Allows:
    """The allows of one file, read piece by piece, and which of them were of use."""

    def __init__(self) -> None:
        self._line = 1
        self._begun = ""
        self._by_line: dict[int, list[Allow]] = {}
        self._blocks: list[Allow] = []
        self._spans: list[tuple[int, int, Allow]] = []
        self._all: list[Allow] = []
        self._used: set[Allow] = set()

    def feed(self, text: str) -> None:
        """Read the next piece of the file."""
        if MARK in text:
            for match in _ALLOW.finditer(text):
                number = self._line + text.count("\n", 0, match.start())
                begins = text.rfind("\n", 0, match.start()) + 1
                before = (
                    text[begins : match.start()] if begins or self._line == 1 else self._begun + text[: match.start()]
                )
                self._take(match, number, _COMMENT_ONLY.fullmatch(before[-_BEGUN:]) is not None)
        self.skip(text.count("\n"), text[-_BEGUN:])

    def skip(self, lines: int, end: str) -> None:
        """Pass over a piece without allows of so many lines, by its last 400 characters."""
        self._line += lines
        self._begun = (end if lines else self._begun + end)[-_BEGUN:].rpartition("\n")[2]

    def _take(self, match: re.Match[str], line: int, alone: bool) -> None:
        types = frozenset(
            each.strip().upper() for each in (match[2] or "").split(",") if each.strip() not in ("", "*")
        )
        if match[1] == "allow-end":
            if self._blocks:
                begun = self._blocks.pop()
                self._spans.append((begun.line, line, begun))
            return
        allow = Allow(line, types)
        self._all.append(allow)
        if match[1] == "allow-begin":
            self._blocks.append(allow)
        else:
            self._by_line.setdefault(line + alone, []).append(allow)

    def covers(self, line: int, entity_type: str) -> bool:
        """Return whether a finding of a piece that was fed is allowed."""
        open_ones = [each for each in self._blocks if each.line <= line]
        spanning = [allow for first, last, allow in self._spans if first <= line <= last]
        found = [each for each in (*self._by_line.get(line, ()), *open_ones, *spanning) if each.covers(entity_type)]
        self._used.update(found)
        return bool(found)

    def unused(self) -> list[Allow]:
        """Return the allows that no finding needed, by line."""
        return [each for each in self._all if each not in self._used]
