"""Asks about findings at the terminal, one after the other: masked in their lines, the value only on request."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from piiguard.cli import streams
from piiguard.printable import printable
from piiguard.report.located import Located, masked
from piiguard.text.decode import TextSource

if TYPE_CHECKING:
    from piiguard.guard import Guard

_HELP: Final = """\
  t  true: it has to go, and is in no baseline
  a  false: allow it by a comment in its line
  b  false: put it into the baseline
  s  show the value
  n  skip it, as Enter does    p  go back
  q  stop here; what was said so far is written
"""
_WIDTH: Final = 160


class Whole(NamedTuple):
    """A file as text, with what is needed to write it back."""

    text: str
    encoding: str
    bom: bytes


class Dialogue:
    """Goes through findings and collects what is said of each.

    Args:
        guard: masks what else is in a line.
        encoding: of the files; None to tell it from their bytes.
        offer: returns the letters that make sense for a finding; `s`, `n`, `p`, `q` and `?` are always there.
    """

    def __init__(self, guard: Guard, encoding: str | None, offer: Callable[[Located], str]) -> None:
        self._guard = guard
        self._encoding = encoding
        self._offer = offer
        self._read: tuple[str, list[str]] = ("", [])  # the path and the lines of the file asked about last

    def ask(self, found: Sequence[Located]) -> dict[int, str]:
        """Return the letter for each index of `found` that was answered, until all are or the input ends."""
        answers: dict[int, str] = {}
        index = 0
        while index < len(found):
            each = found[index]
            streams.stdout().write(f"[{index + 1}/{len(found)}] {self._question(each)}")
            letter = self._answer(each)
            if letter == "q":
                break
            if letter == "p":
                index = max(index - 1, 0)
                answers.pop(index, None)
            else:
                answers[index] = letter
                index += 1
        return answers

    def _question(self, each: Located) -> str:
        why = f"{each.severity}, {each.score:.2f}: {each.reason}"
        head = f"{printable(each.path)}:{each.line}:{each.column}  {each.entity_type}  {each.masked}  ({why})\n"
        return head + self._line(each)

    def _line(self, each: Located) -> str:
        """Return the line of a finding with every value in it masked; nothing for what is not a plain file."""
        if not os.path.isfile(each.path):
            return ""
        if self._read[0] != each.path:
            self._read = (each.path, whole(each.path, self._encoding).text.split("\n"))
        text = self._read[1][each.line - 1]
        parts, at = [], 0
        for one in self._guard.scan(text):
            parts += [text[at : one.start], masked(self._guard, one.recognizer, text[one.start : one.end])]
            at = one.end
        shown = "".join([*parts, text[at:]])
        if each.value is not None:
            shown = shown.replace(each.value, each.masked)
        place = max(0, min(each.column - _WIDTH // 2, len(shown) - _WIDTH))
        return f"    {shown[place : place + _WIDTH].strip()}\n"

    def _answer(self, each: Located) -> str:
        choices = f"{self._offer(each)}snpq"
        while True:
            letter = _typed(choices)
            if letter == "s":
                streams.stdout().write(f"    {each.value or 'values are not shown while CI is set'}\n")
            elif letter == "?":
                streams.stdout().write(_HELP)
            elif letter in choices:
                return letter


def _typed(choices: str) -> str:
    """Return the letter that was typed; `n` for none, `q` at the end of the input."""
    streams.stdout().write(f"    {'/'.join(choices)}/? ")
    streams.stdout().flush()
    line = "" if sys.stdin is None else sys.stdin.readline()
    if not line:
        streams.stdout().write("\n")
        return "q"
    return line.strip().lower()[:1] or "n"


def whole(path: str, encoding: str | None) -> Whole:
    """Return a file as text; raises `ReadError` for one that cannot be read or decoded."""
    with streams.opened(path) as stream:
        source = TextSource(stream, path, encoding or "auto")
        text = "".join(source)
    return Whole(text, source.encoding or "utf-8", source.bom)
