"""Finds names in a short text: the same as in any text, with lists instead of columns, as it holds few."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from piiguard.names.beside import latin_beside
from piiguard.names.memory import Mention, mentions_in_short
from piiguard.names.readings import Reader, Reading
from piiguard.names.refine import SURE_OF_WORDS, refined
from piiguard.names.ruled import certain
from piiguard.names.short import ShortRead
from piiguard.names.short_latin import ShortLatin, may_have_words

if TYPE_CHECKING:
    from piiguard.names.latin import Latin
    from piiguard.names.model import Model


class ShortFinder:
    """Finds persons in short texts with `model`, and with what `latin` returns where they have Latin words.

    `bonus` is what speaks for a person from the start; below `threshold` a name that rules found tells nothing.
    """

    def __init__(self, model: Model, latin: Callable[[], Latin], threshold: float, bonus: float) -> None:
        self._model = model
        self._latin = latin
        self._threshold = threshold
        self._bonus = np.float32(bonus)

    def find(self, text: str, ruled: Sequence[tuple[int, int, float]]) -> tuple[Sequence[Reading], ...]:
        """Return what is read in a text, what stands beside that, and what is named again.

        `ruled` are the persons, (start, end, score), that rules have found in it, in order.
        """
        read = self._model.short.read(text, self._bonus)
        found: Sequence[Reading] = [*self._refined(read, text)]
        if may_have_words(text):
            found = _in_order(found, [*self._latin_words.persons(text)])
        if not found and not ruled:
            return (), (), ()
        found = _apart(found, [span[:2] for span in ruled if span[2] >= self._threshold])
        known = _in_order([*certain(ruled, text)], found)
        beside = [*latin_beside(text, [each for each in known if each.label == "PER"])]
        again = self._named_again(text, _in_order(known, beside), read)
        # A part of a name that is known whole is none.
        return _apart(found, sorted([each[1:3] for each in again])), beside, again

    @cached_property
    def _latin_words(self) -> ShortLatin:
        return ShortLatin(self._latin(), self._model.short.features)

    def _refined(self, read: ShortRead, text: str) -> Iterator[Reading]:
        """Yield the readings with persons cut to their names, but for those that are none."""
        for label, start, end, score in read.readings:
            name = refined(text, start, end) if label == "PER" else (start, end)
            if name is None:
                continue
            if label != "PER" or score >= SURE_OF_WORDS or not self._model.is_word(text[name[0] : name[1]]):
                yield Reading(label, *name, score)

    def _named_again(self, text: str, known: Sequence[Reading], read: ShortRead) -> list[Reading]:
        """Return where `known` persons are named again, at or above the threshold, and nothing else is read."""
        met = mentions_in_short(text, known, self._model.is_word)
        again = [each for each in met if each.score >= self._threshold]
        if any(each.start < end and start < each.end for each in again for start, end in read.left_out):
            again = [*self._free(text, again, read)]
        return [Reading("PER", start, end, score) for start, end, score, _ in again]

    def _free(self, text: str, again: Sequence[Mention], read: ShortRead) -> Iterator[Mention]:
        """Yield the mentions that nothing is in the way of in the runs that were left out."""
        reader = Reader(self._model, text, float(self._bonus), True)
        reader.leave_out(*np.array(read.left_out).T)
        _, starts, ends, _ = map(np.ndarray.tolist, reader.in_the_way(*np.array([each[:2] for each in again]).T))
        yield from (each for each in again if each.is_free(starts, ends))


def _apart(found: Sequence[Reading], spans: Sequence[tuple[int, int]]) -> Sequence[Reading]:
    """Return `found` without persons that are a part, but not all, of the last of `spans` that begins no later."""
    if not spans:
        return found
    starts = [start for start, _ in spans]

    def is_apart(each: Reading) -> bool:
        place = bisect_right(starts, each.start) - 1
        return (
            each.label != "PER" or place < 0 or each.end > spans[place][1] or spans[place] == (each.start, each.end)
        )

    return [each for each in found if is_apart(each)]


def _in_order(known: Sequence[Reading], others: Sequence[Reading]) -> Sequence[Reading]:
    """Return `known`, which is in order, and those of `others` that overlap none of them, in order."""
    if not known or not others:
        return known or others
    starts = [each.start for each in known]

    def is_free(each: Reading) -> bool:
        at = bisect_left(starts, each.end)
        return at == 0 or known[at - 1].end <= each.start

    return sorted([*known, *filter(is_free, others)], key=lambda each: each.start)
