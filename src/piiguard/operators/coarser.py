"""Coarser forms of single values: each function returns one, or None for a value that it cannot read."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from piiguard.lazy import LazyPattern
from piiguard.operators.addresses import end_of_level
from piiguard.operators.dates import dated

_NUMBER: Final = LazyPattern(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")
_CLOCK: Final = LazyPattern(
    r"(?P<before>[T ]{0,2})(?P<h>[0-9]{1,2})(?P<s>[:：时])[0-9]{1,2}(?:分)?(?:[:：]?[0-9]{2}秒?)?[.0-9]*"
)
_EPOCH: Final = LazyPattern("1[0-9]{9}(?:[0-9]{3}|[0-9]{6})?")
_MONTH_DAY: Final = LazyPattern("(?:0?[1-9]|1[0-2])[-/月](?:0?[1-9]|[12][0-9]|3[01])日?(?![0-9])")
_ZONE: Final = LazyPattern("(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")
_LASTING: Final = LazyPattern(
    r"(?:(?P<h>[0-9]+)\s?(?:小时|时|:(?=[0-9]+:)))?\s?(?:(?P<m>[0-9]+)\s?(?:分钟|分|:))?\s?(?:(?P<s>[0-9]+)(?:\.[0-9]+)?\s?秒?)?"
)
# Seconds: what calls are told apart by, none so narrow that a length names one call.
_LENGTHS: Final = (0, 10, 60, 180, 600, 1800, 3600)
_BANDS: Final = (*(f"{one}-{two - 1}" for one, two in pairwise(_LENGTHS)), f"{_LENGTHS[-1]}+")
_DECIMAL_POINT: Final = LazyPattern(r"-?[0-9]{1,3}\.[0-9]+")


def address(value: str, level: str) -> str | None:
    """Return the address down to `level` (province, city, county, town or road)."""
    end = end_of_level(value, level)
    return value[:end] if 0 < end < len(value) else None


def day(value: str, unit: str, years: int) -> str | None:
    """Return the month (1990-03), year (1990), or band of `years` (1990-1994) of a date, in its own words."""
    found = dated(value)
    if found is None:
        return None
    year, month = found.when.year, found.when.month
    chinese = "年" in value
    if unit == "month":
        return f"{year}年{month}月" if chinese else f"{year:04d}-{month:02d}"
    if unit == "year":
        return f"{year}年" if chinese else f"{year:04d}"
    first = year - year % years
    return f"{first:04d}-{first + years - 1:04d}" + ("年" if chinese else "")


def moment(value: str, unit: str) -> str | None:
    """Return a date and time cut to its day, or to its hour with minutes and seconds at zero.

    Seconds since 1970 (or milli-, microseconds) are cut in UTC; a time of day without its day has an hour alone.
    """
    if _EPOCH.fullmatch(value):
        size = (86400 if unit == "day" else 3600) * 10 ** (len(value) - 10)
        return str(int(value) - int(value) % size)
    found = dated(value)
    if found is None:
        return _without_year(value, unit)
    end = max(found.year[1], found.month[1], found.day[1])
    end += len(re.match("[日号]?", found.text[end:]).group())  # type: ignore[union-attr]
    rest = found.text[end:]
    if unit == "day" or not rest.strip():
        return found.text[:end]
    if re.fullmatch("[0-9]{4}(?:[0-9]{2})?", rest):
        return found.text[:end] + rest[:2] + "0" * (len(rest) - 2)
    clock = _CLOCK.match(rest)
    if clock is None:
        return None
    zone = _ZONE.search(rest)
    hour = f"{clock['h']}时" if clock["s"] == "时" else f"{clock['h']}:00"
    return found.text[:end] + clock["before"] + hour + (zone.group() if zone else "")


def _without_year(value: str, unit: str) -> str | None:
    """Return a time that has a month and day at most, cut to its day or hour."""
    day = _MONTH_DAY.match(value)
    start = day.end() if day else 0
    clock = _CLOCK.fullmatch(value, start)
    if unit == "day" or clock is None or (day is None) != (not clock["before"]):
        return day.group() if day and (clock or start == len(value)) else None
    return value[:start] + clock["before"] + (f"{clock['h']}时" if clock["s"] == "时" else f"{clock['h']}:00")


def point(value: str, decimals: int) -> str | None:
    """Return latitude and longitude rounded to `decimals` (1 is about 11 km), the rest as written."""
    if len(_DECIMAL_POINT.findall(value)) != 2 or re.search("[0-9] ?[°度]", value):
        return None
    return _DECIMAL_POINT.sub(lambda match: f"{Decimal(match.group()):.{decimals}f}", value)


def band(value: str, step: Decimal) -> str | None:
    """Return the band of width `step` that the one number in `value` lies in, such as 1000-2000, with its unit."""
    found = list(_NUMBER.finditer(value))
    if len(found) != 1:
        return None
    try:
        first = (Decimal(found[0].group().replace(",", "")) // step) * step
    except InvalidOperation:
        return None
    if Decimal(found[0].group().replace(",", "")) < first:
        first -= step  # Decimal's // cuts towards zero
    start, end = found[0].span()
    return f"{value[:start]}{_plain(first)}~{_plain(first + step)}{value[end:]}"


def age(value: str, years: int) -> str | None:
    """Return the band of `years` that an age lies in, such as 30-39; 90 and more are one band."""
    found = re.findall("[0-9]+", value)
    if len(found) != 1 or int(found[0]) > 150:
        return None
    first = int(found[0]) - int(found[0]) % years
    written = f"{90 - 90 % years}+" if int(found[0]) >= 90 else f"{first}-{first + years - 1}"
    return value.replace(found[0], written, 1)


def lasting(value: str) -> str | None:
    """Return the band of seconds that a length of time lies in, such as 60-179: 85, 1分25秒 or 00:01:25."""
    if value in _BANDS:
        return value
    found = _LASTING.fullmatch(value.strip())
    if found is None or not any(found.groups()):
        return None
    seconds = sum(int(found[name] or 0) * size for name, size in (("h", 3600), ("m", 60), ("s", 1)))
    return _BANDS[max(index for index, least in enumerate(_LENGTHS) if seconds >= least)]


def network(value: str, prefix4: int, prefix6: int) -> str | None:
    """Return the network of an IP address: 192.0.2.0/24 or 2001:db8::/48."""
    from ipaddress import ip_network

    try:
        return str(ip_network(f"{value}/{prefix6 if ':' in value else prefix4}", strict=False))
    except ValueError:
        return None


def domain(value: str) -> str | None:
    """Return the domain of an e-mail address, with its @."""
    found = re.search("[@＠](.+)$", value)
    return f"@{found[1]}" if found else None


def _plain(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
