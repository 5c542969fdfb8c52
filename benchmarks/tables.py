"""Tables, beside presidio-structured: `python -m benchmarks.tables`.

A CSV of call records from file to file in MB/s, all eight columns treated, beside pyarrow reading and writing it;
four columns of numbers in memory, in MB/s of their cells; a data frame of five columns with different people in cells
a second. On one core, in seconds of its time, medians of interleaved rounds. `planned` includes telling what columns
hold; elsewhere the plan is given, to Presidio, too.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import contacts, corpus, documents
from benchmarks.clock import interleaved, pin

SECRET = bytes(range(40, 72))
_ROWS = 100_000
_PEER_ROWS = 2_000
_COLUMNS: dict[str, tuple[str, Callable[[Random], str]]] = {
    "姓名": ("PERSON", contacts.person),
    "手机": ("CN_MOBILE", contacts.mobile),
    "身份证号": ("CN_RESIDENT_ID", documents.resident_id),
    "银行卡号": ("BANK_CARD", documents.bank_card),
    "IMEI": ("IMEI", contacts.imei),
}

_TITLES = {
    "frame": "frame of 5 columns",
    "columns": "4 columns of numbers in memory, bytes of their cells",
    "CSV": "CSV of call records, file to file",
}


def frame(rows: int) -> dict[str, list[str]]:
    """Return five columns of made-up people."""
    rng = Random(11)
    return {name: [make(rng) for _ in range(rows)] for name, (_, make) in _COLUMNS.items()}


def frame_jobs(rows: int) -> dict[str, tuple[Callable[[], object], int]]:
    """Return piiguard's jobs on frames, planned before, with the number of cells each treats."""
    import pandas as pd
    import polars as pl

    from piiguard import Guard, Key

    data = frame(rows)
    jobs: dict[str, tuple[Callable[[], object], int]] = {}
    for policy in ("mask", "hash"):
        guard = Guard(policy=policy, key=Key(SECRET))
        for library, make in (("pandas", pd.DataFrame), ("polars", pl.DataFrame)):
            own = make(data)
            plan = guard.plan_table(own)
            jobs[f"piiguard {policy}, {library}"] = (
                lambda guard=guard, own=own, plan=plan: guard.redact_table(own, plan),
                rows * len(data),
            )
    guard, whole = Guard(), pd.DataFrame(data)
    jobs["piiguard planned and mask, pandas"] = (lambda: guard.redact_table(whole), rows * len(data))
    return jobs


def column_jobs(rows: int) -> dict[str, tuple[Callable[[], object], int]]:
    """Return the jobs on columns of numbers in memory, with the bytes of their cells."""
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from piiguard import Guard

    data = {name: values for name, values in frame(rows).items() if name != "姓名"}
    size = sum(len(value) for values in data.values() for value in values)
    guard = Guard()
    jobs: dict[str, tuple[Callable[[], object], int]] = {}
    for library, make in (("pyarrow", pa.table), ("pandas", pd.DataFrame), ("polars", pl.DataFrame)):
        own = make(data)
        plan = guard.plan_table(own)
        jobs[f"piiguard mask, {library}"] = lambda own=own, plan=plan: guard.redact_table(own, plan), size
    return jobs


def peer_jobs(rows: int) -> dict[str, tuple[Callable[[], object], int]]:
    """Return presidio-structured's jobs; raises `ImportError` where it is not installed."""
    import pandas as pd
    from presidio_anonymizer.entities import OperatorConfig
    from presidio_structured import PandasAnalysisBuilder, StructuredAnalysis, StructuredEngine

    data = pd.DataFrame(frame(rows))
    analysis = StructuredAnalysis(entity_mapping={name: kind for name, (kind, _) in _COLUMNS.items()})
    engine = StructuredEngine()
    ways: dict[str, Any] = {
        "mask": OperatorConfig("mask", {"masking_char": "*", "chars_to_mask": 4, "from_end": True}),
        "hash": OperatorConfig("hash", {"hash_type": "sha256", "salt": "0" * 32}),
    }
    builder = PandasAnalysisBuilder(_analyzer())

    def planned() -> object:
        own = builder.generate_analysis(data, language="zh")
        return engine.anonymize(data.copy(), own, {"DEFAULT": ways["mask"]})

    count = rows * len(data.columns)
    return {"presidio-structured planned and mask, pandas": (planned, count)} | {
        f"presidio-structured {name}, pandas": (
            lambda way=way: engine.anonymize(data.copy(), analysis, {"DEFAULT": way}),
            count,
        )
        for name, way in ways.items()
    }


