"""Ladders of coarser values for a column: what `generalize` offers for what its cells are, and `*` at the top."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from piiguard.operators import build
from piiguard.operators.base import Request
from piiguard.operators.dates import dated
from piiguard.operators.numeric import numeric
from piiguard.recognizer import LazyPattern, Mask
from piiguard.tables.shapes import fits

ANYTHING: Final = "*"
_MARK: Final = "QUASI"
_SHARE: Final = 0.9
_AGES: Final = LazyPattern(r"(?i:.*(?:年龄|岁数|周岁).*|(?:.*[_ ])?age|nl)")
_PLACES: Final = LazyPattern("[^0-9]*(?:省|市|区|县|州|旗|乡|镇|路|街|道).*")
_CODED: Final = LazyPattern("(?i:.*(?:邮编|邮政编码|编码|代码|区划|编号|号|zip|postal|post|code|postcode|no|id))")
_CODES: Final = LazyPattern("[0-9]{4,}[0-9Xx]?")


class Rung(NamedTuple):
    """One step of a ladder: what it is called, and the coarse form of each value of the column."""

    name: str
    coarse: Mapping[str, str]


def ladder(header: str, values: Sequence[str]) -> list[Rung]:
    """Return the steps for a column with these distinct `values`, from the values themselves to `*`.

    Each step leaves fewer distinct values than the one before. A value that cannot be read becomes `*`, but for
    addresses: one that is coarse already stays.
    """
    rungs = [Rung("as it is", {value: value for value in values})]
    for name, coarser in _steps(header, values):
        made = {value: coarser(value) if value.strip() else value for value in values}
        # One band for all says more than a star, and hides as well.
        if len(set(made.values())) < len(set(rungs[-1].coarse.values())):
            rungs.append(Rung(name, made))
    if len(set(rungs[-1].coarse.values())) > 1:
        rungs.append(Rung("hidden", dict.fromkeys(values, ANYTHING)))
    return rungs


def _steps(header: str, values: Sequence[str]) -> Iterator[tuple[str, Callable[[str], str]]]:
    filled = [value for value in values if value.strip()]
    if not filled:
        return
    if fits("date", filled, _SHARE) and _share(filled, lambda value: dated(value) is not None) >= _SHARE:
        yield from _dates(filled)
    elif fits("point", filled, _SHARE):
        for decimals in (3, 2, 1, 0):
            yield f"{decimals} decimals", _operator("point", {"decimals": decimals})
    elif _AGES.fullmatch(header.strip()) and _share(filled, _is_age) >= _SHARE:
        for years in (5, 10, 20, 50):
            yield f"bands of {years} years", _operator("age", {"years": years})
    elif _are_codes(header, filled):
        for kept in range(len(filled[0]) - 1, 0, -1):
            yield f"first {kept}", _first(kept)
    elif _share(filled, lambda value: numeric(value) is not None and fits("amount", [value])) >= _SHARE:
        yield from _amounts(filled)
    elif _share(filled, lambda value: bool(_PLACES.fullmatch(value))) >= _SHARE:
        for level in ("road", "town", "county", "city", "province"):
            yield level, _operator("address", {"address": level}, keep=True)


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values)


def _is_age(value: str) -> bool:
    found = numeric(value)
    return found is not None and 0 <= found.number <= 150


def _are_codes(header: str, values: Sequence[str]) -> bool:
    """Return whether values are digits whose leading ones are the coarser ones (post codes), and no amounts."""
    if len(set(map(len, values))) > 1 or _share(values, lambda value: bool(_CODES.fullmatch(value))) < _SHARE:
        return False
    return bool(_CODED.fullmatch(header.strip())) or any(value.startswith("0") for value in values)


def _dates(values: Sequence[str]) -> Iterator[tuple[str, Callable[[str], str]]]:
    yield "hour", _operator("time", {"time": "hour"})
    yield "day", _operator("time", {"time": "day"})
    yield "month", _operator("date", {"date": "month"})
    yield "year", _operator("date", {"date": "year"})
    for years in (5, 10, 20):
        yield f"bands of {years} years", _operator("date", {"date": "band", "years": years})


def _amounts(values: Sequence[str]) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Yield bands from about a hundredth of the range of the numbers to all of it: 1, 2, 5, 10 … wide."""
    numbers = [float(found.number) for value in values if (found := numeric(value)) is not None]
    span = max(numbers) - min(numbers)
    if span <= 0:
        return
    first = math.floor(math.log10(span)) - 2
    for power in range(first, first + 4):
        for factor in (1, 2, 5):
            step = float(f"{factor}e{power}")
            yield f"bands of {step:g}", _operator("amount", {"step": step})


def _first(kept: int) -> Callable[[str], str]:
    return lambda value: value[:kept] + ANYTHING * (len(value) - kept)


def _operator(way: str, params: Mapping[str, object], keep: bool = False) -> Callable[[str], str]:
    """Return what `generalize` makes of a value; `*`, or with `keep` the value itself, where it makes nothing."""
    operator = build("generalize", {"as": way, **params})

    def coarser(value: str) -> str:
        made = operator.apply(Request(_MARK, value, value, Mask(), "basic"))
        return made if made != f"<{_MARK}>" else value if keep else ANYTHING

    return coarser
