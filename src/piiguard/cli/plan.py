"""`piiguard plan`: says what each column of a table holds and what is done to it, as a file to edit."""

from __future__ import annotations

import argparse
from typing import Final

from piiguard.cli import options, streams
from piiguard.cli.forms import CHOICES, Asked, form_of
from piiguard.cli.table_files import planned
from piiguard.tables.plan_file import written

EXAMPLES: Final = """\
examples:
  piiguard plan customers.csv                      what each column holds, and what the policy does to it
  piiguard plan customers.csv -o plan.toml         to edit, and to pass back:
  piiguard redact customers.csv --plan plan.toml -o safe.csv
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add("file", nargs="?", default=streams.STDIN, metavar="FILE", help="a table in a file, or - for standard input")
    forms = [each for each in CHOICES if each != "text"]
    add(
        "--format",
        choices=forms,
        default="auto",
        metavar="FORMAT",
        help=f"one of {', '.join(forms)}; auto: by ending",
    )
    add("-o", "--output", metavar="PLAN", help="write the plan there instead of standard output")
    add("--policy", metavar="P", help="mask (default) or another of `piiguard policy show`, or a policy file")
    options.add_key(parser)
    options.add_records(parser)
    options.add_finding(parser)
    options.add_common(parser)
    parser.set_defaults(command=plan)


def plan(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    guard = options.build_guard(arguments)
    streams.refuse_own_output([arguments.file], arguments.output, "write the plan somewhere else")
    name = streams.name_of(arguments.file)
    with streams.opened(arguments.file) as stream:
        form = form_of(arguments.file, Asked(arguments.format, is_table=True))
        text = written(planned(form, stream, name, guard, arguments.encoding))
    with streams.written(arguments.output) as target:
        target.write(text.encode())
    return 0
