"""`generalize`: a coarser value in place of the exact one: county, year, band, grid, prefix (泛化, GB/T 37964-2019).

What cannot be read, and kinds that have no coarser form, become the kind's name in angle brackets: nothing passes
unchanged. Coarse values are quasi-identifiers (准标识符): together they may still single somebody out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from piiguard.errors import UsageError
from piiguard.lazy import LazyPattern
from piiguard.operators import coarser
from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import Key

_WAYS: Final = ("", "address", "date", "time", "point", "amount", "age", "ip", "duration")
_BY_KIND: Final[Mapping[str, str]] = {
    "CN_ADDRESS": "address",
    "BIRTH_DATE": "date",
    "GEO_POINT": "point",
    "AGE": "age",
    "IP_ADDRESS": "ip",
    "EMAIL_ADDRESS": "domain",
    "CN_POSTCODE": "postcode",
    "CN_LICENSE_PLATE": "plate",
}


_MOMENT: Final = LazyPattern("(?P<hour>(?P<date>0000(?P<sign>[-/])00?(?P=sign)00?)[ T]00?):00(?::00)?(?:[.]0{1,6})?")


class Grain(NamedTuple):
    """How coarse each kind of value becomes."""

    address: str = "county"
    date: str = "year"
    years: int = 10
    time: str = "day"
    decimals: int = 1
    step: Decimal = Decimal(1000)
    prefix4: int = 24
    prefix6: int = 48


class GeneralizeOperator:
    """Replaces a value by a coarser one; `way` says what to take it for, empty: what its entity type is."""

    name = "generalize"
    needs_key = False

    def __init__(self, way: str = "", grain: Grain = Grain()) -> None:  # noqa: B008  a tuple, never changed
        self._way = way
        self._grain = grain

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> GeneralizeOperator:
        """Return the operator for its parameters.

        `as` (address, date, time, point, amount, age, ip, duration) reads a column's values so whatever their kind;
        `address` (county, city, province, town, road), `date` (year, month, band), `years` (width of bands of years
        and ages), `time` (day, hour), `decimals` of coordinates (0 to 3), `step` of amounts, `prefix4` and `prefix6`
        of networks.
        """
        way = params.choice("as", _WAYS)
        grain = Grain(
            params.choice("address", ("county", "city", "province", "town", "road")),
            params.choice("date", ("year", "month", "band")),
            params.count("years", 10, 2, 100),
            params.choice("time", ("day", "hour")),
            params.count("decimals", 1, 0, 3),
            _positive(params.number("step", 1000)),
            params.count("prefix4", 24, 0, 31),
            params.count("prefix6", 48, 0, 127),
        )
        return cls(way, grain)

    def apply(self, request: Request) -> str:
        """Return the coarser value, or `<ENTITY_TYPE>` where there is none."""
        make = _COARSER.get(self._way or _BY_KIND.get(request.entity_type, ""))
        found = make(request.value, self._grain) if make else None
        # Times and lengths may be as coarse already as is asked for; of anything else nothing stays as it was.
        if found is None or (found == request.value and self._way not in ("time", "duration")):
            return f"<{request.entity_type}>"
        return found

    def cut(self, layout: str) -> tuple[int, int] | None:
        """Return where a value of a layout (a zero for each digit) is cut, if what becomes of it goes by its start.

        That is how many of its characters tell what is written behind the first ones that stay, and how many those
        are: of a time the date tells it, and the hour stays. None where all of the value counts.
        """
        moment = _MOMENT.fullmatch(layout) if self._way == "time" else None
        return None if moment is None else (moment.end("date"), moment.end("hour"))

    def __repr__(self) -> str:
        return f"GeneralizeOperator({self._way!r})"


def _positive(step: float) -> Decimal:
    if not 0 < step < 1e15:
        raise UsageError("operator 'generalize': step must be a positive number")
    return Decimal(str(step))


_COARSER: Final[Mapping[str, Callable[[str, Grain], str | None]]] = {
    "address": lambda value, grain: coarser.address(value, grain.address),
    "date": lambda value, grain: coarser.day(value, grain.date, grain.years),
    "time": lambda value, grain: coarser.moment(value, grain.time),
    "point": lambda value, grain: coarser.point(value, grain.decimals),
    "amount": lambda value, grain: coarser.band(value, grain.step),
    "age": lambda value, grain: coarser.age(value, grain.years),
    "ip": lambda value, grain: coarser.network(value, grain.prefix4, grain.prefix6),
    "duration": lambda value, grain: coarser.lasting(value),
    "domain": lambda value, grain: coarser.domain(value),
    "postcode": lambda value, grain: value[:2] + "****" if value[:2].isdecimal() else None,
    "plate": lambda value, grain: value[:1] if value[:1] > "Z" else None,
}
