"""Measures what piiguard finds and misses: `python -m benchmarks.quality`.

Three parts: our labelled texts (truth known), labelled data of others, and texts without personal information. Shows
shapes, never values; `--show-values` is for a local look at a fault and is refused where `CI` is set.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import gold
from benchmarks.kinds import VALIDATED
from benchmarks.labelled import cases
from benchmarks.tally import Found, Tally, Truth, count_found, count_gold, most, shape

Scan = Callable[[str], Sequence[Found]]
Result = dict[str, object]


class Notes:
    """Collects misses and false findings by shape; with `values` also a few as written."""

    def __init__(self, values: bool = False) -> None:
        self.values = values
        self.missed: Counter[tuple[str, str]] = Counter()
        self.false: Counter[tuple[str, str]] = Counter()
        self.seen: Counter[tuple[str, str, str]] = Counter()

    def miss(self, entity_type: str, text: str, span: Truth, where: str) -> None:
        self.missed[entity_type, where] += 1
        self._show("missed", entity_type, text, span.start, span.end, where)

    def wrong(self, each: Found, text: str, where: str) -> None:
        self.false[each.entity_type, where] += 1
        self._show("false", each.entity_type, text, each.start, each.end, where)

    def _show(self, verdict: str, entity_type: str, text: str, start: int, end: int, where: str) -> None:
        self.seen[verdict, entity_type, where] += 1
        if self.values and self.seen[verdict, entity_type, where] <= 3:
            left, right = text[max(0, start - 25) : start], text[end : end + 15]
            print(f"  {verdict:6} {entity_type:22} [{where}] {left!r} ⟦{text[start:end]}⟧ {right!r}", file=sys.stderr)


def labelled_quality(scan: Scan, count: int, seed: int, notes: Notes) -> Result:
    """Return recall and precision per entity type on our labelled texts."""
    tallies: dict[str, Tally] = {}
    for case in cases(count, seed):
        found = scan(case.text)
        truth = [Truth(span.start, span.end, frozenset({span.entity_type})) for span in case.spans]
        for span, true in zip(case.spans, truth, strict=True):
            if count_gold(tallies.setdefault(span.entity_type, Tally()), [true], found):
                notes.miss(span.entity_type, case.text, true, span.shape)
        for each in found:
            for wrong in count_found(tallies.setdefault(each.entity_type, Tally()), truth, [each]):
                notes.wrong(wrong, case.text, case.shape_at(wrong.start))
    rows: Result = {name: tallies[name].as_dict() for name in sorted(tallies)}
    return rows | {"validated kinds": _sum(tallies).as_dict()}


def _sum(tallies: dict[str, Tally]) -> Tally:
    total = Tally()
    for name, tally in tallies.items():
        if name in VALIDATED:
            for field in vars(tally):
                setattr(total, field, getattr(total, field) + getattr(tally, field))
    return total


def gold_quality(scan: Scan, data: Path, name: str, notes: Notes) -> Result:
    """Return recall and precision per type of one labelled set of others."""
    tallies: dict[str, Tally] = {}
    for item in gold.items(data, name):
        found = scan(item.text)
        every = [span for spans in item.spans.values() for span in spans]
        for kind, spans in item.spans.items():
            for missed in count_gold(tallies.setdefault(kind, Tally()), spans, found):
                notes.miss(kind, item.text, missed, shape(item.text[missed.start : missed.end]))
        for each in found:
            for wrong in count_found(tallies.setdefault("found " + each.entity_type, Tally()), every, [each]):
                notes.wrong(wrong, item.text, shape(item.text[wrong.start : wrong.end]))
    return {kind: tallies[kind].as_dict() for kind in sorted(tallies)}


def negative_quality(scan: Scan, data: Path, name: str, notes: Notes) -> Result:
    """Return how much was found in one set without personal information."""
    found: Counter[str] = Counter()
    characters = lines = 0
    for text in gold.texts(data, name):
        characters += len(text)
        lines += text.count("\n") + 1
        for each in scan(text):
            found[each.entity_type] += 1
            notes.wrong(each, text, shape(text[each.start : each.end]))
    total = found.total()
    unsure = total - sum(found[each] for each in gold.TRUE_IN_LOGS)
    return {
        "characters": characters,
        "lines": lines,
        "findings": total,
        "per_100k_characters": round(total * 100_000 / characters, 3),
        "per_2000_lines": round(total * 2000 / lines, 3),
        "per_2000_lines_without_addresses_of_machines": round(unsure * 2000 / lines, 3),
        "by_type": dict(found.most_common()),
    }


def table(result: Result) -> str:
    """Return per-type figures as a Markdown table."""
    rows = [
        "| type | gold | recall | overlap recall | found | precision | overlap precision |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, figures in result.items():
        assert isinstance(figures, dict)
        cells = [
            figures[key] for key in ("gold", "recall", "overlap_recall", "found", "precision", "overlap_precision")
        ]
        rows.append(f"| {name} | " + " | ".join("–" if cell is None else str(cell) for cell in cells) + " |")
    return "\n".join(rows)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--part", choices=("labelled", "gold", "negative"), action="append", help="default: all")
    parser.add_argument("--count", type=int, default=20_000, help="labelled texts to generate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=gold.DEFAULT_DATA)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--only", action="append", default=[], help="sets to run, or entity types in the lists")
    parser.add_argument("--top", type=int, default=30, help="longest lists of misses and false findings")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--show-values", action="store_true", help="print a few values to stderr; refused in CI")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the chosen parts, print Markdown, and return the exit code."""
    options = _arguments(argv)
    if options.show_values and os.environ.get("CI"):
        print("--show-values is refused where CI is set", file=sys.stderr)
        return 2
    import piiguard

    scan = piiguard.Guard(threshold=options.threshold).scan
    parts = options.part or ["labelled", "gold", "negative"]
    report: Result = {}
    if "labelled" in parts:
        notes = Notes(options.show_values)
        report["labelled"] = result = labelled_quality(scan, options.count, options.seed, notes)
        _print("Labelled texts", result, notes, options)
    if "gold" in parts:
        report["gold"] = _each(gold_quality, scan, options, gold.LABELLED_SETS, "")
    if "negative" in parts:
        report["negative"] = _each(negative_quality, scan, options, gold.PROSE_SETS + gold.CODE_SETS, "negative")
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    return 0


def _each(
    measure: Callable[[Scan, Path, str, Notes], Result],
    scan: Scan,
    options: argparse.Namespace,
    names: tuple[str, ...],
    folder: str,
) -> Result:
    results: Result = {}
    for name in names:
        if not (options.data / folder / name).is_dir():
            print(f"\n## {name}: not here, skipped")
            continue
        if options.only and name not in options.only and any(each in names for each in options.only):
            continue
        notes = Notes(options.show_values)
        results[name] = result = measure(scan, options.data, name, notes)
        _print(name, result, notes, options)
    return results


def _print(title: str, result: Result, notes: Notes, options: argparse.Namespace) -> None:
    print(f"\n## {title}\n")
    print(json.dumps(result, ensure_ascii=False) if "by_type" in result else table(result))
    types = [each for each in options.only if each.isupper()]
    for heading, counter in (("missed", notes.missed), ("false", notes.false)):
        for entity_type, where, count in most(counter, types, options.top):
            print(f"- {heading} {count} × {entity_type}: {where}")


if __name__ == "__main__":
    sys.exit(main())
