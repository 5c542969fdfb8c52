"""Scored candidates of a text as arrays, as the bulk executor finds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiguard.bulk.chunk import PAD, Mask, Places
from piiguard.overlap import Raw
from piiguard.recognizer import Recognizer

Numbers = NDArray[np.int64]


class Told(NamedTuple):
    """What many hits have in common: whose they are, with what score, weight and reason, and how they are written.

    `sizes` are how many digits each group has; one sign stands between two groups. None where they differ.
    """

    recognizer: Recognizer
    score: float
    weight: int
    reason: str
    sizes: tuple[int, ...]


class Hits(NamedTuple):
    """Scored candidates: spans in the text, and for each the number of what `told` says of it."""

    starts: Places
    ends: Places
    kinds: Numbers
    told: Sequence[Told]

    def where(self, keep: Mask | Places) -> Hits:
        """Return the hits for which `keep` is true, or which it lists."""
        return Hits(self.starts[keep], self.ends[keep], self.kinds[keep], self.told)

    def raws(self) -> list[Raw]:
        """Return the hits one by one."""
        told = self.told
        rows = zip((self.starts - PAD).tolist(), (self.ends - PAD).tolist(), self.kinds.tolist(), strict=True)
        return [Raw(start, end, told[kind].score, told[kind].weight, told[kind].recognizer, told[kind].reason)
                for start, end, kind in rows]  # fmt: skip
