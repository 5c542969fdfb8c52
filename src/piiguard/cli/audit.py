"""`piiguard audit`: walks through findings at the terminal; what is false is allowed in place or in a baseline."""

from __future__ import annotations

import argparse
import os
from typing import Final

from piiguard.cli import options, streams
from piiguard.cli.asking import Dialogue, whole
from piiguard.cli.known import Known, entry_of
from piiguard.cli.scanning import Tally, findings
from piiguard.errors import UsageError
from piiguard.files import baseline as baselines
from piiguard.files.comments import comment_of, with_allows
from piiguard.files.rewrite import replacing
from piiguard.report.fingerprints import portable
from piiguard.report.located import Located
from piiguard.text.encode import TextSink

EXAMPLES: Final = """\
examples:
  piiguard audit src/                                       allow what is false, line by line
  piiguard audit --baseline piiguard.baseline .             or put it into a baseline
  piiguard audit --reason "test fixture" --entities CN_MOBILE tests/
  piiguard baseline audit piiguard.baseline .               walk through what a baseline accepts
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add("files", nargs="+", metavar="PATH", help="files and directories")
    add("--baseline", metavar="FILE", help="skip the findings of this baseline, and put false ones into it")
    add("--reason", metavar="TEXT", default="", help="what to write behind an allow")
    options.add_finding(parser)
    options.add_common(parser)
    options.add_walking(parser)
    parser.set_defaults(
        command=audit, show_values=None, ignore_allows=False, named=True, archives=False, stdin_filename=None
    )


def audit(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code. Files change only after the last question."""
    if len(arguments.reason.splitlines()) > 1 or streams.STDIN in arguments.files:
        raise UsageError("audit asks at the terminal: it takes files, and a reason of one line")
    options.resolve(arguments)
    arguments.show_values = not os.environ.get("CI")  # for those who ask for a value by name
    guard = options.build_guard(arguments)
    path = arguments.baseline
    old = baselines.read(path) if path is not None and os.path.lexists(path) else frozenset()
    known, tally = Known(old), Tally()
    own = None if path is None else portable(path)
    found = [each for each in findings(arguments, guard, tally) if portable(each.path) != own]
    found = [each for each in found if not known.covers(each)]

    def offer(each: Located) -> str:
        can_comment = comment_of(each.path) is not None and os.path.isfile(each.path)
        return "t" + "a" * can_comment + "b" * (path is not None)

    answers = Dialogue(guard, arguments.encoding, offer).ask(found)
    true, allowed, accepted = ([found[index] for index, each in answers.items() if each == one] for one in "tab")
    _write_allows(allowed, arguments.encoding, arguments.reason)
    if accepted:
        with replacing(path, must_exist=False) as stream:
            stream.write(baselines.written(old | {entry_of(each) for each in accepted}))
    left = len(found) - len(allowed) - len(accepted)
    said = f"{len(true)} true, {len(allowed)} allowed, {len(accepted)} put into the baseline"
    options.say(arguments, f"{len(found)} findings: {said}, {left} left")
    return 3 if tally.problems else int(left > 0)


def _write_allows(allowed: list[Located], encoding: str | None, reason: str) -> None:
    """Write the allows that were asked for, file by file."""
    by_file: dict[str, dict[int, list[str]]] = {}
    for each in allowed:
        by_file.setdefault(each.path, {}).setdefault(each.line, []).append(each.entity_type)
    for path, lines in by_file.items():
        comment = comment_of(path)
        assert comment is not None  # else the letter was not offered
        file = whole(path, encoding)
        with replacing(path) as stream:
            text = with_allows(file.text, comment, lines, reason)
            TextSink(stream, path).write(text, file.encoding, file.bom)
