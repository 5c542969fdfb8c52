"""Compiles recognizers into the frozen rule table that an executor reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from piiguard.context import Cues
from piiguard.recognizer import AfterCue, Anchor, Digits, Find, Pattern, Recognizer, Token, Validate, Widen

LONGEST_RUN: Final = 32
LABEL_ANCHOR: Final = ":：="
_NOTHING: Final = re.compile("")


class Rule(NamedTuple):
    """A recognizer in the form the hot path uses."""

    recognizer: Recognizer
    name: str
    validate: Validate | None
    find: Find | None
    widen: Widen | None
    cues: Cues
    needs_cue: bool


class DigitRule(NamedTuple):
    """A rule for a digit run of one length or layout, and the prefixes one of which must be there."""

    rule: Rule
    prefixes: tuple[str, ...]


class ShapeRule(NamedTuple):
    """A rule for text that matches `shape` (a token whole, or a place from its first character on)."""

    rule: Rule
    shape: re.Pattern[str]


class CueRule(NamedTuple):
    """A rule for a value directly after the Han cue `cue`."""

    cue: str
    shaped: ShapeRule


class RuleTable(NamedTuple):
    """Everything an executor needs, by how candidates are found."""

    runs: tuple[tuple[DigitRule, ...], ...]
    layouts: dict[tuple[int, ...], tuple[DigitRule, ...]]
    tokens: dict[int, tuple[ShapeRule, ...]]
    anchors: re.Pattern[str] | None
    anchored: dict[str, tuple[ShapeRule, ...]]
    labelled: dict[str, tuple[ShapeRule, ...]]
    han_cues: dict[str, tuple[CueRule, ...]]
    patterns: tuple[tuple[Rule, str], ...]
    glue: frozenset[str]
    margin: int


def compile_rules(recognizers: Sequence[Recognizer]) -> RuleTable:
    """Return the rule table of `recognizers`; its margin is how far a finding can depend on its surroundings."""
    runs: list[list[DigitRule]] = [[] for _ in range(LONGEST_RUN + 1)]
    layouts: dict[tuple[int, ...], list[DigitRule]] = {}
    tokens: dict[int, list[ShapeRule]] = {}
    anchors: list[tuple[Anchor, Rule]] = []
    labelled: dict[str, list[ShapeRule]] = {}
    patterns: list[tuple[Rule, str]] = []
    for recognizer in recognizers:
        rule = _rule(recognizer)
        for shape in recognizer.candidates:
            match shape:
                case Digits():
                    for length in shape.lengths:
                        runs[length].append(DigitRule(rule, shape.prefixes))
                    for layout in shape.groups:
                        layouts.setdefault(layout, []).append(DigitRule(rule, shape.prefixes))
                case Token():
                    compiled = ShapeRule(rule, re.compile(shape.shape))
                    for length in shape.lengths:
                        tokens.setdefault(length, []).append(compiled)
                case Anchor():
                    anchors.append((shape, rule))
                case AfterCue():
                    labelled.setdefault(rule.name, []).append(ShapeRule(rule, re.compile(shape.shape)))
                case Pattern():
                    patterns.append((rule, shape.regex))
    han_cues = _han_cues(labelled)
    pattern, by_char = _anchor_pattern(anchors, [each.cue for rules in han_cues.values() for each in rules])
    return RuleTable(
        tuple(map(tuple, runs)),
        {layout: tuple(rules) for layout, rules in layouts.items()},
        {length: tuple(rules) for length, rules in tokens.items()},
        pattern,
        by_char,
        {name: tuple(rules) for name, rules in labelled.items()},
        han_cues,
        tuple(patterns),
        frozenset(cue.lower() for each in recognizers for cue in each.cues if cue.isascii() and cue.isalpha()),
        2 * max((each.max_length for each in recognizers), default=0) + 256,
    )


def _rule(recognizer: Recognizer) -> Rule:
    score = recognizer.score
    return Rule(
        recognizer,
        recognizer.name,
        recognizer.validate,
        recognizer.find,
        recognizer.widen,
        Cues.of(recognizer.cues),
        max(score.alone, score.doubtful, score.invalid) == 0,
    )


def _han_cues(labelled: dict[str, list[ShapeRule]]) -> dict[str, tuple[CueRule, ...]]:
    found: dict[str, list[CueRule]] = {}
    for shaped_rules in labelled.values():
        for shaped in shaped_rules:
            for cue in shaped.rule.recognizer.cues:
                if not cue[0].isascii():
                    found.setdefault(cue[0], []).append(CueRule(cue, shaped))
    return {first: tuple(sorted(rules, key=lambda r: -len(r.cue))) for first, rules in found.items()}


def _anchor_pattern(
    anchors: Sequence[tuple[Anchor, Rule]], cue_words: Sequence[str]
) -> tuple[re.Pattern[str] | None, dict[str, tuple[ShapeRule, ...]]]:
    by_char: dict[str, list[ShapeRule]] = {}
    branches: dict[str, set[str]] = {}
    for anchor, rule in anchors:
        compiled = ShapeRule(rule, re.compile(anchor.then) if anchor.then else _NOTHING)
        for char in anchor.first:
            by_char.setdefault(char, []).append(compiled)
        branches.setdefault(anchor.then, set()).update(anchor.first)
    cue_branches, cue_firsts = _cue_branches(cue_words)
    firsts = sorted({char for chars in branches.values() for char in chars} | cue_firsts)
    if not firsts:
        return None, {}
    alternatives = [
        f"(?<=[{_class(sorted(chars))}]){f'(?={then})' if then else ''}" for then, chars in branches.items()
    ]
    pattern = f"[{_class(firsts)}](?:{'|'.join([*alternatives, *cue_branches])})"
    return re.compile(pattern), {char: tuple(rules) for char, rules in by_char.items()}


def _cue_branches(cue_words: Sequence[str]) -> tuple[list[str], set[str]]:
    """Return regex branches that hit a colon or `=` after a key, and Han cues, and their first characters."""
    if not cue_words:
        return [], set()
    rests = sorted({re.escape(word[1:]) for word in cue_words}, key=lambda rest: (-len(rest), rest))
    value = "(?=[ \"'\\[(]{0,3}[^\\s:=/])"
    key = f"(?:(?<=[A-Za-z_\"'][{LABEL_ANCHOR}])|(?<=[A-Za-z][0-9][{LABEL_ANCHOR}])){value}"
    return [key, f"(?={'|'.join(rests)})"], {*LABEL_ANCHOR, *(word[0] for word in cue_words)}


def _class(chars: Sequence[str]) -> str:
    return "".join(re.escape(char) for char in chars)
