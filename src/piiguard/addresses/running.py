"""Finds the addresses in a clause of running text: where each begins and where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from piiguard.addresses.enough import DIVISIONS, GAP, Run, says_enough
from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.marks import Mark, marks, marks_of
from piiguard.addresses.plain import plain, written
from piiguard.addresses.sentence import (
    ANY_WORD,
    BRACKET,
    FIELD,
    HAPPENS,
    LIES,
    NO_TAIL,
    OWNED,
    QUOTED,
    SEEN,
    STANDS,
    is_coarse,
)
from piiguard.addresses.stretch import BORDERS, clause_around, is_short, opens_place, stretch
from piiguard.lazy import LazyPattern

# How far before and behind a stretch something is looked at: a remark in brackets, and what goes on behind it.
_AHEAD: Final = 16
_BEHIND: Final = 192
CROWD: Final = (
    "号號室栋棟幢弄座层層楼樓户路街巷村区區市县縣省州旗镇鎮乡鄉苑园城道庄厦寓里院期团心场店厂司馆校府邸坊湾庭叉*×"
)
_CROWD: Final = LazyPattern(f"[{CROWD}]")
ENDS_DIVISION: Final = frozenset("省市县区州旗縣區")
MANY: Final = 14
_OPENS: Final = frozenset("\n\r\t,，|;；\"'>:：。“=(（")
_CLOSES: Final = frozenset("\n\r\t,，|;；\"'<。”)）!！?？")
_SHORTEST: Final = 3
# No word of a sentence is longer.
_LONGEST_WORD: Final = 6
_REMEMBERED: Final = 8192
_TAIL: Final = 18
# A sign at which a clause ends may open a remark or a quoted name that belongs to the address.
_REMARKS: Final = LazyPattern('[(（“]|"[㐀-鿿*×]')
Reach = tuple[int, int, tuple[int, int] | None]


def addresses_at(text: str, places: Sequence[int], gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the span of each address in the clauses around `places`, which are in order; see `addresses`.

    A clause whose words all are of places is read once for all the places in it.
    """
    low, high = 0, -1
    runs: tuple[Reach, ...] | None = None
    clause: _Clause | None = None
    for at in places:
        if not low <= at <= high:
            low, high = clause_around(text, at)
            runs = runs_of(text, low, high, gazetteer)
            clause = _Clause(text, low, high, gazetteer) if runs is None and is_short(text, low, high) else None
        if runs is None:
            yield from addresses(text, at, gazetteer) if clause is None else clause.addresses(at)
            continue
        for first, last, span in runs:
            if first <= at - low <= last:
                if span is not None and not (text[at : at + 1] in ENDS_DIVISION and is_coarse(text, low, high, at)):
                    yield span[0] + low, span[1] + low
                break


def runs_of(text: str, low: int, high: int, gazetteer: Gazetteer) -> tuple[Reach, ...] | None:
    """Return from where to where in a clause each row of parts is, and the address in it, counted from `low`.

    None where this depends on the place from which one looks.
    """
    if not is_short(text, low, high) or _REMARKS.match(text, high) is not None:
        return None
    # Where no colon stands before the clause, no word before it says anything.
    base = max(0, low - (_AHEAD if text[low - 1 : low] in (":", "：") else 1))
    return _runs_of_clause(plain(text[base : high + 1]), low - base, high - base, gazetteer)


@lru_cache(_REMEMBERED)
def _runs_of_clause(form: bytes, low: int, high: int, gazetteer: Gazetteer) -> tuple[Reach, ...] | None:
    text = written(form)
    if ANY_WORD.search(text, low, high) is not None or len(_CROWD.findall(text, low, high)) > MANY:
        return None
    start = low
    while start < high and text[start] in " _-":
        start += 1
    if high - start < _SHORTEST:
        return ()
    found = _parsed(text, start, high, gazetteer)
    return tuple(
        [
            (first - low, last - low, None if span is None else (span[0] - low, span[1] - low))
            for first, last, span in found
        ]
    )


