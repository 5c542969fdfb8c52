"""Finds number candidates: plain digit runs, digit groups as written by hand, and letter-digit tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from piiguard.context import is_field
from piiguard.labels import NO_LABEL
from piiguard.recognizer import Candidate
from piiguard.rules import LONGEST_RUN, DigitRule, RuleTable, ShapeRule
from piiguard.scoring import Scorer, Sink

LONGEST_TOKEN: Final = 40
SEPARATORS: Final = frozenset(" -.·)）")
_ALNUM: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DIGITS: Final = frozenset("0123456789")
_GROUP_STARTS: Final = frozenset("0123456789 -")
# Runs of five digits or more, and shorter ones that a separator and three more digits follow; not the decimals of a
# number (but what follows `86.`), and never inside hashes and the like, where over 24 letters or digits stand before
# it or over 27 behind. The bare first class lets `re`
# skip to digits at once: `[0-9]{3}` in front would cost twice the time.
RUN: Final = re.compile(
    r"[0-9](?<![0-9].)(?<!(?<=[0-9])(?<!86)\..)[0-9]{2}(?<![0-9A-Za-z]{25}...)"
    r"(?:[0-9]{2,}+(?![0-9A-Za-z]{28})|[0-9]?+(?=[ \-.·)）]{1,2}(?:[0-9]{3}|[0-9]{1,2}[ \-][0-9]{3})))"
)
_GROUPS: Final = re.compile(r"[0-9]+(?:(?:[ \-.·]|[)）][ \-]?)[0-9]+){1,6}")
_GROUP: Final = re.compile(r"[0-9]+")
_DIGITS_AS_ZERO: Final = str.maketrans("123456789", "000000000")
_MEMO_LIMIT: Final = 8192
_MAIL_END: Final = re.compile(r"@[0-9A-Za-z.-]{1,60}\.[A-Za-z]{2,6}$")
_LETTERS: Final = re.compile(r"[A-Za-z]*")
_LETTERS_AND_DIGITS: Final = re.compile(r"[0-9A-Za-z]*")
# A country or carrier prefix may stand before a number with its own separator.
LEADING_GROUPS: Final = frozenset(("86", "0086", "086", "17951", "17911", "17901", "12593", "10193"))


class RunRules(NamedTuple):
    """The rules for digit runs of one length and first two digits.

    `free` ones need no label, of which `sure` ones need nothing near them either; `cued` ones need a label.
    """

    sure: tuple[DigitRule, ...]
    free: tuple[DigitRule, ...]
    cued: tuple[DigitRule, ...]


# Layouts, longest first, with the rules for each.
Wanted = tuple[tuple[tuple[int, ...], RunRules], ...]


class NumberFinder:
    """Walks the digit runs of a text once and tries the rules that fit each run's length, layout or shape."""

    def __init__(self, table: RuleTable, scorer: Scorer) -> None:
        self.runs = (*table.runs, ())
        self._by_start: dict[tuple[int, str], RunRules] = {}
        self.layouts = table.layouts
        self._by_layout: dict[tuple[tuple[int, ...], str], RunRules] = {}
        self._wanted: dict[tuple[str, str], Wanted] = {}
        self.tokens = table.tokens
        self.glue = table.glue
        self.scorer = scorer

    def find(self, text: str, sink: Sink, runs: Iterable[re.Match[str]] | None = None) -> None:
        """Add every number candidate of `text` to `sink`.

        `runs`: the matches of `RUN`, in order, of which those that lead to nothing may be left out.
        """
        size = len(text)
        token_end = 0
        for match in RUN.finditer(text) if runs is None else runs:
            start, end = match.span()
            if start < token_end:
                continue
            before = text[start - 1] if start else "\n"
            after = text[end] if end < size else "\n"
            if before in _ALNUM or after in _ALNUM:
                token_end = self._token(text, start, end, sink)
                continue
            if end - start > 4 and not (
                (before == "." and text[start - 2] in _DIGITS and start > 1)
                or (after == "." and text[end + 1 : end + 2].isdigit())
            ):
                self.run(text, start, end, sink)
            self.groups_from(text, start, end, sink)

    def run(self, text: str, start: int, end: int, sink: Sink) -> None:
        """Try the rules for a plain digit run; kinds that need a cue only when their label stands beside it."""
        key = (end - start, text[start : start + 2])
        rules = self._by_start.get(key)
        if rules is None:
            rules = self.rules_of_run(*key)
        sure, free, cued = rules
        if not free and not cued:
            return
        label = self.scorer.label(text, start, end)
        if not free and not label.cue_of:
            return
        value = text[start:end]
        if label is NO_LABEL and sink.traces is None and is_field(text, start, end):
            for rule, prefixes in sure:
                if not prefixes or value.startswith(prefixes):
                    self.scorer.consider_bare(text, rule, Candidate(start, end, value), sink)
            return
        for rule, prefixes in free:
            if not prefixes or value.startswith(prefixes):
                self.scorer.consider(text, rule, Candidate(start, end, value), sink, label)
        if label.cue_of:
            for rule, prefixes in cued:
                if rule.name in label.cue_of and (not prefixes or value.startswith(prefixes)):
                    self.scorer.consider(text, rule, Candidate(start, end, value), sink, label)

    def groups_from(self, text: str, start: int, end: int, sink: Sink) -> None:
        """Try written layouts from the group `start:end`, if more groups may follow."""
        if text[end : end + 1] in SEPARATORS and text[end + 1 : end + 2] in _GROUP_STARTS:
            self._grouped(text, start, end, sink)

    def rules_of_run(self, size: int, start: str) -> RunRules:
        """Return the rules for a plain run of `size` digits that begins with the two digits `start`."""
        rules = _rules_for(self.runs[min(size, LONGEST_RUN + 1)], start, self.scorer.threshold)
        self._by_start[size, start] = rules
        return rules

    def _grouped(self, text: str, start: int, end: int, sink: Sink) -> None:
        """Try written layouts such as 138-1234-5678 from the group `start:end`."""
        whole = _GROUPS.match(text, start) if _may_start(text, start) else None
        if whole is None:
            return
        written = whole.group().translate(_DIGITS_AS_ZERO)
        if _has_check_letter(text, whole.end()):
            # The X of an ID counts as the last digit of its group.
            written += "X"
        first = text[start : start + 2]
        wanted = self._wanted.get((first, written))
        if wanted is None:
            wanted = self._look_up(first, written)
        if not wanted:
            return
        groups = [group.span() for group in _GROUP.finditer(text, start, whole.end())]
        labelled = None
        for layout, rules in wanted:
            if not rules.free and labelled is None:
                labelled = bool(self.scorer.label(text, start, whole.end()).cue_of)
            if rules.free or labelled:
                self._layout(text, groups, layout, rules, sink)

    def rules_of_layout(self, layout: tuple[int, ...], start: str) -> RunRules:
        """Return the rules for a layout whose digits begin with the two digits `start`."""
        rules = self._by_layout.get((layout, start))
        if rules is None:
            rules = self._by_layout[layout, start] = _rules_for(self.layouts[layout], start, self.scorer.threshold)
        return rules

    def _look_up(self, first: str, written: str) -> Wanted:
        """Return the layouts that `written`, with 0 for each digit, begins with, longest first, and their rules.

        Remembers them. `first` are the first two digits; layouts without a rule for these are left out.
        """
        if len(self._wanted) >= _MEMO_LIMIT:
            self._wanted.clear()
        lengths = [len(group) for group in _GROUP.findall(written)]
        found = [tuple(lengths[:count]) for count in range(len(lengths), 1, -1)]
        if written[-1] == "X":
            found.insert(0, (*lengths[:-1], lengths[-1] + 1))
        layouts = [(layout, self.rules_of_layout(layout, first)) for layout in found if layout in self.layouts]
        wanted = self._wanted[first, written] = tuple([each for each in layouts if each[1].free or each[1].cued])
        return wanted

    def _layout(
        self, text: str, groups: list[tuple[int, int]], lengths: tuple[int, ...], rules: RunRules, sink: Sink
    ) -> None:
        count = len(lengths)
        start, last = groups[0][0], groups[count - 1][0]
        end = last + lengths[-1]
        if (
            end < len(text)
            and text[end] in _ALNUM
            and _word(text[end : end + LONGEST_TOKEN]).lower() not in self.glue
        ):
            return
        value = "".join([text[a:b] for a, b in groups[: count - 1]]) + text[last:end]
        cut = count < len(groups) and _cut_short(text, end)
        for rule, prefixes in (*rules.free, *rules.cued):
            if prefixes and not value.startswith(prefixes):
                continue
            if cut and (rule.widen is None or text[end] == "."):
                continue
            if rule.needs_cue and rule.name not in self.scorer.label(text, start, end).cue_of:
                continue
            self.scorer.consider(text, rule, Candidate(start, end, value), sink)

    def _token(self, text: str, start: int, end: int, sink: Sink) -> int:
        """Try the letter-and-digit token around a digit run; return from where runs may follow in it."""
        before = text[max(0, start - LONGEST_TOKEN) : start][::-1]
        after = text[end : end + LONGEST_TOKEN]
        first, last = start - _reach(before), end + _reach(after)
        if last - first > LONGEST_TOKEN:
            return last
        rules = self.tokens.get(last - first)
        if rules is not None:
            self._shaped(text, first, last, rules, sink)
        # A cue word of letters beside the digits is a border, as in `手机138…QQ774…`.
        word_before, word_after = _word(before)[::-1].lower(), _word(after).lower()
        if (word_before and word_before not in self.glue and not _ends_mail(text, start, word_before)) or (
            word_after and word_after not in self.glue
        ):
            return last
        if 4 < end - start <= LONGEST_RUN:
            self.run(text, start, end, sink)
        if end < len(text) and text[end] in SEPARATORS:
            self._grouped(text, start, end, sink)
        return end if word_after else last

    def _shaped(self, text: str, first: int, last: int, rules: tuple[ShapeRule, ...], sink: Sink) -> None:
        token = text[first:last]
        upper = token.upper()
        label = self.scorer.label(text, first, last)
        for rule, shape in rules:
            if rule.needs_cue and rule.name not in label.cue_of:
                continue
            if shape.fullmatch(upper) is not None:
                self.scorer.consider(text, rule, Candidate(first, last, token), sink, label)


