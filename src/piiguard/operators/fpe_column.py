"""The column form of `fpe`: values of the same length and prefix are encrypted together, as a matrix of digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from piiguard.operators.ff1 import FF1
from piiguard.operators.fpe_layouts import Layout, luhn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Digits = NDArray[np.uint8]
    Machine = Callable[[str], FF1]
_ZERO = 48
# A table of all beginnings of so many digits is small.
_MOST_DECIDING = 6
# Values that begin alike go together; where they are fewer, one by one is as fast.
_WORTH = 12


def encrypted(
    values: Sequence[str], layout: Layout, machine: Machine, level: Callable[[str], int], back: bool
) -> list[str] | None:
    """Return the encrypted values, or None for a column that has to be treated value by value.

    Args:
        values: the values as written.
        layout: that of the first value; a column of plain digits of one length shares it.
        machine: returns FF1 for the digits that stay.
        level: returns how valid a value is, which the digits up to `layout.decides` tell.
        back: whether to decrypt.
    """
    import numpy as np

    size = len(values[0])
    joined = "".join(values)
    if not (joined.isascii() and joined.isdigit()):
        return None
    if len(joined) != size * len(values) or set(map(len, values)) != {size}:
        return None
    digits = np.frombuffer(joined.encode(), np.uint8).reshape(-1, size) - _ZERO
    found = encrypted_digits(digits, layout, machine, level, back)
    if found is None:
        return None
    text = (found + _ZERO).tobytes().decode()
    return [text[at : at + size] for at in range(0, len(text), size)]


def encrypted_digits(
    digits: Digits, layout: Layout, machine: Machine, level: Callable[[str], int], back: bool
) -> Digits | None:
    """Return the encrypted values, given as digits, one value a row; None where that goes value by value only."""
    import numpy as np

    decides = layout.decides
    if decides is None or decides > _MOST_DECIDING or layout.starts:
        return None
    if layout.check is not None and (layout.check is not luhn or decides > layout.head):
        return None
    found = np.empty_like(digits)
    heads = _numbers(digits[:, : layout.head])
    # Small numbers are sorted by their digits, many times faster.
    order = np.argsort(heads.astype(np.uint16) if layout.head < 5 else heads, kind="stable")
    borders = np.flatnonzero(np.diff(heads[order])) + 1
    if len(borders) * _WORTH > len(digits):
        return None
    for rows in np.split(order, borders):
        found[rows] = _group(digits[rows], layout, machine, level, back)
    return found


def _group(digits: Digits, layout: Layout, machine: Machine, level: Callable[[str], int], back: bool) -> Digits:
    """Return the encrypted rows; all begin with the same digits, and are as valid as they were (cycle walking)."""
    import numpy as np

    size = digits.shape[1]
    own = machine("".join(map(str, digits[0, : layout.head].tolist())))
    change = own.decrypt_column if back else own.encrypt_column
    end = size - layout.tail - (layout.check is not None)
    body = slice(layout.head, end)
    if layout.decides is not None and layout.decides <= layout.head:
        found = digits.copy()
        found[:, body] = change(np.ascontiguousarray(digits[:, body]))
        if layout.check is not None:
            # As right, or as wrong, as it was.
            off = digits[:, end] + 10 - _luhn_digits(digits[:, :end])
            found[:, end] = (_luhn_digits(found[:, :end]) + off) % 10
        return found
    wanted = _levels(digits, layout, level)
    found = digits.copy()
    left = np.arange(len(digits))
    while left.size:
        found[left, body] = change(np.ascontiguousarray(found[left, body]))
        left = left[_levels(found[left], layout, level) != wanted[left]]
    return found


def _luhn_digits(body: Digits) -> Digits:
    """Return the Luhn check digit behind each row."""
    import numpy as np

    total = np.zeros(len(body), np.uint8)
    for place in range(body.shape[1]):
        column = body[:, -1 - place]
        total += column if place % 2 else column * np.uint8(2) - np.uint8(9) * (column > np.uint8(4))
    found: Digits = (np.uint8(250) - total) % np.uint8(10)
    return found


def _levels(digits: Digits, layout: Layout, level: Callable[[str], int]) -> NDArray[np.int8]:
    """Return how valid each row is; it is asked once for all that begin alike."""
    import numpy as np

    heads = _numbers(digits[:, : layout.decides])
    table = np.full(int(heads.max(initial=0)) + 1, -1, np.int8)
    places = np.zeros(len(table), np.int64)
    places[heads] = np.arange(len(heads))
    for head in np.flatnonzero(np.bincount(heads.astype(np.int64))).tolist():
        table[head] = level("".join(map(str, digits[places[head]].tolist())))
    found: NDArray[np.int8] = table[heads]
    return found


def _numbers(digits: Digits) -> NDArray[np.uint64]:
    import numpy as np

    numbers = np.zeros(len(digits), np.uint64)
    for place in range(digits.shape[1]):
        numbers = numbers * np.uint64(10) + digits[:, place]
    return numbers
