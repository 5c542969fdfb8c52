"""Finds the addresses in a clause of running text: where each begins, where it ends, and whether it says enough."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.marks import Mark, marks
from piiguard.addresses.sentence import (
    BRACKET,
    CONTINUED,
    FIELD,
    HAPPENS,
    HOMES,
    LIES,
    LIVES,
    NO_TAIL,
    OWNED,
    QUOTED,
    SEEN,
    STANDS,
    STOP,
    TELLS,
    VERB,
    is_coarse,
)
from piiguard.lazy import LazyPattern

BEFORE: Final = 64
AFTER: Final = 72
# How far before and behind a stretch something is looked at: a remark in brackets, and what goes on behind it.
_AHEAD: Final = 16
_BEHIND: Final = 192
_CROWD: Final = LazyPattern(
    "[号號室栋棟幢弄座层層楼樓户路街巷村区區市县縣省州旗镇鎮乡鄉苑园城道庄厦寓里院期团心场店厂司馆校府邸坊湾庭叉*×]"
)
_ENDS_DIVISION: Final = frozenset("省市县区州旗縣區")
_MANY: Final = 14
_BORDERS: Final = frozenset("\n\r\t，,。；;：:|、！？!?“”\"'（）()<>{}[]【】《》「」=…")
_DIVISIONS: Final = ("province", "city", "county")
_NUMBERS: Final = ("number", "building", "unit", "floor", "room", "chain")
_INSIDE: Final = ("building", "unit", "room", "chain")
_NAMES: Final = ("town", "village", "road", "compound")
_OPENS: Final = frozenset("\n\r\t,，|;；\"'>:：。“=(（")
_CLOSES: Final = frozenset("\n\r\t,，|;；\"'<。”)）!！?？")
_DIGIT: Final = LazyPattern("[0-9*×]")
# Doubtful words for a compound, which end the names of floors and many others, too.
_VAGUE: Final = "楼座居里"
_SHORTEST: Final = 3
_REMEMBERED: Final = 8192
_GAP: Final = 10
_TAIL: Final = 18
_MASKS: Final = "*×●■"


class Run(NamedTuple):
    """Parts of an address that follow each other, and what stands around them."""

    parts: tuple[Mark, ...]
    start: int
    lives: bool
    stands: bool
    happens: bool
    opens: bool
    is_field: bool

    def having(self, *levels: str) -> int:
        """Return how many parts are of one of `levels`."""
        return sum(part.level in levels for part in self.parts)

    def divisions(self) -> int:
        """Return how many parts are divisions: known ones, or called a county directly behind one."""
        return sum((part.level in _DIVISIONS and part.whole) or part.sign == "division" for part in self.parts)


def addresses(text: str, at: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the span of each address in the part of a clause around `at`.

    Nothing beyond 64 characters before `at` and 72 behind it is looked at, and in a crowd of words for places only at
    the last, from where the others are seen: hostile text costs no more than its length.
    """
    low, high = _clause(text, at)
    if len(_CROWD.findall(text, low, at)) > _MANY and _CROWD.search(text, at + 1, at + 6):
        return
    if text[at : at + 1] in _ENDS_DIVISION and is_coarse(text, low, high, at):
        return
    start, end = _stretch(text, low, high, at, gazetteer)
    if end - start < _SHORTEST:
        return
    base = max(0, start - _AHEAD)
    around = text[base : end + _BEHIND]
    for first, last, span in _parsed(around, start - base, end - base, gazetteer):
        if first <= at - base <= last:
            if span is not None:
                yield span[0] + base, span[1] + base
            return


@lru_cache(_REMEMBERED)
def _parsed(
    text: str, start: int, end: int, gazetteer: Gazetteer
) -> tuple[tuple[int, int, tuple[int, int] | None], ...]:
    """Return, for each run of parts between `start` and `end`, from where to where it is one, and the address in it.

    Every word for a place in a clause asks for the same, one kind of word after the other in a whole text.
    """
    return tuple(
        (reach[0], reach[1], _borders(text, run, end, gazetteer) if _says_enough(text, run) else None)
        for reach, run in _runs(text, start, end, gazetteer)
    )


def _clause(text: str, at: int) -> tuple[int, int]:
    low = start = max(0, at - BEFORE)
    for index in range(at - 1, start - 1, -1):
        if text[index] in _BORDERS:
            low = index + 1
            break
    high = end = min(len(text), at + AFTER)
    for index in range(at, end):
        if text[index] in _BORDERS:
            high = index
            break
    return low, high


