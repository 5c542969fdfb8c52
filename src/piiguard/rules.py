"""Compiles recognizers into the frozen rule table that an executor reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from piiguard.anchor_patterns import AnchorPatterns, anchor_patterns
from piiguard.context import Cues, words
from piiguard.lazy import LazyPattern
from piiguard.recognizer import AfterCue, Anchor, Digits, Find, FindAll, Pattern, Recognizer, Token, Validate, Widen
from piiguard.traditional import all_forms

LONGEST_RUN: Final = 32


class Rule(NamedTuple):
    """A recognizer in the form the hot path uses; `best_alone` is its highest score without a cue."""

    recognizer: Recognizer
    name: str
    validate: Validate | None
    find: Find | None
    widen: Widen | None
    cues: Cues
    needs_cue: bool
    best_alone: float
    find_all: FindAll | None


class DigitRule(NamedTuple):
    """A rule for a digit run of one length or layout, and the prefixes one of which must be there."""

    rule: Rule
    prefixes: tuple[str, ...]


class ShapeRule(NamedTuple):
    """A rule for text that matches `shape` (a token whole, or a place from its first character on)."""

    rule: Rule
    shape: LazyPattern


class CueRule(NamedTuple):
    """A rule for a value directly after the Han cue `cue`."""

    cue: str
    shaped: ShapeRule


class RuleTable(NamedTuple):
    """Everything an executor needs, by how candidates are found.

    `anchored` is by the anchor's character, as are `hints`, the shape that each of these rules comes from; `labelled`
    is by the recognizer's name, `han_cues` by a cue's first two characters. `key_ends` is how ASCII cues end: three
    characters, or a short last word.
    """

    runs: tuple[tuple[DigitRule, ...], ...]
    layouts: dict[tuple[int, ...], tuple[DigitRule, ...]]
    tokens: dict[int, tuple[ShapeRule, ...]]
    anchors: AnchorPatterns
    anchored: dict[str, tuple[ShapeRule, ...]]
    hints: dict[str, tuple[Anchor, ...]]
    labelled: dict[str, tuple[ShapeRule, ...]]
    han_cues: dict[str, tuple[CueRule, ...]]
    key_ends: frozenset[str]
    patterns: tuple[tuple[Rule, str], ...]
    glue: frozenset[str]
    margin: int


class _Builder:
    """Sorts the shapes of recognizers into the parts of a rule table."""

    def __init__(self) -> None:
        self.runs: list[list[DigitRule]] = [[] for _ in range(LONGEST_RUN + 1)]
        self.layouts: dict[tuple[int, ...], list[DigitRule]] = {}
        self.tokens: dict[int, list[ShapeRule]] = {}
        self.anchored: dict[str, list[ShapeRule]] = {}
        self.hints: dict[str, list[Anchor]] = {}
        self.labelled: dict[str, list[ShapeRule]] = {}
        self.patterns: list[tuple[Rule, str]] = []

    def add(self, recognizer: Recognizer) -> None:
        rule = _rule(recognizer)
        for shape in recognizer.candidates:
            match shape:
                case Digits():
                    self._digits(shape, rule)
                case Token():
                    shaped = ShapeRule(rule, LazyPattern(shape.shape))
                    for length in shape.lengths:
                        self.tokens.setdefault(length, []).append(shaped)
                case Anchor():
                    shaped = ShapeRule(rule, LazyPattern(shape.then))
                    for char in shape.first:
                        self.anchored.setdefault(char, []).append(shaped)
                        self.hints.setdefault(char, []).append(shape)
                case AfterCue():
                    self.labelled.setdefault(rule.name, []).append(ShapeRule(rule, LazyPattern(shape.shape)))
                case Pattern():
                    self.patterns.append((rule, shape.regex))

    def _digits(self, shape: Digits, rule: Rule) -> None:
        for length in shape.lengths:
            self.runs[length].append(DigitRule(rule, shape.prefixes))
        for layout in shape.groups:
            self.layouts.setdefault(layout, []).append(DigitRule(rule, shape.prefixes))


def compile_rules(recognizers: Sequence[Recognizer]) -> RuleTable:
    """Return the rule table of `recognizers`; its margin is how far a finding can depend on its surroundings."""
    built = _Builder()
    for recognizer in recognizers:
        built.add(recognizer)
    thens = {char: [shaped.shape.source for shaped in rules] for char, rules in built.anchored.items()}
    han_cues = _han_cues(built.labelled)
    key_ends = _key_ends(built.labelled)
    return RuleTable(
        tuple(map(tuple, built.runs)),
        {layout: tuple(rules) for layout, rules in built.layouts.items()},
        {length: tuple(rules) for length, rules in built.tokens.items()},
        anchor_patterns(
            thens,
            [each.cue for rules in han_cues.values() for each in rules],
            bool(key_ends),
        ),
        {char: tuple(rules) for char, rules in built.anchored.items()},
        {char: tuple(shapes) for char, shapes in built.hints.items()},
        {name: tuple(rules) for name, rules in built.labelled.items()},
        han_cues,
        key_ends,
        tuple(built.patterns),
        _glue(recognizers),
        2 * max((each.max_length for each in recognizers), default=0) + 256,
    )


def _glue(recognizers: Iterable[Recognizer]) -> frozenset[str]:
    """Return the cues of letters alone, behind which a number may stand without a border (`QQ123456`)."""
    return frozenset(cue.lower() for each in recognizers for cue in each.cues if cue.isascii() and cue.isalpha())


def _rule(recognizer: Recognizer) -> Rule:
    score = recognizer.score
    best_alone = max(score.alone, score.doubtful, score.invalid)
    return Rule(
        recognizer,
        recognizer.name,
        recognizer.validate,
        recognizer.find,
        recognizer.widen,
        Cues.of(recognizer.cues),
        best_alone == 0,
        best_alone,
        recognizer.find_all,
    )


def _han_cues(labelled: dict[str, list[ShapeRule]]) -> dict[str, tuple[CueRule, ...]]:
    found: dict[str, list[CueRule]] = {}
    for shaped_rules in labelled.values():
        for shaped in shaped_rules:
            for cue in all_forms(shaped.rule.recognizer.cues):
                if not cue[0].isascii():
                    found.setdefault(cue[:2], []).append(CueRule(cue, shaped))
    return {start: tuple(sorted(rules, key=lambda r: -len(r.cue))) for start, rules in found.items()}


def _key_ends(labelled: dict[str, list[ShapeRule]]) -> frozenset[str]:
    cues = [cue for rules in labelled.values() for shaped in rules for cue in shaped.rule.recognizer.cues]
    return frozenset(words(cue).strip("_").split("_")[-1][-3:] for cue in cues if cue.isascii())
