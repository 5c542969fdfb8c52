"""Shows the places that the filters have chosen to the exact executor's own finders."""

from __future__ import annotations

from collections.abc import Sequence

from piiguard.anchors import AnchorFinder
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import (
    CONNECTOR,
    DIGIT,
    FOLDING,
    LABEL_SIGN,
    LETTER,
    PAD,
    PAIR,
    SEPARATOR,
    SIGN,
    Chunk,
    Codes,
    class_table,
)
from piiguard.bulk.folds import FoldFilter
from piiguard.bulk.heap import keep_freed_memory
from piiguard.bulk.hits import Hits
from piiguard.bulk.internet import AddressJudge, address_rule
from piiguard.bulk.judge import NumberJudge
from piiguard.bulk.keyed import KeyFilter
from piiguard.bulk.level_reader import address_forms, level_reader
from piiguard.bulk.mail import MailJudge, mail_rule
from piiguard.bulk.people import NameJudge, name_rule
from piiguard.bulk.postal import ClauseJudge, clause_rule
from piiguard.bulk.postal_fields import FieldJudge, field_rules
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
        keep_freed_memory()
        self._anchors = anchors
        self._table = class_table(
            [
                (DIGIT, "0123456789"),
                (LETTER, _LETTERS),
                (SEPARATOR, "".join(SEPARATORS)),
                (FOLDING, CHANGING + HAN_DIGITS),
                (SIGN, "".join(anchors.anchored)),
                (PAIR, "".join({cue[0] for cue in anchors.han_cues})),
                (LABEL_SIGN, "".join(char for char, _ in anchors.label_signs)),
                (CONNECTOR, CONNECTORS),
            ]
        )
        filtering = LabelFilter(labels)
        address = address_rule(anchors, numbers.scorer.threshold)
        mail, name = mail_rule(anchors), name_rule(anchors)
        clause, field = clause_rule(anchors), field_rules(anchors)
        others = [address, mail, name, clause, *(rule for rule, _ in field)]
        judge = NumberJudge(numbers, filtering, [each for each in others if each is not None])
        judges = [
            address and AddressJudge(address, judge, filtering),
            mail and MailJudge(mail, judge, filtering),
            name and NameJudge(name, judge, filtering),
        ]
        self._runs = RunFilter(numbers, filtering, judge)
        forms = address_forms(anchors)
        # Whoever makes findings of hits asks it for the levels of addresses.
        self.levels = level_reader(anchors, forms)
        keys = KeyFilter(anchors, filtering, FieldJudge(field, judge, filtering, forms) if field else None)
        clauses = clause and ClauseJudge(clause, anchors, judge, filtering, forms[:1])
        self._put_off = clauses.put_off if clauses else None
        self._signs = SignFilter(anchors, keys, [each for each in judges if each is not None], clauses)
        self._folds = FoldFilter()

    def find(self, text: str, sink: Sink) -> tuple[Folded, Codes | None, list[Hits]]:
        """Return the folded text, the codes of `text` where these are known, and the hits in the folded one.

        Adds what was looked at one by one to `sink`.
        """
        chunk = Chunk(text, self._table)
        if self._put_off is not None:
            self._put_off.forget()
        folded, chunk = self._folds.fold(chunk)
        codes = None if chunk.is_wide or chunk.text is not text else chunk.codes[PAD:-PAD]
        return folded, codes, self._runs.find(chunk, sink) + self._signs.find(chunk, sink)

    def look_again(self, text: str, hits: Sequence[Hits], sink: Sink) -> None:
        """Add to `sink` what was put off in the folded `text`, as something better was sure, and is not any more.

        To be called whenever candidates were added to `hits` or `sink`.
        """
        if self._put_off is not None:
            candidates = list(self._put_off.called_for(text, hits, sink.raws))
            self._anchors.consider(text, self._put_off.rule, candidates, sink)
