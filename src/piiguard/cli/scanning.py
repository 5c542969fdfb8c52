"""Reads the inputs of a scan, one after the other or in several processes, and counts what was met."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from piiguard.cli import options, streams, versions
from piiguard.cli.forms import Asked, form_of, has_binary_ending
from piiguard.cli.progress import progress
from piiguard.errors import MissingExtraError, PiiguardError, UsageError
from piiguard.files.allow import Allows
from piiguard.report.located import Located, locate_all
from piiguard.text.decode import TextSource

if TYPE_CHECKING:
    from piiguard.guard import Guard


class Tally:
    """Counts what a scan met."""

    def __init__(self) -> None:
        self.found = self.files = self.skipped = self.problems = self.known = self.failing = 0
        self.notes: list[str] = []
        self.names: list[str] = []

    def summary(self) -> str:
        """Return the closing line."""
        parts = [f"{_counted(self.found, 'finding')} in {_counted(self.files, 'file')}"]
        if self.known:
            parts.append(f"{self.known} in the baseline")
        if self.skipped:
            parts.append(f"{self.skipped} binary left out")
        if self.problems:
            parts.append(f"{self.problems} not read")
        return ", ".join(parts)


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def findings(arguments: argparse.Namespace, guard: Guard, tally: Tally) -> Iterator[Located]:
    """Yield the findings of all inputs, in order; problems are said at once and counted."""
    if versions.wanted(arguments):
        yield from versions.findings(arguments, partial(_in_bytes, guard, arguments, tally), tally)
        return
    named: list[str] = []
    for path in arguments.files:
        if path == streams.STDIN:
            yield from _in_files(arguments, guard, tally, named)
            named = []
            name = streams.name_of(path, arguments.stdin_filename)
            yield from _guarded(_scanned(path, name, guard, arguments, tally.notes), name, tally)
        else:
            named.append(path)
    yield from _in_files(arguments, guard, tally, named)


def _in_files(arguments: argparse.Namespace, guard: Guard, tally: Tally, named: list[str]) -> Iterator[Located]:
    from piiguard.files.walk import walk

    paths: list[str] = []
    for entry in walk(named, arguments.exclude or (), arguments.force_exclude):
        if _is_archive(arguments, entry.path) or (
            _is_table(entry.path) and (entry.problem is not None or _can_read_tables())
        ):
            paths.append(entry.path)
        elif entry.problem:
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
        yield from _guarded(_scanned(path, path, guard, arguments, tally.notes), path, tally)


def _guarded(found: Iterator[Located], name: str, tally: Tally) -> Iterator[Located]:
    """Yield what a file holds; when it cannot be read to its end, say so and go on with the next."""
    tally.files += 1
    tally.names.append(name)
    try:
        yield from found
    except MissingExtraError as error:
        raise UsageError(options.problem_with(name, error)) from None
    except PiiguardError as error:
        options.complain(options.problem_with(name, error))
        tally.problems += 1


def _scanned(
    path: str, name: str, guard: Guard, arguments: argparse.Namespace, notes: list[str]
) -> Iterator[Located]:
    """Yield the findings of one input that no allow in it covers; `notes` takes what is to be said of allows."""
    if _is_archive(arguments, path):
        yield from _in_archive(path, guard, arguments, notes)
        return
    if _is_table(path):
        from piiguard.cli.table_scan import located

        with streams.opened(path) as raw:
            yield from located(raw, name, guard, arguments.show_values, arguments.named)
        return
    with streams.opened(path) as raw, progress(raw, name, arguments.quiet) as stream:
        found = _in_stream(stream, name, guard, arguments, notes)
        if form_of(path, Asked(), arguments.encoding) == "csv" and os.path.isfile(path):
            from piiguard.cli.csv_places import placed

            found = placed(found, path, guard, arguments.encoding)
        yield from found


def _is_table(path: str) -> bool:
    return has_binary_ending(path) and os.path.isfile(path)


def _can_read_tables() -> bool:
    """Return whether the extra for tables is there: without it, what is not named is left out as binary."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("openpyxl", "pyarrow"))


def _is_archive(arguments: argparse.Namespace, path: str) -> bool:
    if not arguments.archives or not os.path.isfile(path):
        return False
    from piiguard.files.archives import is_archive

    return is_archive(path)


def _in_archive(path: str, guard: Guard, arguments: argparse.Namespace, notes: list[str]) -> Iterator[Located]:
    from piiguard.files.archives import members

    skipped = 0
    for member in members(path):
        if member.stream is None:
            skipped += 1
        else:
            yield from _in_stream(member.stream, f"{path}!{member.name}", guard, arguments, notes)
    if skipped:
        notes.append(f"{path}: {_counted(skipped, 'binary file')} in it left out")


def _in_bytes(
    guard: Guard, arguments: argparse.Namespace, tally: Tally, stream: BinaryIO, name: str
) -> Iterator[Located]:
    yield from _guarded(_in_stream(stream, name, guard, arguments, tally.notes), name, tally)


def _in_stream(
    stream: BinaryIO, name: str, guard: Guard, arguments: argparse.Namespace, notes: list[str]
) -> Iterator[Located]:
    allows = None if arguments.ignore_allows else Allows()
    shared = _shared(stream, name, arguments)
    if shared is not None:
        from piiguard.cli.scan_file import located

        yield from located(shared, guard, arguments.jobs, arguments.show_values, allows)
    else:
        texts = streams.scanned(stream, name, guard, arguments.encoding)
        yield from locate_all(name, guard, texts, arguments.show_values, allows, arguments.named)
    for each in allows.unused() if allows is not None else ():
        notes.append(f"{name}:{each.line}: this allow is not needed")


def _shared(stream: BinaryIO, name: str, arguments: argparse.Namespace) -> TextSource | None:
    """Return the text of a file that processes are to share; names of findings are counted through a file in one."""
    if (getattr(arguments, "jobs", None) or 1) == 1 or arguments.named:
        return None
    from piiguard.cli.one_file import is_worth_it

    source = TextSource(stream, name, arguments.encoding or "auto")
    return source if is_worth_it(source, None) else None


def _scan_whole(
    arguments: argparse.Namespace, path: str, guard: Guard, _encoding: str | None
) -> tuple[list[Located], list[str], str | None]:
    """Return a file's findings, notes and, when it could not be read to its end, the message (for workers)."""
    found: list[Located] = []
    notes: list[str] = []
    try:
        found.extend(_scanned(path, path, guard, arguments, notes))
    except MissingExtraError as error:
        raise UsageError(options.problem_with(path, error)) from None
    except PiiguardError as error:
        return found, notes, options.problem_with(path, error)
    return found, notes, None


def _in_parallel(arguments: argparse.Namespace, guard: Guard, tally: Tally, paths: list[str]) -> Iterator[Located]:
    from piiguard.cli.parallel import map_files

    wanted = ("encoding", "show_values", "ignore_allows", "named", "archives")
    quiet = argparse.Namespace(quiet=True, **{name: getattr(arguments, name) for name in wanted})
    for path, outcome in map_files(partial(_scan_whole, quiet), paths, guard, arguments.encoding, arguments.jobs):
        if isinstance(outcome, PiiguardError):
            raise outcome
        found, notes, problem = outcome
        tally.files += 1
        tally.names.append(path)
        tally.notes += notes
        yield from found
        if problem:
            options.complain(problem)
            tally.problems += 1
