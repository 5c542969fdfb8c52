"""Trains what tells Latin names in Chinese text: `python -m training.latin --sources FOLDER --out …/names/latin.bin`.

Persons of labelled sentences are exchanged for Latin names, so that the words around them are those around persons;
the Latin words that stand in the texts themselves are what is none.
"""

from __future__ import annotations

import argparse
import importlib.resources
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from numba import njit

from piiguard.names import latin
from piiguard.names.features import Tables
from training import corpus, silver, store, tables
from training.generate import Labelled, Writer

_LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "pl_PL", "sv_SE", "nl_NL", "tr_TR")
_QUOTED = re.compile(r'"([A-Z][A-Za-z\']{2,14})"')
_STEP = 24
# So many words are borne in 100,000 characters of technical prose, held out; about half of them are true names.
_BORNE = 3.0
_SPACED = re.compile("(?<=[一-鿿，。、；：]) (?=[A-Za-z])|(?<=[A-Za-z]) (?=[一-鿿，。、；：])")
_WORD = re.compile("[A-Za-z]{2,20}")
# What texts write in Latin letters and is nobody.
_BRANDS = """Google Microsoft Apple IBM Intel AMD Nvidia Amazon Facebook Twitter YouTube Netflix Sony Samsung Nokia HTC
LG Dell Lenovo Cisco Oracle Adobe Uber Airbnb Tesla BMW Audi Benz Ford Toyota Honda Nike Adidas Gucci Prada Chanel
Dior Zara Starbucks KFC Disney Marvel Nintendo PlayStation Xbox Steam iPhone iPad iOS Android Windows Linux Mac
Photoshop Excel Word PPT Office WiFi Bluetooth GPS USB CPU GPU VIP KTV DVD CD MV EP APP App QQ WeChat TikTok NBA CBA
FIFA UEFA WTO WHO APEC NATO OPEC IMF GDP CPI PMI IPO ETF SARS HIV DNA AIDS MBA EMBA CEO CFO CTO COO MVP SUV BBC CNN
Reuters Time Forbes Nature Science Cell Vogue Hello Love Happy New Party Show Live Rock Jazz Pop Hip Disco Blues Cosplay
DotA LOL WOW CS Dota Warcraft StarCraft London Paris Tokyo NewYork York Boston Berlin Rome Milan Vegas Hollywood""".split()
_HANDLES = ("_", "", "x", "Mr", "King", "Sky", "Moon", "Dark", "Lil", "Super")


class Names:
    """Makes up Latin names: of many countries, romanised ones, nicknames and those that players give themselves."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        providers = importlib.resources.files("faker") / "providers/person"
        sources = [(providers / locale / "__init__.py").read_text("utf-8") for locale in _LOCALES]
        self._western = sorted({name for source in sources for name in _QUOTED.findall(source)})
        chinese = (providers / "zh_CN/__init__.py").read_text("utf-8")
        self._romanised = sorted({name for name in _QUOTED.findall(chinese) if name.isascii()})

    def one(self) -> str:
        """Return a name as a text may write it."""
        rng = self._rng
        chance = rng.random()
        west = rng.choice(self._western)
        if chance < 0.35:
            return west
        if chance < 0.60:
            return west + rng.choice((" ", " ", "", "·", "-")) + rng.choice(self._western)
        if chance < 0.72 and self._romanised:
            return rng.choice(self._romanised) + rng.choice((" ", "")) + rng.choice(self._romanised)
        if chance < 0.80:
            return west.lower()
        if chance < 0.86:
            return west.upper()
        return rng.choice(_HANDLES) + (west if rng.random() < 0.6 else west.lower())


def exchanged(items: Sequence[Labelled], words: Sequence[str], seed: int) -> list[Labelled]:
    """Return the items that name somebody or something with Latin words for these; the spans are those of persons.

    Places and bodies become one of `words`, a brand or an abbreviation.
    """
    rng = Random(seed)
    names = Names(rng)
    fresh = []
    for text, spans in items:
        result, marks, last = "", [], 0
        for start, end, kind in spans:
            if rng.random() >= (0.7 if kind == "PER" else 0.4):
                continue
            result += text[last:start]
            if kind == "PER":
                name = names.one()
                marks.append((len(result), len(result) + len(name), "PER"))
            else:
                name = _nobody(rng, words)
            result += name
            last = end
        if not last:
            continue
        fresh.append((result + text[last:], marks))
    return fresh


def _nobody(rng: Random, words: Sequence[str]) -> str:
    chance = rng.random()
    if chance < 0.4:
        return rng.choice(_BRANDS)
    if chance < 0.6:
        return "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=rng.choice((3, 3, 4, 5))))
    return rng.choice(words)


def examples(items: Sequence[Labelled], known: Tables) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells of all Latin words, (words, features), and which of them are names."""
    text = "\n".join(text for text, _ in items)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    inside = np.zeros(len(codes), bool)
    at = 0
    for line, spans in items:
        for start, end, _ in spans:
            inside[at + start : at + end] = True
        at += len(line) + 1
    starts, ends = latin.words(codes)
    firsts = np.cumsum([0, *latin.sizes()])
    found = latin.cells(codes, known, starts, ends)
    return np.stack(found, 1) + firsts[:-1], inside[starts] & inside[ends - 1]


