"""Finds candidates at anchors: signs and labels that are rare without the kind they lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from piiguard.errors import BudgetError, RecognizerError
from piiguard.lazy import LazyPattern
from piiguard.recognizer import Candidate
from piiguard.rules import CueRule, Rule, RuleTable, ShapeRule
from piiguard.scoring import Scorer, Sink

PATTERN_BUDGET_SECONDS: Final = 5.0
CONNECTOR_SIGNS: Final = " \u3000:：=＝\"'“”‘’`(（[<>】|\t"
_CONNECTOR: Final = re.compile(f"(?:号码|账号|帐号|[号码]|[是为]|[{re.escape(CONNECTOR_SIGNS)}])*")
CONNECTOR_LIMIT: Final = 12
_MEMO_LIMIT: Final = 8192


_At = TypeVar("_At")
Patterns = tuple[tuple[str, LazyPattern], ...]
Matches = Iterable[re.Match[str]]


def _compiled(sources: Mapping[str, str]) -> Patterns:
    return tuple([(char, LazyPattern(source)) for char, source in sources.items()])


class AnchorFinder:
    """Runs the anchor patterns over a text and calls the recognizers that asked for each place."""

    def __init__(self, table: RuleTable, scorer: Scorer) -> None:
        signs, label_signs, anchored, han, pairs = table.anchors
        # Plain Chinese prose has nothing of this, and so neither a number nor a sign to look at.
        self.opening = LazyPattern(f"[!-~{''.join(sorted(char for char in label_signs if char in table.anchored))}]")
        self.signs = _compiled(signs)
        self.label_signs = _compiled(label_signs)
        self.anchored_label_signs = dict(_compiled(anchored))
        self.han = _compiled(han)
        self.pairs = LazyPattern(pairs) if pairs else None
        self.anchored = table.anchored
        self.hints = table.hints
        self.paired = frozenset(table.anchored) - {*signs, *label_signs, *han}
        self._labelled = table.labelled
        self._by_key: dict[frozenset[str], tuple[ShapeRule, ...]] = {}
        self._key_ends = table.key_ends
        self._known_ends: dict[str, bool] = {}
        self.han_cues = table.han_cues
        self._scorer = scorer

    def thens(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Return for each anchor's character what must follow it and stand before it: two regexes a recognizer."""
        return {
            char: (tuple([shape.then for shape in shapes]), tuple([shape.before for shape in shapes]))
            for char, shapes in self.hints.items()
        }

    def find(self, text: str, sink: Sink) -> None:
        """Add every candidate that an anchor of `text` leads to."""
        if self.opening.search(text) is not None:
            for char, pattern in self.signs:
                if char in text:
                    self.at_signs(text, pattern.finditer(text), sink)
            for char, pattern in self.label_signs:
                if char in text:
                    self.at_label_signs(text, pattern.finditer(text), sink)
        if not text.isascii():
            for char, pattern in self.han:
                if char in text:
                    self.at_signs(text, pattern.finditer(text), sink)
            if self.pairs is not None:
                self.at_pairs(text, self.pairs.finditer(text), sink)
        self.together(text, sink)

    def at_signs(self, text: str, matches: Matches, sink: Sink) -> None:
        """Add what the `matches` of one of the patterns `signs` or `han` lead to."""
        for match in matches:
            self._anchor(text, match.start(), match.lastindex or 1, sink)

    def at_label_signs(self, text: str, matches: Matches, sink: Sink, judged: Container[int] = ()) -> None:
        """Add what the `matches` of one of the patterns `label_signs` lead to, by their anchors and their keys.

        `judged`: where the anchors need no look any more.
        """
        memo = self._known_ends
        for match in matches:
            at = match.start()
            if match.lastindex and at not in judged:
                self._anchor(text, at, match.lastindex, sink)
            # Which key it is, is looked up only if one of the cues ends like it.
            end = text[at - 4 if at > 4 else 0 : at]
            known = memo.get(end)
            if known is None:
                known = self.may_end_cue(end)
            if known:
                self._after_key(text, at, sink)

    def at_pairs(self, text: str, matches: Matches, sink: Sink) -> None:
        """Add what the `matches` of the pattern `pairs` lead to."""
        paired, cues = self.paired, self.han_cues
        for match in matches:
            at = match.start()
            if text[at] in paired:
                self._anchor(text, at, 0, sink)
            rules = cues.get(text[at : at + 2])
            if rules is not None:
                self._after_cue(text, at, rules, sink)

    def may_end_cue(self, end: str) -> bool:
        """Return whether a cue may end like `end`, the four characters before a label sign, and remember it."""
        if len(self._known_ends) >= _MEMO_LIMIT:
            self._known_ends.clear()
        word = end.rstrip("\"' ")[-3:].lower()
        known = any(word[first:] in self._key_ends for first in range(3)) or word[-1:].isdigit()
        self._known_ends[end] = known
        return known

    def _anchor(self, text: str, at: int, first: int, sink: Sink) -> None:
        """Call the recognizers anchored at `at`: the `first` one fits, from 1, and those before it do not."""
        rules = self.anchored[text[at]]
        if first:
            self._call(text, at, rules[first - 1].rule, sink)
        if first < len(rules):
            for rule, then in rules[first:]:
                if then.match(text, at + 1) is not None:
                    self._call(text, at, rule, sink)

    def together(self, text: str, sink: Sink) -> None:
        """Add what the places lead to that were put aside, once those of all signs are known."""
        for rule, places in sink.places.values():
            assert rule.find_all is not None
            self.consider(text, rule, found_by(rule, rule.find_all, text, sorted(places)), sink)
        sink.places.clear()

    def _call(self, text: str, at: int, rule: Rule, sink: Sink) -> None:
        if rule.find_all is not None:
            known = sink.places.get(rule.name)
            if known is None:
                known = sink.places[rule.name] = rule, []
            known[1].append(at)
            return
        assert rule.find is not None
        self.consider(text, rule, found_by(rule, rule.find, text, at), sink)

    def consider(self, text: str, rule: Rule, candidates: Iterable[Candidate], sink: Sink) -> None:
        """Add those of the candidates of a rule that were not come upon before."""
        for candidate in candidates:
            if sink.is_new(rule.name, candidate):  # several signs of an address lead to the same one
                self._scorer.consider(text, rule, candidate, sink)

    def _after_key(self, text: str, at: int, sink: Sink) -> None:
        cue_of = self._scorer.key(text, at).cue_of
        if cue_of:
            for rule, shape in self.by_key(cue_of):
                self._value_at(text, at, rule, shape, sink)

    def by_key(self, cue_of: frozenset[str]) -> tuple[ShapeRule, ...]:
        """Return the rules for values behind a key that is a cue of the recognizers `cue_of`."""
        rules = self._by_key.get(cue_of)
        if rules is None:
            rules = tuple([shaped for name in sorted(cue_of) for shaped in self._labelled.get(name, ())])
            self._by_key[cue_of] = rules
        return rules

    def _after_cue(self, text: str, at: int, rules: tuple[CueRule, ...], sink: Sink) -> None:
        for cue, (rule, shape) in rules:
            if text.startswith(cue, at):
                self._value_at(text, at + len(cue), rule, shape, sink)

    def _value_at(self, text: str, at: int, rule: Rule, shape: LazyPattern, sink: Sink) -> None:
        connector = _CONNECTOR.match(text, at, at + CONNECTOR_LIMIT)
        match = shape.match(text, connector.end() if connector else at)
        if match is not None and match.end() > match.start():
            self._scorer.consider(text, rule, Candidate(match.start(), match.end(), match.group()), sink)


def found_by(rule: Rule, find: Callable[[str, _At], Iterable[Candidate]], text: str, at: _At) -> list[Candidate]:
    """Return what `find` of a recognizer yields at a place, or places; raises `RecognizerError` if it crashes."""
    try:
        return list(find(text, at))
    except Exception as error:
        raise RecognizerError(f"recognizer {rule.name} failed: {type(error).__name__}") from None


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
