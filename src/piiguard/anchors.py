"""Finds candidates at anchors: signs and labels that are rare without the kind they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from piiguard.errors import BudgetError, RecognizerError
from piiguard.recognizer import Candidate
from piiguard.rules import LABEL_ANCHOR, Rule, RuleTable
from piiguard.scoring import Scorer, Sink

PATTERN_BUDGET_SECONDS: Final = 5.0
_CONNECTOR: Final = re.compile("(?:号码|账号|帐号|[号码]|[是为]|[ \u3000:：=＝\"'“”‘’`(（\\[<])*")
_CONNECTOR_LIMIT: Final = 12


class AnchorFinder:
    """Runs the one anchor pattern over a text and calls the recognizers that asked for each place."""

    def __init__(self, table: RuleTable, scorer: Scorer) -> None:
        self._pattern = table.anchors
        self._anchored = table.anchored
        self._labelled = table.labelled
        self._han_cues = table.han_cues
        self._scorer = scorer

    def find(self, text: str, sink: Sink) -> None:
        """Add every candidate that an anchor of `text` leads to."""
        if self._pattern is None:
            return
        anchored, han_cues = self._anchored, self._han_cues
        for match in self._pattern.finditer(text):
            at = match.start()
            char = text[at]
            for rule, then in anchored.get(char, ()):
                if then.match(text, at + 1) is not None:
                    self._call(text, at, rule, sink)
            if char in LABEL_ANCHOR:
                self._after_key(text, at, sink)
            elif char in han_cues:
                self._after_cue(text, at, sink)

    def _call(self, text: str, at: int, rule: Rule, sink: Sink) -> None:
        assert rule.find is not None
        try:
            candidates = list(rule.find(text, at))
        except Exception as error:
            raise RecognizerError(f"recognizer {rule.name} failed: {type(error).__name__}") from None
        for candidate in candidates:
            self._scorer.consider(text, rule, candidate, sink)

    def _after_key(self, text: str, at: int, sink: Sink) -> None:
        for name in sorted(self._scorer.key(text, at).cue_of):
            for rule, shape in self._labelled.get(name, ()):
                self._value_at(text, at, rule, shape, sink)

    def _after_cue(self, text: str, at: int, sink: Sink) -> None:
        for cue, (rule, shape) in self._han_cues[text[at]]:
            if text.startswith(cue, at):
                self._value_at(text, at + len(cue), rule, shape, sink)

    def _value_at(self, text: str, at: int, rule: Rule, shape: re.Pattern[str], sink: Sink) -> None:
        connector = _CONNECTOR.match(text, at, at + _CONNECTOR_LIMIT)
        match = shape.match(text, connector.end() if connector else at)
        if match is not None and match.end() > match.start():
            self._scorer.consider(text, rule, Candidate(match.start(), match.end(), match.group()), sink)


class PatternFinder:
    """Runs the regexes of rule files, each over the whole text and under a time budget."""

    def __init__(self, table: RuleTable, scorer: Scorer) -> None:
        self._patterns = table.patterns
        self._scorer = scorer

    def find(self, text: str, sink: Sink) -> None:
        """Add every match; raises `BudgetError` past the budget, so that nothing is lost in silence."""
        for rule, source in self._patterns:
            import regex

            # `regex` caches compiled patterns, so this costs a look-up.
            pattern = regex.compile(source)
            try:
                spans = [
                    match.span()
                    for start, end in _lines(text)
                    for match in pattern.finditer(text, start, end, timeout=PATTERN_BUDGET_SECONDS)
                ]
            except TimeoutError:
                why = f"its pattern did not finish in {PATTERN_BUDGET_SECONDS} s"
                raise BudgetError(f"recognizer {rule.name}: {why}") from None
            for start, end in spans:
                if end - start > rule.recognizer.max_length:
                    # A longer match would be cut where a stream is cut, and then differ from the whole text's.
                    raise RecognizerError(f"recognizer {rule.name}: a match is longer than its max_length")
                if end > start:
                    self._scorer.consider(text, rule, Candidate(start, end, text[start:end]), sink)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line: a finding never reaches over a line end, wherever a stream is cut."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1
