"""Which signs, keys and cue words of a chunk may lead to a candidate: told from the characters beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from piiguard.anchors import AnchorFinder
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import LABEL_SIGN, PAD, PAIR, SIGN, Chunk, Places, char_table
from piiguard.bulk.memo import Remembered
from piiguard.lazy import LazyPattern
from piiguard.scoring import Sink

# A pattern is run over the whole text where its sign stands oftener than once in so many characters.
_SPARSE: Final = 1000
_KEY_ENDS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_\"' "


class SignFilter:
    """Chooses the anchors of a chunk that the anchor finder has to look at, and shows them to it."""

    def __init__(self, anchors: AnchorFinder, labels: LabelFilter) -> None:
        self._labels = labels
        self._anchors = anchors
        self._key_ends = char_table(_KEY_ENDS)
        self._keys = Remembered()
        self._seconds = char_table(cue[1:2] for cue in anchors.han_cues)
        self._cues = np.array(
            sorted(ord(cue[0]) << 16 | ord(cue[1]) for cue in anchors.han_cues if len(cue) > 1), np.uint32
        )
        self._paired = char_table(anchors.paired)

    def find(self, chunk: Chunk, sink: Sink) -> None:
        """Add every candidate that an anchor of the chunk leads to."""
        self._signs(chunk, sink)
        self._label_signs(chunk, sink)
        if self._anchors.pairs is not None:
            at = self._pairs(chunk)
            self._anchors.at_pairs(chunk.text, _matches(self._anchors.pairs, chunk.text, at), sink)

    def _signs(self, chunk: Chunk, sink: Sink) -> None:
        at = chunk.places(SIGN)
        codes = chunk.codes[at]
        counts = np.bincount(codes, minlength=1)
        for char, pattern in (*self._anchors.signs, *self._anchors.han):
            code = ord(char)
            if code >= len(counts) or not counts[code]:
                continue
            if counts[code] * _SPARSE > len(chunk.text):
                matches: Iterator[re.Match[str]] = pattern.finditer(chunk.text)
            else:
                matches = _matches(pattern, chunk.text, at[codes == code] - PAD)
            self._anchors.at_signs(chunk.text, matches, sink)

    def _label_signs(self, chunk: Chunk, sink: Sink) -> None:
        at = chunk.places(LABEL_SIGN)
        codes = chunk.codes[at]
        counts = np.bincount(codes, minlength=1)
        for char, pattern in self._anchors.label_signs:
            code = ord(char)
            if code >= len(counts) or not counts[code]:
                continue
            keyed = self._keyed(chunk, at[codes == code])
            anchored = self._anchors.anchored_label_signs.get(char)
            if anchored is not None:
                keyed = np.union1d(keyed, [match.start() for match in anchored.finditer(chunk.text)]).astype(np.int64)
            self._anchors.at_label_signs(chunk.text, _matches(pattern, chunk.text, keyed), sink)

    def _keyed(self, chunk: Chunk, at: Places) -> Places:
        """Return those of the label signs at `at` before which a key may end that is a cue's, in the text."""
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
        found: Places = at[worth[ids]] - PAD
        return found

    def _pairs(self, chunk: Chunk) -> Places:
        """Return where two Han characters stand that begin a cue word, or lead to an anchor, in the text."""
        codes = chunk.codes
        at = chunk.places(PAIR)
        paired = self._paired[codes[at]]
        maybe = at[~paired]
        maybe = maybe[self._seconds[codes[maybe + 1]]]
        keys = (codes[maybe].astype(np.uint32) << np.uint32(16)) | codes[maybe + 1]
        if self._cues.size:
            index = np.minimum(np.searchsorted(self._cues, keys), len(self._cues) - 1)
            maybe = maybe[self._cues[index] == keys]
        found: Places = np.sort(np.concatenate((maybe, at[paired]))) - PAD
        return found


def _matches(pattern: LazyPattern, text: str, places: Places) -> Iterator[re.Match[str]]:
    for place in places.tolist():
        match = pattern.match(text, place)
        if match is not None:
            yield match


def _four(key: int) -> str:
    """Return the four characters that `key` packs, without what stands before the text."""
    return "".join(chr(key >> shift & 0xFFFF) for shift in (48, 32, 16, 0))
