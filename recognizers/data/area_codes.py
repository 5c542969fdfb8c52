"""Area codes of fixed lines in mainland China and how long the subscriber numbers behind them are."""

from __future__ import annotations

from piiguard.recognizers.data import _table

_lengths: dict[str, tuple[int, ...]] = {}


def subscriber_lengths(area: str) -> tuple[int, ...]:
    """Return the lengths (7, 8 or both) of subscriber numbers in `area` (no leading 0); empty for no such area."""
    if not _lengths:
        for code, lengths, _place in _table.rows("area_codes"):
            _lengths[code] = tuple(int(each) for each in lengths.split(","))
    return _lengths.get(area, ())


def split(number: str) -> tuple[str, str] | None:
    """Return (area with its 0, subscriber number) of national digits such as 02088776655, None if they are none."""
    for size in (3, 4):
        subscriber = number[size:]
        if len(subscriber) in subscriber_lengths(number[1:size]) and subscriber[0] in "2345678":
            return number[:size], subscriber
    return None
