"""`piiguard scan`: says where personal information is, and fails when there is any."""

from __future__ import annotations

import argparse
import contextlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from piiguard.cli import options, streams, versions
from piiguard.cli.scanning import Tally, findings
from piiguard.errors import PiiguardError
from piiguard.report.formats import FOR_PEOPLE, FORMATS, Writer, finish, writer
from piiguard.report.severity import SEVERITIES
from piiguard.report.statistics import Statistics

if TYPE_CHECKING:
    from piiguard.cli.known import Known
    from piiguard.guard import Guard

EXAMPLES = """\
examples:
  piiguard scan .                                      every text file below, .gitignore respected
  piiguard scan --output-format concise a.txt b.txt
  piiguard scan --output-format jsonl data/ > findings.jsonl
  piiguard scan --output-format sarif . > piiguard.sarif
  git diff | piiguard scan -                           standard input
  piiguard scan --diff-base origin/main                only lines that are new since then
  piiguard scan --entities CN_MOBILE,CN_RESIDENT_ID logs/
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument("files", nargs="*", metavar="PATH", help="files and directories, or - for standard input")
    parser.add_argument(
        "--output-format", choices=FORMATS, default="full", metavar="FORMAT", help=f"one of {', '.join(FORMATS)}"
    )
    parser.add_argument("--output-file", metavar="FILE", help="write the findings there instead of standard output")
    parser.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input in messages")
    parser.add_argument(
        "--baseline", metavar="FILE", help="leave out the findings of this file; see piiguard baseline"
    )
    parser.add_argument("--ignore-allows", action="store_true", help="report what inline allows cover, too")
    parser.add_argument("--statistics", action="store_true", help="count by entity type instead of telling each")
    parser.add_argument(
        "--fail-on", choices=SEVERITIES, help="exit 1 only from this severity on: low (default), medium, high"
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 also when something is found")
    parser.add_argument("--show-values", action="store_true", help="show the values themselves; refused in CI")
    options.add_finding(parser)
    options.add_common(parser)
    options.add_walking(parser)
    parser.add_argument("--archives", action="store_true", help="look into archives and office documents, too")
    versions.add_arguments(parser)
    parser.set_defaults(command=scan)


def scan(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    guard = options.build_guard(arguments)
    tally = Tally()
    least = SEVERITIES.index(arguments.fail_on or "low")
    arguments.named = arguments.baseline is not None or arguments.output_format == "sarif"
    if arguments.output_file is not None:
        streams.refuse_own_output(arguments.files, arguments.output_file, "write the findings somewhere else")
    known = None if arguments.baseline is None else _known(arguments.baseline)
    with _output(arguments.output_file, arguments.output_format) as out:
        made: Writer = (
            Statistics(out)
            if arguments.statistics
            else writer(arguments.output_format, out, guard.recognizers, arguments.show_values)
        )
        for found in findings(arguments, guard, tally):
            if known is not None and known.covers(found):
                tally.known += 1
                continue
            made.write(found)
            tally.found += 1
            tally.failing += SEVERITIES.index(found.severity) >= least
            if streams.STDIN in arguments.files:
                out.flush()  # whoever writes line by line wants to see it at once
        finish(made)
        if arguments.output_format == "full" and not arguments.statistics:
            _tell_columns(arguments, guard, out)
    _tell(arguments, tally, known)
    if tally.problems:
        return 3
    return 1 if tally.failing and not arguments.exit_zero else 0


def _tell_columns(arguments: argparse.Namespace, guard: Guard, out: TextIO) -> None:
    """Say what the columns of the tables hold that are named on the command line."""
    from piiguard.cli.table_files import columns_said

    for path in arguments.files:
        with contextlib.suppress(PiiguardError):  # said before, where the file was scanned
            out.writelines(f"{line}\n" for line in columns_said(path, guard, arguments.encoding))


def _known(path: str) -> Known:
    from piiguard.cli.known import Known
    from piiguard.files.baseline import read

    return Known(read(path))


def _tell(arguments: argparse.Namespace, tally: Tally, known: Known | None) -> None:
    """Say what the scan came to, and what of allows and baseline is not needed any more."""
    for note in tally.notes:
        options.say(arguments, note)
    left = 0 if known is None else known.left(tally.names)
    if left:
        options.say(arguments, f"{arguments.baseline}: {left} entries of scanned files are not needed any more")
    options.say(arguments, tally.summary())


@contextlib.contextmanager
def _output(path: str | None, form: str) -> Iterator[TextIO]:
    if path is None and form in FOR_PEOPLE:
        yield streams.stdout()
        return
    with streams.written(path) as stream:
        # JSON is UTF-8 whatever the terminal is; the byte of an odd path becomes an escape that JSON knows too.
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="\n")
        try:
            yield text
            text.flush()
        finally:
            text.detach()
