"""Which signs, keys and cue words of a chunk may lead to a candidate: told from the characters beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Protocol

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.again import AgainFilter
from piiguard.bulk.anchored import AnchorTable, Kept
from piiguard.bulk.chunk import LABEL_SIGN, PAD, PAIR, SIGN, Chunk, Mask, Places, are_among, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.keyed import KeyFilter
from piiguard.bulk.memo import Keys
from piiguard.bulk.postal import BROKEN, ClauseJudge, is_inside_line
from piiguard.lazy import LazyPattern
from piiguard.recognizer import Candidate
from piiguard.rules import Rule
from piiguard.scoring import Sink

# Where a text has fewer places than one for so many characters, they are looked at one by one.
_SPARSE: Final = 512


class SignJudge(Protocol):
    """Judges many places of an anchor for one rule."""

    signs: str
    rule: Rule

    def take(self, chunk: Chunk, at: Places, bits: Keys, ways: np.uint64) -> tuple[Places, list[Hits]]:
        """Return the hits among places, and those of them to look at one by one, whose `bits` are left.

        `bits`: for each place the ways to match there, for whatever rule; those of this one are `ways`.
        """
        ...


class SignFilter:
    """Chooses the anchors of a chunk that the anchor finder has to look at, and shows them to it."""

    def __init__(
        self, anchors: AnchorFinder, keys: KeyFilter, judges: Iterable[SignJudge], clauses: ClauseJudge | None
    ) -> None:
        self._anchors = anchors
        self._keys = keys
        self._seconds = char_table(cue[1:2] for cue in anchors.han_cues)
        self._cues = np.array(
            sorted(ord(cue[0]) << 16 | ord(cue[1]) for cue in anchors.han_cues if len(cue) > 1), np.uint32
        )
        self._patterns = dict((*anchors.signs, *anchors.han))
        self._table = AnchorTable(anchors.thens())
        self._again = AgainFilter(anchors, self._table)
        # By the character of an anchor: who judges its places at once, and the bits of the ways of that rule.
        self._judges: dict[str, list[tuple[SignJudge, np.uint64]]] = {}
        for judge in judges:
            for char in judge.signs:
                names = [rule.name for rule, _ in anchors.anchored[char]]
                if judge.rule.name in names:
                    ways = self._table.bits_of(char, names.index(judge.rule.name))
                    self._judges.setdefault(char, []).append((judge, ways))

        # By the character of an anchor: the bits of the ways of addresses, and of what goes on in the next line.
        self._clauses = clauses
        self._of_clauses = self._ways_of(clauses.rule.name if clauses else "")
        self._of_lines = self._ways_of(BROKEN)

    def _ways_of(self, name: str) -> dict[str, np.uint64]:
        """Return by character the bits of the ways of the recognizer `name`, if it has an anchor there."""
        ways: dict[str, np.uint64] = {}
        for char, rules in self._anchors.anchored.items():
            for number, (rule, _) in enumerate(rules):
                if rule.name == name:
                    ways[char] = ways.get(char, np.uint64(0)) | self._table.bits_of(char, number)
        return ways

    def find(self, chunk: Chunk, sink: Sink) -> list[Hits]:
        """Return the hits among the anchors of a chunk; add to `sink` what was looked at one by one."""
        every = chunk.places(SIGN | LABEL_SIGN | PAIR)
        kinds = chunk.kinds.take(every)
        signs, keys, pairs = (every.take(np.flatnonzero(kinds & bit != 0)) for bit in (SIGN, LABEL_SIGN, PAIR))
        kept = self._table.keep(chunk, signs)
        self._again.sort_out(chunk, signs, kept)
        hits = self._addresses(chunk, kept, sink)
        hits += self._signs(chunk, kept, sink) + self._label_signs(chunk, keys, kept, sink)
        if self._anchors.pairs is not None:
            at = self._pairs(chunk, pairs, kept)
            self._anchors.at_pairs(chunk.text, _matches(self._anchors.pairs, chunk.text, at), sink)
        self._anchors.together(chunk.text, sink)
        return hits

    def _addresses(self, chunk: Chunk, kept: Kept, sink: Sink) -> list[Hits]:
        """Return the hits of addresses in clauses that are told, and take what need not be looked at from `kept`."""
        few = len(chunk.text) // _SPARSE
        _settle(kept, self._of_lines, few, lambda at: is_inside_line(chunk, at))
        if self._clauses is None:
            return []
        found: list[Hits] = []
        others: list[Candidate] = []

        def told(at: Places) -> Mask:
            assert self._clauses is not None
            order = np.argsort(at)
            in_order, hits, open_ = self._clauses.take(chunk, at[order])
            found.extend(hits)
            others.extend(open_)
            settled = np.empty(len(at), np.bool_)
            settled[order] = in_order
            return settled

        _settle(kept, self._of_clauses, few, told)
        self._anchors.consider(chunk.text, self._clauses.rule, others, sink)
        return found

    def _signs(self, chunk: Chunk, kept: Kept, sink: Sink) -> list[Hits]:
        found: list[Hits] = []
        for char, (at, bits) in kept.items():
            pattern = self._patterns.get(char)
            if pattern is not None:
                left = self._left(chunk, char, at, bits, found)
                self._anchors.at_signs(chunk.text, _matches(pattern, chunk.text, left - PAD), sink)
        return found

    def _left(self, chunk: Chunk, char: str, at: Places, bits: Keys, found: list[Hits]) -> Places:
        """Return the places of a character that are not judged at once; add the hits among the others to `found`."""
        for judge, ways in self._judges.get(char, ()):
            at, hits = judge.take(chunk, at, bits, ways)
            bits = bits[bits != 0]
            found += hits
        return at

    def _label_signs(self, chunk: Chunk, at: Places, kept: Kept, sink: Sink) -> list[Hits]:
        """Return the hits behind the label signs `at`."""
        found: list[Hits] = []
        at = self._keys.keep(chunk, at, found)
        codes = chunk.codes.take(at)
        for char, pattern in self._anchors.label_signs:
            keyed = at[codes == ord(char)]
            if not keyed.size and char not in kept:
                continue
            if char not in kept:
                self._anchors.at_label_signs(chunk.text, _matches(pattern, chunk.text, keyed - PAD), sink)
                continue
            anchored, bits = kept[char]
            left = self._left(chunk, char, anchored, bits, found)
            judged = keyed[are_among(keyed, anchored) & ~are_among(keyed, left)]
            self._anchors.at_label_signs(
                chunk.text, _matches(pattern, chunk.text, keyed - PAD), sink, frozenset((judged - PAD).tolist())
            )
            others = left[~are_among(left, keyed)]
            pattern = self._anchors.anchored_label_signs[char]
            self._anchors.at_signs(chunk.text, _matches(pattern, chunk.text, others - PAD), sink)
        return found

    def _pairs(self, chunk: Chunk, at: Places, kept: Kept) -> Places:
        """Return where two Han characters stand that begin a cue word, or lead to an anchor, in the text.

        `at`: where characters stand that begin one.
        """
        codes = chunk.codes
        at = at.take(np.flatnonzero(self._seconds.take(codes.take(at + 1))))
        keys = (codes.take(at).astype(np.uint32) << np.uint32(16)) | codes.take(at + 1)
        if self._cues.size:
            index = np.minimum(np.searchsorted(self._cues, keys), len(self._cues) - 1)
            at = at[self._cues[index] == keys]
        paired = [places for char, (places, _) in kept.items() if char in self._anchors.paired]
        return np.unique(np.concatenate((at, *paired))) - PAD


def _settle(kept: Kept, ways: Mapping[str, np.uint64], few: int, is_settled: Callable[[Places], Mask]) -> None:
    """Take from `kept` the ways, by character, of places for which nothing more is to do; unless they are few."""
    chars = [char for char in ways if char in kept]
    mine = [np.flatnonzero(kept[char][1] & ways[char]) for char in chars]
    if sum(map(len, mine)) <= few:
        return
    settled = is_settled(np.concatenate([kept[char][0][rows] for char, rows in zip(chars, mine, strict=True)]))
    ends = np.cumsum([len(rows) for rows in mine])[:-1]
    for char, rows, done in zip(chars, mine, np.split(settled, ends), strict=True):
        at, bits = kept[char]
        bits[rows[done]] &= ~ways[char]
        left = bits != 0
        kept[char] = at[left], bits[left]


def _matches(pattern: LazyPattern, text: str, places: Places) -> Iterator[re.Match[str]]:
    for place in places.tolist():
        match = pattern.match(text, place)
        if match is not None:
            yield match
