"""Cuts titles off what the model reads as a person, and drops what is none for sure."""

from __future__ import annotations

import re
from typing import Final

from piiguard.names.titles import TITLES
from piiguard.recognizers.data import surnames

DOTS: Final = "·•・‧-－"
_TITLES: Final = frozenset(TITLES)
_LAST: Final = frozenset(title[-1] for title in TITLES)
_LONGEST_TITLE: Final = max(map(len, TITLES))
# Before these a name is that of a street, a town or a school of thought.
_PLACE: Final = re.compile("[市省县镇乡村路街巷](?!长|支书|民|委|上|过)|思想|新时代|大街|大道|主义")
_TEACHINGS: Final = re.compile("思想、$")
_LONGEST: Final = 8
_LONGEST_DOTTED: Final = 32


def refined(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the name alone within `start` and `end` of `text`; None when there is none.

    Of a surname with a title (王先生) the surname is the name.
    """
    while start < end and text[start] in DOTS:
        start += 1
    while start < end and text[end - 1] in DOTS:
        end -= 1
    if text[end - 1 : end] in _LAST:
        for size in range(min(_LONGEST_TITLE, end - start - 1), 1, -1):
            if text[end - size : end] in _TITLES:
                return start, end - size
    if text[max(0, start - 1) : start + 1] in surnames.compound():
        start -= 1  # 诸|葛明月
    name = text[start:end]
    if len(name) < 2 or "某" in name or _PLACE.match(text, end) or _TEACHINGS.search(text, max(0, start - 3), start):
        return None
    dotted = any(dot in name for dot in DOTS)
    return (start, end) if len(name) <= (_LONGEST_DOTTED if dotted else _LONGEST) else None
