"""Addresses of the internet (IPv4) in a chunk: read and judged at their first dots, all at once."""

from __future__ import annotations

from typing import Final

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Mask, Places
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.memo import Keys
from piiguard.rules import Rule

DOT: Final = "."
_RULE: Final = "network.ip_address"
_DOT: Final = ord(DOT)
_WIDEST: Final = 3
# Stands for all addresses that identify somebody: the check takes them alike.
_SAMPLE: Final = "114.114.114.114"  # piiguard: allow[IP_ADDRESS] the public name server of an operator
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


# By the first octet, which is never 0, whether not all addresses that begin with it are reserved.
_PUBLIC: Final = np.array(
    [octet > 0 and not ((octet << 24 >= _FIRST) & (octet + 1 << 24 <= _LAST + 1)).any() for octet in range(256)]
)


def address_rule(anchors: AnchorFinder, threshold: float) -> Rule | None:
    """Return the rule for addresses; None where there is none, or where those that identify nobody count as well."""
    for rule, _ in anchors.anchored.get(DOT, ()):
        score = rule.recognizer.score
        if rule.name == _RULE and max(score.doubtful, score.doubtful_with_cue) < threshold:
            return rule
    return None


class AddressJudge:
    """Judges the addresses among the anchors of a chunk."""

    signs = DOT

    def __init__(self, rule: Rule, judge: NumberJudge, labels: LabelFilter) -> None:
        self.rule = rule
        self._judge = judge
        self._labels = labels

    def take(self, chunk: Chunk, at: Places, bits: Keys, ways: np.uint64) -> tuple[Places, list[Hits]]:
        """Return the hits among dots, and those of them to look at one by one.

        `bits`: for each dot the ways to match there, for whatever rule; those of this one are `ways`.
        """
        mine = np.flatnonzero(bits & ways)
        starts, ends, good = _read(chunk, at[mine])
        # Nothing that identifies nobody is reported, whatever stands beside it.
        bits[mine[~good]] &= ~ways
        alone = good & (bits[mine] & ~ways == 0)
        if chunk.has_few(at[mine[alone]]):
            return at[bits != 0], []
        starts, ends, rows = starts[alone], ends[alone], mine[alone]
        labels = self._labels.or_behind(chunk, self._labels.before(chunk, starts), ends)
        hits, open_ = self._judge.alike(chunk, starts, ends, self.rule, _SAMPLE, labels)
        bits[rows[~open_]] = 0
        return at[bits != 0], [hits]


def _read(chunk: Chunk, at: Places) -> tuple[Places, Places, Mask]:
    """Return where addresses start and end whose first dots are at `at`, and which of them identify somebody.

    As `piiguard.recognizers.network.ip_address` reads them and checks them.
    """
    codes, kinds = chunk.codes, chunk.kinds
    start = at.copy()
    for _ in range(_WIDEST):
        start -= kinds.take(start - 1) & DIGIT != 0
    before = start - 1
    bad = (start == at) | (kinds.take(before) & (DIGIT | LETTER) != 0) | (codes.take(before) == _DOT)
    first, _, none = _octet(chunk, start)
    bad |= none | ~_PUBLIC.take(first, mode="clip")
    good = ~bad
    rows = np.flatnonzero(good)
    ends = np.zeros(len(at), np.int64)
    if rows.size:
        ends[rows], good[rows] = _rest(chunk, at[rows] + 1, first[rows])
    return start, ends, good


def _rest(chunk: Chunk, place: Places, first: Places) -> tuple[Places, Mask]:
    """Return where addresses end of which the second octet is at `place`, and which of them identify somebody."""
    codes, kinds = chunk.codes, chunk.kinds
    number, small, bad = first, first < 20, np.zeros(len(first), np.bool_)
    for index in range(1, 4):
        octet, end, none = _octet(chunk, place)
        bad |= none | ((octet == 0) if index == 3 else (codes.take(end) != _DOT))
        small &= octet < 20
        number = number * 256 + octet
        place = end + 1
    # More of the same behind it: no address, but a longer number.
    bad |= kinds.take(end) & (DIGIT | LETTER) != 0
    bad |= (codes.take(end) == _DOT) & (kinds.take(end + 1) & DIGIT != 0)
    within = np.searchsorted(_FIRST, number, "right") - 1
    bad |= small | ((within >= 0) & (number <= _LAST[np.maximum(within, 0)]))
    return end, ~bad


def _octet(chunk: Chunk, place: Places) -> tuple[Places, Places, Mask]:
    """Return the number of one to three digits at each place, where it ends, and whether it is none of an address."""
    value = np.zeros(len(place), np.int64)
    end = place.copy()
    for _ in range(_WIDEST):
        more = (chunk.kinds.take(end) & DIGIT != 0) & (end - place < _WIDEST)
        value = np.where(more, value * 10 + (chunk.codes.take(end) - np.int64(48)), value)
        end = end + more
    sizes = end - place
    # With a zero in front it is no octet.
    least = np.array([-1, 0, 10, 100])[sizes]
    return value, end, (sizes == 0) | (value > 255) | (value < least)
