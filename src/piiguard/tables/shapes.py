"""What cells look like whatever their header says: times, durations, coordinates, numbers of parties to a call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from piiguard.lazy import LazyPattern

_CLOCK: Final = r"[0-2]?[0-9][:：时][0-5]?[0-9](?:[:：分][0-5]?[0-9](?:[.,][0-9]{1,9})?秒?)?分?"
_DAY: Final = (
    r"(?:(?:19|20)[0-9]{2}[-/.年])?[01]?[0-9][-/.月][0-3]?[0-9]日?"
    r"|[0-3]?[0-9][-/](?:[01]?[0-9]|[A-Za-z]{3})[-/](?:19|20)[0-9]{2}"
)
_COMPACT_DAY: Final = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_ZONE: Final = r"(?:\s?(?:Z|UTC|GMT|CST|[+-][0-9]{2}:?[0-9]{2}))?"
SHAPES: Final[Mapping[str, LazyPattern]] = {
    # A moment, a day, a time of day, seconds or milliseconds since 1970.
    "time": LazyPattern(
        rf"(?:{_DAY})(?:[T\s]\s*{_CLOCK}{_ZONE})?|{_CLOCK}|{_COMPACT_DAY}(?:\s?[0-2][0-9][0-5][0-9](?:[0-5][0-9])?)?"
        r"|1[0-9]{9}(?:[0-9]{3}|[0-9]{6})?(?:\.[0-9]+)?"
    ),
    "moment": LazyPattern(
        rf"(?:{_DAY})[T\s]\s*{_CLOCK}{_ZONE}|{_COMPACT_DAY}\s?[0-2][0-9][0-5][0-9](?:[0-5][0-9])?"
        r"|1[0-9]{9}(?:[0-9]{3})?"
    ),
    "date": LazyPattern(rf"(?:{_DAY})(?:[T\s].*)?|{_COMPACT_DAY}.*|(?:19|20)[0-9]{{2}}年?(?:[0-9]{{1,2}}月?)?"),
    "duration": LazyPattern(
        r"(?:[0-9]+\s?(?:小时|时|h))?\s?(?:[0-9]+\s?(?:分钟|分|m(?:in)?))?\s?(?:[0-9]+(?:\.[0-9]+)?\s?(?:秒钟?|s(?:ec)?))"
        r"|[0-9]+\s?(?:小时|分钟|分)|[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?|[0-9]{1,7}(?:\.[0-9]+)?"
    ),
    # A duration that can be nothing else.
    "lasting": LazyPattern(
        r"(?:[0-9]+\s?(?:小时|时))?\s?(?:[0-9]+\s?(?:分钟|分))?\s?[0-9]+\s?秒|[0-9]+\s?(?:小时|分钟)|[0-9]{1,2}:[0-5][0-9]:[0-5][0-9]"
    ),
    # A number dialled: with signs, extension, short, or a name of the exchange such as `s`; no address of a network.
    "party": LazyPattern(
        r"(?![0-9]+\.[0-9]+)(?!(?:19|20)[0-9]{2}[-/])(?:[^\s,;/.:]{1,40}|\+?[0-9][0-9 ()/-]{2,24})|sips?:\S+"
    ),
    "dialled": LazyPattern(r"\+?[0-9*#][0-9 ()*#-]{2,24}"),
    "phone": LazyPattern(
        r"(?:\+?(?:00)?86[- ]?)?(?:1[3-9][0-9][- *]?[0-9*]{4}[- *]?[0-9]{4}"
        r"|0[1-9][0-9]{1,2}[-) ]?[1-9][0-9]{6,7}(?:-[0-9]{1,6})?)"
    ),
    "flag": LazyPattern("(?i:[0-9yntf]|yes|no|true|false|是|否|已.{1,4}|未.{1,4})"),
    "mobile": LazyPattern("1[3-9][0-9]{9}"),
    "direction": LazyPattern(
        r"主叫|被叫|呼入|呼出|呼转|呼叫转移|主短|被短|来电|去电|拨出|拨入|接听|未接|发送|接收|收|发|in(?:coming|bound)?"
        r"|out(?:going|bound)?|missed|mo|mt|local|[01235]"
    ),
    "said direction": LazyPattern(
        r"主叫|被叫|呼入|呼出|呼转|呼叫转移|主短|被短|来电|去电|拨出|拨入|incoming|outgoing|inbound|outbound"
    ),
    "latitude": LazyPattern(r"-?(?:[0-8]?[0-9]|90)(?:\.[0-9]+)?[°NSns]?|[NSns北南].*|[0-9]{7,9}"),
    "longitude": LazyPattern(r"-?(?:1[0-7][0-9]|[0-9]?[0-9]|180)(?:\.[0-9]+)?[°EWew]?|[EWew东西].*|[0-9]{8,10}"),
    "exact latitude": LazyPattern(r"-?(?:[0-8]?[0-9])\.[0-9]{4,}"),
    "exact longitude": LazyPattern(r"-?(?:1[0-7][0-9]|[0-9]?[0-9])\.[0-9]{4,}"),
    "point": LazyPattern(r"[^0-9-]{0,12}-?[0-9]{1,3}\.[0-9]{2,}\s*[,，;\s]\s*-?[0-9]{1,3}\.[0-9]{2,}[^0-9]{0,3}"),
    # Whatever tells a place: two numbers, a geohash, a name; no number alone, as of points that were won.
    "position": LazyPattern(r"(?s:(?!-?[0-9]+(?:\.0+)?$).+)"),
    # A number of seconds, or a band of them.
    "seconds": LazyPattern(r"[0-9]{1,12}(?:-[0-9]{1,12}|\+)?"),
    "whole": LazyPattern("[0-9]{1,12}"),
    "amount": LazyPattern(r"[-+¥￥]?[0-9][0-9,]*(?:\.[0-9]+)?(?:元|万元|万)?"),
    "ended": LazyPattern("ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION|UNKNOWN"),
    "cause": LazyPattern("[A-Z]{3,}(?:_[A-Z]+)+|ALLOTTED_TIMEOUT|NONE|SUCCESS"),
    "uuid": LazyPattern("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "text": LazyPattern(r"(?s:.*[^0-9\s.,:/-].*)"),
    "repayment": LazyPattern(r"[/N*1-7CDZGB#]{6,60}"),
}
_SHARE: Final = 0.6
PHONES: Final = ("CN_MOBILE", "CN_LANDLINE", "PHONE_NUMBER", "SERVICE_NUMBER")
# Numbers of authorities and firms for everybody (电信网编号计划); they say nothing of who calls them but that.
_SERVICE: Final = LazyPattern(
    "1[12][0-9]|12[0-9]{3}|100[0-9]{2}|101[0-9]{2}|1010[0-9]{4}|9[56][0-9]{3,4}|(?:400|800)-?[0-9]{3}-?[0-9]{4}"
)


def is_service(number: str) -> bool:
    """Return whether a number is a service number: 10086, 110, 95588, 400-…"""
    return _SERVICE.fullmatch(number) is not None


def fits(shape: str, values: Iterable[str], share: float = _SHARE) -> bool:
    """Return whether at least `share` of the filled `values` have `shape`; False when all are empty."""
    pattern = SHAPES[shape]
    filled = [value for value in (stripped(each) for each in values) if value]
    count = sum(pattern.fullmatch(value) is not None for value in filled)
    return bool(filled) and count >= share * len(filled)


def stripped(cell: str) -> str:
    """Return a cell without what spreadsheets put around values; words for "nothing" become nothing."""
    value = cell.strip(" \t\r\n'\"=")
    return "" if value.lower() in _NOTHING else value


_NOTHING: Final = frozenset(("null", "none", "nan", "n/a", "\\n", "-", "--", "无", "空"))
