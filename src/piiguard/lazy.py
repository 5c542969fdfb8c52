"""A regex that is compiled when it is first used: most runs never need most recognizers' patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Match = Callable[..., "re.Match[str] | None"]
Finditer = Callable[[str], "Iterator[re.Match[str]]"]


class LazyPattern:
    """Stands for `re.compile(source)`; after the first call, its methods are the compiled pattern's own."""

    __slots__ = ("finditer", "fullmatch", "match", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.match: Match = self._first_match
        self.fullmatch: Match = self._first_fullmatch
        self.finditer: Finditer = self._first_finditer

    def _compile(self) -> re.Pattern[str]:
        pattern = re.compile(self.source)
        self.match, self.fullmatch, self.finditer = pattern.match, pattern.fullmatch, pattern.finditer
        return pattern

    def _first_match(self, text: str, *span: int) -> re.Match[str] | None:
        return self._compile().match(text, *span)

    def _first_fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        return self._compile().fullmatch(text, *span)

    def _first_finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compile().finditer(text)
