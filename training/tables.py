"""Builds the tables of characters and words that the features use, from lists in packages."""

from __future__ import annotations

import csv
import importlib.resources
import math
from collections import Counter

import numpy as np

from piiguard.names.features import SIZES, WORD_BITS, Tables, folding, word_cell, word_hash
from piiguard.recognizers.data import surnames
from training import words

# Classes of words by jieba's tags; 11 to 13 are our own lists, 0 is no word.
_CLASSES = {
    **dict.fromkeys(("n", "s", "ng", "l"), 1), **dict.fromkeys(("v", "vn", "vd", "vg", "vq", "vi"), 2),
    **dict.fromkeys(("a", "z", "ad", "an", "b", "ag"), 3), **dict.fromkeys(("d", "df", "dg"), 4), "ns": 5, "nt": 6,
    "nz": 7, **dict.fromkeys(("m", "q", "mq", "t", "tg"), 8),
    **dict.fromkeys(("r", "p", "c", "u", "y", "f", "rr", "rz", "k"), 9), "i": 10, "j": 14,
}  # fmt: skip
_TITLE, _SPEECH, _KIN = 11, 12, 13
_BINS = 7


def build() -> Tables:
    """Return all tables."""
    simple = folding(_traditional())
    return Tables(simple, _numbers(simple), _surnames(), _given(), _foreign(), _words())


def _traditional() -> list[tuple[str, str]]:
    """Return traditional characters with the simplified ones that mean the same in every word."""
    with (importlib.resources.files("opencc") / "dictionary/TSCharacters.txt").open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return [(one, others.split()[0]) for one, others in rows if max(map(ord, one + others.replace(" ", ""))) < 65536]


def _numbers(simple: np.ndarray) -> np.ndarray:
    """Return the numbers of the most frequent characters of words and names, after those of signs."""
    signs = [*range(32, 127), *range(0x2010, 0x2028), *range(0x3001, 0x3020), 0xB7, 0x30FB]
    counts: Counter[int] = Counter()
    for listed in (_dictionary_characters(), _given_characters()):
        total = sum(listed.values())
        for character, count in listed.items():
            if 0x3400 <= ord(character) < 65536:
                counts[int(simple[ord(character)])] += count / total
    chosen = list(dict.fromkeys(int(simple[sign]) for sign in signs))
    chosen += [code for code, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
    table = np.zeros(65536, np.uint16)
    chosen = chosen[: SIZES["I"] - 1]
    table[chosen] = np.arange(1, len(chosen) + 1)
    return table


def _given_characters() -> dict[str, int]:
    with (importlib.resources.files("ngender") / "charfreq.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row[0] != "char" and len(row[0]) == 1 and ord(row[0]) < 65536]
    return {row[0]: int(row[1]) + int(row[2]) for row in rows}


def _surnames() -> np.ndarray:
    table = np.zeros(65536, np.uint8)
    for name in surnames.everyone():
        if len(name) == 1 and ord(name) < 65536:
            share = surnames.share(name)
            table[ord(name)] = 1 + sum(share > limit for limit in (0.005, 0.02, 0.08, 0.3, 1.0))
    for name in surnames.compound():
        if table[ord(name[0])] == 0:
            table[ord(name[0])] = 7
    return table


def _given() -> np.ndarray:
    counts = _given_characters()
    total = sum(counts.values())
    general = _dictionary_characters()
    table = np.zeros(65536, np.uint8)
    for character, count in counts.items():
        if count < 20:
            continue
        ratio = math.log((count / total) / (general.get(character, 0) + 1e-6))
        common = count / total > 2e-4
        # Four bins of how much more common it is in names than in words, for common and rare characters apart.
        table[ord(character)] = 1 + sum(ratio > limit for limit in (-1.5, 0.0, 1.5)) + 4 * common
    return table


def _foreign() -> np.ndarray:
    counts: Counter[str] = Counter()
    for name in (*words.FOREIGN_FIRST, *words.FOREIGN_LAST):
        counts.update(name)
    for word, _, tag in _dictionary():
        if tag == "nrt" and len(word) >= 3:
            counts.update(word)
    total = counts.total()
    general = _dictionary_characters()
    table = np.zeros(65536, np.uint8)
    table[ord("·")] = table[ord("•")] = table[ord("・")] = 4
    for character, count in counts.items():
        if ord(character) < 65536 and count >= 4:
            ratio = math.log((count / total) / (general.get(character, 0) + 1e-5))
            table[ord(character)] = max(table[ord(character)], sum(ratio > limit for limit in (0.0, 1.0, 2.0)))
    return table


def _words() -> np.ndarray:
    classes: dict[str, int] = {}
    for word, count, tag in _dictionary():
        if 2 <= len(word) <= 4 and count >= 3 and tag in _CLASSES:
            classes[word] = _CLASSES[tag]
    for number, listed in ((_KIN, words.KIN), (_SPEECH, words.SPEECH), (_TITLE, words.TITLES)):
        classes.update((word, number) for word in listed if 2 <= len(word) <= 4)
    table = np.zeros(1 << WORD_BITS, np.uint8)
    for size in (2, 3, 4):
        # Own lists last, so that they win a cell.
        chosen = sorted(
            (word for word in classes if len(word) == size), key=lambda word: classes[word] in (11, 12, 13)
        )
        codes = np.array([[ord(character) for character in word] for word in chosen], np.uint32)
        hashes = np.concatenate([word_hash(row, size) for row in codes])
        cells, checks = word_cell(hashes)
        kinds = np.array([classes[word] for word in chosen], np.uint8)
        table[cells] = kinds | (checks << 4)
    return table


def _dictionary() -> list[tuple[str, int, str]]:
    with (importlib.resources.files("jieba") / "dict.txt").open(encoding="utf-8") as file:
        rows = [line.split() for line in file]
    return [(word, int(count), tag) for word, count, tag in rows]


def _dictionary_characters() -> dict[str, float]:
    counts: Counter[str] = Counter()
    for word, count, tag in _dictionary():
        if not tag.startswith("nr"):
            for character in word:
                counts[character] += count
    total = counts.total()
    return {character: count / total for character, count in counts.items()}