def addresses(text: str, at: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the span of each address in the part of a clause around `at`.

    Nothing beyond 64 characters before `at` and 72 behind it is looked at, and in a crowd of words for places only at
    the last, from where the others are seen: hostile text costs no more than its length.
    """
    return _Clause(text, *clause_around(text, at), gazetteer).addresses(at)


class _Clause:
    """A part of a text between two borders, in which one looks for addresses around places, in order."""

    def __init__(self, text: str, low: int, high: int, gazetteer: Gazetteer) -> None:
        self._text = text
        self._low = low
        self._high = high
        self._gazetteer = gazetteer
        self._last = -1
        self._runs: list[Reach] = []

    def addresses(self, at: int) -> Iterator[tuple[int, int]]:
        """Yield the span of the address around `at`; see `piiguard.addresses.running.addresses`."""
        text, low, high = self._text, self._low, self._high
        if len(_CROWD.findall(text, low, at)) > MANY and _CROWD.search(text, at + 1, at + 6):
            return
        if text[at : at + 1] in ENDS_DIVISION and is_coarse(text, low, high, at):
            return
        # From two places without a word of a sentence between or at them the same stretch is seen.
        last, self._last = self._last, at
        around = max(low, last - _LONGEST_WORD), min(high, at + _LONGEST_WORD)
        if last < 0 or ANY_WORD.search(text, *around) is not None:
            self._runs = self._read(at)
        for first, end, span in self._runs:
            if first <= at <= end:
                if span is not None:
                    yield span
                return

    def _read(self, at: int) -> list[Reach]:
        text = self._text
        start, end = stretch(text, self._low, self._high, at, self._gazetteer)
        if end - start < _SHORTEST:
            return []
        base = max(0, start - _AHEAD)
        found = _remembered(text[base : end + _BEHIND], start - base, end - base, self._gazetteer)
        return [
            (first + base, last + base, None if span is None else (span[0] + base, span[1] + base))
            for first, last, span in found
        ]


def _parsed(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[Reach, ...]:
    """Return, for each run of parts, from where to where it is one, and the address in it."""
    return tuple(
        (reach[0], reach[1], _borders(text, run, end, gazetteer) if says_enough(text, run) else None)
        for reach, run in _runs(text, start, end, gazetteer)
    )


# Every word for a place in a clause asks for the same.
_remembered = lru_cache(_REMEMBERED)(_parsed)


def _runs(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[tuple[int, int], Run]]:
    """Yield the parts that belong together, and between which places one has to be to mean these."""
    ahead = text[max(0, start - 12) : start]
    lives = text[start] != "地" and opens_place(ahead)  # 居住地 is no verb
    lives = lives or OWNED.match(text, end) is not None
    loose = lives or start == 0 or text[start - 1] in FIELD
    runs: list[list[Mark]] = []
    for mark in _marks_in(text, start, end, gazetteer, loose):
        begins = not runs or mark.gap > GAP or (mark.gap and mark.sign == "division") or _is_apart(text, mark)
        if begins:
            runs.append([mark])
        else:
            runs[-1].append(mark)
    for run in runs:
        first = run[0]
        begin = first.start
        if loose and first.sign in ("numbered", "chain") and begin - first.gap == start:
            begin = start  # 诚信一区, 下沙4号大街
        before = text[max(0, begin - 12) : begin]
        opens = begin == 0 or text[begin - 1] in _OPENS
        is_field = (begin == 0 or text[begin - 1] in FIELD) and (end == len(text) or text[end] in FIELD)
        found = Run(
            tuple(run),
            begin,
            lives and begin == start,
            STANDS.search(before) is not None,
            HAPPENS.search(before) is not None,
            opens,
            is_field,
        )
        yield (first.start - first.gap, run[-1].end), found


def _marks_in(text: str, start: int, end: int, gazetteer: Gazetteer, loose: bool) -> Iterable[Mark]:
    """Return the parts between `start` and `end`; of a field they are those of its text alone, read but once."""
    is_bounded = (start == 0 or text[start - 1] in BORDERS) and (end == len(text) or text[end] in BORDERS)
    if not (loose and is_bounded):
        return marks(text, start, end, gazetteer, loose)
    found = marks_of(text[start:end], gazetteer)
    return [
        Mark(level, start + first, start + last, gap, sign, whole) for level, first, last, gap, sign, whole in found
    ]


def _is_apart(text: str, mark: Mark) -> bool:
    """Return whether a wide blank lies in what stands between a part and the one before it."""
    return " " in text[mark.start - mark.gap : mark.start].strip() or "  " in text[mark.start - mark.gap : mark.end]


def _borders(text: str, run: Run, end: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """Return where the address begins and ends: a name behind the last number, and a remark in brackets, too."""
    start, last = run.start, run.parts[-1].end
    if text.endswith("中国", 0, start):
        start -= 2
    rest = text[last:end]
    at_border = end == len(text) or text[end] in _CLOSES or OWNED.match(text, end) is not None
    if (
        (run.lives or run.opens)
        and at_border
        and 0 < len(rest) <= _TAIL
        and NO_TAIL.search(rest) is None
        and " " not in rest
    ):
        last = end
    if last < end and run.happens:
        seen = SEEN.match(text, last, end)
        last = seen.end() if seen else last
    quoted = QUOTED.match(text, last, min(len(text), last + 40))
    if quoted is not None:
        last = quoted.end()
    if last < len(text) and text[last] in "(（":
        bracket = BRACKET.match(text, last, min(len(text), last + 44))
        if bracket is not None and LIES.search(bracket.group()):
            last = _beyond(text, bracket.end(), gazetteer)
    return start, last


def _beyond(text: str, at: int, gazetteer: Gazetteer) -> int:
    """Return where the address ends that goes on behind a remark in brackets: 湖墅南路（原石祥路）186号C座."""
    end = clause_around(text, at)[1]
    last = at
    for mark in marks(text, at, end, gazetteer):
        if mark.gap > (GAP if last > at else 0) or mark.level in DIVISIONS or _is_apart(text, mark):
            break
        last = mark.end
    return last
