"""Tells which form a file has: text, or a table and of which form."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from piiguard.errors import UsageError

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
# A table is told by so many characters; most JSON in a source tree is shorter.
_HEAD: Final = 1 << 18
CHOICES: Final = ("auto", "text", *FORMS, *SAME)


class Asked(NamedTuple):
    """What was said of the tables to redact.

    `format`: one of `CHOICES`. `plan`: the path of a plan; without one the columns are planned by their first rows.
    `ragged`: what is done to rows with more cells than the header, see `RaggedRows`. `is_table`: whether something
    else that was asked for is for tables alone. `quiet`: whether nothing is said of what is done.
    """

    format: str = "auto"
    plan: str | None = None
    ragged: str = "error"
    is_table: bool = False
    quiet: bool = False


def asked_of(arguments: argparse.Namespace) -> Asked:
    """Return what the arguments of `redact` say."""
    is_table = arguments.plan is not None or arguments.records is not None
    return Asked(arguments.format, arguments.plan, arguments.ragged or "error", is_table, arguments.quiet)


def form_of(path: str, asked: Asked, encoding: str | None = None) -> str:
    """Return the form of a file: `text`, or one of a table.

    Unless `--format` says more, tables are told by their ending, and all else, standard input too, is text; so is
    what is no table by its first rows, or no JSON, unless something else (a plan) says that it is a table. Raises
    `ReadError` for what cannot be read.
    """
    if asked.format != "auto":
        return SAME.get(asked.format, asked.format)
    form = _by_ending(path)
    if asked.is_table:
        return form or "csv"
    if form in ("csv", "json") and not _is_as_named(path, form, encoding):
        return "text"
    return form or "text"


def why_text(path: str, asked: Asked, form: str) -> str | None:
    """Return what to say of a file that is treated as text although it is a table by its name."""
    if form != "text" or asked.format != "auto" or _by_ending(path) is None:
        return None
    what = "is no table by its first rows" if is_delimited(path) else "is no JSON"
    return f"{path}: {what}, and treated as text; --format {_by_ending(path)} treats it as a table"


def _is_as_named(path: str, form: str, encoding: str | None) -> bool:
    if not os.path.isfile(path):
        return True  # a pipe can be read but once
    from piiguard.cli.streams import opened
    from piiguard.tables import looks
    from piiguard.text.decode import TextSource

    with opened(path) as stream:
        text, is_whole = "", True
        for block in TextSource(stream, path, encoding or "auto", _HEAD):
            text += block
            if len(text) >= _HEAD:
                is_whole = False
                break
    return looks.looks_like_csv(text, is_whole) if form == "csv" else looks.looks_like_json(text)


def is_binary(form: str) -> bool:
    """Return whether files of a form are no text."""
    return form in BINARY


def is_delimited(path: str) -> bool:
    """Return whether a file is a CSV or TSV by its name."""
    return _by_ending(path) == "csv"


def has_binary_ending(path: str) -> bool:
    """Return whether a file is a workbook, or one of columns, by its name."""
    return _by_ending(path) in BINARY


def require_same(path: str, form: str, output: str) -> None:
    """Raise `UsageError` where `output` is by its name of another form than the file, and one of them is no text."""
    other = _by_ending(output)
    if other not in (None, form) and (is_binary(form) or has_binary_ending(output)):
        raise UsageError(f"{output}: {path} stays in its own form; piiguard does not convert")


def has_binary_form(path: str, asked: Asked) -> bool:
    """Return whether a file is treated as one of these, whatever is in it."""
    return has_binary_ending(path) if asked.format == "auto" else SAME.get(asked.format, asked.format) in BINARY


def _by_ending(path: str) -> str | None:
    return _BY_ENDING.get(os.path.splitext(path)[1].lower())
