"""Mail addresses in a chunk: read and judged at their signs, all at once."""

from __future__ import annotations

import secrets
from typing import Final

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import DIGIT, LETTER, PAD, Chunk, Mask, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.memo import Keys, Remembered
from piiguard.rules import Rule

AT: Final = "@"
_RULE: Final = "network.email_address"
_SAMPLE: Final = "li@example.com"
_LONGEST_LOCAL: Final = 64
# Longer domains are looked at one by one.
_LONGEST_DOMAIN: Final = 40
_DOT, _HYPHEN, _UNDERSCORE, _SPACE, _AT = (ord(sign) for sign in ".-_ @")
_LOCAL_SIGNS: Final = char_table("._%+-")
# Between the parts of an address that is written to be no address.
_DISGUISES: Final = char_table(" [(#")
_ONE, _MIX = np.uint64(1), np.uint64(29)
_MULTIPLIERS: Final = [np.uint64(secrets.randbits(64) | 1) for _ in range(_LONGEST_DOMAIN + 1)]


def mail_rule(anchors: AnchorFinder) -> Rule | None:
    """Return the rule for mail addresses; None where there is none."""
    return next((rule for rule, _ in anchors.anchored.get(AT, ()) if rule.name == _RULE), None)


class MailJudge:
    """Judges the mail addresses among the anchors of a chunk."""

    signs = AT

    def __init__(self, rule: Rule, judge: NumberJudge, labels: LabelFilter) -> None:
        self.rule = rule
        self._judge = judge
        self._labels = labels
        # Behind a dot, domains in Han characters begin so.
        self._han_ends = char_table("中公网")
        # Before a login, or in code: the recognizer looks further there.
        self._remote = char_table("/:@")
        self._domains = Remembered()

    def take(self, chunk: Chunk, at: Places, bits: Keys, ways: np.uint64) -> tuple[Places, list[Hits]]:
        """Return the hits among the signs `at`, and those of the signs to look at one by one.

        `bits`: for each sign the ways to match there, for whatever rule; those of this one are `ways`.
        """
        mine = np.flatnonzero((bits & ways != 0) & (bits & ~ways == 0))
        if chunk.has_few(mine):
            return at, []
        signs = at[mine]
        starts, clear = self._starts(chunk, signs)
        ends = np.zeros(len(signs), np.int64)
        rows = np.flatnonzero(clear)
        ends[rows], clear[rows] = self._ends(chunk, signs[rows])
        told = clear.copy()
        found = np.flatnonzero(clear & (ends > 0) & (starts < signs))
        starts, ends = starts[found], ends[found]
        labels = self._labels.or_behind(chunk, self._labels.before(chunk, starts), ends)
        hits, open_ = self._judge.alike(chunk, starts, ends, self.rule, _SAMPLE, labels)
        told[found[open_]] = False
        bits[mine[told]] = 0
        return at[bits != 0], [hits]

    def _starts(self, chunk: Chunk, signs: Places) -> tuple[Places, Mask]:
        """Return where the local parts before `signs` begin, and for which this tells all there is to know."""
        codes = chunk.codes
        starts = _local_end(chunk, signs, -1)
        # As far as the recognizer looks there may be more of it.
        clear = signs - starts < _LONGEST_LOCAL
        for _ in range(_LONGEST_LOCAL):
            first = codes.take(starts)
            glued = ((first == _DOT) | (first == _HYPHEN)) & (starts < signs)
            if not glued.any():
                break
            starts = starts + glued
        clear &= ~self._remote.take(codes.take(starts - 1))
        # git@host is a login wherever it stands.
        clear &= ~((signs - starts == len("git")) & (codes.take(starts) == ord("g")))
        return starts, clear

    def _ends(self, chunk: Chunk, signs: Places) -> tuple[Places, Mask]:
        """Return where the domains behind `signs` end, 0 where there is none; and for which this is sure."""
        hashes = np.zeros(len(signs), np.uint64)
        at, rows = signs + 1, np.arange(len(signs))
        for offset in range(_LONGEST_DOMAIN):
            codes = chunk.codes.take(at[rows])
            inside = (chunk.kinds.take(at[rows]) & (DIGIT | LETTER) != 0) | (codes == _DOT) | (codes == _HYPHEN)
            rows, codes = rows[inside], codes[inside]
            if not rows.size:
                break
            mixed = hashes[rows]
            hashes[rows] = mixed ^ (mixed >> _MIX) ^ (codes + _ONE) * _MULTIPLIERS[offset]
            at[rows] += 1
        last = chunk.codes.take(at)
        sure = (at - signs <= _LONGEST_DOMAIN) & ~self._han_ends.take(last)
        hashes += (last == _UNDERSCORE) * _MULTIPLIERS[-1]
        ends = np.zeros(len(signs), np.int64)
        rows = np.flatnonzero(sure)
        sizes = self._domains.of(hashes[rows], lambda _, row: self._size(chunk.text, int(signs[rows[row]]) - PAD))
        ends[rows] = np.where(sizes > 0, signs[rows] + sizes, 0)
        return ends, sure

    def _size(self, text: str, at: int) -> int:
        """Return how far behind the sign at `at` its address ends, 0 where there is no domain."""
        assert self.rule.find is not None
        alone = f"li{text[at : at + _LONGEST_DOMAIN + 2]}"
        return next((found.end - len("li") for found in self.rule.find(alone, len("li"))), 0)


def is_disguised(chunk: Chunk, values: Places) -> Mask:
    """Return whether an address in disguise, as `li[at]example.com`, may begin at each of `values`."""
    at = _local_end(chunk, values, 1)
    last = chunk.codes.take(at)
    split = _DISGUISES.take(last) | ((last == _AT) & (chunk.codes.take(at + 1) == _SPACE))
    found: Mask = (at > values) & split
    return found


def _local_end(chunk: Chunk, places: Places, step: int) -> Places:
    """Return how far from each place characters of a local part go, no further than one may have."""
    at, rows = places.copy(), np.arange(len(places))
    for _ in range(_LONGEST_LOCAL):
        here = at[rows] - (step < 0)
        inside = (chunk.kinds.take(here) & (DIGIT | LETTER) != 0) | _LOCAL_SIGNS.take(chunk.codes.take(here))
        rows = rows[inside]
        if not rows.size:
            break
        at[rows] += step
    return at
