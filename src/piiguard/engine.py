"""The exact executor: one pass over digit runs, one over anchors, then checks, context and overlaps.

Pure: text in, findings out, no state that changes a result. It is the reference for any faster executor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from piiguard.context import Label, LabelIndex, window
from piiguard.errors import BudgetError, InvalidNumber, RecognizerError
from piiguard.finding import Finding, Trace
from piiguard.overlap import Raw, resolve
from piiguard.recognizer import Candidate, Digits, Doubt, Recognizer, Token
from piiguard.rules import LABEL_ANCHOR, LONGEST_RUN, DigitRule, Rule, compile_rules
from piiguard.text.fold import fold

PATTERN_BUDGET_SECONDS: Final = 5.0
_LONGEST_TOKEN: Final = 40
_SEPARATORS: Final = " -.·)"
_ALNUM: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DIGITS: Final = frozenset("0123456789")
_GROUP_STARTS: Final = frozenset("0123456789 -")
# Runs of five digits or more, and shorter ones that a separator and three more digits follow. The bare first
# class lets `re` skip to digits at once: `[0-9]{3}` in front would cost twice the time.
_RUN: Final = re.compile(r"[0-9][0-9]{2}(?:[0-9]{2,}|[0-9]?(?=[ \-.·)]{1,2}[0-9]{3}))")
_GROUPS: Final = re.compile(r"[0-9]+(?:(?:[ \-.·]|\)[ \-]?)[0-9]+){1,6}")
_GROUP: Final = re.compile(r"[0-9]+")
_REST: Final = re.compile(r"[0-9A-Za-z]*")
_COMPACT: Final = str.maketrans("", "", " -.·()（）[]")
_CONNECTOR: Final = re.compile("(?:号码|账号|帐号|[号码]|[是为]|[ \u3000:：=\"'“”‘’`(（\\[<])*")
# A country or carrier prefix may stand before a number with its own separator.
_LEADING_GROUPS: Final = frozenset(("86", "0086", "086", "17951", "17911", "17901", "12593", "10193"))


class Engine:
    """Finds personal information in text with a fixed set of recognizers.

    `margin` is the number of characters to each side on which a finding can depend at most; whoever cuts a text
    into pieces gives each piece that much of its surroundings.
    """

    def __init__(self, recognizers: Sequence[Recognizer], threshold: float = 0.5) -> None:
        self.recognizers = tuple(recognizers)
        self.threshold = threshold
        self._table = compile_rules(self.recognizers)
        self._labels = LabelIndex(self.recognizers)
        self.margin = self._table.margin

    def __reduce__(self) -> tuple[type[Engine], tuple[tuple[Recognizer, ...], float]]:
        return Engine, (self.recognizers, self.threshold)

    def scan(self, text: str) -> list[Finding]:
        """Return the findings of `text` in order, without overlaps, at or above the threshold.

        Raises `BudgetError` when a pattern of a rule file does not finish, `RecognizerError` when a recognizer fails.
        """
        folded = fold(text)
        raws = self._candidates(folded.text, None)
        if not raws:
            return []
        found = resolve([raw for raw in raws if raw.score >= self.threshold])
        return [
            Finding(raw.recognizer.entity_type, *folded.span(raw.start, raw.end), raw.score, raw.recognizer.name, raw.reason)
            for raw in found
            if raw.recognizer.personal
        ]

    def explain(self, text: str) -> list[Trace]:
        """Return every candidate that had a shape, in order: found, left alone, too weak, beaten or rejected."""
        folded = fold(text)
        traces: list[Trace] = []
        raws = self._candidates(folded.text, traces)
        strong = [raw for raw in raws if raw.score >= self.threshold]
        winners = set(resolve(list(strong)))
        for raw in raws:
            verdict = self._verdict(raw, winners)
            traces.append(_trace(raw, verdict))
        mapped = [t._replace(start=s, end=e) for t in traces for s, e in [folded.span(t.start, t.end)]]
        return sorted(set(mapped), key=lambda t: (t.start, -t.end, -t.score, t.recognizer))

    def canonical(self, recognizer: Recognizer, value: str) -> str:
        """Return the canonical form of a value `recognizer` found: what is hashed and compared."""
        compact = fold(value).text
        if any(isinstance(shape, (Digits, Token)) for shape in recognizer.candidates):
            compact = compact.translate(_COMPACT)
        if recognizer.validate is None:
            return compact
        try:
            return recognizer.validate(compact) or compact
        except InvalidNumber:
            return compact.upper()

    def _verdict(self, raw: Raw, winners: set[Raw]) -> str:
        if raw.score < self.threshold:
            return "below threshold"
        if raw not in winners:
            return "beaten by better evidence"
        return "found" if raw.recognizer.personal else "left alone"

    def _candidates(self, text: str, traces: list[Trace] | None) -> list[Raw]:
        raws: list[Raw] = []
        self._runs(text, raws, traces)
        if self._table.anchors is not None:
            self._anchored(text, raws, traces)
        for rule, source in self._table.patterns:
            self._pattern(text, rule, source, raws, traces)
        return raws

    def _runs(self, text: str, raws: list[Raw], traces: list[Trace] | None) -> None:
        by_length = self._table.runs
        size = len(text)
        token_end = 0
        for match in _RUN.finditer(text):
            start, end = match.span()
            if start < token_end:
                continue
            if (start and text[start - 1] in _ALNUM) or (end < size and text[end] in _ALNUM):
                token_end = self._token(text, start, end, raws, traces)
                continue
            length = end - start
            if 4 < length <= LONGEST_RUN and by_length[length] and not _is_decimal(text, start, end):
                self._run(text, start, end, by_length[length], raws, traces)
            if end + 1 < size and text[end] in _SEPARATORS and text[end + 1] in _GROUP_STARTS:
                self._grouped(text, start, raws, traces)

    def _run(
        self,
        text: str,
        start: int,
        end: int,
        rules: tuple[DigitRule, ...],
        raws: list[Raw],
        traces: list[Trace] | None,
    ) -> None:
        """Try the rules for a plain digit run; kinds that need a cue only when their label stands beside it."""
        value = text[start:end]
        label: Label | None = None
        for rule, prefixes in rules:
            if prefixes and not value.startswith(prefixes):
                continue
            if rule.needs_cue:
                if label is None:
                    label = self._label(text, start, end)
                if rule.name not in label.cue_of:
                    continue
            self._consider(text, rule, Candidate(start, end, value), raws, traces)

    def _label(self, text: str, start: int, end: int) -> Label:
        label = self._labels.before(text, start)
        if label.cue_of or label.decoy or end >= len(text) or text[end] not in "是为（(的":
            return label
        return self._labels.after(text, end)

    def _grouped(self, text: str, start: int, raws: list[Raw], traces: list[Trace] | None) -> None:
        """Try written layouts such as 138-1234-5678 from the group that starts at `start`."""
        whole = _GROUPS.match(text, start)
        if whole is None or not _may_start_group(text, start):
            return
        groups = [group.span() for group in _GROUP.finditer(text, start, whole.end())]
        lengths = tuple([end - begin for begin, end in groups])
        if _has_check_letter(text, whole.end()):
            # The X of an ID counts as the last digit of its group.
            self._layout(text, groups, (*lengths[:-1], lengths[-1] + 1), len(groups), raws, traces)
        for count in range(len(groups), 1, -1):
            self._layout(text, groups, lengths[:count], count, raws, traces)

    def _layout(
        self,
        text: str,
        groups: list[tuple[int, int]],
        lengths: tuple[int, ...],
        count: int,
        raws: list[Raw],
        traces: list[Trace] | None,
    ) -> None:
        rules = self._table.layouts.get(lengths)
        if rules is None:
            return
        start, (last, _) = groups[0][0], groups[count - 1]
        end = last + lengths[-1]
        if end < len(text) and text[end] in _ALNUM:
            return
        value = "".join([text[a:b] for a, b in groups[: count - 1]]) + text[last:end]
        cut = count < len(groups) and _cut_short(text, end)
        for rule, prefixes in rules:
            if prefixes and not value.startswith(prefixes):
                continue
            if cut and (rule.widen is None or text[end] == "."):
                continue
            if rule.needs_cue and rule.name not in self._label(text, start, end).cue_of:
                continue
            self._consider(text, rule, Candidate(start, end, value), raws, traces)

    def _token(self, text: str, start: int, end: int, raws: list[Raw], traces: list[Trace] | None) -> int:
        """Try the letter-and-digit token around a digit run; return where the token ends."""
        first = start
        lowest = max(0, start - _LONGEST_TOKEN)
        while first > lowest and text[first - 1] in _ALNUM:
            first -= 1
        match = _REST.match(text, end)
        last = match.end() if match else end
        length = last - first
        if length > _LONGEST_TOKEN:
            return last
        token = text[first:last]
        rules = self._table.tokens.get(length)
        if rules is not None:
            upper = token.upper()
            label: Label | None = None
            for rule, shape in rules:
                if shape.fullmatch(upper) is None:
                    continue
                if rule.needs_cue:
                    if label is None:
                        label = self._label(text, first, last)
                    if rule.name not in label.cue_of:
                        continue
                self._consider(text, rule, Candidate(first, last, token), raws, traces)
        if first < start and last == end and token[: start - first].lower() in self._table.glue:
            length = end - start
            if 4 < length <= LONGEST_RUN:
                self._run(text, start, end, self._table.runs[length], raws, traces)
            if end < len(text) and text[end] in _SEPARATORS:
                self._grouped(text, start, raws, traces)
        return last

    def _anchored(self, text: str, raws: list[Raw], traces: list[Trace] | None) -> None:
        anchors = self._table.anchors
        assert anchors is not None
        by_char = self._table.anchored
        han_cues = self._table.han_cues
        for match in anchors.finditer(text):
            at = match.start()
            char = text[at]
            for rule, then in by_char.get(char, ()):
                if then.match(text, at + 1) is not None:
                    self._find(text, at, rule, raws, traces)
            if char in LABEL_ANCHOR:
                self._after_key(text, at, raws, traces)
            elif char in han_cues:
                self._after_han_cue(text, at, raws, traces)

    def _find(self, text: str, at: int, rule: Rule, raws: list[Raw], traces: list[Trace] | None) -> None:
        assert rule.find is not None
        for candidate in rule.find(text, at):
            self._consider(text, rule, candidate, raws, traces)

    def _after_key(self, text: str, at: int, raws: list[Raw], traces: list[Trace] | None) -> None:
        label = self._labels.before(text, at)
        if not label.cue_of:
            return
        for name in sorted(label.cue_of):
            for rule, shape in self._table.labelled.get(name, ()):
                self._value_at(text, at, rule, shape, raws, traces)

    def _after_han_cue(self, text: str, at: int, raws: list[Raw], traces: list[Trace] | None) -> None:
        for cue, (rule, shape) in self._table.han_cues[text[at]]:
            if text.startswith(cue, at):
                self._value_at(text, at + len(cue), rule, shape, raws, traces)

    def _value_at(
        self, text: str, at: int, rule: Rule, shape: re.Pattern[str], raws: list[Raw], traces: list[Trace] | None
    ) -> None:
        connector = _CONNECTOR.match(text, at, at + 12)
        match = shape.match(text, connector.end() if connector else at)
        if match is not None and match.end() > match.start():
            self._consider(text, rule, Candidate(match.start(), match.end(), match.group()), raws, traces)

    def _pattern(
        self, text: str, rule: Rule, source: str, raws: list[Raw], traces: list[Trace] | None
    ) -> None:
        """Run a rule file's regex under a time budget; past it the scan fails instead of losing findings."""
        import regex

        # `regex` caches compiled patterns, so compiling here costs a look-up.
        pattern = regex.compile(source)
        try:
            for match in pattern.finditer(text, timeout=PATTERN_BUDGET_SECONDS):
                if match.end() > match.start():
                    self._consider(text, rule, Candidate(match.start(), match.end(), match.group()), raws, traces)
        except TimeoutError:
            raise BudgetError(f"recognizer {rule.name}: its pattern did not finish in {PATTERN_BUDGET_SECONDS} s") from None

    def _consider(
        self, text: str, rule: Rule, candidate: Candidate, raws: list[Raw], traces: list[Trace] | None
    ) -> None:
        """Validate a candidate, score it with its context and add it to `raws` (or its rejection to `traces`)."""
        start, end, value = candidate
        recognizer = rule.recognizer
        score = recognizer.score
        alone, with_cue, reason, checked = score.alone, score.with_cue, "shape", True
        if rule.validate is not None:
            try:
                verdict = rule.validate(value)
            except InvalidNumber as error:
                alone, with_cue, reason, checked = score.invalid, score.invalid_with_cue, error.reason, False
                verdict = value
            except Exception as error:
                raise RecognizerError(f"recognizer {rule.name} failed: {type(error).__name__}") from None
            if verdict is None:
                return
            if isinstance(verdict, Doubt):
                alone, with_cue, reason, checked = score.doubtful, score.doubtful_with_cue, verdict.reason, False
            elif checked:
                reason = "checks passed"
        if rule.widen is not None:
            start, end = rule.widen(text, start, end)
        if with_cue <= 0:
            if traces is not None:
                traces.append(Trace(recognizer.entity_type, start, end, 0.0, rule.name, "rejected", reason))
            return
        weight = recognizer.strength if checked else 0
        value_score, cued = alone, False
        label = self._label(text, start, end)
        if rule.name in label.cue_of:
            value_score, cued, weight = with_cue, True, weight + 2
        elif alone < 0.9 and (label.decoy or rule.name in label.anti_of):
            value_score, reason = alone * 0.4, f"{reason}; the label says something else"
        elif with_cue > alone and rule.cues.near(*window(text, start, end)):
            value_score, cued = with_cue, True
        if not cued and alone < 0.9 and _is_joined(text, start, end):
            value_score, reason = value_score * 0.5, f"{reason}; joined to other characters"
        if cued:
            reason += ", cue near"
        raws.append(Raw(start, end, value_score, weight, recognizer, reason))


