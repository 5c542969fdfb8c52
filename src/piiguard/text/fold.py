"""Folds text into the shadow that recognizers read, and maps spans back to the user's text.

Full-width letters, digits and a few signs become ASCII, odd spaces a space, dash variants a hyphen, and runs
of seven or more Han digits digits: one character for one, so offsets stay. Only invisible characters are
removed, and only then an offset map is kept. Text that needs none of this is returned as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

_WIDE: Final = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_WIDE_SIGNS: Final = [ord(sign) for sign in "＠＋．／＿＃＊＜"]
_SPACES: Final = [0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)]
_DASHES: Final = [*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D, 0x30FC]
_FOLDS: Final[dict[int, str]] = {
    **{code: chr(code - 0xFEE0) for code in (*_WIDE, *_WIDE_SIGNS)},
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
}
_INVISIBLE: Final = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_HAN: Final = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_HAN_DIGITS: Final = str.maketrans(_HAN, "0012345678912123456789")


def _char_class(codes: list[int]) -> str:
    return "".join(map(chr, codes))


_WIDE_RANGES: Final = "０-９Ａ-Ｚａ-ｚ" + _char_class([*_WIDE_SIGNS, *_SPACES, *_DASHES])
# The first class lets the regex engine skip plain text at once; the look-behind tells folds from Han digits.
_TRIGGER: Final = re.compile(
    f"[{_WIDE_RANGES}{_INVISIBLE}{_HAN}](?:(?<=[{_WIDE_RANGES}{_INVISIBLE}])|[ -]?[0-9０-９{_HAN}])"
)
_FOLDABLE: Final = re.compile(f"[{_WIDE_RANGES}]+")
_HIDDEN: Final = re.compile(f"[{_INVISIBLE}]")
_NUMBER: Final = re.compile(f"[0-9{_HAN}](?:[ -]?[0-9{_HAN}]){{6,}}")
_HAN_PAIR: Final = re.compile(f"[{_HAN}][ -]?[0-9{_HAN}]|[0-9][ -]?[{_HAN}]")


class Folded(NamedTuple):
    """The shadow text, and where characters were removed (None when offsets are unchanged)."""

    text: str
    removed: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original text of `start:end` in the shadow (a span of at least one character)."""
        if self.removed is None:
            return start, end
        first = start + bisect_right(self.removed, start)
        return first, end + bisect_right(self.removed, end - 1)


def fold(text: str) -> Folded:
    """Return the shadow of `text`; the same string, unchanged, when nothing in it needs folding."""
    if text.isascii() or _TRIGGER.search(text) is None:
        return Folded(text)
    shadow, removed = _without_invisible(text)
    shadow = _FOLDABLE.sub(_fold_run, shadow)
    if _HAN_PAIR.search(shadow):
        shadow = _NUMBER.sub(_fold_number, shadow)
    return Folded(shadow, removed)


def _fold_run(match: re.Match[str]) -> str:
    return match.group().translate(_FOLDS)


def _fold_number(match: re.Match[str]) -> str:
    return match.group().translate(_HAN_DIGITS)


def _without_invisible(text: str) -> tuple[str, tuple[int, ...] | None]:
    places = [match.start() for match in _HIDDEN.finditer(text)]
    if not places:
        return text, None
    # The k-th removed character shifts every shadow position from (its place - k) on by one more.
    return _HIDDEN.sub("", text), tuple(place - k for k, place in enumerate(places))
