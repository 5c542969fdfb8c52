"""Other tools behind one call: a line in, its findings or its redacted form out, thrown away.

Each `_name` function builds the tool once and returns the call, or raises ImportError where it is not installed.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from benchmarks import naive

Call = Callable[[str], object]


class Peer(NamedTuple):
    """A tool to measure against."""

    name: str
    version: str
    call: Call
    sample: int  # bytes it gets: slow ones get less


def _naive(sources: Mapping[str, str], name: str) -> Peer:
    patterns = [re.compile(source) for source in sources.values()]

    def redact(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub("***", text)
        return text

    return Peer(name, f"{len(patterns)} patterns", redact, 2_000_000)


def _presidio() -> Peer:
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    nlp = NoOpNlpEngine([{"lang_code": "zh", "model_name": "no_op"}])
    nlp.load()
    registry = RecognizerRegistry(supported_languages=["zh"])
    registry.load_predefined_recognizers(languages=["zh"], nlp_engine=nlp)
    engine = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["zh"])
    count = len(registry.recognizers)
    version = importlib.metadata.version("presidio-analyzer")
    return Peer(
        "presidio",
        f"{version}, {count} zh recognizers, analyze only",
        lambda text: engine.analyze(text, "zh"),
        60_000,
    )


def _helan() -> Peer:
    import helan

    recognizers = helan.build_recognizers()
    version = importlib.metadata.version("helan")
    return Peer(
        "helan", f"{version}, recognize only", lambda text: helan.recognize(text, recognizers=recognizers), 1_000_000
    )


def _argus() -> Peer:
    import argus_redact

    version = importlib.metadata.version("argus-redact")
    return Peer(
        "argus-redact",
        f"{version}, fast, zh",
        lambda text: argus_redact.redact(text, lang="zh", mode="fast"),
        100_000,
    )


def _jionlp() -> Peer:
    import jionlp

    extract = jionlp.extract_phone_number, jionlp.extract_id_card, jionlp.extract_email, jionlp.extract_ip_address
    version = importlib.metadata.version("jionlp")
    return Peer("jionlp", f"{version}, four extractors", lambda text: [each(text) for each in extract], 200_000)


def structured() -> tuple[str, Callable[[Path, Path, int], int], int]:
    """Return presidio-structured: its version, what masks a CSV or lines of JSON, and how many bytes it gets.

    The job takes source, target and how much to take, and returns what it took. What columns hold is given.
    """
    import pandas as pd
    from presidio_anonymizer.entities import OperatorConfig
    from presidio_structured import StructuredAnalysis, StructuredEngine

    engine = StructuredEngine()
    mask = {"DEFAULT": OperatorConfig("mask", {"masking_char": "*", "chars_to_mask": 4, "from_end": True})}

    def run(source: Path, target: Path, most: int) -> int:
        with source.open("rb") as stream:
            data = stream.read(most) + stream.readline()
        is_json = data.startswith(b"{")
        read = partial(pd.read_json, lines=True) if is_json else pd.read_csv
        frame = read(BytesIO(data), dtype=str)
        kinds = {name: kind for name, kind in _COLUMNS.items() if name in frame.columns}
        new = engine.anonymize(frame, StructuredAnalysis(entity_mapping=kinds), mask)
        if is_json:
            new.to_json(target, orient="records", lines=True, force_ascii=False)
        else:
            new.to_csv(target, index=False)
        return len(data)

    version = importlib.metadata.version("presidio-structured")
    return f"{version}, with pandas {pd.__version__}, columns given", run, 1_000_000


# The corpora that are tables, and their forms.
FORMS = {"calls": "csv", "JSON Lines": "json"}
_COLUMNS = {
    "主叫": "PHONE_NUMBER", "被叫": "PHONE_NUMBER", "小区号": "CELL", "IMEI": "IMEI", "IMSI": "IMSI",
    "name": "PERSON", "phone": "PHONE_NUMBER", "id_card": "ID", "email": "EMAIL_ADDRESS", "address": "LOCATION",
}  # fmt: skip

BUILDERS: dict[str, Callable[[], Peer]] = {
    "re": lambda: _naive(naive.TEN, "re, ten patterns"),
    "re, every type": lambda: _naive(naive.EVERY, "re, one pattern per type"),
    "helan": _helan,
    "argus-redact": _argus,
    "jionlp": _jionlp,
    "presidio": _presidio,
}


def installed(names: list[str]) -> tuple[list[Peer], list[str]]:
    """Return the peers of `names` that can be built here, and a note on each that cannot."""
    built, notes = [], []
    for name in names:
        try:
            built.append(BUILDERS[name]())
        except ImportError:
            notes.append(f"{name} is not installed: skipped")
    return built, notes
