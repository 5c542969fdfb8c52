"""Builds the regexes that find every anchor: one for each sign, and one for pairs of Han characters.

A pattern that begins with a literal is searched at memory speed, so twenty of them cost less than one with a class of
twenty. Where firsts are many (cue words, plates), two classes in a row skip nearly as fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

LABEL_SIGNS: Final = ":：=＝>|是为“（"
# An ASCII word, quoted or numbered perhaps, before the sign, and something like a value behind it.
_AFTER_KEY: Final = "(?:(?<=[A-Za-z_\"'].)|(?<=[A-Za-z_\"'] .)|(?<=[A-Za-z][0-9].))(?=[ \"'\\[(]{0,3}[^\\s:=/])"
# A tag of XML, a cell of a table, a Chinese verb or sign, directly behind an ASCII word.
_AFTER_WORD: Final = "(?<=[A-Za-z0-9_].)(?=[ ]?[^\\s:=/<>|])"
_OPENING_CLASS: Final = re.compile(r"\[([^\]^]+)\](?![?*{])")
_FEW: Final = 6


class AnchorPatterns(NamedTuple):
    """Sources of patterns by the character they begin with; `pairs` is one pattern for all the others.

    `anchored_label_signs` find the anchors among the label signs alone, without the keys.
    The last group of a match is the first anchor of its character that fits, counted from 1; a mere key has none.
    """

    signs: dict[str, str]
    label_signs: dict[str, str]
    anchored_label_signs: dict[str, str]
    han: dict[str, str]
    pairs: str


def anchor_patterns(thens: Mapping[str, Iterable[str]], han_cues: Iterable[str], keyed: bool) -> AnchorPatterns:
    """Return the patterns for anchors (character to what must follow), Han cue words, and ASCII keys if `keyed`."""
    paired = _paired(thens)
    sources = {char: _source(char, _anchors(each)) for char, each in thens.items() if char not in paired}
    return AnchorPatterns(
        {char: source for char, source in sources.items() if char.isascii() and char not in LABEL_SIGNS},
        {char: _label_sign(char, thens.get(char, ()), keyed) for char in LABEL_SIGNS if keyed or char in thens},
        {char: _source(char, _anchors(thens[char])) for char in LABEL_SIGNS if char in thens},
        {char: source for char, source in sources.items() if not char.isascii() and char not in LABEL_SIGNS},
        _pairs([*((char, second) for char, second in paired.items()), *((cue[0], cue[1:2]) for cue in han_cues)]),
    )


def _source(char: str, branches: Iterable[str]) -> str:
    return f"{re.escape(char)}(?:{'|'.join(branches)})"


def _anchors(thens: Iterable[str]) -> list[str]:
    """Return a branch for each anchor, with an empty group whose number tells which one it is."""
    return [f"(?={then})()" for then in thens]


def _label_sign(char: str, thens: Iterable[str], keyed: bool) -> str:
    key = _AFTER_KEY if char in ":：=＝" else _AFTER_WORD
    return _source(char, [*_anchors(thens), *([key] if keyed else [])])


def _paired(thens: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the Han characters that share their anchors with many others, and the class of what must follow."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    for char, each in thens.items():
        if not char.isascii():
            grouped.setdefault(tuple(sorted(set(each))), []).append(char)
    found: dict[str, str] = {}
    for each, chars in grouped.items():
        seconds = [_OPENING_CLASS.match(then) for then in each]
        if len(chars) > _FEW and None not in seconds:
            found.update(dict.fromkeys(chars, "".join(second[1] for second in seconds if second)))
    return found


def _pairs(pairs: list[tuple[str, str]]) -> str:
    """Return a pattern for a first character with which some pair begins and a second one with which some ends."""
    if not pairs:
        return ""
    firsts = "".join(sorted({re.escape(first) for first, _ in pairs}))
    seconds = "".join(sorted({second if "-" in second else re.escape(second) for _, second in pairs}))
    return f"[{firsts}](?=[{seconds}])" if all(second for _, second in pairs) else f"[{firsts}]"
