"""`piiguard scan`: says where personal information is, and fails when there is any."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, TextIO

from piiguard.cli import options, streams
from piiguard.errors import PiiguardError, ReadError
from piiguard.files.walk import walk
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
        parts = [
            f"{self.found} finding{'' if self.found == 1 else 's'} in {self.files} file{'' if self.files == 1 else 's'}"
        ]
        if self.skipped:
            parts.append(f"{self.skipped} binary left out")
        if self.problems:
            parts.append(f"{self.problems} not read")
        return ", ".join(parts)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument("files", nargs="+", metavar="PATH", help="files and directories, or - for standard input")
    parser.add_argument("--output-format", choices=["full", "concise", "jsonl"], default="full", help="default: full")
    parser.add_argument("--output-file", metavar="FILE", help="write the findings there instead of standard output")
    parser.add_argument("--stdin-filename", metavar="NAME", help="what to call standard input in messages")
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 also when something is found")
    parser.add_argument("--show-values", action="store_true", help="show the values themselves; refused in CI")
    options.add_common(parser)
    options.add_walking(parser)
    parser.set_defaults(command=scan)


def scan(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    guard = options.build_guard(arguments)
    tally = Tally()
    with _output(arguments.output_file) as out:
        writer = _writer(arguments.output_format, out)
        for found in _findings(arguments, guard, tally):
            writer.write(found)
            tally.found += 1
    options.say(arguments, tally.summary())
    if tally.problems:
        return 3
    return 1 if tally.found and not arguments.exit_zero else 0


@contextlib.contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    if path is None:
        yield sys.stdout
        return
    from piiguard.files.rewrite import replacing

    with replacing(path, must_exist=False) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
        yield text
        text.flush()
        text.detach()


def _writer(name: str, out: TextIO) -> Writer:
    if name == "jsonl":
        from piiguard.report.jsonl import JsonlWriter

        return JsonlWriter(out)
    from piiguard.report.console import ConciseWriter, FullWriter, wants_color

    return ConciseWriter(out) if name == "concise" else FullWriter(out, wants_color(out))


def _findings(arguments: argparse.Namespace, guard: Guard, tally: Tally) -> Iterator[Located]:
    """Yield the findings of all inputs, in order; problems are said at once and counted."""
    paths: list[str] = []
    for path in arguments.files:
        if path == streams.STDIN:
            yield from _stdin(arguments, guard, tally)
            continue
        for entry in walk([path], arguments.exclude or (), arguments.force_exclude):
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
        yield from _guarded(scan_file(path, guard, arguments.encoding, arguments.show_values, arguments.quiet), tally)


def _stdin(arguments: argparse.Namespace, guard: Guard, tally: Tally) -> Iterator[Located]:
    name = streams.name_of(streams.STDIN, arguments.stdin_filename)
    texts = streams.texts(sys.stdin.buffer, name, guard, arguments.encoding)
    yield from _guarded(locate_all(name, guard, texts, arguments.show_values), tally)


def _guarded(found: Iterator[Located], tally: Tally) -> Iterator[Located]:
    """Yield what a file holds; when it cannot be read to its end, say so and go on with the next."""
    tally.files += 1
    try:
        yield from found
    except ReadError as error:
        options.complain(str(error))
        tally.problems += 1


def scan_file(
    path: str, guard: Guard, encoding: str | None, show_values: bool, quiet: bool = True
) -> Iterator[Located]:
    """Yield the findings of one file."""
    with (
        streams.opened(path) as raw,
        streams.progress(raw, path, streams.size_of(path), quiet) as stream,
    ):
        yield from locate_all(path, guard, streams.texts(stream, path, guard, encoding), show_values)


def _scan_whole(show_values: bool, path: str, guard: Guard, encoding: str | None) -> tuple[list[Located], str | None]:
    """Return a file's findings and, when it could not be read to its end, the message (for worker processes)."""
    found: list[Located] = []
    try:
        found.extend(scan_file(path, guard, encoding, show_values))
    except ReadError as error:
        return found, str(error)
    return found, None


def _in_parallel(arguments: argparse.Namespace, guard: Guard, tally: Tally, paths: list[str]) -> Iterator[Located]:
    from functools import partial

    from piiguard.cli.parallel import map_files

    work = partial(_scan_whole, arguments.show_values)
    for _path, outcome in map_files(work, paths, guard, arguments.encoding, arguments.jobs):
        if isinstance(outcome, PiiguardError):
            raise outcome
        found, problem = outcome
        tally.files += 1
        yield from found
        if problem:
            options.complain(problem)
            tally.problems += 1