def _is_decimal(text: str, start: int, end: int) -> bool:
    """Return whether a digit run is one side of a decimal number or a dotted list of numbers."""
    if start > 1 and text[start - 1] == "." and text[start - 2] in _DIGITS:
        return True
    return end + 1 < len(text) and text[end] == "." and text[end + 1] in _DIGITS


def _is_joined(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen, underscore or slash glues the span to letters or digits, as in file names and ids."""
    if start > 1 and text[start - 1] in "-_/" and text[start - 2] in _ALNUM:
        return True
    return end + 1 < len(text) and text[end] in "-_/" and text[end + 1] in _ALNUM


def _may_start_group(text: str, start: int) -> bool:
    """Return whether a layout may begin here: no other group of the same number stands before it."""
    if start < 2 or text[start - 1] not in _SEPARATORS or text[start - 2] not in _DIGITS:
        return True
    first = start - 1
    while first and start - first <= 6 and text[first - 1] in _DIGITS:
        first -= 1
    length = start - 1 - first
    if text[first : start - 1] in _LEADING_GROUPS:
        return True
    return text[start - 1] == " " and not 3 <= length <= 5


def _has_check_letter(text: str, end: int) -> bool:
    return end < len(text) and text[end] in "Xx" and (end + 1 == len(text) or text[end + 1] not in _ALNUM)


def _cut_short(text: str, end: int) -> bool:
    """Return whether the group that follows probably belongs to the same number."""
    if text[end] != " ":
        return True
    following = _GROUP.match(text, end + 1)
    return following is not None and 3 <= following.end() - following.start() <= 5


def _trace(raw: Raw, verdict: str) -> Trace:
    return Trace(raw.recognizer.entity_type, raw.start, raw.end, raw.score, raw.recognizer.name, verdict, raw.reason)