def _stretch(text: str, low: int, high: int, at: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """Return the part of the clause around `at` that holds no word of a sentence."""
    start = low
    for pattern in (STOP, VERB):
        for stop in pattern.finditer(text, start, at):
            if not _is_in_division(text, stop.start(), high, gazetteer):
                start = max(start, stop.end())
    before = text[max(0, start - 12) : start]
    is_opened = _opens_place(before) or start == 0 or text[start - 1] in FIELD
    for pattern in (STOP,) if is_opened else (STOP, VERB):
        for stop in pattern.finditer(text, at, high):
            if not _is_in_division(text, stop.start(), high, gazetteer):
                high = stop.start()
                break
    while start < high and text[start] in " _-":
        start += 1
    return start, high


def _is_in_division(text: str, at: int, end: int, gazetteer: Gazetteer) -> bool:
    """Return whether the sign at `at` is a part of the whole name of a division: 乐至县, 让胡路区."""
    for first in range(max(0, at - 3), at + 1):
        found = gazetteer.match(text, first, end)
        if found is not None and found.place.whole and found.end > at + 1:
            return True
    return False


def _runs(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[tuple[int, int], Run]]:
    """Yield the parts that belong together, and between which places one has to be to mean these."""
    ahead = text[max(0, start - 12) : start]
    lives = text[start] != "地" and _opens_place(ahead)  # 居住地 is no verb
    lives = lives or OWNED.match(text, end) is not None
    loose = lives or start == 0 or text[start - 1] in FIELD
    runs: list[list[Mark]] = []
    for mark in marks(text, start, end, gazetteer, loose):
        begins = not runs or mark.gap > _GAP or (mark.gap and mark.sign == "division") or _is_apart(text, mark)
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


def _opens_place(before: str) -> bool:
    """Return whether what stands before says that a place follows."""
    return LIVES.search(before) is not None or TELLS.search(before) is not None


def _is_apart(text: str, mark: Mark) -> bool:
    """Return whether a wide blank lies in what stands between a part and the one before it."""
    return " " in text[mark.start - mark.gap : mark.start].strip() or "  " in text[mark.start - mark.gap : mark.end]


def _says_enough(text: str, run: Run) -> bool:
    """Return whether the parts tell a place as exact as a house, or one where somebody is said to live."""
    parts = run.parts
    numbers = run.having(*_NUMBERS)
    names = run.having(*_NAMES)
    divisions = run.divisions()
    places = run.having("place")
    if _is_masked(text, run):
        return len(parts) >= 2 and names + numbers + (places if divisions else 0) >= 1
    is_whole = any(part.sign == "division" and (part.whole or len(parts) > 2) for part in parts)
    if is_whole and numbers and (names or places or _named_gap(text, parts)):
        return True
    sure = sum(part.level in _NAMES and part.whole for part in parts)
    if _has_house(text, run) or (numbers and sure >= 2) or (sure and run.having(*_INSIDE) >= 2):
        return True
    if (sure >= 2 and _is_crossing(text, parts)) or (sure and CONTINUED.match(text, parts[-1].end)):
        return True
    if run.lives or run.is_field:
        return _is_home(text, run, sure)
    homes = sum(part.level == "compound" and text[part.end - 1] not in _VAGUE for part in parts)
    if homes and numbers >= 2:
        return True
    near = run.having("suffix", "place")
    areas = sum(part.level in ("village", "compound") and part.whole for part in parts)
    if divisions and (areas or (run.having("road") and (near or names >= 2))):
        return run.happens or run.stands or divisions >= 2
    if divisions >= 2 and run.having("town") and places:
        return True
    return (run.stands and divisions > 0 and run.having("road") > 0) or (run.happens and _is_village(parts))


def _is_crossing(text: str, parts: tuple[Mark, ...]) -> bool:
    """Return whether two roads and their crossing are named: 东风路与农业路交叉口."""
    roads = sum(part.level == "road" for part in parts)
    return roads >= 2 and any(part.level == "suffix" and text[part.start] in "交十丁叉" for part in parts)


def _is_village(parts: tuple[Mark, ...]) -> bool:
    """Return whether a village of a town is named, or a group of a village: 三乡镇平东村, 长征村二组."""
    for outer, inner in pairwise(parts):
        is_group = outer.level == "village" and outer.sign == "name" and inner.sign == "numbered"
        is_below = inner.level == "village" and inner.gap == 0 and outer.end - outer.start > 2
        if is_below and (is_group or outer.level == "town"):
            return True
    return False


def _is_home(text: str, run: Run, sure: int) -> bool:
    """Return whether parts behind 住在 or 寄到, or alone in a field, tell where: there, less is enough."""
    parts = run.parts
    numbers, places, divisions = run.having(*_NUMBERS), run.having("place"), run.divisions()
    homes = [part for part in parts if part.level == "compound" and text[part.end - 1] not in _VAGUE]
    if divisions and (sure or homes or (places and (run.lives or divisions > 1))):
        return True
    if (sure or homes) and sure + places + numbers >= 2:
        return True
    if run.having(*_INSIDE) and (homes or places or ((run.lives or numbers >= 2) and _named_gap(text, parts))):
        return True
    return run.lives and any(HOMES.search(text, part.start + 2, part.end) for part in homes)


def _is_masked(text: str, run: Run) -> bool:
    return any(text[part.start] in _MASKS for part in run.parts if part.level != "suffix")


def _named_gap(text: str, parts: tuple[Mark, ...]) -> bool:
    """Return whether a number follows a name that no word for a place ends; 一号 after one is mostly no house."""
    return any(
        part.level in _NUMBERS
        and 2 <= part.gap <= _GAP
        and (part.level != "number" or _DIGIT.search(text, part.start, part.end))
        for part in parts
    )


def _has_house(text: str, run: Run) -> bool:
    """Return whether a road or village has its number directly behind it, and this is no chance."""
    for name, number in pairwise(run.parts):
        if name.level == "compound" and name.whole and number.sign == "chain" and number.gap == 0:
            return text.count("-", number.start, number.end) >= 2  # 阳光家园3-1-902
        if name.level in ("road", "village", "town") and number.level in ("number", "chain", "building"):
            size = name.end - name.start
            if number.gap == 0 and size >= 3 and name.whole and (number.sign != "bare" or run.lives or run.opens):
                return True
    return False


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
    end = _clause(text, at)[1]
    last = at
    for mark in marks(text, at, end, gazetteer):
        if mark.gap > (_GAP if last > at else 0) or mark.level in _DIVISIONS or _is_apart(text, mark):
            break
        last = mark.end
    return last
