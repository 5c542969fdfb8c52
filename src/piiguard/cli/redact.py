"""`piiguard redact`: a filter from standard input to standard output, or a crash-safe rewrite of files."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from piiguard.cli import options, streams
from piiguard.errors import PiiguardError, ReadError, UsageError
from piiguard.files.rewrite import replacing
from piiguard.files.walk import walk
from piiguard.text.encode import TextSink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from piiguard.guard import Guard

EXAMPLES = """\
examples:
  cat export.log | piiguard redact > safe.log
  piiguard redact --policy tag < chat.txt
  piiguard redact calls.csv -o calls.safe.csv
  piiguard redact -i --policy hash --key-file ~/.piiguard.key data/*.csv
  piiguard redact --check docs/          exit 1 if anything would change
  piiguard redact --diff notes.txt       show what would change
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument(
        "files", nargs="*", default=["-"], metavar="FILE", help="files, or - for standard input (default)"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="write there instead of standard output")
    where.add_argument("-i", "--in-place", action="store_true", help="rewrite the files themselves")
    where.add_argument(
        "--diff", action="store_true", help="write nothing; show the lines that would change, values hidden"
    )
    where.add_argument("--check", action="store_true", help="write nothing; exit 1 if anything would change")
    parser.add_argument("--policy", metavar="P", help="mask (default), strict, tag, redact, hash, or a policy file")
    parser.add_argument("--key-file", metavar="FILE", help="key of the hash policy; or set $PIIGUARD_KEY")
    parser.add_argument(
        "--format", choices=["auto", "text"], default="auto", help="how to read the input (default auto)"
    )
    parser.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input in messages")
    parser.add_argument("--show-values", action="store_true", help="with --diff: show the values; refused in CI")
    options.add_common(parser)
    options.add_walking(parser)
    parser.set_defaults(command=redact)


def redact(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    guard = options.build_guard(arguments)
    if arguments.in_place:
        return _in_place(arguments, guard)
    if arguments.diff or arguments.check:
        return _compare(arguments, guard)
    if arguments.output:
        return _to_file(arguments, guard)
    _filter(arguments, guard, TextSink(sys.stdout.buffer, "<stdout>"))
    return 0


def _filter(arguments: argparse.Namespace, guard: Guard, sink: TextSink) -> None:
    from piiguard.cli.parallel import redact_parallel

    for path in arguments.files:
        name = streams.name_of(path, arguments.stdin_filename)
        with (
            streams.opened(path) as raw,
            streams.progress(raw, name, streams.size_of(path), arguments.quiet) as stream,
        ):
            if (arguments.jobs or 1) > 1:
                redact_parallel(stream, name, sink, guard, arguments.encoding, arguments.jobs)
            else:
                streams.redact_into(stream, name, sink, guard, arguments.encoding)


def _to_file(arguments: argparse.Namespace, guard: Guard) -> int:
    import os

    for path in arguments.files:
        if path != streams.STDIN and os.path.exists(path) and os.path.exists(arguments.output):
            if os.path.samefile(path, arguments.output):
                raise UsageError(f"{path}: is also the output; use -i to rewrite a file in place")
    with replacing(arguments.output, must_exist=False) as stream:
        _filter(arguments, guard, TextSink(stream, arguments.output))
    return 0


def _entries(arguments: argparse.Namespace, problems: list[str]) -> Iterator[str]:
    """Yield the files to read; what cannot be read is said and noted in `problems`."""
    if streams.STDIN in arguments.files:
        raise UsageError("-i needs files; standard input cannot be rewritten")
    for entry in walk(arguments.files, arguments.exclude or (), arguments.force_exclude):
        if entry.problem:
            options.complain(f"{entry.path}: {entry.problem}")
            problems.append(entry.path)
        elif not entry.skipped:
            yield entry.path


def _in_place(arguments: argparse.Namespace, guard: Guard) -> int:
    from piiguard.cli.parallel import map_files

    problems: list[str] = []
    changed = 0
    paths = list(_entries(arguments, problems))
    for path, outcome in map_files(rewrite_file, paths, guard, arguments.encoding, arguments.jobs or 1):
        if isinstance(outcome, PiiguardError):
            options.complain(str(outcome))
            problems.append(path)
        elif outcome:
            changed += 1
            options.say(arguments, f"{path}: {outcome} value{'s' if outcome > 1 else ''} treated")
    options.say(arguments, f"{changed} of {len(paths)} files rewritten")
    return 3 if problems else 0


class _UnchangedError(Exception):
    """Nothing was found: the file is left alone, its time stamp too."""


def rewrite_file(path: str, guard: Guard, encoding: str | None) -> int:
    """Rewrite one file; return how many values were treated (0: the file was not touched)."""
    count = 0
    try:
        with streams.opened(path) as source, replacing(path) as target:
            count = streams.redact_into(source, path, TextSink(target, path), guard, encoding)
            if not count:
                raise _UnchangedError
    except _UnchangedError:
        return 0
    return count


def _compare(arguments: argparse.Namespace, guard: Guard) -> int:
    from piiguard.report.diff import DiffWriter

    writer = DiffWriter(sys.stdout, guard, arguments.show_values) if arguments.diff else None
    problems: list[str] = []
    found = 0
    paths = ["-"] if arguments.files == ["-"] else list(_entries(arguments, problems))
    for path in paths:
        name = streams.name_of(path, arguments.stdin_filename)
        try:
            with streams.opened(path) as stream:
                found += _compare_one(stream, name, guard, arguments.encoding, writer)
        except ReadError as error:
            options.complain(str(error))
            problems.append(path)
    options.say(arguments, f"{found} values in {len(paths)} files would be treated")
    return 3 if problems else 1 if found else 0


def _compare_one(stream: Any, name: str, guard: Guard, encoding: str | None, writer: Any) -> int:
    found = 0
    if writer is not None:
        writer.begin(name)
    for piece, _codec, _bom in streams.texts(stream, name, guard, encoding):
        found += len(piece.findings)
        if writer is not None:
            writer.write(piece)
    return found
