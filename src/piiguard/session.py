"""A conversation with a language model: values leave as numbered tags and come back in its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from piiguard.edit import Edit, apply_edits
from piiguard.finding import Finding
from piiguard.lazy import LazyPattern

# As sent, as HTML, as JSON escapes, in full width; models also write a space or a back-tick in.
_TAG = LazyPattern(
    r"(?:<|&lt;|\\u003[cC]|＜)[ ]?(?P<tag>[A-Z][A-Z0-9_]{0,63}_[0-9]{1,9}[a-z]{0,3})[ ]?(?:>|&gt;|\\u003[eE]|＞)"
)
# What may still become a tag when more text comes.
_BEGUN = LazyPattern(
    r"(?:<|＜|&(?:l(?:t;?)?)?|\\(?:u(?:0(?:0(?:3[cC]?)?)?)?)?)"
    r"[ ]?[A-Z0-9_]{0,73}[a-z]{0,3}[ ]?(?:&|&g|&gt|\\u?0{0,2}3?)?$"
)
_LETTERS = "bcdefghijklmnopqrstuvwxyz"


class Finds(Protocol):
    """What a session needs of a guard."""

    def scan(self, text: str) -> list[Finding]:
        """Return the findings of `text`."""
        ...

    def canonical(self, finding: Finding, text: str) -> str:
        """Return the canonical form of a finding's value."""
        ...

    def keeps(self, finding: Finding) -> bool:
        """Return whether the policy leaves a finding as it is."""
        ...


class Session:
    """Replaces values by tags such as `<PERSON_1>`, the same over all texts of the session, and turns them back.

    Spellings of one value share a number: `13812345678` is `<CN_MOBILE_1>`, `138 1234 5678` then `<CN_MOBILE_1b>`.
    The values are kept in this object alone, until the session ends.
    """

    def __init__(self, guard: Finds) -> None:
        self._guard = guard
        self._tags: dict[tuple[str, str], str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}
        self._spellings: dict[tuple[str, int], int] = {}
        self._values: dict[str, str] = {}
        self._foreign: set[str] = set()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget all values."""
        for each in (self._tags, self._numbers, self._counts, self._spellings, self._values, self._foreign):
            each.clear()

    def redact(self, text: str) -> str:
        """Return `text` with a tag in place of every finding that the policy does not keep."""
        # A tag that stands in the text itself is nobody's: its number is not given away.
        self._foreign.update(match["tag"] for match in _TAG.finditer(text) if match["tag"] not in self._values)
        found = [each for each in self._guard.scan(text) if not self._guard.keeps(each)]
        return apply_edits(text, [Edit(each.start, each.end, f"<{self._tag(each, text)}>") for each in found])

    def restore(self, text: str) -> str:
        """Return `text` with the values back; a tag that this session did not give stays."""
        return _TAG.sub(lambda match: self._values.get(match["tag"], match.group()), text)

    def restore_stream(self, chunks: Iterable[str]) -> Iterator[str]:
        """Yield the restored text of an answer that comes in `chunks`, which may cut tags anywhere."""
        held = ""
        for chunk in chunks:
            held += chunk
            begun = _BEGUN.search(held)
            ready = held[: begun.start()] if begun else held
            held = held[len(ready) :]
            if ready:
                yield self.restore(ready)
        if held:
            yield self.restore(held)

    def _tag(self, finding: Finding, text: str) -> str:
        kind, value = finding.entity_type, text[finding.start : finding.end]
        tag = self._tags.get((kind, value))
        if tag is None:
            number = self._number(kind, self._guard.canonical(finding, text))
            spelling = self._spellings[kind, number] = self._spellings.get((kind, number), -1) + 1
            tag = f"{kind}_{number}{_suffix(spelling)}"
            self._tags[kind, value] = tag
            self._values[tag] = value
        return tag

    def _number(self, kind: str, canonical: str) -> int:
        number = self._numbers.get((kind, canonical))
        while number is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            if not any(each.startswith(f"{kind}_{self._counts[kind]}") for each in self._foreign):
                number = self._numbers[kind, canonical] = self._counts[kind]
        return number

    def __repr__(self) -> str:
        return f"Session({len(self._values)} values)"


def _suffix(spelling: int) -> str:
    """Return the letters of a further spelling: none, b, c … z, bb, bc …"""
    letters = ""
    while spelling:
        spelling, letter = divmod(spelling - 1, len(_LETTERS))
        letters = _LETTERS[letter] + letters
    return letters
