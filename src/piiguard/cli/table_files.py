"""Reads and rewrites tables for the commands, whatever form their file has."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TextIO

from piiguard.cli.forms import Asked, is_binary, is_delimited
from piiguard.cli.talk import complain
from piiguard.errors import ReadError, UsageError
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

if TYPE_CHECKING:
    from piiguard.guard import Guard
    from piiguard.tables.plan import TablePlan

# Module and class that rewrite each form; those that are no text take streams of bytes.
_REWRITERS: Final = {
    "csv": ("csv_shared", "SharedCsvRewriter"),
    "json": ("json_shared", "SharedJsonRewriter"),
    "sql": ("sql_text", "SqlRewriter"),
    "xlsx": ("workbook", "WorkbookRewriter"),
    "parquet": ("arrow_files", "ArrowRewriter"),
}

# Those that processes can share.
_SHARED: Final = ("csv", "json")


def rewrite_text(
    form: str, source: TextSource, sink: TextSink | None, guard: Guard, asked: Asked, jobs: int = 1
) -> int:
    """Write the treated table to `sink`, or nowhere; return how many values changed.

    `jobs`: the processes that a CSV, or lines of JSON, are shared out to.
    """
    rewriter = _rewriter(form, guard, source.path, asked)
    if form in _SHARED and jobs > 1 and sink is not None and _can_share(source, sink):
        import_module(f"piiguard.cli.{form}_file").rewrite(rewriter, source, sink, guard, jobs)
    else:
        _rewrite(form, rewriter, source, sink)
    return _told(rewriter, source.path, asked.quiet)


def diff_text(form: str, source: TextSource, out: TextIO, guard: Guard, asked: Asked, show_values: bool) -> int:
    """Write the lines of a table that would change to `out`, values hidden; return how many values would."""
    from piiguard.report.table_diff import TableDiffWriter
    from piiguard.tables.marked import MarkingGuard

    writer = TableDiffWriter(out, source.path, show_values)
    rewriter = _rewriter(form, MarkingGuard(guard), source.path, asked)
    rewriter.by_bytes = False
    for text in rewriter.rewritten(source):
        writer.feed(text)
    writer.finish()
    return _told(rewriter, source.path, asked.quiet)


def _told(rewriter: Any, path: str, quiet: bool) -> int:
    """Say what is to be said of a table that was read; return how many of its values changed."""
    for note in () if quiet else getattr(rewriter, "notes", ()):
        complain(f"{path}: {note}")
    return int(rewriter.changed)


def _can_share(source: TextSource, sink: TextSink) -> bool:
    from piiguard.cli.one_file import is_worth_it

    return is_worth_it(source, sink)


def _rewrite(form: str, rewriter: Any, source: TextSource, sink: TextSink | None) -> None:
    empty = True
    if form in ("csv", "json"):
        for data in rewriter.rewritten_bytes(source.utf8()):
            empty = False
            if sink is not None:
                sink.write_utf8(data, source.encoding or "utf-8", source.bom)
    else:
        for text in rewriter.rewritten(source):
            empty = False
            if sink is not None:
                sink.write(text, source.encoding or "utf-8", source.bom)
    if empty and sink is not None:
        sink.write("", source.encoding or "utf-8", source.bom)


def rewrite_binary(
    form: str, stream: BinaryIO, name: str, target: BinaryIO | None, guard: Guard, asked: Asked
) -> int:
    """Do the same for a form that is no text, from a stream of bytes to another."""
    rewriter = _rewriter(form, guard, name, asked)
    rewriter.rewrite(_seekable(stream, name), target)
    return int(rewriter.changed)


def planned(form: str, stream: BinaryIO, name: str, guard: Guard, encoding: str | None) -> TablePlan:
    """Return the plan of the tables in a file; of those in text, by the first rows of each."""
    rewriter = _rewriter(form, guard, name, Asked(ragged="treat"))
    if is_binary(form):
        rewriter.rewrite(_seekable(stream, name), None)
    else:
        parts: Iterator[str] = rewriter.rewritten(TextSource(stream, name, encoding or "auto"))
        for _text in parts:
            if form == "csv":
                break
    plan: TablePlan = rewriter.plan
    return plan


def _rewriter(form: str, guard: Guard, name: str, asked: Asked) -> Any:
    guard.start_document()
    given = None
    if asked.plan is not None:
        from piiguard.tables import plan_file

        given = plan_file.read(asked.plan, guard)
    module, attribute = _REWRITERS[form]
    more = {"ragged": asked.ragged} if form == "csv" else {}
    return getattr(import_module(f"piiguard.tables.{module}"), attribute)(guard, name, given, **more)


def _seekable(stream: BinaryIO, name: str) -> BinaryIO:
    if stream.seekable():
        return stream
    try:
        return io.BytesIO(stream.read())
    except OSError as error:
        raise ReadError(name, error.strerror or "cannot be read") from None


def require_one(forms: list[str]) -> None:
    """Raise `UsageError` for several files in one output where that is no text."""
    if len(forms) > 1 and any(map(is_binary, forms)):
        raise UsageError("workbooks and files of columns cannot be joined; redact them one by one, or with -i")


def columns_said(path: str, guard: Guard, encoding: str | None) -> list[str]:
    """Return what each column of a CSV or TSV holds, and what the policy does to it, a line each; no value is shown.

    Nothing for other files. Only the first rows are read.
    """
    if not is_delimited(path) or not os.path.isfile(path):
        return []
    from piiguard.report.columns import padded, width

    with open(path, "rb") as stream:
        plan = planned("csv", stream, path, guard, encoding)
    names = max((width(each.name) for each in plan.columns), default=0)
    kind = f" (each row: {plan.record})" if plan.record else ""
    lines = [
        f"  {padded(each.name, names)}  {each.entity_type or '-':18} {f'{each.share:.0%}' if each.share else '':4}  "
        f"{each.role:9} {each.treatment:10} {each.said}"
        for each in plan.columns
        if each.role != "none"
    ]
    rest = len(plan.columns) - len(lines)
    more = [f"  {rest} more, in which the sample shows nothing"] if rest else []
    return [f"columns of {path}{kind}, as redact treats them:", *lines, *more] if plan.columns else []
