"""`piiguard baseline`: accepts the findings of today, so that only new ones fail."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from piiguard.cli import options
from piiguard.cli.known import entry_of
from piiguard.cli.scanning import Tally, findings
from piiguard.errors import UsageError
from piiguard.files import baseline as baselines
from piiguard.files.baseline import Entry
from piiguard.files.rewrite import replacing
from piiguard.report.fingerprints import portable

if TYPE_CHECKING:
    from piiguard.guard import Guard
    from piiguard.report.located import Located

EXAMPLES = """\
examples:
  piiguard baseline create piiguard.baseline .     accept what is there now
  piiguard scan --baseline piiguard.baseline .     exit 1 only for what is new
  piiguard baseline update piiguard.baseline src/  accept what is new, too
  piiguard baseline prune piiguard.baseline .      forget what is no longer found
  piiguard baseline audit piiguard.baseline .      walk through what is accepted, and take out what is true
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add("action", choices=["create", "update", "prune", "audit"], help="what to do")
    add("baseline", metavar="BASELINE", help="the baseline file")
    add("files", nargs="+", metavar="PATH", help="files and directories")
    options.add_finding(parser)
    options.add_common(parser)
    options.add_walking(parser)
    parser.set_defaults(
        command=baseline, show_values=False, ignore_allows=False, named=True, archives=False, stdin_filename=None
    )


def baseline(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code. The file changes only if everything could be read."""
    options.resolve(arguments)
    path, creates = arguments.baseline, arguments.action == "create"
    if creates and os.path.lexists(path):
        raise UsageError(f"{path}: is there already; `piiguard baseline update` adds to it")
    old: frozenset[Entry] = frozenset() if creates else baselines.read(path)
    tally = Tally()
    own = portable(path)
    audits = arguments.action == "audit"
    arguments.show_values = audits and not os.environ.get("CI")  # for those who ask for a value by name
    guard = options.build_guard(arguments)
    located = [each for each in findings(arguments, guard, tally) if portable(each.path) != own]
    found = {entry_of(each) for each in located}
    if tally.problems:
        options.complain(f"{path}: left as it was, because not everything could be read")
        return 3
    new = old - _true(located, old, guard, arguments.encoding) if audits else old | found
    if arguments.action == "prune":
        new = old & found | _elsewhere(old, arguments.files)
    if creates or new != old:
        with replacing(path, must_exist=not creates) as stream:
            stream.write(baselines.written(new))
    added, gone = len(new - old), len(old - new)
    options.say(arguments, f"{path}: {len(new)} entries, {added} added, {gone} removed")
    return 0


def _true(located: list[Located], old: frozenset[Entry], guard: Guard, encoding: str | None) -> set[Entry]:
    """Return the entries of which somebody says at the terminal that they are true after all."""
    from piiguard.cli.asking import Dialogue

    known = [each for each in located if entry_of(each) in old]
    answers = Dialogue(guard, encoding, lambda each: "t").ask(known)
    return {entry_of(known[index]) for index, letter in answers.items() if letter == "t"}


def _elsewhere(entries: frozenset[Entry], named: list[str]) -> set[Entry]:
    """Return the entries of files that were not named, nor lie below what was."""
    roots = [portable(each) for each in named]
    return {each for each in entries if not any(_is_below(each.path, root) for root in roots)}


def _is_below(path: str, root: str) -> bool:
    return root in (".", path) or path.startswith(f"{root}/")
