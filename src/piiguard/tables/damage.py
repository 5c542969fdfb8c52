"""Counts values that a spreadsheet damaged: numbers in exponent form, with `.0`, without their leading zeros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from piiguard.lazy import LazyPattern
from piiguard.recognizer import Recognizer

_EXPONENT: Final = LazyPattern(r"[0-9](?:\.[0-9]+)?[Ee]\+?[1-9][0-9]")
_FRACTION: Final = LazyPattern(r"[0-9]{7,}\.0+")
_DIGITS: Final = LazyPattern("[0-9]{4,11}")
# Without one of these only zeros can be missing.
_SIGNS: Final = ("E", "e", ".0", "'", "\t")
EXPONENT: Final = "in exponent form, digits lost"
FRACTION: Final = "with .0"
APOSTROPHE: Final = "with an apostrophe in front"
TAB: Final = "with a tab behind"
ZEROS: Final = "without leading zeros"
# Numbers that begin with a zero, if they have it.
_WITH_ZEROS: Final = frozenset(("CN_LANDLINE", "CN_POSTCODE"))


def damage(values: Sequence[str], recognizers: Iterable[Recognizer] = ()) -> Mapping[str, int]:
    """Return how many of `values` are damaged in which way, most first; a value may be in more than one.

    `recognizers`: of the kinds that the column holds.
    """
    # Some kinds have several recognizers with the same checks.
    own = {each.validate: each for each in recognizers if each.entity_type in _WITH_ZEROS}
    checks = [_Lacking(each) for each in own.values() if each.validate is not None]
    counts: Counter[str] = Counter()
    whole = "\n".join(values)
    if not any(sign in whole for sign in _SIGNS):
        cores = [value.strip() for value in values] if checks else []
        lacking = sum(any(check.zero(core) for check in checks) for core in cores)
        return {ZEROS: lacking} if lacking else {}
    for value in values:
        core = value.strip()
        if len(core) < len(value) and core and value.endswith("\t"):
            counts[TAB] += 1
        if not core.isdigit():  # a column is mostly numbers or words
            if _EXPONENT.fullmatch(core) is not None:
                counts[EXPONENT] += 1
            elif _FRACTION.fullmatch(core) is not None:
                counts[FRACTION] += 1
            elif core[:1] == "'" and core[1:2].isdigit():
                counts[APOSTROPHE] += 1
        if checks and any(check.zero(core) for check in checks):
            counts[ZEROS] += 1
    return {name: count for name, count in counts.most_common() if count}


class _Lacking:
    """Tells numbers of a kind that lost their zero; numbers that begin alike are told together where they can be."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._validate = recognizer.validate
        depends = recognizer.depends
        apt = depends is not None and not depends.luhn
        self._lengths = depends.lengths if depends is not None and apt else ()
        self._head = depends.digits if depends is not None else 0
        self._known: dict[tuple[int, str], bool] = {}

    def zero(self, core: str) -> bool:
        """Return whether `core` is a number of the kind with a zero in front, and none as it is."""
        return _DIGITS.fullmatch(core) is not None and self._told(f"0{core}") and not self._told(core)

    def _told(self, value: str) -> bool:
        size = len(value)
        key = size, value[: self._head] if size in self._lengths else value
        if key not in self._known:
            self._known[key] = self._is(value)
        return self._known[key]

    def _is(self, value: str) -> bool:
        try:
            return self._validate is not None and self._validate(value) is not None
        except ValueError:
            return False
