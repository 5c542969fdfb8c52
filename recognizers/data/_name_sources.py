"""What counts of words and characters say about names: characters of given names, and words that look like names."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from piiguard.recognizers.data._packages import Files

Row = tuple[str, ...]
# Surnames with which hardly a word begins: words of three characters that begin with one are names.
_PURE: Final = "刘陈吴赵徐孙朱郭宋郑谢韩唐冯曹彭萧蔡潘袁邓沈吕苏卢蒋魏薛廖邱邹秦郝龚邵姚谭戴汪崔陆姜"
_WORDS: Final = "jionlp/dictionary/word_distribution.zip/word_distribution.json"
_CHARACTERS: Final = "jionlp/dictionary/char_distribution.zip/char_distribution.json"
_LISTED: Final = "mingzi/data.json"
# What a character weighs that a list of given names holds, in names of the counted words.
_WEIGHT: Final = 2
_UNLIKELY: Final = -5
_LEAST_SHARE: Final = 0.002
# A word is counted so often, and 2**9 times as often as a name of its characters would be; 2**12 times where that is
# a likely one, as texts tell much of some persons; with a surname that begins no words, never.
_LEAST_COUNT: Final = 2000
_EXCESS: Final = 9
_EXCESS_IF_LIKELY: Final = 12
_LIKELY: Final = 3.5
_HAN: Final = re.compile("[一-鿿]+")


def given_characters(files: dict[str, Files]) -> Iterator[Row]:
    """Yield each character of given names, with the binary logarithm of how much oftener it is there than in "
    "texts."""
    return ((char, format(weight, ".1f")) for char, weight in sorted(_weights(files).items()) if weight > _UNLIKELY)


def surname_words(files: dict[str, Files], surnames: Iterable[Row]) -> Iterator[Row]:
    """Yield the common words of two characters that begin with a surname and are no name."""
    weights = _weights(files)
    shares = {name: float(share) for name, share in surnames if len(name) == 1}
    for word, count in sorted(_counts(files["jionlp"][_WORDS]).items()):
        if len(word) != 2 or word[0] not in shares or count < _LEAST_COUNT:
            continue
        name = weights.get(word[1], _UNLIKELY) + math.log2(max(shares[word[0]], _LEAST_SHARE))
        excess = _EXCESS if name < _LIKELY else math.inf if word[0] in _PURE else _EXCESS_IF_LIKELY
        if math.log2(count) - name > excess:
            yield (word,)


def _weights(files: dict[str, Files]) -> dict[str, float]:
    names: Counter[str] = Counter()
    for word in _counts(files["jionlp"][_WORDS]):
        if len(word) == 3 and word[0] in _PURE:
            names.update(word[1:])
    listed = json.loads(files["mingzi"][_LISTED])
    for kind in ("male_single", "female_single"):
        names.update(dict.fromkeys(listed[kind], _WEIGHT))
    texts = _counts(files["jionlp"][_CHARACTERS])
    in_names, in_texts = names.total(), sum(texts.values())
    return {
        char: math.log2((count / in_names) / (texts.get(char, 0) / in_texts + 1e-7)) for char, count in names.items()
    }


def _counts(content: str) -> dict[str, int]:
    """Return the counts of words or characters that are Han alone; each line of `content` is a JSON list of both."""
    pairs = (json.loads(line) for line in content.split("\n") if line.strip())
    return {text: count for text, count in pairs if _HAN.fullmatch(text)}
