"""Masks many values of one length at once.

They are joined, and each hidden place is overwritten in all of them by one copy with a stride, which is several times
as fast as cutting each value, and needs no library.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from piiguard.operators.graphemes import SEPARATORS

_PLAIN: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def cut_out(values: Sequence[str], first: int, last: int, char: str) -> list[str] | None:
    """Return `values`, all of one length, with all but `first` and `last` letters and digits replaced by `char`.

    None where they are not alike: of ASCII, with separators in the same places, and longer than what is shown.
    """
    size = len(values[0])
    text = "\n".join(values)
    if not (char.isascii() and text.isascii()):
        return None
    data = bytearray(text.encode())
    places: Sequence[int] | None = range(size)
    if len(data.translate(None, _PLAIN)) != len(values) - 1:
        places = _letters(data, size)
    if places is None or first + last >= len(places):
        return None
    hidden = char.encode() * len(values)
    for place in places[first : len(places) - last]:
        data[place :: size + 1] = hidden
    return data.decode().split("\n")


def _letters(data: bytearray, size: int) -> list[int] | None:
    """Return the places of letters and digits, alike in every value; None unless the others hold a separator each."""
    found = []
    for place in range(size):
        column = data[place :: size + 1]
        others = column.translate(None, _PLAIN)
        if not others:
            found.append(place)
        elif len(others) < len(column) or others.strip(others[:1]) or chr(others[0]) not in SEPARATORS:
            return None
    return found
