"""Builds the few regexes that find every anchor in one pass each: signs, label signs, and Han characters.

One pattern for all would try every branch at every frequent sign; in three, a sign meets only its own branches. Each
begins with one character class, over which the regex engine skips at full speed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

LABEL_SIGNS = ":：=＝"


class AnchorPatterns(NamedTuple):
    """Sources of the three patterns; an empty one has nothing to find."""

    signs: str
    label_signs: str
    han: str


def anchor_patterns(
    thens: Mapping[str, Iterable[str]], han_cues: Iterable[str], keys: Iterable[str]
) -> AnchorPatterns:
    """Return the patterns for anchors (character to what must follow), Han cue words and ASCII keys."""
    signs = {char: then for char, then in thens.items() if char.isascii() and char not in LABEL_SIGNS}
    labels = {char: thens.get(char, ()) for char in LABEL_SIGNS}
    han = {char: then for char, then in thens.items() if char not in signs and char not in labels}
    return AnchorPatterns(
        _joined(_branches(signs)),
        _joined(_branches(labels) + _key_branches(keys)),
        _joined(_branches(han) + _cue_branches(han_cues)),
    )


def _joined(branches: list[tuple[str, str]]) -> str:
    """Return `[every first](?:branch|…)`, where a branch looks back at its own first characters."""
    if not branches:
        return ""
    firsts = "".join(sorted({char for chars, _ in branches for char in chars}))
    rest = "|".join(f"(?<=[{re.escape(chars)}]){then}" for chars, then in branches)
    return f"[{re.escape(firsts)}](?:{rest})"


def _branches(thens: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    """Return one branch for all characters that are followed by the same things."""
    grouped: dict[str, list[str]] = {}
    for char, each in thens.items():
        ahead = "|".join(sorted(set(each)))
        if each:
            grouped.setdefault(f"(?={ahead})" if "" not in each else "", []).append(char)
    return [("".join(sorted(chars)), then) for then, chars in sorted(grouped.items())]


def _key_branches(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return a branch for a label sign after an ASCII word that ends like one of `keys`, quoted or not."""
    ends = {key.rstrip("_")[-2:].lower() for key in keys}
    if not ends:
        return []
    first, last = (_either_case({end[place] for end in ends}) for place in (0, -1))
    value = "(?=[ \"'\\[(]{0,3}[^\\s:=/])"
    any_sign = f"[{LABEL_SIGNS}]"
    plain, quoted = (f"(?<=[{first}][{last}]{quote}{any_sign})" for quote in ("", "[\"']"))
    numbered = f"(?<=[A-Za-z][0-9]{any_sign})"
    return [(LABEL_SIGNS, f"(?:{plain}|{quoted}|{numbered}){value}")]


def _either_case(chars: set[str]) -> str:
    return re.escape("".join(sorted({form for char in chars for form in (char.lower(), char.upper())})))


def _cue_branches(cues: Iterable[str]) -> list[tuple[str, str]]:
    """Return a branch for two characters with which a cue may begin; which cue it is, is looked up."""
    pairs = {(cue[0], cue[1:2]) for cue in cues}
    if not pairs:
        return []
    firsts = "".join(sorted({first for first, _ in pairs}))
    seconds = "".join(sorted({second for _, second in pairs}))
    alone = any(not second for _, second in pairs)
    return [(firsts, "" if alone else f"(?=[{re.escape(seconds)}])")]
