"""What keys of JSON add to the paths of their values; those that are values themselves."""

from __future__ import annotations

import json
import re
from typing import Final

from piiguard.guard import Guard

_MOST: Final = 50_000
_WORD: Final = re.compile(r"[^\W\d][^.!\[\]\x00-\x1f]{0,60}")
# A key with so many digits is a value itself.
_DIGITS: Final = 4


class Keys:
    """The keys of a file, each looked at once."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._known: dict[str, tuple[str, str]] = {}

    def segment(self, quoted: str, _path: str) -> str:
        """Return what a key, given with its quotes, adds to a path: itself, or `*` for one that is a value."""
        return self._of(quoted)[0]

    def written(self, quoted: str) -> str:
        """Return what is written in place of a key that is a value; nothing for others."""
        return self._of(quoted)[1]

    def _of(self, quoted: str) -> tuple[str, str]:
        known = self._known.get(quoted)
        if known is None:
            if len(self._known) > _MOST:
                self._known.clear()
            key = json.loads(quoted)
            safe = self._guard.redact_piece((key, self._guard.scan(key)))
            is_word = safe == key and _WORD.fullmatch(key) and sum(map(str.isdigit, key)) < _DIGITS
            written = "" if safe == key else json.dumps(safe, ensure_ascii="\\u" in quoted)
            known = self._known[quoted] = (key if is_word else "*", written)
        return known
