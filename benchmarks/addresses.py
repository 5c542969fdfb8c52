"""Measures what of addresses stays visible: `python -m benchmarks.addresses`.

Addresses of labelled sets, bare, inside sentences, behind a label and as a cell; leaked is a character of a labelled
address that no finding covers, exact a finding with the label's very borders. In texts without personal information
every address found is counted, per 100,000 characters. Shows figures, never values; `--show N` prints the N first
misses and false addresses for a local look, and is refused where `CI` is set.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import gold

KIND = "CN_ADDRESS"
BARE_SET = "address_parsing"
IN_TEXT = ("crosswoz", "cail2021_xxcq", "ccf_bdci2020_privacy", "multipriv_zh")
NEGATIVES = (*gold.PROSE_SETS, *gold.CODE_SETS)
# Sentences that people write around an address; each with the address in place of {}.
CARRIERS = (
    "我住在{}，有空来坐坐。",
    "请把快递寄到{}，谢谢！",
    "他名下的房子在{}，已经出租。",
    "客户反映{}的路灯坏了，请尽快处理。",
    "被告人王某某，男，住{}。",
    "{}",
)
LABELLED = ("收货地址：{}", "家庭住址：{}，电话略", '{{"address": "{}"}}')
Scan = Callable[[str], Sequence[tuple[int, int]]]


class Score(NamedTuple):
    """Characters of addresses, how many leaked, addresses, and how many were found with exact borders."""

    characters: int = 0
    leaked: int = 0
    addresses: int = 0
    exact: int = 0

    def plus(self, text_spans: tuple[int, int], found: Sequence[tuple[int, int]]) -> Score:
        """Return the score with one more address at `text_spans`, where `found` was found."""
        start, end = text_spans
        covered = sum(max(0, min(end, last) - max(start, first)) for first, last in found)
        size = end - start
        exact = self.exact + ((start, end) in found)
        return Score(self.characters + size, self.leaked + size - covered, self.addresses + 1, exact)

    def line(self, name: str) -> str:
        """Return the score in words."""
        leak, exact = self.leaked / max(self.characters, 1), self.exact / max(self.addresses, 1)
        return f"{name:34} leak {leak:6.1%}  exact {exact:6.1%}  ({self.addresses} addresses)"


class Shown:
    """Prints the first `limit` faults of each part."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._seen: dict[str, int] = {}

    def fault(self, part: str, text: str, span: tuple[int, int], found: Sequence[tuple[int, int]] = ()) -> None:
        """Print what stands at `span` in `text`, and what was found of it."""
        self._seen[part] = self._seen.get(part, 0) + 1
        if self._seen[part] <= self._limit:
            start, end = span
            near = [text[first:last] for first, last in found if first < end and start < last]
            around = f"{text[max(0, start - 15) : start]}⟦{text[start:end]}⟧{text[end : end + 12]}"
            print(f"  [{part}] {around!r} {near!r}", file=sys.stderr)


def measure(scan: Scan, pairs: Iterator[tuple[str, tuple[int, int]]], name: str, shown: Shown) -> Score:
    """Return the score of `scan` on texts, each given with the span of an address in it."""
    score = Score()
    for text, span in pairs:
        found = scan(text)
        grown = score.plus(span, found)
        if grown.exact == score.exact:
            shown.fault(name, text, span, found)
        score = grown
    return score


def bare(data: Path, every: int) -> list[str]:
    """Return every `every`-th text of the set whose texts are addresses."""
    return [str(record["text"]) for record in gold.lines(data / BARE_SET / "dev.jsonl.gz")][::every]


def carried(values: Sequence[str], frames: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each value in one of `frames`, in turn, with its span."""
    for index, value in enumerate(values):
        before, after = frames[index % len(frames)].format("\0").split("\0")
        yield before + value + after, (len(before), len(before) + len(value))


def labelled(data: Path, name: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the texts of a labelled set, once for each address."""
    for record in gold.lines(data / name / "dev.jsonl.gz"):
        for span in record["spans"]:  # type: ignore[attr-defined]
            if span["type"] == "ADDRESS":
                yield str(record["text"]), (span["start"], span["end"])


def false_addresses(scan: Scan, data: Path, name: str, shown: Shown) -> str:
    """Return how many addresses were found in a set that should have none, in words."""
    characters = count = 0
    for text in gold.texts(data, name):
        characters += len(text)
        for span in scan(text):
            count += 1
            shown.fault(name, text, span)
    return f"{name:34} {count} in {characters:,} characters, {count * 100_000 / max(characters, 1):.2f} per 100,000"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurement; return the exit code."""
    import piiguard

    parser = argparse.ArgumentParser(prog="benchmarks.addresses", description=__doc__)
    parser.add_argument("--data", type=Path, default=gold.DEFAULT_DATA)
    parser.add_argument("--every", type=int, default=1, help="measure every n-th delivery address only")
    parser.add_argument("--part", choices=("all", "bare", "text", "negative"), default="all")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N faults of each set")
    options = parser.parse_args(arguments)
    if options.show and os.environ.get("CI"):
        print("--show prints values: not in CI", file=sys.stderr)
        return 2
    if not options.data.is_dir():
        print(f"no data at {options.data}", file=sys.stderr)
        return 3
    guard = piiguard.Guard(entities=(KIND,))
    shown = Shown(options.show)

    def scan(text: str) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in guard.scan(text)]

    def scan_cell(text: str) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in guard.scan(text, context=("地址",))]

    if options.part in ("all", "bare"):
        values = bare(options.data, options.every)
        for frame in CARRIERS:
            name = f"{BARE_SET} in {frame!a}" if frame.isascii() else f"{BARE_SET} in {frame}"
            print(measure(scan, carried(values, (frame,)), name, shown).line(name))
        print(measure(scan, carried(values, CARRIERS), "sentences", Shown(0)).line("all sentences in turn"))
        print(measure(scan, carried(values, LABELLED), "label", shown).line("behind a label"))
        print(measure(scan_cell, carried(values, ("{}",)), "cell", shown).line("as a cell"))
    if options.part in ("all", "text"):
        for name in IN_TEXT:
            print(measure(scan, labelled(options.data, name), name, shown).line(name))
    if options.part in ("all", "negative"):
        for name in NEGATIVES:
            print(false_addresses(scan, options.data, name, shown))
    return 0


if __name__ == "__main__":
    sys.exit(main())
