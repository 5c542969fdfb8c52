"""Start-up times: `python -m benchmarks.startup`; medians of processes started in turn."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.clock import interleaved
from benchmarks.corpus import personal_line, text_lines

BARE = "bare python -c pass"


def _run(command: Sequence[str], accepted: tuple[int, ...] = (0,)) -> None:
    # An installed product has its bytecode; where Python may not write it, each start would compile every module.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, check=False)
    if done.returncode not in accepted:
        raise SystemExit(f"{' '.join(command[:4])} ended with {done.returncode}")


def sample_file(folder: Path) -> Path:
    """Write a small file with a few findings into `folder` and return its path."""
    from random import Random

    lines = text_lines(3)
    path = folder / "small.log"
    path.write_text("\n".join([next(lines) for _ in range(10)] + [personal_line(Random(4))]) + "\n", encoding="utf-8")
    return path


def jobs(path: Path) -> dict[str, Callable[[], object]]:
    """Return the processes to start, by name."""
    python = sys.executable
    return {
        BARE: partial(_run, [python, "-c", "pass"]),
        "import piiguard": partial(_run, [python, "-c", "import piiguard"]),
        "piiguard --help": partial(_run, [python, "-m", "piiguard", "--help"]),
        "piiguard redact, small file": partial(_run, [python, "-m", "piiguard", "redact", str(path)]),
        "piiguard scan, small file": partial(_run, [python, "-m", "piiguard", "scan", str(path)], (0, 1)),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path, help="write the figures there")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        seconds = interleaved(jobs(sample_file(Path(folder))), options.rounds)
    print("| process | ms | over bare python, ms | × bare python |\n|---|---|---|---|")
    for name, value in seconds.items():
        over = value - seconds[BARE]
        print(f"| {name} | {value * 1000:.1f} | {over * 1000:.1f} | {value / seconds[BARE]:.2f} |")
    if options.json:
        options.json.write_text(json.dumps({name: round(value * 1000, 2) for name, value in seconds.items()}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
