"""The engine: one pass over digit runs, one over anchors, then checks, context and overlaps.

Pure: text in, findings out, no state that changes a result. Its own passes are the exact executor, the reference for
the bulk executor, which makes the same passes over large texts with numpy.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal

from piiguard.anchors import AnchorFinder, PatternFinder
from piiguard.errors import InvalidNumber
from piiguard.finding import Finding, Level, Trace
from piiguard.labels import LabelIndex
from piiguard.numbers import NumberFinder
from piiguard.overlap import Raw, resolve
from piiguard.recognizer import Digits, Reading, Recognizer, Token
from piiguard.rules import compile_rules
from piiguard.scoring import Scorer, Sink, levels_of
from piiguard.text.fold import Folded, fold

if TYPE_CHECKING:
    from piiguard.bulk.finder import BulkFinder
    from piiguard.bulk.levels import LevelReader
    from piiguard.names.finder import NameFinder, Spans

Executor = Literal["auto", "exact", "bulk"]
Names = Literal["off", "strict", "recall", "ner"]
# How sure the name model must be, and what speaks for a person from the start; "off" leaves it out, and in "ner" the
# network of the extra reads along.
NAME_POINTS: Final = {"recall": (0.53, 0.1), "strict": (0.93, 0.0), "ner": (0.65, 0.0)}
# A name depends on its run of Han characters, and on a name before or behind it that is remembered or in its list.
_NAME_MARGIN: Final = 640
# Where the network reads along, each of the two names depends on its sentence.
_NETWORK_MARGIN: Final = 1536
# Without two Han characters side by side there is no name to read.
_HAN_PAIR: Final = re.compile("[㐀-鿿豈-﫿𠀀-𱍏]{2}")
# Characters: from so many on the bulk executor is faster, and after so many its start has paid, and that of numpy.
_LARGE: Final = 1 << 14
_WORTH_TABLES: Final = 1 << 18
_WORTH_NUMPY: Final = 1 << 19
_COMPACT: Final = str.maketrans("", "", " -.·()（）[]")


class Engine:
    """Finds personal information in text with a fixed set of recognizers.

    `margin` is the number of characters to each side on which a finding can depend at most; whoever cuts a text
    into pieces gives each piece that much of its surroundings. `executor` is "exact", "bulk" (with numpy), or "auto":
    bulk for large texts. Both find the same. `names`: how the recognizers that read running text do it.
    """

    def __init__(
        self,
        recognizers: Sequence[Recognizer],
        threshold: float = 0.5,
        executor: Executor = "auto",
        names: Names = "recall",
    ) -> None:
        self.recognizers = tuple(recognizers)
        self.threshold = threshold
        self.executor: Executor = executor
        self.names: Names = names
        if names == "ner":
            from piiguard.names.lac import require  # numpy

            require()
        table = compile_rules(self.recognizers)
        self._labels = LabelIndex(self.recognizers)
        scorer = Scorer(self._labels, threshold)
        self.margin = table.margin + {"off": 0, "ner": _NETWORK_MARGIN}.get(names, _NAME_MARGIN)
        self._numbers = NumberFinder(table, scorer)
        self._anchors = AnchorFinder(table, scorer)
        self._patterns = PatternFinder(table, scorer) if table.patterns else None
        self._bulk: BulkFinder | None = None
        self._large_so_far = 0
        self._readers = {
            shape.label: each for each in self.recognizers for shape in each.candidates if isinstance(shape, Reading)
        }
        self._names: NameFinder | None = None
        self._levels: LevelReader | None = None

    def __reduce__(self) -> tuple[type[Engine], tuple[tuple[Recognizer, ...], float, Executor, Names]]:
        return Engine, (self.recognizers, self.threshold, self.executor, self.names)

    def scan(self, text: str) -> list[Finding]:
        """Return the findings of `text` in order, without overlaps, at or above the threshold.

        Raises `BudgetError` when a rule file's pattern does not finish, `RecognizerError` when a recognizer fails.
        """
        found = self.find(text)
        return found if isinstance(found, list) else list(found)

    def find(self, text: str) -> Sequence[Finding]:
        """Return what `scan` does; of a large text, objects are made of the findings only when somebody asks."""
        bulk = None if len(text) < _LARGE and self.executor != "bulk" else self._bulk_finder(len(text))
        if bulk is not None:
            return self._find_in_bulk(text, bulk)
        sink = Sink()
        # Plain ASCII has nothing to fold; not even asking saves time on short lines.
        folded = None if text.isascii() else fold(text)
        self._collect(text if folded is None else folded.text, sink)
        if not sink.raws:
            return []
        return self._findings(resolve(self._strong(sink)), text if folded is None else folded.text, folded)

    def _find_in_bulk(self, text: str, bulk: BulkFinder) -> Sequence[Finding]:
        from piiguard.bulk.chunk import PAD
        from piiguard.bulk.found import Found, moved, settled

        sink = Sink()
        folded, codes, hits = bulk.find(text, sink)
        self._find_patterns(folded.text, sink)
        bulk.look_again(folded.text, hits, sink)
        taken = [(each.starts - PAD, each.ends - PAD) for each in hits]
        named = self._names_apart(folded, sink, taken)
        bulk.look_again(folded.text, hits, sink)
        plain, raws = settled(hits, self._strong(sink))
        if plain is not None and folded.removed is not None:
            plain, others = moved(plain, folded.removed)
            raws = sorted([*raws, *others], key=attrgetter("start"))
        found = self._findings(raws, folded.text, folded)
        if named:
            found = sorted([*found, *named], key=attrgetter("start"))
        return found if plain is None else Found(plain, found, folded.text, bulk.levels, codes)

    def _strong(self, sink: Sink) -> list[Raw]:
        return [raw for raw in sink.raws if raw.score >= self.threshold]

    def _findings(self, raws: Sequence[Raw], shadow: str, folded: Folded | None) -> list[Finding]:
        return [_finding(raw, shadow, folded) for raw in raws if raw.recognizer.personal]

    def _collect(self, text: str, sink: Sink) -> None:
        if self._anchors.opening.search(text) is not None:
            self._numbers.find(text, sink)
        self._anchors.find(text, sink)
        self._find_patterns(text, sink)
        self._find_names(text, sink)

    def _find_names(self, text: str, sink: Sink) -> None:
        finder = self._name_finder(text)
        if finder is not None:
            finder.find(text, sink)

    def _names_apart(self, folded: Folded, sink: Sink, taken: Spans) -> list[Finding]:
        """Return the names that touch nothing else, nor the spans `taken`, as findings; the others go to `sink`."""
        finder = self._name_finder(folded.text)
        if finder is None:
            return []
        if folded.removed is not None:  # their places in the text are other ones
            finder.find(folded.text, sink)
            return []
        return finder.find_apart(folded.text, sink, taken)

    def _name_finder(self, text: str) -> NameFinder | None:
        if not self._readers or self.names == "off" or text.isascii() or _HAN_PAIR.search(text) is None:
            return None
        if self._names is None:
            from piiguard.names.finder import NameFinder  # numpy, and 4 MB to read

            floor, bonus = NAME_POINTS[self.names]
            self._names = NameFinder(self._readers, max(self.threshold, floor), bonus, self.names == "ner")
        return self._names

    def _find_patterns(self, text: str, sink: Sink) -> None:
        if self._patterns is not None:
            self._patterns.find(text, sink)

    def _bulk_finder(self, size: int) -> BulkFinder | None:
        """Return the bulk executor if there was so much large text that making it, and importing numpy, pays."""
        if self._bulk is None and self.executor != "exact":
            self._large_so_far += size
            worth = _WORTH_TABLES if "numpy" in sys.modules else _WORTH_NUMPY
            if self.executor == "bulk" or self._large_so_far >= worth:
                from piiguard.bulk.finder import BulkFinder

                self._bulk = BulkFinder(self._numbers, self._anchors, self._labels)
        return self._bulk

    def explain(self, text: str) -> list[Trace]:
        """Return every candidate that had a shape, in order: found, left alone, too weak, beaten or rejected."""
        folded = fold(text)
        traces: list[Trace] = []
        sink = Sink(traces)
        self._collect(folded.text, sink)
        winners = set(resolve([raw for raw in sink.raws if raw.score >= self.threshold]))
        traces += [_trace(raw, self._verdict(raw, winners)) for raw in sink.raws]
        mapped = {_moved(trace, folded) for trace in traces}
        return sorted(
            mapped, key=lambda trace: (trace.start, -trace.end, -trace.score, trace.recognizer, trace.reason)
        )

    def _verdict(self, raw: Raw, winners: set[Raw]) -> str:
        if raw.score < self.threshold:
            return "below threshold"
        if raw not in winners:
            return "beaten by better evidence"
        return "found" if raw.recognizer.personal else "left alone"

    def canonical(self, recognizer: Recognizer, value: str) -> str:
        """Return the canonical form of a value `recognizer` found: what is hashed and compared."""
        compact = compacting(recognizer)(value)
        if recognizer.validate is None:
            return compact
        try:
            return recognizer.validate(compact) or compact
        except InvalidNumber:
            return compact.upper()

    @property
    def level_reader(self) -> LevelReader | None:
        """Return what tells how far the levels of many addresses reach; None where addresses are not looked for."""
        if self._levels is None:
            from piiguard.bulk.level_reader import address_forms, level_reader

            self._levels = level_reader(self._anchors, address_forms(self._anchors, [False]))
        return self._levels


def compacting(recognizer: Recognizer) -> Callable[[str], str]:
    """Return what folds values of a recognizer, and takes the separators out of those of a number."""
    if any(isinstance(shape, (Digits, Token)) for shape in recognizer.candidates):
        return lambda value: fold(value).text.translate(_COMPACT)
    return lambda value: value if value.isascii() else fold(value).text


def _finding(raw: Raw, shadow: str, folded: Folded | None) -> Finding:
    start, end = (raw.start, raw.end) if folded is None else folded.span(raw.start, raw.end)
    kind = raw.recognizer
    if kind.parts is None:
        return Finding(kind.entity_type, start, end, raw.score, kind.name, raw.reason)
    spans = levels_of(kind, shadow, raw.start, raw.end)
    if folded is None:
        levels = tuple([Level(*span) for span in spans])
    else:
        levels = tuple([Level(name, *folded.span(first, last)) for name, first, last in spans])
    return Finding(kind.entity_type, start, end, raw.score, kind.name, raw.reason, levels)


def _trace(raw: Raw, verdict: str) -> Trace:
    return Trace(raw.recognizer.entity_type, raw.start, raw.end, raw.score, raw.recognizer.name, verdict, raw.reason)


def _moved(trace: Trace, folded: Folded) -> Trace:
    start, end = folded.span(trace.start, trace.end)
    return trace._replace(start=start, end=end)
