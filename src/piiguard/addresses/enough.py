"""Says whether the parts of an address that follow each other in a sentence tell a place as exact as a house."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from piiguard.addresses.marks import Mark
from piiguard.addresses.sentence import CONTINUED, HOMES
from piiguard.lazy import LazyPattern

DIVISIONS: Final = ("province", "city", "county")
# Characters that may lie between two parts of one address.
GAP: Final = 10
_NUMBERS: Final = ("number", "building", "unit", "floor", "room", "chain")
_INSIDE: Final = ("building", "unit", "room", "chain")
_NAMES: Final = ("town", "village", "road", "compound")
_DIGIT: Final = LazyPattern("[0-9*×]")
# Doubtful words for a compound, which end the names of floors and many others, too.
_VAGUE: Final = "楼座居里"
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
        return sum((part.level in DIVISIONS and part.whole) or part.sign == "division" for part in self.parts)


def says_enough(text: str, run: Run) -> bool:
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
        and 2 <= part.gap <= GAP
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
