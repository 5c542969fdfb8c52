"""Validates one candidate and scores it with what stands around it."""

from __future__ import annotations

import re
from typing import Final

from piiguard.context import Surroundings, is_field
from piiguard.errors import InvalidNumber, RecognizerError
from piiguard.finding import Trace
from piiguard.labels import Label, LabelIndex
from piiguard.overlap import Raw
from piiguard.recognizer import Candidate, Doubt, Recognizer, Score
from piiguard.rules import Rule

# Evidence this strong (a check digit and a structure) is not talked down by a label or a hyphen.
IMMUNE: Final = 0.9
DECOY_FACTOR: Final = 0.4
JOINED_FACTOR: Final = 0.5
LABEL_WEIGHT: Final = 2
_ALNUM: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# A slash between two long numbers lists them; in a path a second slash stands before the first.
_LIST_BEFORE: Final = re.compile("(?<![0-9A-Za-z/_-])(?:[0-9][0-9-]{5,18}[0-9]/){0,4}[0-9][0-9-]{5,18}[0-9]$")
_LIST_AFTER: Final = re.compile("[0-9][0-9-]{5}[0-9]")
# The reason where every check passed.
PASSED: Final = "checks passed"
# Score alone, score with a cue, reason, weight.
Judged = tuple[float, float, str, int]
# Directly behind a number they make it an amount.
UNITS: Final = "元圆万亿"
MAY_FOLLOW: Final = frozenset("是为（(的")


class Sink:
    """Collects scored candidates; with `traces`, weak and rejected ones too.

    `places` are those that a recognizer looks at together when all are known, by its name, with its rule.
    """

    __slots__ = ("_around", "_span", "_spans", "places", "raws", "traces")

    def __init__(self, traces: list[Trace] | None = None) -> None:
        self.raws: list[Raw] = []
        self.traces = traces
        self.places: dict[str, tuple[Rule, list[int]]] = {}
        self._spans: set[tuple[str, int, int]] = set()
        self._span = (-1, -1)
        self._around: Surroundings | None = None

    def is_new(self, name: str, candidate: Candidate) -> bool:
        """Return whether rule `name` has not come upon the span of `candidate` before, and remember it."""
        span = name, candidate.start, candidate.end
        if span in self._spans:
            return False
        self._spans.add(span)
        return True

    def around(self, text: str, start: int, end: int) -> Surroundings:
        """Return the surroundings of a span; several rules ask for the same one in a row."""
        if self._around is None or self._span != (start, end):
            self._span, self._around = (start, end), Surroundings.of(text, start, end)
        return self._around


