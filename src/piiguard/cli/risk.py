"""`piiguard risk`: measures how well persons hide in a table, and makes it k-anonymous."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from piiguard.cli import options, streams
from piiguard.errors import PiiguardError, ReadError, UsageError

if TYPE_CHECKING:
    from piiguard.tables.k_anonymity import Generalized
    from piiguard.tables.plan import TablePlan
    from piiguard.tables.risk import Risk

EXAMPLES = """\
examples:
  piiguard risk patients.csv --quasi 年龄,性别,邮编 --sensitive 诊断
  piiguard risk patients.csv                          quasi-identifiers as the column plan sees them
  piiguard risk patients.csv --quasi 年龄,性别 --min-k 5 --output safe.csv
  piiguard risk patients.csv --quasi 年龄,性别 --output-format json
"""
_MOST: Final = 0.05


class _Table(NamedTuple):
    header: list[str]
    columns: dict[str, list[str]]
    delimiter: str
    encoding: str
    bom: bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add("file", nargs="?", default="-", metavar="FILE", help="a delimited table, or - for standard input (default)")
    add("--quasi", metavar="COLUMN,COLUMN", help="quasi-identifiers (default: those that the column plan finds)")
    add("--sensitive", metavar="COLUMN,COLUMN", help="sensitive attributes, for l-diversity and t-closeness")
    add("--min-k", type=int, metavar="K", help="generalise and leave out rows until each has K - 1 like it")
    add("--max-suppressed", type=float, metavar="SHARE", help="leave out at most this share of rows (default 0.05)")
    add("-o", "--output", metavar="FILE", help="with --min-k: write the table there")
    add("--output-format", choices=["full", "json"], default="full", help="how to tell it: full (default) or json")
    options.add_finding(parser)
    options.add_common(parser)
    parser.set_defaults(command=risk)


def risk(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    from piiguard.tables.risk import measure

    options.resolve(arguments)
    _check(arguments)
    name = streams.name_of(arguments.file)
    table = _read(arguments.file, name, arguments.encoding)
    plan = _plan(arguments, table)
    quasi = _named(arguments.quasi, table, "--quasi") or [each.name for each in plan.columns if each.role == "quasi"]
    if not quasi:
        raise UsageError(f"{name}: the column plan finds no quasi-identifier; name them with --quasi")
    sensitive = _named(arguments.sensitive, table, "--sensitive")
    before = measure(table.columns, quasi, sensitive)
    made, after = None, None
    if arguments.min_k is not None:
        made = _generalized(arguments, name, table, quasi)
        kept = {
            key: [values[place] for place in made.kept] for key, values in {**table.columns, **made.columns}.items()
        }
        after = measure(kept, quasi, sensitive)
        if arguments.output is not None:
            _write(arguments.output, table._replace(columns=kept))
    _tell(arguments, quasi, before, after, made)
    for each in plan.columns:
        if each.role == "direct" and each.name not in quasi:
            options.say(
                arguments, f"{name}: column {each.name!r} identifies directly ({each.entity_type}): redact it"
            )
    return 0


def _check(arguments: argparse.Namespace) -> None:
    if arguments.min_k is not None and arguments.min_k < 2:
        raise UsageError("--min-k must be at least 2")
    if arguments.output is not None and arguments.min_k is None:
        raise UsageError("--output needs --min-k: without it nothing changes")
    if arguments.max_suppressed is not None and not 0 <= arguments.max_suppressed < 1:
        raise UsageError("--max-suppressed must be a share: at least 0 and under 1")
    streams.refuse_own_output([arguments.file], arguments.output, "write the table somewhere else")


def _read(path: str, name: str, encoding: str | None) -> _Table:
    """Return the whole table; raises `ReadError` with the row for one that has another number of cells."""
    from piiguard.tables.rows import delimited, lines_of
    from piiguard.text.decode import TextSource

    with streams.opened(path) as stream:
        source = TextSource(stream, name, encoding or "auto")
        sheet = delimited(name, lines_of(source))
        rows = []
        for number, row in enumerate(sheet.rows, sheet.first):
            if len(row) != len(sheet.header):
                raise ReadError(name, f"row {number}: {len(row)} cells under a header of {len(sheet.header)}")
            rows.append(row)
    header = [each.strip() or f"column {place}" for place, each in enumerate(sheet.header, 1)]
    doubled = next((each for each in header if header.count(each) > 1), None)
    if doubled is not None:
        raise ReadError(name, f"two columns are called {doubled!r}")
    cells = zip(*rows, strict=True) if rows else ((),) * len(header)
    columns = {own: list(values) for own, values in zip(header, cells, strict=True)}
    return _Table(header, columns, sheet.delimiter, source.encoding or "utf-8", source.bom)


def _plan(arguments: argparse.Namespace, table: _Table) -> TablePlan:
    from piiguard.tables.plan import plan_columns

    return plan_columns(options.build_guard(arguments), table.columns)


def _named(given: str | None, table: _Table, option: str) -> list[str]:
    names = [each.strip() for each in (given or "").split(",") if each.strip()]
    for each in names:
        if each not in table.columns:
            from difflib import get_close_matches

            close = get_close_matches(each, table.header, n=1)
            raise UsageError(f"{option}: no column {each!r}{f'; did you mean {close[0]!r}?' if close else ''}")
    return list(dict.fromkeys(names))


def _generalized(arguments: argparse.Namespace, name: str, table: _Table, quasi: Sequence[str]) -> Generalized:
    from piiguard.tables.k_anonymity import generalized

    most = _MOST if arguments.max_suppressed is None else arguments.max_suppressed
    made = generalized(table.columns, quasi, arguments.min_k, most)
    if made is None:
        rows = len(table.columns[table.header[0]])
        raise _CannotError(f"{name}: k = {arguments.min_k} cannot be reached: there are only {rows} rows")
    return made


class _CannotError(PiiguardError):
    """What was asked for cannot be done with this table (exit code 3)."""


def _write(path: str, table: _Table) -> None:
    from piiguard.text.encode import TextSink

    text = io.StringIO()
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(zip(*(table.columns[name] for name in table.header), strict=True))
    with streams.written(path) as stream:
        TextSink(stream, streams.output_name(path)).write(text.getvalue(), table.encoding, table.bom)


def _tell(
    arguments: argparse.Namespace, quasi: Sequence[str], before: Risk, after: Risk | None, made: Generalized | None
) -> None:
    from piiguard.report.risk import as_object, as_table

    out = streams.stdout()
    steps = {} if made is None else made.steps
    if arguments.output_format == "json":
        out.write(json.dumps(as_object(quasi, before, after, steps), ensure_ascii=False, indent=2) + "\n")
    else:
        out.write(as_table(quasi, before, after, steps))
