"""Which signs, keys and cue words of a chunk may lead to a candidate: told from the characters beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from piiguard.anchors import AnchorFinder, Patterns
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import LABEL_SIGN, PAD, PAIR, SIGN, Chunk, Places, char_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.internet import DOT, AddressJudge
from piiguard.bulk.memo import Keys, Remembered
from piiguard.bulk.shapes import PlaceFilter
from piiguard.lazy import LazyPattern
from piiguard.scoring import Sink

_KEY_ENDS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_\"' "


class SignFilter:
    """Chooses the anchors of a chunk that the anchor finder has to look at, and shows them to it."""

    def __init__(self, anchors: AnchorFinder, labels: LabelFilter, addresses: AddressJudge | None) -> None:
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
        self._addresses = addresses
        if addresses is not None:
            names = [rule.name for rule, _ in anchors.anchored[DOT]]
            self._of_addresses = np.uint64(self._filters[DOT].bits[names.index(addresses.rule.name)])
        for char in anchors.paired:
            if self._filters[char] not in self._grouped:
                self._grouped.append(self._filters[char])
            self._group[ord(char)] = self._grouped.index(self._filters[char])

    def find(self, chunk: Chunk, sink: Sink) -> list[Hits]:
        """Return the hits among the anchors of a chunk; add to `sink` what was looked at one by one."""
        hits = self._signs(chunk, sink)
        self._label_signs(chunk, sink)
        if self._anchors.pairs is not None:
            at = self._pairs(chunk)
            self._anchors.at_pairs(chunk.text, _matches(self._anchors.pairs, chunk.text, at), sink)
        self._anchors.together(chunk.text, sink)
        return hits

    def _signs(self, chunk: Chunk, sink: Sink) -> list[Hits]:
        found: list[Hits] = []
        for char, pattern, at, bits in self._kept(chunk, SIGN, self._patterns):
            if char == DOT and self._addresses is not None:
                at, hits = self._addresses.take(chunk, at, bits, self._of_addresses)
                found += hits
            self._anchors.at_signs(chunk.text, _matches(pattern, chunk.text, at - PAD), sink)
        return found

    def _label_signs(self, chunk: Chunk, sink: Sink) -> None:
        at = chunk.places(LABEL_SIGN)
        codes = chunk.codes[at]
        for char, pattern in self._anchors.label_signs:
            here = at[codes == ord(char)]
            if not here.size:
                continue
            keyed = self._keyed(chunk, here)
            self._anchors.at_label_signs(chunk.text, _matches(pattern, chunk.text, keyed - PAD), sink)
            if char in self._filters:
                others = np.setdiff1d(self._filters[char].keep(chunk, here)[0], keyed, assume_unique=True)
                anchored = self._anchors.anchored_label_signs[char]
                self._anchors.at_signs(chunk.text, _matches(anchored, chunk.text, others - PAD), sink)

    def _kept(self, chunk: Chunk, bit: int, patterns: Patterns) -> Iterator[tuple[str, LazyPattern, Places, Keys]]:
        """Yield each character with its pattern, the places at which that may match, and by which of its ways."""
        at = chunk.places(bit)
        numbers = self._numbers.take(chunk.codes.take(at))
        order = np.argsort(numbers, kind="stable")  # few numbers of one byte: sorted in one pass
        ends = np.bincount(numbers, minlength=1).cumsum().tolist()
        for number, (char, pattern) in enumerate(patterns):
            mine = order[ends[number] : ends[number + 1]] if number + 1 < len(ends) else order[:0]
            if mine.size:
                kept, ways = self._filters[char].keep(chunk, at[mine])
                if kept.size:
                    yield char, pattern, kept, ways

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
