"""piiguard through Presidio beside Presidio's own `zh` set: `python -m benchmarks.presidio`.

Microseconds a line of about 100 characters, medians of interleaved rounds on one core, and one text of 20,000 hits.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.clock import interleaved, pin

LINES = 1_000
SLOW_LINES = 60


def default_engine() -> Any:
    """Return Presidio's analyzer with what it loads for `zh`, without a model."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    nlp = NoOpNlpEngine([{"lang_code": "zh", "model_name": "no_op"}])
    registry = RecognizerRegistry(supported_languages=["zh"])
    registry.load_predefined_recognizers(languages=["zh"])
    registry.remove_recognizer("SpacyRecognizer")  # it needs a model
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["zh"])


def lines_of(count: int) -> list[str]:
    """Return lines of 80 to 100 characters of the sparse corpus."""
    lines = [line[:100] for line in corpus.text(1_000_000).splitlines() if len(line) >= 80][:count]
    assert len(lines) == count
    return lines


def main() -> None:
    """Print the table, and write the figures as JSON where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    where = pin(given.core)

    from piiguard import Guard
    from piiguard.integrations import presidio

    guard, ours, theirs = Guard(), presidio.analyzer(), default_engine()
    lines = lines_of(LINES)
    jobs: dict[str, tuple[int, Callable[[str], object]]] = {
        "piiguard alone": (LINES, guard.scan),
        "piiguard through Presidio": (LINES, lambda line: ours.analyze(line, "zh")),
        "Presidio's zh set": (SLOW_LINES, lambda line: theirs.analyze(line, "zh")),
    }
    timed = interleaved(
        {
            name: lambda call=call, count=count: [call(line) for line in lines[:count]]
            for name, (count, call) in jobs.items()
        },
        given.rounds,
    )
    took = {name: seconds / jobs[name][0] * 1e6 for name, seconds in timed.items()}
    text = "手机13812345678，" * 20_000
    start = time.perf_counter()
    hits = len(ours.analyze(text, "zh"))
    took["20,000 hits in one text, s"] = time.perf_counter() - start
    print(
        f"{where}, median of {given.rounds} rounds, {len(lines)} lines; {hits:,} hits found\n\n"
        "| | µs a line |\n|---|---|"
    )
    for name, value in took.items():
        print(f"| {name} | {value:,.2f} |")
    slow = "Presidio's zh set"
    print(f"| above our own engine | {took['piiguard through Presidio'] - took['piiguard alone']:,.1f} |")
    print(f"| Presidio's set takes times as long | {took[slow] / took['piiguard through Presidio']:,.0f} |")
    if given.json:
        given.json.write_text(json.dumps(took, indent=1), "utf-8")


if __name__ == "__main__":
    main()
