"""Shows the places that the filters have chosen to the exact executor's own finders."""

from __future__ import annotations

from piiguard.anchors import AnchorFinder
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import (
    CONNECTOR,
    DIGIT,
    FOLDING,
    LABEL_SIGN,
    LETTER,
    PAIR,
    SEPARATOR,
    SIGN,
    Chunk,
    class_table,
)
from piiguard.bulk.folds import FoldFilter
from piiguard.bulk.hits import Hits
from piiguard.bulk.internet import AddressJudge, address_rule
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.runs import RunFilter
from piiguard.bulk.signs import SignFilter
from piiguard.labels import CONNECTORS, LabelIndex
from piiguard.numbers import SEPARATORS, NumberFinder
from piiguard.scoring import Sink
from piiguard.text.fold import CHANGING, HAN_DIGITS, Folded

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class BulkFinder:
    """Finds the candidates of large texts, the same that the exact executor finds."""

    def __init__(self, numbers: NumberFinder, anchors: AnchorFinder, labels: LabelIndex) -> None:
        self._anchors = anchors
        signs = "".join(char for char, _ in (*anchors.signs, *anchors.han))
        firsts = "".join({cue[0] for cue in anchors.han_cues} | anchors.paired)
        self._table = class_table(
            [
                (DIGIT, "0123456789"),
                (LETTER, _LETTERS),
                (SEPARATOR, "".join(SEPARATORS)),
                (FOLDING, CHANGING + HAN_DIGITS),
                (SIGN, signs),
                (PAIR, firsts),
                (LABEL_SIGN, "".join(char for char, _ in anchors.label_signs)),
                (CONNECTOR, CONNECTORS),
            ]
        )
        filtering = LabelFilter(labels)
        address = address_rule(anchors, numbers.scorer.threshold)
        judge = NumberJudge(numbers, filtering, [] if address is None else [address])
        self._runs = RunFilter(numbers, filtering, judge)
        self._signs = SignFilter(anchors, filtering, address and AddressJudge(address, judge, filtering))
        self._folds = FoldFilter()

    def find(self, text: str, sink: Sink) -> tuple[Folded, list[Hits]]:
        """Return the folded text and the hits in it; add what was looked at one by one to `sink`."""
        chunk = Chunk(text, self._table)
        folded, chunk = self._folds.fold(chunk)
        return folded, self._runs.find(chunk, sink) + self._signs.find(chunk, sink)
