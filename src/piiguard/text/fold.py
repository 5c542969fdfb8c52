"""Folds text into the shadow that recognizers read, and maps spans back to the user's text.

Full-width letters, digits and a few signs become ASCII, odd spaces a space, dash variants a hyphen, and runs
of seven or more Han digits digits: one character for one, so offsets stay. Only invisible characters are
removed, and only then an offset map is kept. Text that needs none of this is returned as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from piiguard.lazy import LazyPattern

_WIDE: Final = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_WIDE_SIGNS: Final = [ord(sign) for sign in "＠＋．／＿＃＊＜"]
_SPACES: Final = [0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)]
_DASHES: Final = [*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D, 0x30FC]
INVISIBLE: Final = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
FOLDS: Final[dict[int, str | None]] = {
    **{code: chr(code - 0xFEE0) for code in (*_WIDE, *_WIDE_SIGNS)},
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(map(ord, INVISIBLE)),
}
HAN_DIGITS: Final = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_AS_DIGITS: Final = str.maketrans(HAN_DIGITS, "0012345678912123456789")


def _char_class(codes: list[int]) -> str:
    return "".join(map(chr, codes))


CHANGING: Final = "".join(map(chr, FOLDS))
_CHANGING: Final = f"０-９Ａ-Ｚａ-ｚ{_char_class([*_WIDE_SIGNS, *_SPACES, *_DASHES])}{INVISIBLE}"
_CHANGED: Final = LazyPattern(f"[{_CHANGING}]+")
_DIGIT: Final = f"[0-9{HAN_DIGITS}]"
# Whether there is anything to do at all, in one pass; a Han digit counts only where a number may be around it.
ANY: Final = LazyPattern(
    f"[{_CHANGING}{HAN_DIGITS}](?:(?<=[{_CHANGING}])|(?<=[0-9].)|(?<=[0-9][ -].)|"
    f"(?=(?:[ -]?[0-9{HAN_DIGITS}{_CHANGING}]){{6}}))"
)
# A Han digit before six more digits, or behind an ASCII one: where a run of seven with a Han digit may be.
_HAN_NUMBER: Final = LazyPattern(f"[{HAN_DIGITS}](?:(?<=[0-9].)|(?<=[0-9][ -].)|(?=(?:[ -]?{_DIGIT}){{6}}))")
_NUMBER: Final = LazyPattern(f"{_DIGIT}(?:[ -]?{_DIGIT}){{6,}}")
# `拨打88776655一直占线`, `张三 88776655`: a Han digit or two at the edge of a plain number belong to the sentence …
_WORDS_BESIDE: Final = LazyPattern(
    f"(?:[{HAN_DIGITS}]{{1,2}}[ -]?)?([0-9](?:[ -]?[0-9]){{6,}})(?:[ -]?[{HAN_DIGITS}]{{1,2}})?"
)
# … unless they complete a mobile number.
_MOBILE_SIZE: Final = 11
_BACKWARDS: Final = LazyPattern(f"(?:[ -]?{_DIGIT})*")


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
    if text.isascii() or ANY.search(text) is None:
        return Folded(text)
    shadow, removed = _plain(text)
    return Folded(_with_digits(shadow), removed)


def lines_at(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """Return the spans of the lines of `text` in which the places, in order, lie."""
    spans: list[tuple[int, int]] = []
    done = 0
    for place in places:
        if place >= done:
            done = text.find("\n", place) + 1 or len(text)
            spans.append((text.rfind("\n", 0, place) + 1, done))
    return spans


def fold_lines(text: str, spans: Iterable[tuple[int, int]]) -> Folded:
    """Return the shadow of `text`, of which only the lines `spans`, in order, need folding."""
    pieces: list[str] = []
    removed: list[int] = []
    done = 0
    for start, end in spans:
        line = fold(text[start:end])
        pieces += (text[done:start], line.text)
        # Where characters were removed is said in places of the shadow.
        shift = start - len(removed)
        removed += [shift + gone for gone in line.removed or ()]
        done = end
    return Folded("".join([*pieces, text[done:]]), tuple(removed) or None) if pieces else Folded(text)


def _plain(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return `text` in ASCII width without invisible characters, and where those were."""
    pieces: list[str] = []
    removed: list[int] = []
    at = 0
    for match in _CHANGED.finditer(text):
        start, end = match.span()
        run = match.group().translate(FOLDS)
        if len(run) < end - start:
            # The k-th removed character shifts every shadow position from (its place - k) on by one more.
            gone = [place for place in range(start, end) if text[place] in INVISIBLE]
            removed += [place - k for k, place in enumerate(gone, len(removed))]
        pieces += (text[at:start], run)
        at = end
    if not pieces:
        return text, None
    pieces.append(text[at:])
    return "".join(pieces), tuple(removed) or None


def _with_digits(text: str) -> str:
    """Return `text` with Han digits as ASCII ones in every run of seven digits or more that holds one."""
    pieces: list[str] = []
    at = 0
    for match in _HAN_NUMBER.finditer(text):
        place = match.start()
        if place < at:
            continue
        number = _NUMBER.match(text, _number_start(text, place, at))
        if number is not None and number.end() > place and _is_one_number(number.group()):
            pieces += (text[at : number.start()], number.group().translate(_AS_DIGITS))
            at = number.end()
    return "".join([*pieces, text[at:]]) if pieces else text


def _is_one_number(written: str) -> bool:
    """Return whether the Han digits in a run of digits belong to the same number as the ASCII ones."""
    return _WORDS_BESIDE.fullmatch(written) is None or (
        len(written) == _MOBILE_SIZE and written.translate(_AS_DIGITS)[0] == "1"
    )


def _number_start(text: str, place: int, low: int) -> int:
    """Return where the run of digits around `place` begins, not before `low`."""
    while True:
        first = max(low, place - 40)
        back = _BACKWARDS.match(text[first:place][::-1])
        start = place - (back.end() if back else 0)
        if start == place or start > first + 1:
            return start
        place = start