class Scorer:
    """Turns candidates into scored findings; shared by all ways of finding candidates."""

    def __init__(self, labels: LabelIndex, threshold: float) -> None:
        self._labels = labels
        self.threshold = threshold

    def label(self, text: str, start: int, end: int) -> Label:
        """Return the label directly before the span, or the one directly after as in `… 是我的QQ`."""
        label = self._labels.before(text, start)
        if label.cue_of or label.decoy or end >= len(text) or text[end] not in MAY_FOLLOW:
            return label
        return self._labels.after(text, end)

    def key(self, text: str, at: int) -> Label:
        """Return the label that ends at `at`, where a colon or equals sign stands."""
        return self._labels.before(text, at)

    def consider(self, text: str, rule: Rule, candidate: Candidate, sink: Sink, label: Label | None = None) -> None:
        """Validate `candidate` for `rule`, add the outcome to `sink`; raises `RecognizerError` if a check crashes.

        `label`: the label beside the candidate, where the caller knows it already.
        """
        start, end, value = candidate
        if label is not None and sink.traces is None and self._is_hopeless(text, start, end, rule, label):
            return
        judged = judge(rule, value)
        if judged is None:
            return
        if rule.widen is not None:
            wide = rule.widen(text, start, end)
            if wide != (start, end):
                label = None
                start, end = wide
        if judged[1] < self.threshold:
            self._reject(rule, start, end, judged, sink)
            return
        score, reason, weight = self._in_context(text, start, end, rule, judged, label, sink)
        if score >= self.threshold or sink.traces is not None:
            sink.raws.append(Raw(start, end, score, weight, rule.recognizer, reason))

    def consider_bare(self, text: str, rule: Rule, candidate: Candidate, sink: Sink) -> None:
        """Do as `consider` for a span with nothing around it, as in a cell of a table: no context to look at."""
        start, end, value = candidate
        judged = judge(rule, value)
        if judged is None or judged[0] < self.threshold:
            return
        if rule.widen is not None and rule.widen(text, start, end) != (start, end):
            self.consider(text, rule, candidate, sink)
        else:
            sink.raws.append(Raw(start, end, judged[0], judged[3], rule.recognizer, judged[2]))

    def _is_hopeless(self, text: str, start: int, end: int, rule: Rule, label: Label) -> bool:
        """Return whether no check can help: the label says something else, or a cue is needed and nothing is near."""
        if rule.widen is not None or rule.name in label.cue_of:
            return False
        if label.decoy or rule.name in label.anti_of:
            return self.is_talked_down(rule, label)
        return rule.best_alone < self.threshold and is_field(text, start, end)

    def is_talked_down(self, rule: Rule, label: Label) -> bool:
        """Return whether `label` says that a value is of another kind, and no check of `rule` can outweigh it."""
        if rule.widen is not None or rule.name in label.cue_of or not (label.decoy or rule.name in label.anti_of):
            return False
        return rule.best_alone < IMMUNE and rule.best_alone * DECOY_FACTOR < self.threshold

    def _reject(self, rule: Rule, start: int, end: int, judged: Judged, sink: Sink) -> None:
        if sink.traces is not None:
            verdict = "rejected" if judged[1] <= 0 else "below threshold"
            kind = rule.recognizer.entity_type
            sink.traces.append(Trace(kind, start, end, judged[1], rule.name, verdict, judged[2]))

    def _in_context(
        self, text: str, start: int, end: int, rule: Rule, judged: Judged, label: Label | None, sink: Sink
    ) -> tuple[float, str, int]:
        alone, with_cue, reason, weight = judged
        if label is None:
            label = self.label(text, start, end)
        if rule.name in label.cue_of:
            return with_cue, f"{reason}, label beside", weight + LABEL_WEIGHT
        if alone < IMMUNE and (label.decoy or rule.name in label.anti_of):
            return alone * DECOY_FACTOR, f"{reason}, but the label says something else", weight
        if alone < IMMUNE and text[end : end + 1] in UNITS and end < len(text):
            return alone * DECOY_FACTOR, f"{reason}, but it counts something", weight
        if with_cue > alone and rule.cues.near(sink.around(text, start, end)):
            return with_cue, f"{reason}, cue near", weight
        if alone < IMMUNE and _is_joined(text, start, end):
            return alone * JOINED_FACTOR, f"{reason}, but joined to other characters", weight
        return alone, reason, weight


def judge(rule: Rule, value: str) -> Judged | None:
    """Return the two scores (alone, with cue), the reason and the weight of `value`; None if it is another kind."""
    score: Score = rule.recognizer.score
    strength = rule.recognizer.strength
    if rule.validate is None:
        return score.alone, score.with_cue, "shape", strength
    try:
        verdict = rule.validate(value)
    except InvalidNumber as error:
        return score.invalid, score.invalid_with_cue, error.reason, 0
    except Exception as error:
        # The cause holds the input, so it is dropped.
        raise RecognizerError(f"recognizer {rule.name} failed: {type(error).__name__}") from None
    if verdict is None:
        return None
    if isinstance(verdict, Doubt):
        return score.doubtful, score.doubtful_with_cue, verdict.reason, min(strength, 1)
    return score.alone, score.with_cue, PASSED, strength


def levels_of(recognizer: Recognizer, text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the levels of a value in `text`, none for a kind without; raises `RecognizerError` if that crashes."""
    if recognizer.parts is None:
        return []
    try:
        parts = list(recognizer.parts(text[start:end]))
    except Exception as error:
        # The cause holds the input, so it is dropped.
        raise RecognizerError(f"recognizer {recognizer.name} failed: {type(error).__name__}") from None
    return [(name, start + first, start + last) for name, first, last in parts]


def _is_joined(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen, underscore or slash glues the span to letters or digits, as in file names and ids."""
    if start > 1 and text[start - 1] in "-_/" and (text[start - 2] in _ALNUM or text[start - 2] == "_"):
        return text[start - 1] != "/" or _LIST_BEFORE.search(text, max(0, start - 96), start - 1) is None
    if end + 1 < len(text) and text[end] in "-_/" and text[end + 1] in _ALNUM:
        return text[end] != "/" or _LIST_AFTER.match(text, end + 1) is None
    return False
