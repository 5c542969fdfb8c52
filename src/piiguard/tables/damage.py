"""Counts values that a spreadsheet damaged: numbers in exponent form, with `.0`, without their leading zeros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from piiguard.lazy import LazyPattern
from piiguard.recognizer import Recognizer

_EXPONENT: Final = LazyPattern(r"[0-9](?:\.[0-9]+)?[Ee]\+?[1-9][0-9]")
_FRACTION: Final = LazyPattern(r"[0-9]{7,}\.0+")
_DIGITS: Final = LazyPattern("[0-9]{4,11}")
EXPONENT: Final = "in exponent form, digits lost"
FRACTION: Final = "with .0"
APOSTROPHE: Final = "with an apostrophe in front"
TAB: Final = "with a tab behind"
ZEROS: Final = "without leading zeros"
# Numbers that begin with a zero, if they have it.
_WITH_ZEROS: Final = frozenset(("CN_LANDLINE", "CN_POSTCODE"))


def damage(values: Iterable[str], recognizers: Iterable[Recognizer] = ()) -> Mapping[str, int]:
    """Return how many of `values` are damaged in which way, most first; a value may be in more than one.

    `recognizers`: of the kinds that the column holds.
    """
    checks = [each.validate for each in recognizers if each.entity_type in _WITH_ZEROS and each.validate is not None]
    counts: Counter[str] = Counter()
    for value in values:
        core = value.strip()
        counts[EXPONENT] += _EXPONENT.fullmatch(core) is not None
        counts[FRACTION] += _FRACTION.fullmatch(core) is not None
        counts[APOSTROPHE] += core[:1] == "'" and core[1:2].isdigit()
        counts[TAB] += value.endswith("\t") and bool(core)
        counts[ZEROS] += any(_lacks_zero(check, core) for check in checks)
    return {name: count for name, count in counts.most_common() if count}


def _lacks_zero(validate: Callable[[str], str | None], core: str) -> bool:
    return _DIGITS.fullmatch(core) is not None and not _is(validate, core) and _is(validate, f"0{core}")


def _is(validate: Callable[[str], str | None], core: str) -> bool:
    try:
        return validate(core) is not None
    except ValueError:
        return False
