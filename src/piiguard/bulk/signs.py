"""Which signs, keys and cue words of a chunk may lead to a candidate: told from the characters beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from piiguard.anchors import AnchorFinder, Patterns
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import LABEL_SIGN, PAD, PAIR, SIGN, Chunk, Mask, Places, char_table
from piiguard.bulk.dull import TESTS, holds
from piiguard.bulk.memo import Remembered
from piiguard.bulk.shapes import PlaceFilter
from piiguard.lazy import LazyPattern
from piiguard.scoring import Sink

_KEY_ENDS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_\"' "


class SignFilter:
    """Chooses the anchors of a chunk that the anchor finder has to look at, and shows them to it."""

    def __init__(self, anchors: AnchorFinder, labels: LabelFilter, threshold: float) -> None:
        self._labels = labels
        self._anchors = anchors
        self._key_ends = char_table(_KEY_ENDS)
        self._keys = Remembered()
        self._seconds = char_table(cue[1:2] for cue in anchors.han_cues)
        self._cues = np.array(
            sorted(ord(cue[0]) << 16 | ord(cue[1]) for cue in anchors.han_cues if len(cue) > 1), np.uint32
        )
        self._paired = char_table(anchors.paired)
        self._patterns = (*anchors.signs, *anchors.han)
        self._numbers = np.zeros(1 << 16, np.uint8)
        for number, (char, _) in enumerate(self._patterns, 1):
            self._numbers[ord(char)] = number
        self._filters: dict[str, PlaceFilter] = {}
        self._group = np.zeros(1 << 16, np.uint8)
        self._grouped: list[PlaceFilter] = []
        made: dict[tuple[str, ...], PlaceFilter] = {}
        for char, thens in anchors.thens().items():
            if thens not in made:
                made[thens] = PlaceFilter(thens, 1)
            self._filters[char] = made[thens]
        # By the character of an anchor: the bits of the ways of a recognizer, and which of its places are dull.
        self._dull: dict[str, list[tuple[np.uint64, Callable[[Chunk, Places], Mask]]]] = {}
        for char, rules in anchors.anchored.items():
            for bits, (rule, _) in zip(self._filters[char].bits, rules, strict=True):
                if rule.name in TESTS and holds(rule.recognizer.score, threshold):
                    self._dull.setdefault(char, []).append((np.uint64(bits), TESTS[rule.name]))
        for char in anchors.paired:
            if self._filters[char] not in self._grouped:
                self._grouped.append(self._filters[char])
            self._group[ord(char)] = self._grouped.index(self._filters[char])

    def find(self, chunk: Chunk, sink: Sink) -> None:
        """Add every candidate that an anchor of the chunk leads to."""
        self._signs(chunk, sink)
        self._label_signs(chunk, sink)
        if self._anchors.pairs is not None:
            at = self._pairs(chunk)
            self._anchors.at_pairs(chunk.text, _matches(self._anchors.pairs, chunk.text, at), sink)
        self._anchors.together(chunk.text, sink)

    def _signs(self, chunk: Chunk, sink: Sink) -> None:
        for pattern, at in self._kept(chunk, SIGN, self._patterns):
            self._anchors.at_signs(chunk.text, _matches(pattern, chunk.text, at - PAD), sink)

    def _label_signs(self, chunk: Chunk, sink: Sink) -> None:
        at = chunk.places(LABEL_SIGN)
        codes = chunk.codes[at]
        for char, pattern in self._anchors.label_signs:
            here = at[codes == ord(char)]
            if not here.size:
                continue
            found = self._keyed(chunk, here)
            if char in self._filters:
                found = np.union1d(found, self._interesting(chunk, char, here))
            self._anchors.at_label_signs(chunk.text, _matches(pattern, chunk.text, found - PAD), sink)

    def _kept(self, chunk: Chunk, bit: int, patterns: Patterns) -> Iterator[tuple[LazyPattern, Places]]:
        """Yield each pattern whose character the chunk has, with the places at which it may match."""
        at = chunk.places(bit)
        numbers = self._numbers.take(chunk.codes.take(at))
        order = np.argsort(numbers, kind="stable")  # few numbers of one byte: sorted in one pass
        ends = np.bincount(numbers, minlength=1).cumsum().tolist()
        for number, (char, pattern) in enumerate(patterns):
            mine = order[ends[number] : ends[number + 1]] if number + 1 < len(ends) else order[:0]
            if mine.size:
                kept = self._interesting(chunk, char, at[mine])
                if kept.size:
                    yield pattern, kept

    def _interesting(self, chunk: Chunk, char: str, at: Places) -> Places:
        """Return those of the places of `char` at which an anchor may fit and lead to a candidate."""
        at, bits = self._filters[char].keep(chunk, at)
        for mine, is_dull in self._dull.get(char, ()):
            some = np.flatnonzero(bits & mine)
            dull = some[is_dull(chunk, at[some])]
            bits[dull] &= ~mine
            at, bits = at[bits != 0], bits[bits != 0]
        return at

    def _keyed(self, chunk: Chunk, at: Places) -> Places:
        """Return those of the label signs at `at` before which a key may end that is a cue's."""
        codes = chunk.codes
        at = at[self._key_ends[codes[at - 1]]]
        if not at.size:
            return at
        four = np.zeros(len(at), np.uint64)
        for offset in range(4, 0, -1):
            four = (four << np.uint64(16)) | codes[at - offset]
        at = at[self._keys.of(four, lambda key, _: self._anchors.may_end_cue(_four(key))) > 0]
        ids = self._labels.before(chunk, at)
        worth = np.array([each is None or bool(each.cue_of) for each in self._labels.labels])
        found: Places = at[worth[ids]]
        return found

    def _pairs(self, chunk: Chunk) -> Places:
        """Return where two Han characters stand that begin a cue word, or lead to an anchor, in the text."""
        codes = chunk.codes
        at = chunk.places(PAIR)
        paired = self._paired.take(codes[at])
        maybe = at[~paired]
        maybe = maybe[self._seconds[codes[maybe + 1]]]
        keys = (codes[maybe].astype(np.uint32) << np.uint32(16)) | codes[maybe + 1]
        if self._cues.size:
            index = np.minimum(np.searchsorted(self._cues, keys), len(self._cues) - 1)
            maybe = maybe[self._cues[index] == keys]
        found: Places = np.sort(np.concatenate((maybe, *self._kept_pairs(chunk, at[paired])))) - PAD
        return found

    def _kept_pairs(self, chunk: Chunk, at: Places) -> Iterator[Places]:
        group = self._group.take(chunk.codes[at])
        for number, each in enumerate(self._grouped):
            yield each.keep(chunk, at[group == number])[0]


def _matches(pattern: LazyPattern, text: str, places: Places) -> Iterator[re.Match[str]]:
    for place in places.tolist():
        match = pattern.match(text, place)
        if match is not None:
            yield match


def _four(key: int) -> str:
    """Return the four characters that `key` packs, without what stands before the text."""
    return "".join(chr(key >> shift & 0xFFFF) for shift in (48, 32, 16, 0))
