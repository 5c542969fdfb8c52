"""Reads and rewrites CSV for the commands, encoding and bytes outside changed cells kept."""

from __future__ import annotations

import itertools

from piiguard.guard import Guard
from piiguard.tables import plan_file
from piiguard.tables.csv_text import CsvRewriter
from piiguard.tables.plan import TablePlan
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink


def rewrite(source: TextSource, sink: TextSink | None, guard: Guard, plan: str | None) -> int:
    """Write the treated table to `sink`, or nowhere; return how many cells changed.

    `plan`: the path of a plan; without one the columns are planned by their first rows.
    """
    guard.start_document()
    given = None if plan is None else plan_file.read(plan, guard)
    rewriter = CsvRewriter(guard, source.path, given)
    empty = True
    for text in rewriter.rewritten(source):
        empty = False
        if sink is not None:
            sink.write(text, source.encoding or "utf-8", source.bom)
    if empty and sink is not None:
        sink.write("", source.encoding or "utf-8", source.bom)
    return rewriter.changed


def planned(source: TextSource, guard: Guard) -> TablePlan:
    """Return the plan of a table, by its first 4,096 rows."""
    rewriter = CsvRewriter(guard, source.path)
    for _text in itertools.islice(rewriter.rewritten(source), 1):
        break
    return rewriter.plan or TablePlan(())
