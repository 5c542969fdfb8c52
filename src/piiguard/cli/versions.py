"""What git holds as inputs of a scan: staged files, what a branch adds, or all history."""

from __future__ import annotations

import argparse
import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from piiguard.errors import UsageError
from piiguard.files.ignore import matcher
from piiguard.files.walk import is_binary
from piiguard.report.located import Located

if TYPE_CHECKING:
    from piiguard.cli.scanning import Tally
    from piiguard.files.git import Version

Scan = Callable[[io.BytesIO, str], Iterator[Located]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that read from git to `parser`."""
    add = parser.add_argument
    add("--staged", action="store_true", help="scan what the next commit changes, as it is staged")
    add("--diff-base", metavar="REV", help="scan only the lines that are new since this commit or branch")
    add("--history", action="store_true", help="scan the new lines and the message of every commit")


def wanted(arguments: argparse.Namespace) -> bool:
    """Return whether git is to be read; raises `UsageError` for options that exclude each other."""
    asked = [getattr(arguments, name, None) for name in ("staged", "diff_base", "history")]
    if sum(map(bool, asked)) > 1:
        raise UsageError("--staged, --diff-base and --history exclude each other")
    if not any(asked) and not arguments.files:
        raise UsageError("the following arguments are required: PATH, or - for standard input")
    return any(asked)


def findings(arguments: argparse.Namespace, scan: Scan, tally: Tally) -> Iterator[Located]:
    """Yield the findings of what git holds; `scan` finds in the bytes of one version, given its name."""
    from piiguard.files.git import Repository

    repository = Repository()
    if arguments.history:
        versions: Iterable[Version] = repository.history()
    elif arguments.staged:
        versions = repository.staged()
    else:
        versions = repository.added_since(arguments.diff_base)
    for each, content in repository.contents(_chosen(versions, arguments, tally)):
        if is_binary(each.path, content[:16]):
            tally.skipped += 1
            continue
        yield from (found for found in scan(io.BytesIO(content), each.name) if _is_new(found, each.added))
    if arguments.history:
        for name, message in repository.messages():
            yield from scan(io.BytesIO(message), name)


def _chosen(versions: Iterable[Version], arguments: argparse.Namespace, tally: Tally) -> Iterator[Version]:
    """Yield the versions to read; those of binary files are counted."""
    excluded = matcher(arguments.exclude or ())
    for each in versions:
        if (excluded is not None and excluded.match_file(each.path)) or not _named(each.path, arguments.files):
            continue
        if is_binary(each.path):
            tally.skipped += 1
        else:
            yield each


def _named(path: str, roots: list[str]) -> bool:
    from piiguard.report.fingerprints import portable

    names = [portable(each) for each in roots]
    return not names or any(name in (".", path) or path.startswith(f"{name}/") for name in names)


def _is_new(found: Located, added: tuple[tuple[int, int], ...] | None) -> bool:
    """Return whether a line of the finding is among those that are new (sorted, without overlaps)."""
    if added is None:
        return True
    at = bisect_right(added, (found.end_line, 1 << 62))
    return at > 0 and added[at - 1][1] >= found.line
