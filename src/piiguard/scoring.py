"""Validates one candidate and scores it with what stands around it."""

from __future__ import annotations

import re
from typing import Final

from piiguard.context import Label, LabelIndex, window
from piiguard.errors import InvalidNumber, RecognizerError
from piiguard.finding import Trace
from piiguard.overlap import Raw
from piiguard.recognizer import Candidate, Doubt, Score
from piiguard.rules import Rule

# Evidence this strong (a check digit and a structure) is not talked down by a label or a hyphen.
_IMMUNE: Final = 0.9
_DECOY_FACTOR: Final = 0.4
_JOINED_FACTOR: Final = 0.5
_LABEL_WEIGHT: Final = 2
_ALNUM: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# A slash between two long numbers lists them; in a path a second slash stands before the first.
_LIST_BEFORE: Final = re.compile("(?<![0-9A-Za-z/_-])[0-9][0-9-]{5,18}[0-9]$")
_LIST_AFTER: Final = re.compile("[0-9][0-9-]{5}[0-9]")
_MAY_FOLLOW: Final = frozenset("是为（(的")


class Sink:
    """Collects scored candidates, and rejected ones too when a trace is asked for."""

    __slots__ = ("raws", "traces")

    def __init__(self, traces: list[Trace] | None = None) -> None:
        self.raws: list[Raw] = []
        self.traces = traces


class Scorer:
    """Turns candidates into scored findings; shared by all ways of finding candidates."""

    def __init__(self, labels: LabelIndex) -> None:
        self._labels = labels

    def label(self, text: str, start: int, end: int) -> Label:
        """Return the label directly before the span, or the one directly after as in `… 是我的QQ`."""
        label = self._labels.before(text, start)
        if label.cue_of or label.decoy or end >= len(text) or text[end] not in _MAY_FOLLOW:
            return label
        return self._labels.after(text, end)

    def key(self, text: str, at: int) -> Label:
        """Return the label that ends at `at`, where a colon or equals sign stands."""
        return self._labels.before(text, at)

    def consider(self, text: str, rule: Rule, candidate: Candidate, sink: Sink) -> None:
        """Validate `candidate` for `rule`, add the outcome to `sink`; raises `RecognizerError` if a check crashes."""
        start, end, value = candidate
        judged = _judge(rule, value)
        if judged is None:
            return
        alone, with_cue, reason, weight = judged
        if rule.widen is not None:
            start, end = rule.widen(text, start, end)
        if with_cue <= 0:
            if sink.traces is not None:
                sink.traces.append(Trace(rule.recognizer.entity_type, start, end, 0.0, rule.name, "rejected", reason))
            return
        score, reason, weight = self._in_context(text, start, end, rule, (alone, with_cue, reason, weight))
        sink.raws.append(Raw(start, end, score, weight, rule.recognizer, reason))

    def _in_context(
        self, text: str, start: int, end: int, rule: Rule, judged: tuple[float, float, str, int]
    ) -> tuple[float, str, int]:
        alone, with_cue, reason, weight = judged
        label = self.label(text, start, end)
        if rule.name in label.cue_of:
            return with_cue, f"{reason}, label beside", weight + _LABEL_WEIGHT
        if alone < _IMMUNE and (label.decoy or rule.name in label.anti_of):
            return alone * _DECOY_FACTOR, f"{reason}, but the label says something else", weight
        if with_cue > alone and rule.cues.near(*window(text, start, end)):
            return with_cue, f"{reason}, cue near", weight
        if alone < _IMMUNE and _is_joined(text, start, end):
            return alone * _JOINED_FACTOR, f"{reason}, but joined to other characters", weight
        return alone, reason, weight


def _judge(rule: Rule, value: str) -> tuple[float, float, str, int] | None:
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
    return score.alone, score.with_cue, "checks passed", strength


def _is_joined(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen, underscore or slash glues the span to letters or digits, as in file names and ids."""
    if start > 1 and text[start - 1] in "-_/" and (text[start - 2] in _ALNUM or text[start - 2] == "_"):
        return text[start - 1] != "/" or _LIST_BEFORE.search(text, max(0, start - 24), start - 1) is None
    if end + 1 < len(text) and text[end] in "-_/" and text[end + 1] in _ALNUM:
        return text[end] != "/" or _LIST_AFTER.match(text, end + 1) is None
    return False
