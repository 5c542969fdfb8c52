"""Cuts a value into what a reader sees as single characters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

SEPARATORS: Final = frozenset(" -.·•()（）/\u3000\u00a0－　:")
_NO_SEPARATORS: Final = dict.fromkeys(map(ord, SEPARATORS))


def clusters(value: str) -> Sequence[str]:
    """Return the characters of `value`: letters with their marks, emoji of several code points as one each."""
    # Only where a mark, a joiner or a surrogate may stand need it be looked at closely; most values have none.
    if value.isascii() or value.isalnum() or value.translate(_NO_SEPARATORS).isalnum():
        return value
    found: list[str] = _pattern().findall(value)
    return found


@cache
def _pattern() -> Any:
    import regex  # most runs need none

    return regex.compile(r"\X")
