"""Tells from the few characters before a value that no label can stand there: true of most numbers in a text."""

from __future__ import annotations

from collections.abc import Collection


class LabelEnds:
    """Knows how labels end: by their last two characters, or by a last word of one character.

    `forms`: labels, ASCII ones in snake case; `fillers`: words that may follow a label. `has_numbers`: whether one
    has a number of two digits or more that begins a word, or a digit beside a Han character.
    """

    def __init__(self, forms: Collection[str], fillers: Collection[str]) -> None:
        ends = {*fillers, ")", "）", "no."}
        for form in forms:
            ends.update(form.strip("_").split("_") if form.isascii() else (form, " " + form[-1]))
        self.has_numbers = any(map(_has_number, (*forms, *fillers)))
        self._ends = frozenset(end[-2:] for end in ends if end)
        self._last = frozenset(char for end in self._ends for char in (end[-1].lower(), end[-1].upper()))

    def last_characters(self) -> str:
        """Return the characters one of which a label ends with."""
        return "".join(sorted(self._last))

    def split(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the last words of one character, and the last two characters of others, in lower case."""
        single = frozenset(end for end in self._ends if len(end) == 1)
        return single, self._ends - single

    def fits(self, tail: str) -> bool:
        """Return whether a label may end like `tail`, of which one character may be all there is to see."""
        if tail[-1] not in self._last:
            return False
        end = tail[-2:].lower()
        if len(end) < 2 or end in self._ends:
            return True
        # A one-letter word stands alone; one Han character may end a longer label.
        return end[-1] in self._ends and not (end[-1].isascii() and end[0].isascii() and end[0].isalnum())


def _has_number(form: str) -> bool:
    if not form.isascii():
        return any(char.isdigit() for char in form)
    # A K may be a Kelvin sign, which becomes a letter of ASCII.
    return any(len(word) > 1 and word.removeprefix("k")[:1].isdigit() for word in form.split("_"))
