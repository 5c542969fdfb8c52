"""Places of an anchor that come to nothing whatever stands around, told for all at once: addresses of nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Mask, Places, char_table
from piiguard.recognizer import Score

_DOT, _COLON = (ord(sign) for sign in ".:")
_HEX: Final = char_table("0123456789abcdefABCDEF")
# More of the same than an address can have is none.
_LONGEST_V6: Final = 48
_V6_COLONS: Final = 7
_WIDEST: Final = 3
# Reserved ranges (RFC 6890 and others): first and last address.
_RESERVED: Final = (
    ("10.0.0.0", "10.255.255.255"), ("127.0.0.0", "127.255.255.255"), ("224.0.0.0", "255.255.255.255"),
    ("172.16.0.0", "172.31.255.255"), ("192.168.0.0", "192.168.255.255"), ("169.254.0.0", "169.254.255.255"),
    ("100.64.0.0", "100.127.255.255"), ("192.0.2.0", "192.0.2.255"), ("198.51.100.0", "198.51.100.255"),
    ("203.0.113.0", "203.0.113.255"), ("192.0.0.0", "192.0.0.255"), ("198.18.0.0", "198.19.255.255"),
)  # fmt: skip


def _number(address: str) -> int:
    return int.from_bytes(bytes(map(int, address.split("."))), "big")


_FIRST, _LAST = (np.array([_number(each[end]) for each in sorted(_RESERVED, key=lambda each: _number(each[0]))])
                 for end in (0, 1))  # fmt: skip


def dull_v4(chunk: Chunk, at: Places) -> Mask:
    """Return whether no address of the internet has its first dot at each place, as `ip_address.validate_v4` says."""
    kinds = chunk.kinds
    dull = np.zeros(len(at), np.bool_)
    start = at.copy()
    for _ in range(_WIDEST):
        start -= kinds[start - 1] & DIGIT != 0
    dull |= (start == at) | (kinds[start - 1] & (DIGIT | LETTER) != 0) | (chunk.codes[start - 1] == _DOT)
    place, number, small = start, np.zeros(len(at), np.int64), np.ones(len(at), np.bool_)
    for index in range(4):
        octet, end, bad = _octet(chunk, place)
        dull |= bad | ((octet == 0) if index in (0, 3) else False)
        small &= octet < 20
        number = number * 256 + octet
        if index < 3:
            dull |= chunk.codes[end] != _DOT
            place = end + 1
    # More of the same behind it: no address, but a longer number.
    dull |= (kinds[end] & (DIGIT | LETTER) != 0) | ((chunk.codes[end] == _DOT) & (kinds[end + 1] & DIGIT != 0))
    within = np.searchsorted(_FIRST, number, "right") - 1
    reserved = (within >= 0) & (number <= _LAST[np.maximum(within, 0)])
    return dull | small | reserved


def dull_v6(chunk: Chunk, at: Places) -> Mask:
    """Return whether the groups from the first colon at each place on are too few for an address without `::`."""
    colons, double, end = np.ones(len(at), np.int64), np.zeros(len(at), np.bool_), at + 1
    rows = np.arange(len(at))
    for _ in range(_LONGEST_V6):
        codes = chunk.codes.take(end[rows])
        colon = codes == _COLON
        rows, colon = rows[colon | _HEX.take(codes)], colon[colon | _HEX.take(codes)]
        if not rows.size:
            break
        double[rows] |= colon & (chunk.codes.take(end[rows] - 1) == _COLON)
        colons[rows] += colon
        end[rows] += 1
    dull: Mask = ~double & (colons != _V6_COLONS)
    return dull


def _octet(chunk: Chunk, place: Places) -> tuple[Places, Places, Mask]:
    """Return the number of one to three digits at each place, where it ends, and whether it is none of an address."""
    value = np.zeros(len(place), np.int64)
    end = place.copy()
    for _ in range(_WIDEST):
        more = (chunk.kinds[end] & DIGIT != 0) & (end - place < _WIDEST)
        value = np.where(more, value * 10 + (chunk.codes[end] - np.int64(48)), value)
        end = end + more
    sizes = end - place
    # With a zero in front it is no octet.
    least = np.array([-1, 0, 10, 100])[sizes]
    return value, end, (sizes == 0) | (value > 255) | (value < least)


def holds(score: Score, threshold: float) -> bool:
    """Return whether a doubtful value is never reported, which the tests take for granted."""
    return max(score.doubtful, score.doubtful_with_cue) < threshold


# By recognizer: which places of its anchor are dull.
TESTS: Final[dict[str, Callable[[Chunk, Places], Mask]]] = {
    "network.ip_address": dull_v4,
    "network.ip_address.2": dull_v6,
}
