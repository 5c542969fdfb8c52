"""The vocabulary in which a recognizer is written: data plus one pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from piiguard.errors import (
    InvalidChecksum as InvalidChecksum,
    InvalidComponent as InvalidComponent,
    InvalidDate as InvalidDate,
    InvalidFormat as InvalidFormat,
    InvalidLength as InvalidLength,
    InvalidNumber as InvalidNumber,
    InvalidPrefix as InvalidPrefix,
    InvalidRegion as InvalidRegion,
)
from piiguard.lazy import LazyPattern as LazyPattern
from piiguard.traditional import all_forms as all_forms, simplified as simplified


class Candidate(NamedTuple):
    """A place that has the shape of a kind: span in the folded text, and the compact value to validate."""

    start: int
    end: int
    value: str


class Doubt(str):
    """A canonical value that passed its checks only in part; `reason` says what stayed open."""

    __slots__ = ("reason",)
    reason: str

    def __new__(cls, value: str, reason: str) -> Doubt:
        """Return `value` marked as doubtful for `reason` (a fixed sentence, never input)."""
        self = super().__new__(cls, value)
        self.reason = reason
        return self


class Digits(NamedTuple):
    """Runs of ASCII digits with no letter or digit beside them, whole or in groups.

    `lengths`: total digits. `groups`: written layouts such as (3, 4, 4), one separator (space, hyphen, dot,
    middle dot, closing bracket) between groups. `prefixes`: leading digits, one of which must be there.
    """

    lengths: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...] = ()
    prefixes: tuple[str, ...] = ()


class Token(NamedTuple):
    """ASCII letter-and-digit tokens that hold a run of five digits or more.

    `lengths`: total characters. `shape`: a regex that the upper-cased token must match whole.
    """

    lengths: tuple[int, ...]
    shape: str


class Anchor(NamedTuple):
    """A place that starts with one of the characters `first`, followed at once by the regex `then`.

    The recognizer's `find(text, at)` is called there and looks around by itself. `then` must be cheap,
    bounded and rarely true in text without the kind. `before`: look-behinds from that place, one of which is true
    wherever `find` finds something. `again`: a regex from a place on, and within how many characters behind the first
    one it matches once more at the same character. Both spare calls of `find` in large texts, before and behind which
    they see line ends; where they are wrong, findings are lost, and `piiguard recognizers test` says so.
    """

    first: str
    then: str = ""
    before: str = ""
    again: tuple[str, int] | None = None


class Pattern(NamedTuple):
    """A regex run over the whole text (rule files); costs one pass per pattern, so built-ins avoid it."""

    regex: str


class AfterCue(NamedTuple):
    """Values that stand directly after one of the recognizer's cues (`学号：`, `"student_no": `).

    `shape`: a regex matched at the value's first character, bounded; its match is the candidate.
    """

    shape: str


class Reading(NamedTuple):
    """What the name model reads in running text as `label`: PER, LOC or ORG; it gives the score itself."""

    label: str


class Score(NamedTuple):
    """Confidence from 0 to 1 by what was seen: checks passed, passed in part, failed; with a cue near or not.

    A kind with `alone` 0 is never reported without a cue; 0 in any place means: not reported.
    """

    alone: float
    with_cue: float
    doubtful: float = 0.0
    doubtful_with_cue: float = 0.0
    invalid: float = 0.0
    invalid_with_cue: float = 0.0


class Mask(NamedTuple):
    """How many characters of the value stay visible; `strict` is the stronger pair for exports.

    Separators (space, hyphen, dot, brackets) stay as written and do not count.
    """

    keep_first: int = 0
    keep_last: int = 0
    strict_first: int = 0
    strict_last: int = 0


class Depends(NamedTuple):
    """What is the same for many runs of digits of one length, so that they are judged together in large texts.

    `validate` says the same, but for the canonical value, of runs of one of `lengths` (all, if empty) that begin with
    the same `digits` digits (not all alike), and of which the Luhn digit is right, or wrong, if `luhn`. `widen`
    leaves a span alone unless behind it stand two characters that are in the first and the second string of one of
    `before` (any, if empty), or before it, the nearest one first, two of one of `after`. `fewer(first six digits)`
    returns how many are enough. `parts` (first and last place of each) are of numbers with a check digit of MOD 11-2
    at the end: if it is right, `validate` says the best of a number as it is whose parts each stand in one of which
    it does. `dates` are the numbers of those parts that are dates of eight digits; of all that exist in one year it
    says the same. Of numbers of as many digits as there are `weights`, for which the sum of digits times weights is
    no multiple of `modulus`, it says the same if they begin with the same `refused` digits.
    """

    digits: int
    lengths: tuple[int, ...] = ()
    luhn: bool = False
    fewer: Callable[[str], int] | None = None
    after: tuple[tuple[str, str], ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[int, int], ...] = ()
    dates: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()
    modulus: int = 0
    refused: int = 0


class Surnamed(NamedTuple):
    """How names of two or three Han characters behind a sign are read together in large texts.

    `label(text, at)` returns which label of persons ends at the sign at `at`: `NO_PERSON`; `ANY_NAME`, behind which a
    surname with one or two more characters is a name unless it is a word of `words`, and nothing else; `SURE_PERSON`,
    behind which other names are as well; or `DOUBTED`, for which it takes more. It looks at no more than `reach`
    characters of the line, takes all digits alike, and sees of what stands before a comma only `<`, unless a bracket
    is closed behind it. `surnames()` are of one character or two; no name has one of `never`. A name may go on behind
    one of `parts`, and be the first of a list if a Han character comes soon behind one of `listed`.
    """

    label: Callable[[str, int], int]
    reach: int
    surnames: Callable[[], Iterable[str]]
    words: Iterable[str]
    never: str
    parts: str
    listed: str


NO_PERSON, ANY_NAME, SURE_PERSON, DOUBTED = range(4)
Verdict = str | None
Validate = Callable[[str], Verdict]
Find = Callable[[str, int], Iterable[Candidate]]
FindAll = Callable[[str, Sequence[int]], Iterable[Candidate]]
Widen = Callable[[str, int, int], tuple[int, int]]
Parts = Callable[[str], Iterable[tuple[str, int, int]]]
Shape = Digits | Token | Anchor | Pattern | AfterCue | Reading


class Recognizer(NamedTuple):
    """One kind of information: what it looks like, how it is checked, what is said near it, how it is hidden.

    `validate(value)` gets the compact folded value (no separators) and returns its canonical form; a `Doubt`
    when only part of the checks passed; None when it is not this kind at all; or raises an `InvalidNumber`
    (shape right, check failed). It is pure. `find(text, at)` serves `Anchor` shapes and yields candidates.
    `find_all(text, places)` yields those of many places, in any order, where that costs less than one by one.
    `widen(text, start, end)` may grow a span over parts that belong to it (country code, extension).
    `parts(value)` yields the levels of a value, as addresses have them: name, start and end in the value.
    `contains` names entity types that are a part of this kind: the composite is reported, not the part.
    `strength` ranks evidence when spans overlap: 3 check digit and structure, 2 check digit or strong
    structure, 1 prefix or shape, 0 cue only. `personal=False` kinds are recognised to be left alone.
    `depends` says what a verdict on plain digits depends on, if that is less than all of them.
    `told_by` are regexes that look for something inside of a value of this kind, for what reads values by their form.
    `accepted` is a regex: for values that match it whole, `validate` returns something.
    `surnamed` says how names behind signs are read, for recognizers that read them.
    `on_request=True` kinds are looked for only when they are named (`entities`, `--entities`).
    `examples` are texts with the expected spans between ⟦ and ⟧; `counter_examples` hold no finding of it.
    """

    entity_type: str
    name_zh: str
    name_en: str
    candidates: tuple[Shape, ...]
    score: Score
    legal: str
    source: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    max_length: int
    mask: Mask = Mask()
    cues: tuple[str, ...] = ()
    anti_cues: tuple[str, ...] = ()
    validate: Validate | None = None
    find: Find | None = None
    widen: Widen | None = None
    contains: tuple[str, ...] = ()
    strength: int = 1
    personal: bool = True
    on_request: bool = False
    name: str = ""
    parts: Parts | None = None
    depends: Depends | None = None
    find_all: FindAll | None = None
    surnamed: Surnamed | None = None
    told_by: tuple[str, ...] = ()
    accepted: str = ""
