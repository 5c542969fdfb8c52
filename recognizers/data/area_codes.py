"""Area codes of fixed lines in mainland China, and how long the subscriber numbers behind them are."""

from __future__ import annotations

from piiguard.recognizers.data import _table

_areas: dict[str, tuple[tuple[int, ...], str]] = {}


def subscriber_lengths(area: str) -> tuple[int, ...]:
    """Return the lengths (7, 8 or both) of subscriber numbers in `area` (no leading 0); empty when there is none."""
    return _load().get(area, ((), ""))[0]


def place(area: str) -> str | None:
    """Return the province and cities that `area` (no leading 0) serves, None when not known."""
    return _load().get(area, ((), ""))[1] or None


def split(number: str) -> tuple[str, str] | None:
    """Return area code (with its 0) and subscriber number of the digits of a fixed line such as 02088776655.

    None when the digits do not begin with the 0 and an area code in use, when the rest has not a length in use there,
    or begins with another digit than 2 to 8 (电信网编号计划 2017).
    """
    if number[:1] != "0":
        return None
    for size in (3, 4):
        subscriber = number[size:]
        if len(subscriber) in subscriber_lengths(number[1:size]) and "2" <= subscriber[0] <= "8":
            return number[:size], subscriber
    return None


def _load() -> dict[str, tuple[tuple[int, ...], str]]:
    if not _areas:
        for area, lengths, where in _table.rows("area_codes"):
            _areas[area] = tuple(map(int, lengths.split(","))), where
    return _areas
