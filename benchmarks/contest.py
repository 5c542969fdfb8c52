"""All contestants on the same files, each in a process of its own: `python -m benchmarks.contest`.

Makes three corpora (sparse text, call records, JSON Lines with five kinds a line; the last two are tables, too),
starts a process for each contestant that is installed, all pinned to one core, lets them take turns, and prints the
median of their processor time as a Markdown table; `--svg` also draws it. From file to file where the contestant
rewrites; ripgrep only counts one pattern of digits, and reading, decoding and splitting into lines is the floor of
everything written in Python. MB are 10^6 bytes of UTF-8; slow contestants get a part of the file.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from benchmarks import corpus
from benchmarks.chart import bars
from benchmarks.contestants import CONTESTANTS

CORPORA = {"text": corpus.text, "calls": corpus.calls, "JSON Lines": corpus.json_lines}
OWN = "piiguard"


class Worker:
    """A process with one contestant, that does a job when asked."""

    def __init__(self, name: str, folder: Path, core: int | None) -> None:
        command = [
            sys.executable,
            "-m",
            "benchmarks.contestants",
            name,
            str(folder),
            "" if core is None else str(core),
        ]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = self._answer()

    def run(self, name: str) -> tuple[float, float]:
        """Return the megabytes of the corpus it took, and the seconds."""
        _pipe(self._process.stdin).write(f"{name}\n")
        _pipe(self._process.stdin).flush()
        size, seconds = json.loads(self._answer())
        return size, seconds

    def close(self) -> None:
        """End the process."""
        _pipe(self._process.stdin).close()
        self._process.wait()

    def _answer(self) -> str:
        line = _pipe(self._process.stdout).readline()
        if not line:
            raise NotRunning
        return line.rstrip("\n")


class NotRunning(Exception):
    """The process ended: its contestant is not installed, or failed."""


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


class Row(NamedTuple):
    """A contestant's MB/s on one corpus."""

    corpus: str
    name: str
    version: str
    speed: float


def measured(
    folder: Path, names: Sequence[str], corpora: Sequence[str], rounds: int, core: int | None
) -> Iterator[Row]:
    """Yield the speed of every contestant of `names` on every corpus; says which are not there."""
    workers: dict[str, Worker] = {}
    for name in names:
        try:
            workers[name] = Worker(name, folder, core)
        except NotRunning:
            print(f"- {name} is not installed: left out")
    for each in corpora:
        speeds: dict[str, list[float]] = {name: [] for name in workers}
        for turn in range(rounds + 1):
            for name, worker in workers.items():
                size, seconds = worker.run(each)
                if turn and size:  # the first one warms up
                    speeds[name].append(size / seconds)
        for name, worker in workers.items():
            if speeds[name]:
                yield Row(each, name, worker.version, statistics.median(speeds[name]))
    for worker in workers.values():
        worker.close()


def table(rows: Sequence[Row]) -> str:
    """Return the rows as Markdown: a line for each contestant, its MB/s, and how many times piiguard's that is."""
    speed = {(row.corpus, row.name): row.speed for row in rows}
    corpora = list(dict.fromkeys(row.corpus for row in rows))
    head = "| contestant | " + " | ".join(f"{each}, MB/s | piiguard is faster by" for each in corpora) + " |"
    lines = [head, "|---" * (1 + 2 * len(corpora)) + "|"]
    for name in dict.fromkeys(row.name for row in rows):
        cells = []
        for each in corpora:
            own, its = speed.get((each, OWN)), speed.get((each, name))
            cells += [f"{its:.3g}" if its else "", f"× {own / its:.3g}" if own and its else ""]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print Markdown, draw, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contest", description=__doc__)
    parser.add_argument("--size", type=float, default=16, help="MB of each corpus")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=list(CONTESTANTS), choices=list(CONTESTANTS))
    parser.add_argument("--corpora", nargs="*", default=list(CORPORA), choices=list(CORPORA))
    parser.add_argument("--core", type=int, help="core to pin to; the last one by default")
    parser.add_argument("--svg", type=Path, help="draw the figures there")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in options.corpora:
            Path(folder, each).write_text(CORPORA[each](int(options.size * 1e6)), encoding="utf-8")
        rows = list(measured(folder, options.only, options.corpora, options.rounds, options.core))
    print(f"Python {platform.python_version()}, {options.size:g} MB, median of {options.rounds} rounds, one core\n")
    for each, version in dict.fromkeys((row.name, row.version) for row in rows):
        print(f"- {each}: {version}")
    print(f"\n{table(rows)}")
    if options.svg:
        groups = {each: [(row.name, row.speed) for row in rows if row.corpus == each] for each in options.corpora}
        options.svg.write_text(bars(groups, "MB/s"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
