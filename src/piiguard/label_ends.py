"""Tells from the few characters before a value that no label can stand there: true of most numbers in a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_MEMO_LIMIT: Final = 8192
_LOOK: Final = 5


class LabelEnds:
    """Knows how labels end: by their last two characters, or by a last word of one character.

    `forms`: labels, ASCII ones in snake case; `fillers`: words that may follow a label; `connectors`: signs between a
    label and its value. What the last five characters before a value say is remembered, for logs repeat themselves.
    """

    def __init__(self, forms: Iterable[str], fillers: Iterable[str], connectors: str) -> None:
        ends = {*fillers, ")", "）", "no."}
        for form in forms:
            ends.update(form.strip("_").split("_") if form.isascii() else (form, " " + form[-1]))
        self._ends = frozenset(end[-2:] for end in ends if end)
        self._last = frozenset(char for end in self._ends for char in (end[-1].lower(), end[-1].upper()))
        self._connectors = connectors
        self._memo: dict[str, bool] = {}

    def rule_out(self, text: str, start: int) -> bool:
        """Return whether certainly no label ends before `start`, connectors left out."""
        end = text[start - _LOOK if start > _LOOK else 0 : start]
        known = self._memo.get(end)
        if known is None:
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            tail = end.rstrip(self._connectors)
            known = self._memo[end] = not end or (bool(tail) and not self.fits(tail))
        return known

    def fits(self, tail: str) -> bool:
        """Return whether a label may end like `tail`, of which one character may be all there is to see."""
        if tail[-1] not in self._last:
            return False
        end = tail[-2:].lower()
        if len(end) < 2 or end in self._ends:
            return True
        # A one-letter word stands alone; one Han character may end a longer label.
        return end[-1] in self._ends and not (end[-1].isascii() and end[0].isascii() and end[0].isalnum())
