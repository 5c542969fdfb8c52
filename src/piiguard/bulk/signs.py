"""Which signs, keys and cue words of a chunk may lead to a candidate: told from the characters beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.anchored import AnchorTable, Kept
from piiguard.bulk.chunk import LABEL_SIGN, PAD, PAIR, SIGN, Chunk, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.keyed import KeyFilter
from piiguard.bulk.memo import Keys
from piiguard.lazy import LazyPattern
from piiguard.rules import Rule
from piiguard.scoring import Sink


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

    def __init__(self, anchors: AnchorFinder, keys: KeyFilter, judges: Iterable[SignJudge]) -> None:
        self._anchors = anchors
        self._keys = keys
        self._seconds = char_table(cue[1:2] for cue in anchors.han_cues)
        self._cues = np.array(
            sorted(ord(cue[0]) << 16 | ord(cue[1]) for cue in anchors.han_cues if len(cue) > 1), np.uint32
        )
        self._patterns = dict((*anchors.signs, *anchors.han))
        self._table = AnchorTable(anchors.thens())
        # By the character of an anchor: who judges its places at once, and the bits of the ways of that rule.
        self._judges: dict[str, list[tuple[SignJudge, np.uint64]]] = {}
        for judge in judges:
            for char in judge.signs:
                names = [rule.name for rule, _ in anchors.anchored[char]]
                if judge.rule.name in names:
                    ways = self._table.bits_of(char, names.index(judge.rule.name))
                    self._judges.setdefault(char, []).append((judge, ways))

    def find(self, chunk: Chunk, sink: Sink) -> list[Hits]:
        """Return the hits among the anchors of a chunk; add to `sink` what was looked at one by one."""
        kept = self._table.keep(chunk, chunk.places(SIGN))
        hits = self._signs(chunk, kept, sink) + self._label_signs(chunk, kept, sink)
        if self._anchors.pairs is not None:
            at = self._pairs(chunk, kept)
            self._anchors.at_pairs(chunk.text, _matches(self._anchors.pairs, chunk.text, at), sink)
        self._anchors.together(chunk.text, sink)
        return hits

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

    def _label_signs(self, chunk: Chunk, kept: Kept, sink: Sink) -> list[Hits]:
        found: list[Hits] = []
        at = chunk.places(LABEL_SIGN)
        codes = chunk.codes[at]
        for char, pattern in self._anchors.label_signs:
            here = at[codes == ord(char)]
            if not here.size:
                continue
            keyed = self._keys.keep(chunk, here)
            if char not in kept:
                self._anchors.at_label_signs(chunk.text, _matches(pattern, chunk.text, keyed - PAD), sink)
                continue
            anchored, bits = kept[char]
            left = self._left(chunk, char, anchored, bits, found)
            judged = np.setdiff1d(np.intersect1d(keyed, anchored, assume_unique=True), left, assume_unique=True)
            self._anchors.at_label_signs(
                chunk.text, _matches(pattern, chunk.text, keyed - PAD), sink, frozenset((judged - PAD).tolist())
            )
            others = np.setdiff1d(left, keyed, assume_unique=True)
            pattern = self._anchors.anchored_label_signs[char]
            self._anchors.at_signs(chunk.text, _matches(pattern, chunk.text, others - PAD), sink)
        return found

    def _pairs(self, chunk: Chunk, kept: Kept) -> Places:
        """Return where two Han characters stand that begin a cue word, or lead to an anchor, in the text."""
        codes = chunk.codes
        at = chunk.places(PAIR)
        at = at[self._seconds[codes[at + 1]]]
        keys = (codes[at].astype(np.uint32) << np.uint32(16)) | codes[at + 1]
        if self._cues.size:
            index = np.minimum(np.searchsorted(self._cues, keys), len(self._cues) - 1)
            at = at[self._cues[index] == keys]
        paired = [places for char, (places, _) in kept.items() if char in self._anchors.paired]
        return np.unique(np.concatenate((at, *paired))) - PAD


def _matches(pattern: LazyPattern, text: str, places: Places) -> Iterator[re.Match[str]]:
    for place in places.tolist():
        match = pattern.match(text, place)
        if match is not None:
            yield match
