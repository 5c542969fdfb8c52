"""Tells which form a file has: text, or a table and of which form."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import argparse

FORMS: Final = ("csv", "json", "sql", "xlsx", "parquet")
SAME: Final = {"tsv": "csv", "jsonl": "json", "arrow": "parquet"}
BINARY: Final = frozenset(("xlsx", "parquet"))
_BY_ENDING: Final = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "json"),
    **dict.fromkeys((".xlsx", ".xlsm"), "xlsx"),
    **dict.fromkeys((".parquet", ".arrow", ".arrows", ".feather"), "parquet"),
    ".sql": "sql",
}
CHOICES: Final = ("auto", "text", *FORMS, *SAME)


class Asked(NamedTuple):
    """What was said of the tables to redact.

    `format`: one of `CHOICES`. `plan`: the path of a plan; without one the columns are planned by their first rows.
    `ragged`: what is done to rows with more cells than the header, see `RaggedRows`. `is_table`: whether something
    else that was asked for is for tables alone.
    """

    format: str = "auto"
    plan: str | None = None
    ragged: str = "error"
    is_table: bool = False


def asked_of(arguments: argparse.Namespace) -> Asked:
    """Return what the arguments of `redact` say."""
    is_table = arguments.plan is not None or arguments.records is not None
    return Asked(arguments.format, arguments.plan, arguments.ragged or "error", is_table)


def form_of(path: str, asked: Asked) -> str:
    """Return the form of a file: `text`, or one of a table.

    Unless `--format` says more, workbooks and files of columns are told by their ending, and all others are text, if
    nothing else (a plan) says that they are tables.
    """
    if asked.format != "auto":
        return SAME.get(asked.format, asked.format)
    form = _by_ending(path) or ("csv" if asked.is_table else "text")
    return form if asked.is_table or form in BINARY else "text"


def is_binary(form: str) -> bool:
    """Return whether files of a form are no text."""
    return form in BINARY


def is_delimited(path: str) -> bool:
    """Return whether a file is a CSV or TSV by its name."""
    return _by_ending(path) == "csv"


def has_binary_ending(path: str) -> bool:
    """Return whether a file is a workbook, or one of columns, by its name."""
    return _by_ending(path) in BINARY


def _by_ending(path: str) -> str | None:
    return _BY_ENDING.get(os.path.splitext(path)[1].lower())
