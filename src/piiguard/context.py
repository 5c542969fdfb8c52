"""Reads what stands around a candidate: cues in a small window that ends with the line, the field, the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

BEFORE: Final = 28
AFTER: Final = 12
# Context never reaches over a line, a field or a sentence.
BREAKS: Final = "\n\r\t,，;；。|{}！!？?"
BREAK_SET: Final = frozenset(BREAKS)
LAST_BREAK: Final = re.compile(rf"[{BREAKS}](?=[^{BREAKS}]*\Z)")
_FIRST_BREAK: Final = re.compile(f"[{BREAKS}]")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")


def words(text: str) -> str:
    """Return the ASCII words of `text` in snake case between underscores (`idCard No` is `_id_card_no_`)."""
    lower = text.lower()
    if lower != text:
        lower = _CAMEL.sub("_", text).lower()
    return "_" + _NOT_WORD.sub("_", lower).strip("_") + "_"


def window(text: str, start: int, end: int) -> tuple[str, str]:
    """Return up to 28 characters before `start` and 12 after `end`, cut at line, field and sentence borders."""
    before = text[max(0, start - BEFORE) : start]
    cut = LAST_BREAK.search(before)
    after = text[end : end + AFTER]
    stop = _FIRST_BREAK.search(after)
    return before[cut.end() :] if cut else before, after[: stop.start()] if stop else after


def is_field(text: str, start: int, end: int) -> bool:
    """Return whether a span has nothing around it in its line or field, as a cell of a table."""
    return (not start or text[start - 1] in BREAK_SET) and (end >= len(text) or text[end] in BREAK_SET)


class Surroundings(NamedTuple):
    """What stands around a value: lower-cased text without spaces, and its ASCII words in snake case."""

    phrases: str
    keys: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Surroundings:
        """Return the surroundings of a span; what follows it counts unless it is the next value's label."""
        if is_field(text, start, end):
            return _NOTHING_AROUND  # a field of its own, as in tables
        before, after = window(text, start, end)
        if opens_value(after):
            after = ""
        if not before and not after:
            return _NOTHING_AROUND
        phrases = f"{before}\n{after}".lower().replace(" ", "")
        keys = f"{words(before)}\n{words(after)}"
        return cls("" if phrases.isascii() else phrases, keys if len(keys) > 5 else "")


_NOTHING_AROUND: Final = Surroundings("", "")


class Cues(NamedTuple):
    """The cues of one recognizer, split by how they are matched."""

    han: tuple[str, ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, cues: Iterable[str]) -> Cues:
        """Return `cues` split into Han phrases (matched anywhere) and ASCII keys (matched as whole words)."""
        han = tuple(cue.lower() for cue in cues if not cue.isascii())
        ascii_cues = [words(cue) for cue in cues if cue.isascii()]
        joined = ["_" + cue.replace("_", "") + "_" for cue in ascii_cues]
        return cls(han, tuple(dict.fromkeys([*ascii_cues, *joined])))

    def near(self, surroundings: Surroundings) -> bool:
        """Return whether a cue stands in the surroundings of a value."""
        phrases, keys = surroundings
        if phrases:
            for cue in self.han:
                if cue in phrases:
                    return True
        if keys:
            for key in self.keys:
                if key in keys:
                    return True
        return False


def opens_value(after: str) -> bool:
    """Return whether a sign in `after` shows that it is the label of the next value."""
    return ":" in after or "：" in after or "=" in after