def _rules_for(rules: tuple[DigitRule, ...], start: str, threshold: float) -> RunRules:
    """Return those of `rules` whose prefixes can begin with the two digits `start`."""
    fitting = []
    for rule, prefixes in rules:
        if not prefixes or start.startswith(prefixes):
            fitting.append(DigitRule(rule, ()))
        elif any(prefix.startswith(start) for prefix in prefixes):
            fitting.append(DigitRule(rule, prefixes))
    free = tuple([each for each in fitting if not each.rule.needs_cue])
    sure = tuple([each for each in free if each.rule.best_alone >= threshold])
    return RunRules(sure, free, tuple([each for each in fitting if each.rule.needs_cue]))


def _ends_mail(text: str, start: int, word: str) -> bool:
    """Return whether the letters `word` before `start` are the end of a mail address."""
    return (
        text[start - len(word) - 1 : start - len(word)] == "."
        and _MAIL_END.search(text[max(0, start - 72) : start]) is not None
    )


def _word(text: str) -> str:
    """Return the ASCII letters that `text` begins with."""
    match = _LETTERS.match(text)
    return match.group() if match else ""


def _reach(text: str) -> int:
    """Return how many ASCII letters and digits `text` begins with."""
    match = _LETTERS_AND_DIGITS.match(text)
    return match.end() if match else 0


def _may_start(text: str, start: int) -> bool:
    """Return whether a layout may begin here: no other group of the same number stands before it."""
    if start < 2 or text[start - 1] not in SEPARATORS or text[start - 2] not in _DIGITS:
        return True
    first = start - 1
    while first and start - first <= 6 and text[first - 1] in _DIGITS:
        first -= 1
    if text[first : start - 1] in LEADING_GROUPS:
        return True
    return text[start - 1] == " " and not 3 <= start - 1 - first <= 5


def _has_check_letter(text: str, end: int) -> bool:
    return end < len(text) and text[end] in "Xx" and (end + 1 == len(text) or text[end + 1] not in _ALNUM)


def _cut_short(text: str, end: int) -> bool:
    """Return whether the group that follows probably belongs to the same number."""
    if text[end] != " ":
        return True
    following = _GROUP.match(text, end + 1)
    return following is not None and 3 <= following.end() - following.start() <= 5
