"""Fills the sentence patterns with made-up people, places and organisations; every name's place is known."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Callable, Iterator
from random import Random

from piiguard.recognizers.data import divisions
from training import sentences, words
from training.people import People

Labelled = tuple[str, list[tuple[int, int, str]]]
_SLOT = re.compile(r"\{([A-Z])\}")
_KINDS = {"P": "PER", "H": "PER", "F": "PER", "K": "PER", "L": "LOC", "A": "LOC", "O": "ORG", "S": "ORG"}


def common_words() -> list[str]:
    """Return words of two to four characters that are no names of persons, places or bodies, by jieba's tags."""
    with (importlib.resources.files("jieba") / "dict.txt").open(encoding="utf-8") as file:
        rows = [line.split() for line in file]
    tags = {"n", "v", "vn", "a", "d", "i", "l", "z", "b", "ad", "an", "t", "s"}
    return [word for word, count, tag in rows if tag in tags and 2 <= len(word) <= 4 and int(count) >= 50]


class Writer:
    """Writes labelled sentences, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._rng = rng = Random(seed)
        people = People(rng)
        self._words = common_words()
        self._places = sorted({name for name in divisions.names().values() if 2 <= len(name) <= 5})
        self._fill: dict[str, Callable[[], str]] = {
            "P": people.anybody,
            "H": people.han,
            "F": people.foreign,
            "K": people.nickname,
            "L": self._place,
            "O": self._organisation,
            "A": self._address,
            "T": lambda: rng.choice(words.TITLES),
            "V": lambda: rng.choice(words.SPEECH),
            "R": lambda: rng.choice(words.KIN),
            "D": self._date,
            "N": lambda: str(rng.choice((rng.randint(1, 9), rng.randint(10, 99), rng.randint(100, 9999)))),
            "M": lambda: f"1{rng.randint(30, 99)}{rng.randint(0, 99999999):08d}",
            "I": lambda: f"{rng.randint(110000, 659999)}{rng.randint(1940, 2020)}{rng.randint(0, 9999999999):010d}",
            "E": lambda: f"user{rng.randint(1, 999)}@example.com",
            "C": lambda: f"{rng.randint(1, 900)}{rng.choice(('万元', '亿元', '元', '万美元'))}",
            "W": lambda: rng.choice(sentences.TOPICS),
            "Y": lambda: str(rng.randint(1935, 2020)),
            "G": lambda: rng.choice(sentences.WORKS),
            "B": lambda: rng.choice(sentences.BRANDS),
            "S": lambda: rng.choice(sentences.CLUBS),
            "X": lambda: rng.choice(self._words),
        }
        self._patterns = [group for group, _ in sentences.GROUPS]
        self._weights = [weight for _, weight in sentences.GROUPS]

    def lines(self, characters: int) -> Iterator[Labelled]:
        """Yield labelled lines of one to three sentences, about so many characters together."""
        rng, written = self._rng, 0
        while written < characters:
            line, marks = "", []
            for _ in range(rng.choice((1, 1, 1, 2, 3))):
                group = rng.choices(self._patterns, self._weights)[0]
                text, spans = self.sentence(rng.choice(group))
                line += rng.choice(("", " ", "；", "，")) if line and line[-1] not in "。！？" else ""
                marks += [(start + len(line), end + len(line), kind) for start, end, kind in spans]
                line += text
            written += len(line)
            yield line, marks

    def sentence(self, pattern: str) -> Labelled:
        """Return `pattern` with its slots filled, and where names stand."""
        rng = self._rng
        if rng.random() < 0.15:
            pattern = pattern.replace("，", ",").replace("：", ":")
        text, spans, last = "", [], 0
        for slot in _SLOT.finditer(pattern):
            text += pattern[last : slot.start()]
            value = self._fill[slot[1]]()
            if slot[1] in _KINDS:
                spans.append((len(text), len(text) + len(value), _KINDS[slot[1]]))
            text += value
            last = slot.end()
        return text + pattern[last:], spans

    def _place(self) -> str:
        rng = self._rng
        chance = rng.random()
        if chance < 0.45:
            return rng.choice(sentences.WORLD[:-14] if chance < 0.25 else sentences.CITIES)
        name = rng.choice(self._places)
        return name.rstrip("省市县区") if len(name) > 2 and rng.random() < 0.4 else name

    def _organisation(self) -> str:
        rng = self._rng
        chance = rng.random()
        if chance < 0.15:
            return rng.choice(sentences.WORLD[-14:])
        if chance < 0.55:
            place = self._place() if rng.random() < 0.6 else ""
            return place + rng.choice(sentences.COMPANY_CORES) + rng.choice(sentences.COMPANY_KINDS)
        return self._place() + rng.choice(sentences.PLACED)

    def _address(self) -> str:
        rng = self._rng
        road = rng.choice(("人民", "解放", "中山", "建设", "和平", "新华", "学府", "滨河", "经十", "长江"))
        tail = rng.choice(("", f"{rng.randint(1, 30)}号楼{rng.randint(1, 5)}单元{rng.randint(101, 2604)}室"))
        estate = rng.choice(("", "", rng.choice(sentences.COMPANY_CORES) + rng.choice(("花园", "小区", "大厦"))))
        return f"{self._place()}{road}{rng.choice('路街')}{rng.randint(1, 999)}号{estate}{tail}"

    def _date(self) -> str:
        rng = self._rng
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        return rng.choice(
            (f"{month}月{day}日", f"{rng.randint(1990, 2026)}年{month}月{day}日", "昨天", "近日", "今天")
        )