def train(cells: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return the weights of all cells."""
    weights = np.zeros((sum(latin.sizes()), 2))
    order = np.arange(len(names))
    for number in range(5):
        np.random.default_rng(number).shuffle(order)
        loss = _epoch(cells.astype(np.int32), names, order, weights, 0.15 * 0.7**number, number)
        print(f"epoch {number}: loss {loss / len(names):.4f} of {len(names)} words, {names.sum()} names", flush=True)
    return weights[:, 0]


def borne(steps: np.ndarray, held: Sequence[Labelled], known: Tables) -> int:
    """Return the least sum with which few enough words of technical prose are taken for names."""
    cells, _ = examples(held, known)
    sums = np.sort(steps[cells].astype(np.int32).sum(1))[::-1]
    count = int(_BORNE * sum(len(text) for text, _ in held) / 100_000)
    print(f"technical: {len(sums)} words, {count} are borne; best {sums[:5]}, border {sums[count]}", flush=True)
    return int(sums[count]) + 1


@njit(cache=True, fastmath=True)
def _epoch(cells, names, order, weights, rate, seed):  # type: ignore[no-untyped-def]
    np.random.seed(seed)
    count = cells.shape[1]
    keep = np.ones(count, np.bool_)
    loss = 0.0
    for number in order:
        total = 0.0
        for column in range(count):
            keep[column] = np.random.random() >= 0.2
            if keep[column]:
                total += weights[cells[number, column], 0] * 1.25
        chance = 1.0 / (1.0 + np.exp(-total))
        loss -= np.log(max(chance if names[number] else 1.0 - chance, 1e-9))
        slope = (chance - (1.0 if names[number] else 0.0)) * 1.25
        for column in range(count):
            if keep[column]:
                cell = cells[number, column]
                weights[cell, 1] += slope * slope
                weights[cell, 0] -= rate * slope / np.sqrt(weights[cell, 1] + 1e-1)
    return loss


def main(argv: Sequence[str] | None = None) -> int:
    """Train and write; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.latin", description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the checkouts of SOURCES.md")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    lines = list(corpus.lines(options.sources))
    items = silver.labelled([line for _, line in lines])
    # Most texts write no space between Han characters and Latin words.
    glued = [_SPACED.sub("", line) for line in corpus.technical(options.sources)]
    held: list[Labelled] = [(line, []) for line in glued[::5]]
    plain: list[Labelled] = [(line, []) for index, line in enumerate(glued) if index % 5]
    plain += [(text, []) for (source, _), (text, _) in zip(lines, items, strict=True) if source != "technical"]
    words = [word for line, _ in plain for word in _WORD.findall(line)]
    known = tables.build()
    with_names = exchanged([*items, *Writer(options.seed).lines(1_500_000)], words, options.seed)
    weights = train(*map(np.concatenate, zip(*(examples(each, known) for each in (with_names, plain)), strict=True)))
    steps = np.clip(np.rint(weights * _STEP), -127, 127).astype(np.int8)
    least = borne(steps, held, known)
    # A word at the border gets the score from which names are shown.
    slope = 1 / _STEP
    offset = np.log(0.55 / 0.45) - least * slope
    firsts = np.cumsum([0, *latin.sizes()])
    pieces = [steps[first:last] for first, last in pairwise(firsts)]
    store.write_latin(options.out, pieces, slope, float(offset))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
