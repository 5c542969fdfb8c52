"""Cuts a text into the pieces that the network reads at once: sentences, and where one is too long, parts of it.

Where a piece begins and ends depends on what stands near, never on how far away the text begins: a text that is read
in parts is cut in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import numpy as np

# The network was trained on sentences; from here on a sentence is cut further.
LONGEST: Final = 256
# Nothing is longer, whatever the text is made of.
UTMOST: Final = 512
# A place to cut is the least of so many to each side.
REACH: Final = 48
_SENTENCE: Final = re.compile("[^。！？；!?;\n]+[。！？；!?;]*")
_CLAUSE: Final = re.compile("[^，、：,: \t]+[，、：,: \t]*")
_HAN_PAIR: Final = re.compile("[㐀-鿿豈-﫿𠀀-𱍏]{2}")
_FACTOR: Final = np.uint32(0x9E3779B1)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the pieces of `text` in which two Han characters stand side by side, in order."""
    for start, end in cuts(text):
        if _HAN_PAIR.search(text, start, end) is not None:
            yield start, end


def cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of all pieces of `text`, in order; line ends, and marks behind no sentence, are in none."""
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if end - start <= LONGEST:
            yield start, end
            continue
        for clause in _CLAUSE.finditer(text, start, end):
            first, last = clause.span()
            if last - first <= LONGEST:
                yield first, last
            else:
                yield from _parts(text, first, last)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch without any mark, cut where a hash of two characters is the least around."""
    places = [start, *(start + at for at in _least(text[start:end])), end]
    for first, last in pairwise(places):
        for low in range(first, last, UTMOST):
            yield low, min(low + UTMOST, last)


def _least(stretch: str) -> list[int]:
    codes = np.frombuffer(stretch.encode("utf-32-le", "surrogatepass"), np.uint32)
    mixed = (codes[:-1] * _FACTOR + codes[1:]) * _FACTOR
    mixed ^= mixed >> np.uint32(15)
    mixed *= _FACTOR
    windows: Any = np.lib.stride_tricks.sliding_window_view(mixed, 2 * REACH + 1)
    return (np.flatnonzero(mixed[REACH:-REACH] == windows.min(1)) + REACH + 1).tolist()
