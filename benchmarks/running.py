"""Speed on running text: `python -m benchmarks.running FOLDER people_daily_199801 negative/laws`.

Each set is a folder of `FOLDER` with `*.jsonl.gz` files, whose texts become lines. It is scanned in chunks of 2**20
characters, with names read by the model and with rules alone, in interleaved rounds on one core. Figures are medians
of MB/s of processor time; MB are 10^6 bytes of UTF-8. What was met before is remembered, so the second half of a set
is measured when it is scanned for the first time, too.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks import corpus
from benchmarks.clock import interleaved, pin
from benchmarks.speed import each
from piiguard.lazy import LazyPattern

_CHUNK = 1 << 20
_LONGEST = 3 * _CHUNK
_BEFORE = 3


def chunks(folder: Path) -> list[str]:
    """Return the first texts of all files of `folder`, a line each, in chunks."""
    texts: list[str] = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [str(json.loads(line)["text"]) for line in lines]
    whole = "\n".join(texts)[:_LONGEST]
    return [whole[start : start + _CHUNK] for start in range(0, len(whole), _CHUNK)]


def measured(name: str, texts: Sequence[str], rounds: int) -> str:
    """Return a Markdown row: MB/s with names, its second half for the first time, and with rules alone."""
    import piiguard

    guards = {"names": piiguard.Guard(), "rules": piiguard.Guard(names="off")}
    halves = [[text[: len(text) // 2] for text in texts], [text[len(text) // 2 :] for text in texts]]
    # What is read or compiled when first needed is not of the text.
    each(guards["names"].scan, [*halves[0], *(make(300_000) for make in (corpus.text, corpus.calls)), *halves[0]])
    for pattern in [thing for thing in gc.get_objects() if isinstance(thing, LazyPattern)]:
        pattern.search("")
    start = time.process_time()
    each(guards["names"].scan, halves[1])
    first = time.process_time() - start
    jobs = {kind: partial(each, guard.scan, texts) for kind, guard in guards.items()}
    # The bulk executor is made after so much text, and remembers what has come twice.
    for job in [*jobs.values()] * _BEFORE:
        job()
    seconds = interleaved(jobs, rounds, time.process_time)
    volume, half = (sum(len(text.encode()) for text in some) / 1e6 for some in (texts, halves[1]))
    speeds = [volume / seconds["names"], half / first, volume / seconds["rules"]]
    return f"| {name} | {volume:.2f} | " + " | ".join(f"{speed:.2f}" for speed in speeds) + " |"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure every set, print Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.running", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="+", help="folders in it")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, help="core to pin to; the last one by default")
    options = parser.parse_args(argv)
    print(f"{pin(options.core)}, medians of {options.rounds} rounds\n")
    print("| running text | MB | names and rules, MB/s | second half, first time | rules alone |")
    print("|---|---|---|---|---|")
    for name in options.sets:
        print(measured(name, chunks(options.folder / name), options.rounds), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