def _analyzer() -> Any:
    """Return Presidio's analyzer with its own recognizers for Chinese, and no model."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    nlp = NoOpNlpEngine([{"lang_code": "zh", "model_name": "no_op"}])
    nlp.load()
    registry = RecognizerRegistry(supported_languages=["zh"])
    registry.load_predefined_recognizers(languages=["zh"], nlp_engine=nlp)
    return AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["zh"])


def csv_jobs(folder: Path, size: int) -> dict[str, tuple[Callable[[], object], int]]:
    """Return the jobs on a file of call records, with its size in bytes."""
    from piiguard import Key
    from piiguard.cli.forms import Asked
    from piiguard.cli.table_files import rewrite_text
    from piiguard.guard import Guard
    from piiguard.text.decode import TextSource
    from piiguard.text.encode import TextSink

    path = folder / "calls.csv"
    path.write_text(corpus.calls(size), "utf-8")

    def redacted(guard: Guard) -> int:
        with path.open("rb") as source, (folder / "safe.csv").open("wb") as target:
            return rewrite_text("csv", TextSource(source, "calls"), TextSink(target, "safe"), guard, Asked("csv"))

    guards = {
        "mask": Guard(),
        "hash": Guard(policy="hash", key=Key(SECRET)),
        "call graph": Guard(policy={"records": {"CALL_RECORD": "graph"}}, key=Key(SECRET)),
    }
    size = path.stat().st_size
    return {"pyarrow, read and written alone": (lambda: _passed_on(path), size)} | {
        f"piiguard {name}": (lambda guard=guard: redacted(guard), size) for name, guard in guards.items()
    }


def _passed_on(path: Path) -> None:
    """Read a CSV as text with pyarrow and write it again, in one thread."""
    import pyarrow as pa
    from pyarrow import csv

    types = dict.fromkeys(corpus.CALLS_HEADER.split(","), pa.string())
    reading = csv.ReadOptions(use_threads=False)
    table = csv.read_csv(path, reading, convert_options=csv.ConvertOptions(column_types=types))
    csv.write_csv(table, path.with_name("copy.csv"), csv.WriteOptions(quoting_style="none"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=int, default=64_000_000, help="bytes of the CSV")
    parser.add_argument("--json", metavar="FILE")
    arguments = parser.parse_args()
    place = pin()
    jobs = frame_jobs(_ROWS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            jobs |= peer_jobs(_PEER_ROWS)
    except ImportError:
        print("presidio-structured is not installed: left out")
    with tempfile.TemporaryDirectory() as folder:
        every = {
            (title, name): job
            for title, own in (
                ("frame", jobs), ("columns", column_jobs(_ROWS)), ("CSV", csv_jobs(Path(folder), arguments.size))
            )
            for name, job in own.items()
        }  # fmt: skip
        seconds = interleaved(
            {"; ".join(key): job for key, (job, _) in every.items()}, arguments.rounds, time.process_time
        )
    rates = {key: count / seconds["; ".join(key)] for key, (_, count) in every.items()}
    print(f"{place}; {_ROWS:,} rows of different people")
    for title, unit, scale in (("frame", "cells/s", 1), ("columns", "MB/s", 1e6), ("CSV", "MB/s", 1e6)):
        print(f"\n| {_TITLES[title]} | {unit} |\n|---|---|")
        for key in rates:
            if key[0] == title:
                print(f"| {key[1]} | {rates[key] / scale:,.{0 if scale == 1 else 1}f} |")
    if arguments.json:
        Path(arguments.json).write_text(
            json.dumps({"; ".join(key): rate for key, rate in rates.items()}, ensure_ascii=False, indent=1), "utf-8"
        )


if __name__ == "__main__":
    main()
