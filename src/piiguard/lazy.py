"""A regex that is compiled when it is first used: most runs never need most recognizers' patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Match = Callable[..., "re.Match[str] | None"]
_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class LazyPattern:
    """Stands for `re.compile(source)`; after the first call, its methods are the compiled pattern's own."""

    __slots__ = (*_METHODS, "source")

    match: Match
    fullmatch: Match
    search: Match
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    split: Callable[..., list[Any]]
    sub: Callable[..., str]

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:
        # Only asked while a method is not there yet: the pattern was never used.
        if name not in _METHODS:
            raise AttributeError(name)
        pattern = re.compile(self.source)
        for each in _METHODS:
            setattr(self, each, getattr(pattern, each))
        return getattr(self, name)

    def __reduce__(self) -> tuple[type[LazyPattern], tuple[str]]:
        return LazyPattern, (self.source,)
