"""Lets the teacher label sentences, mends what it is known to get wrong, and makes copies with other names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from piiguard.recognizers.data import surnames
from training.generate import Labelled
from training.people import People
from training.teacher import Span, Teacher
from training.words import TITLES

_SENTENCE = re.compile("(?<=[。！？；!?])")
_LONGEST = 256
_DOTTED = re.compile("[·•・‧][一-鿿]{1,7}(?![一-鿿])")
_NAME = re.compile("[一-鿿㐀-䶿·•・‧]{2,}")
_TITLED = re.compile(f"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})$")


def labelled(lines: Sequence[str]) -> list[Labelled]:
    """Return every line with the teacher's spans, mended; the teacher sees one sentence at a time."""
    pieces = [
        (number, piece[first : first + _LONGEST])
        for number, line in enumerate(lines)
        for piece in _SENTENCE.split(line)
        for first in range(0, len(piece), _LONGEST)
    ]
    found: list[list[Span]] = [[] for _ in pieces]
    for index, spans in Teacher().label([text for _, text in pieces]):
        found[index] = spans
    whole: list[Labelled] = [("", []) for _ in lines]
    for (number, text), spans in zip(pieces, found, strict=True):
        before, known = whole[number]
        known += [(start + len(before), end + len(before), kind) for start, end, kind in _mended(text, spans)]
        whole[number] = (before + text, known)
    return [each for each in whole if each[0]]


def _mended(text: str, spans: list[Span]) -> list[tuple[int, int, str]]:
    mended: list[tuple[int, int, str]] = []
    for start, end, kind, _ in spans:
        if mended and start < mended[-1][1]:
            continue
        if kind == "PER":
            while dotted := _DOTTED.match(text, end):  # it cuts a foreign name at its dot
                end = dotted.end()
            title = _TITLED.search(text, start, end)
            if title and title.start() - start >= 2 and surnames.leading_surname(text[start:end]):
                end = title.start()
            if not _NAME.fullmatch(text, start, end):
                continue
        mended.append((start, end, kind))
    return mended


def swapped(items: Sequence[Labelled], seed: int) -> list[Labelled]:
    """Return the items that name persons again, with other persons."""
    rng = Random(seed)
    people = People(rng)
    return [_swap(text, spans, people, rng) for text, spans in items if any(kind == "PER" for _, _, kind in spans)]


def _swap(text: str, spans: list[tuple[int, int, str]], people: People, rng: Random) -> Labelled:
    result, fresh, last = "", [], 0
    for start, end, kind in spans:
        result += text[last:start]
        name = text[start:end]
        if kind == "PER" and end - start <= 3 and surnames.leading_surname(name):
            name = people.han()
        elif kind == "PER" and rng.random() < 0.5:
            name = people.foreign() if end - start > 3 else people.anybody()
        fresh.append((len(result), len(result) + len(name), kind))
        result += name
        last = end
    return result + text[last:], fresh
