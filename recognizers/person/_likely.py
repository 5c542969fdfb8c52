"""Where a name ends that begins here, or begins that ends here, and how likely it is one: by its characters alone."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from piiguard.recognizer import LazyPattern
from piiguard.recognizers.data import given_names, surnames
from piiguard.recognizers.person._words import ENDINGS, NOT_NAMES

_HAN = LazyPattern("[㐀-鿿〇𠀀-𱍏]{1,4}")
_END = LazyPattern(f"(?:{ENDINGS})")
_LEAST_SHARE = 0.01
# Shares of surnames whose share the table does not know, and of those that are words first.
_SHARES = {
    "肖": 0.6,
    "闫": 0.2,
    "付": 0.15,
    "代": 0.05,
    "东方": 0.01,
    "百里": 0.01,
    "第五": 0.001,
    "西门": 0.01,
    "单于": 0.01,
}
# A word of the dictionary is a name for once only; more so if a third character follows it.
_WORD_ALONE = 9.0
_WORD_BEGUN = 4.0
# Characters of a sentence that follow names, and are rarely a part of one.
_FOLLOWING = frozenset(
    "说在是的和与及等就也对将于为被有了称问答报到会曾已又还都则向要能让把从给去来因而并至趁窜伙驾犯称由诉"
)
# Those of them with which a clause may end.
_FINAL = frozenset("说的等了称问答")
# Below, it is none even where everything around says so.
_IMPOSSIBLE = -9.0
# 高蕾于2018年, 王宁在**县.
_NUMBERS = tuple("0123456789*×")
# Such a second character of a given name is one; below it is more likely the next word.
_GOES_ON = 0.5


class Likely(NamedTuple):
    """A name: where it starts and ends, and how likely it is (binary logarithm, 0 is undecided)."""

    start: int
    end: int
    likely: float


def ahead(text: str, at: int) -> Likely | None:
    """Return the name of surname and given name that begins at `at`; None when no surname stands there."""
    run = _HAN.match(text, at, at + 4)
    if run is None:
        return None
    surname = surnames.leading_surname(run[0])
    if surname is None or len(run[0]) == len(surname):
        return None
    first = at + len(surname)
    ending = _END.search(text, first, min(run.end() + 3, first + 6))
    if ending is not None and ending.start() == first:
        return None  # 林小姐
    last = min(run.end(), first + 2, ending.start() if ending else first + 2)
    if last - first == 2 and not _goes_on(text, last - 1, last, ending is not None and ending.start() == last):
        last -= 1
    return Likely(at, last, likelihood(surname, text[first:last]))


@lru_cache(maxsize=8192)
def at_most(begun: str) -> float:
    """Return how likely a name can be that begins with two characters `begun`, whatever follows them."""
    surname = surnames.leading_surname(begun)
    if surname is None or len(begun) < 2:
        return _IMPOSSIBLE
    given = begun[len(surname) :] or given_names.best()
    return max(likelihood(surname, given), likelihood(surname, given + given_names.best()))


def _goes_on(text: str, second: int, end: int, ends: bool) -> bool:
    """Return whether the character at `second` belongs to the given name, or begins what follows it."""
    if ends or _HAN.match(text, end, end + 1) is None:
        is_number = text[end : end + 1] in _NUMBERS and not ends
        return text[second] not in (_FOLLOWING if is_number else _FINAL)
    if text[second] in _FOLLOWING:
        return False
    if text[end] in _FOLLOWING:
        return True
    return given_names.weight(text[second]) >= _GOES_ON


def behind(text: str, end: int) -> Likely | None:
    """Return the name of surname and given name that ends at `end`, the longest likely one; None when there "
    "is none."""
    for size in (4, 3, 2):
        start = end - size
        if start < 0:
            continue
        name = text[start:end]
        surname = surnames.leading_surname(name)
        if surname is None or size - len(surname) not in (1, 2) or (size == 4 and len(surname) < 2):
            continue
        given = name[len(surname) :]
        if any(given_names.weight(each) < 0 for each in given):
            continue
        found = likelihood(surname, given)
        if found > 0:
            return Likely(start, end, found)
    return None


@lru_cache(maxsize=4096)
def likelihood(surname: str, given: str) -> float:
    """Return how likely `surname` and `given` are a name, as a binary logarithm."""
    from math import log2  # not at every start

    least = _SHARES.get(surname, _LEAST_SHARE if len(surname) == 1 else 1.0)
    found = log2(max(surnames.share(surname), least))
    found += sum(given_names.weight(each) for each in given)
    begun = (surname + given)[:2]
    if begun in _PLACEHOLDERS:
        return max(found, _LIKELY_PLACEHOLDER)
    if len(surname) == 1 and (begun in NOT_NAMES or given_names.is_word(begun)):
        found -= _WORD_BEGUN if len(given) > 1 else _WORD_ALONE
    return found


# Names that stand for any; their characters are unlikely ones.
_PLACEHOLDERS = frozenset("张三 李四 王五 赵六 钱七 孙七 周八 吴九 郑十 王二".split())
_LIKELY_PLACEHOLDER = 4.0


def is_name(written: str) -> bool:
    """Return whether `written` as a whole may be a name where everything around says so."""
    surname = surnames.leading_surname(written)
    given = written[len(surname) :] if surname else ""
    if surname is None or not 1 <= len(given) <= 2 or "某" in given:
        return False
    is_word = written[:2] in NOT_NAMES or given_names.is_word(written[:2])
    return likelihood(surname, given) > (0 if is_word else _IMPOSSIBLE)
