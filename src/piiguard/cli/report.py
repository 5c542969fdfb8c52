"""`piiguard report`: counts what a leak of files would expose, by kind of record and legal class."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from typing import Final

from piiguard.cli import options, streams
from piiguard.cli.progress import progress
from piiguard.errors import MissingExtraError, PiiguardError, UsageError
from piiguard.files.walk import walk
from piiguard.guard import Guard
from piiguard.report.exposure import Exposure
from piiguard.report.exposure_forms import as_object, as_page, as_table
from piiguard.tables.rows import COLUMNAR, sheets

EXAMPLES: Final = """\
examples:
  piiguard report exports/                             records and values in all files below, by legal class
  piiguard report calls.csv --output-format json
  piiguard report . --output-format html -o exposure.html
"""
_TABLES: Final = (".xlsx", ".xlsm", *COLUMNAR)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add("files", nargs="+", metavar="PATH", help="files and directories, or - for standard input")
    add("--output-format", choices=["full", "json", "html"], default="full", help="full (default), json or html")
    add("-o", "--output", metavar="FILE", help="write the report there instead of standard output")
    options.add_finding(parser)
    options.add_common(parser)
    add("--exclude", action="append", metavar="PATTERN", help="leave out paths, as in .gitignore")
    parser.set_defaults(command=report)


def report(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    guard = options.build_guard(arguments)
    streams.refuse_own_output(arguments.files, arguments.output, "write the report somewhere else")
    exposure = Exposure(guard)
    problems: list[str] = []
    files = skipped = 0
    for path, problem, is_skipped in _inputs(arguments):
        skipped += is_skipped
        if problem:
            options.complain(f"{path}: {problem}")
            problems.append(path)
        elif not is_skipped:
            files += 1
            try:
                _count(path, exposure, guard, arguments)
            except MissingExtraError as error:
                raise UsageError(options.problem_with(path, error)) from None
            except PiiguardError as error:
                options.complain(options.problem_with(streams.name_of(path), error))
                problems.append(path)
    form = arguments.output_format
    if form == "json":
        text = json.dumps(as_object(exposure, files), ensure_ascii=False, indent=1) + "\n"
    else:
        text = as_page(exposure) if form == "html" else as_table(exposure)
    with streams.written(arguments.output) as out:
        out.write(text.encode())
    left = f", {skipped} binary left out" if skipped else ""
    options.say(arguments, f"{files} file{'' if files == 1 else 's'} read{left}")
    if problems:
        options.complain(f"the counts lack {len(problems)} that could not be read to the end")
    return 3 if problems else 0


def _inputs(arguments: argparse.Namespace) -> Iterator[tuple[str, str | None, bool]]:
    """Yield each input with its problem, if any, and whether it is left out."""
    if streams.STDIN in arguments.files:
        yield streams.STDIN, None, False
    named = [path for path in arguments.files if path != streams.STDIN]
    for entry in walk(named, arguments.exclude or ()):
        is_table = os.path.splitext(entry.path)[1].lower() in _TABLES and os.path.isfile(entry.path)
        yield entry.path, None if is_table else entry.problem, not is_table and entry.skipped is not None


def _count(path: str, exposure: Exposure, guard: Guard, arguments: argparse.Namespace) -> None:
    name = streams.name_of(path)
    with streams.opened(path) as raw, progress(raw, name, arguments.quiet) as stream:
        tables = sheets(path, name, stream, arguments.encoding or "auto")
        if tables is None:
            if path != streams.STDIN:
                raw.seek(0)  # what is no JSON was read to tell that
            for piece, _encoding, _bom in streams.scanned(stream, name, guard, arguments.encoding):
                exposure.add_text(piece.text, piece.findings)
        else:
            for sheet in tables:
                exposure.add_sheet(sheet)
