"""`piiguard scan`: says where personal information is, and fails when there is any."""

from __future__ import annotations

import argparse
import contextlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, TextIO

from piiguard.cli import options, streams
from piiguard.cli.progress import progress
from piiguard.errors import PiiguardError
from piiguard.report.located import Located, locate_all

if TYPE_CHECKING:
    from piiguard.guard import Guard

EXAMPLES = """\
examples:
  piiguard scan .                                      every text file below, .gitignore respected
  piiguard scan --output-format concise a.txt b.txt
  piiguard scan --output-format jsonl data/ > findings.jsonl
  git diff | piiguard scan -                           standard input
  piiguard scan --entities CN_MOBILE,CN_RESIDENT_ID logs/
"""


class Writer(Protocol):
    """Writes findings in one format."""

    def write(self, found: Located) -> None:
        """Write one finding."""
        ...


class Tally:
    """Counts what a scan met."""

    def __init__(self) -> None:
        self.found = self.files = self.skipped = self.problems = 0

    def summary(self) -> str:
        """Return the closing line."""
        parts = [f"{_counted(self.found, 'finding')} in {_counted(self.files, 'file')}"]
        if self.skipped:
            parts.append(f"{self.skipped} binary left out")
        if self.problems:
            parts.append(f"{self.problems} not read")
        return ", ".join(parts)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument("files", nargs="+", metavar="PATH", help="files and directories, or - for standard input")
    parser.add_argument("--output-format", choices=["full", "concise", "jsonl"], default="full", help="default: full")
    parser.add_argument("--output-file", metavar="FILE", help="write the findings there instead of standard output")
    parser.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input in messages")
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 also when something is found")
    parser.add_argument("--show-values", action="store_true", help="show the values themselves; refused in CI")
    options.add_finding(parser)
    options.add_common(parser)
    options.add_walking(parser)
    parser.set_defaults(command=scan)


def scan(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    guard = options.build_guard(arguments)
    tally = Tally()
    if arguments.output_file is not None:
        streams.refuse_own_output(arguments.files, arguments.output_file, "write the findings somewhere else")
    with _output(arguments.output_file, arguments.output_format) as out:
        writer = _writer(arguments.output_format, out)
        for found in _findings(arguments, guard, tally):
            writer.write(found)
            tally.found += 1
            if streams.STDIN in arguments.files:
                out.flush()  # whoever writes line by line wants to see it at once
    options.say(arguments, tally.summary())
    if tally.problems:
        return 3
    return 1 if tally.found and not arguments.exit_zero else 0


@contextlib.contextmanager
def _output(path: str | None, form: str) -> Iterator[TextIO]:
    if path is None and form != "jsonl":
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


def _writer(name: str, out: TextIO) -> Writer:
    if name == "jsonl":
        from piiguard.report.jsonl import JsonlWriter

        return JsonlWriter(out)
    from piiguard.report.console import ConciseWriter, FullWriter, wants_color

    return ConciseWriter(out) if name == "concise" else FullWriter(out, wants_color(out))


def _findings(arguments: argparse.Namespace, guard: Guard, tally: Tally) -> Iterator[Located]:
    """Yield the findings of all inputs, in order; problems are said at once and counted."""
    named: list[str] = []
    for path in arguments.files:
        if path == streams.STDIN:
            yield from _in_files(arguments, guard, tally, named)
            named = []
            name = streams.name_of(path, arguments.stdin_filename)
            yield from _guarded(scan_file(path, name, guard, arguments), name, tally)
        else:
            named.append(path)
    yield from _in_files(arguments, guard, tally, named)


def _in_files(arguments: argparse.Namespace, guard: Guard, tally: Tally, named: list[str]) -> Iterator[Located]:
    from piiguard.files.walk import walk

    paths: list[str] = []
    for entry in walk(named, arguments.exclude or (), arguments.force_exclude):
        if entry.problem:
            options.complain(f"{entry.path}: {entry.problem}")
            tally.problems += 1
        elif entry.skipped:
            tally.skipped += 1
        else:
            paths.append(entry.path)
    if (arguments.jobs or 1) > 1 and len(paths) > 1:
        yield from _in_parallel(arguments, guard, tally, paths)
        return
    for path in paths:
        yield from _guarded(scan_file(path, path, guard, arguments), path, tally)


def _guarded(found: Iterator[Located], name: str, tally: Tally) -> Iterator[Located]:
    """Yield what a file holds; when it cannot be read to its end, say so and go on with the next."""
    tally.files += 1
    try:
        yield from found
    except PiiguardError as error:
        options.complain(options.problem_with(name, error))
        tally.problems += 1


def scan_file(path: str, name: str, guard: Guard, arguments: argparse.Namespace) -> Iterator[Located]:
    """Yield the findings of one input."""
    with streams.opened(path) as raw, progress(raw, name, arguments.quiet) as stream:
        yield from locate_all(
            name, guard, streams.scanned(stream, name, guard, arguments.encoding), arguments.show_values
        )


def _scan_whole(
    arguments: argparse.Namespace, path: str, guard: Guard, _encoding: str | None
) -> tuple[list[Located], str | None]:
    """Return a file's findings and, when it could not be read to its end, the message (for worker processes)."""
    found: list[Located] = []
    try:
        found.extend(scan_file(path, path, guard, arguments))
    except PiiguardError as error:
        return found, options.problem_with(path, error)
    return found, None


def _in_parallel(arguments: argparse.Namespace, guard: Guard, tally: Tally, paths: list[str]) -> Iterator[Located]:
    from functools import partial

    from piiguard.cli.parallel import map_files

    quiet = argparse.Namespace(quiet=True, encoding=arguments.encoding, show_values=arguments.show_values)
    for _path, outcome in map_files(partial(_scan_whole, quiet), paths, guard, arguments.encoding, arguments.jobs):
        if isinstance(outcome, PiiguardError):
            raise outcome
        found, problem = outcome
        tally.files += 1
        yield from found
        if problem:
            options.complain(problem)
            tally.problems += 1
