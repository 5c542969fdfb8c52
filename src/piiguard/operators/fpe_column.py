"""The column form of `fpe`: values of the same length and prefix are encrypted together, as a matrix of digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from piiguard.operators.ff1 import FF1
from piiguard.operators.fpe_layouts import Layout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Digits = NDArray[np.uint8]
    Machine = Callable[[str], FF1]
_ZERO = 48
# A table of all beginnings of so many digits is small.
_MOST_DECIDING = 6


def encrypted(
    values: Sequence[str], layout: Layout, machine: Machine, level: Callable[[str], int], back: bool
) -> list[str] | None:
    """Return the encrypted values, or None for a column that has to be treated value by value.

    Args:
        values: the values as written.
        layout: that of the first value; a column of plain digits of one length, without a check digit, shares it.
        machine: returns FF1 for the digits that stay.
        level: returns how valid a value is, which the digits up to `layout.decides` tell.
        back: whether to decrypt.
    """
    import numpy as np

    size = len(values[0])
    joined = "".join(values)
    if (
        layout.decides is None
        or layout.decides > _MOST_DECIDING
        or layout.check
        or layout.starts
        or not (joined.isascii() and joined.isdigit())
    ):
        return None
    if len(joined) != size * len(values) or set(map(len, values)) != {size}:
        return None
    digits = np.frombuffer(joined.encode(), np.uint8).reshape(-1, size) - _ZERO
    found = np.empty_like(digits)
    heads = _numbers(digits[:, : layout.head])
    # Small numbers are sorted by their digits, many times faster.
    order = np.argsort(heads.astype(np.uint16) if layout.head < 5 else heads, kind="stable")
    borders = np.flatnonzero(np.diff(heads[order])) + 1
    for rows in np.split(order, borders):
        found[rows] = _group(digits[rows], layout, machine, level, back)
    text = (found + _ZERO).tobytes().decode()
    return [text[at : at + size] for at in range(0, len(text), size)]


def _group(digits: Digits, layout: Layout, machine: Machine, level: Callable[[str], int], back: bool) -> Digits:
    """Return the encrypted rows; all begin with the same digits, and are as valid as they were (cycle walking)."""
    import numpy as np

    size = digits.shape[1]
    own = machine("".join(map(str, digits[0, : layout.head].tolist())))
    change = own.decrypt_column if back else own.encrypt_column
    body = slice(layout.head, size - layout.tail)
    wanted = _levels(digits, layout, level)
    found = digits.copy()
    left = np.arange(len(digits))
    while left.size:
        found[left, body] = change(np.ascontiguousarray(found[left, body]))
        left = left[_levels(found[left], layout, level) != wanted[left]]
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
