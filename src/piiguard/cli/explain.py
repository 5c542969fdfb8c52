"""`piiguard explain`: says of a text what was looked at and why it was kept or not; of an entity type, what it is."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from piiguard import registry
from piiguard.cli import options, streams
from piiguard.cli.hints import expected_check, inside_longer
from piiguard.operators.remaining import remaining_candidates
from piiguard.report.located import masked
from piiguard.text.decode import TextSource
from piiguard.text.fold import fold

if TYPE_CHECKING:
    from piiguard.finding import Trace
    from piiguard.guard import Guard

_CHECK: Final = "check digit does not match"

EXAMPLES = """\
examples:
  echo '手机13800138000 订单号13800138000' | piiguard explain
  piiguard explain notes.txt
  piiguard explain CN_MOBILE            what the kind is, how it is checked and masked
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument(
        "subject",
        nargs="*",
        default=["-"],
        metavar="TYPE|FILE",
        help="an entity type, or files; - (default) is standard input",
    )
    parser.add_argument("--show-values", action="store_true", help="show the values themselves; refused in CI")
    options.add_finding(parser)
    options.add_common(parser)
    parser.set_defaults(command=explain)


def explain(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    if all(_names_type(subject) for subject in arguments.subject):
        from piiguard.cli.recognizers import describe_types

        known = options.all_recognizers(arguments)
        registry.known_types(arguments.subject, registry.entity_types(known))
        describe_types(known, arguments.subject)
        return 0
    guard = options.build_guard(arguments)
    count = 0
    for path in arguments.subject:
        with streams.opened(path) as stream:
            source = TextSource(stream, streams.name_of(path), arguments.encoding or "auto")
            for number, text in enumerate(_lines(source), 1):
                traces = guard.explain(text)
                for trace in sorted([*traces, *inside_longer(guard, text, traces)], key=lambda one: one.start):
                    if guard.entities is None or trace.entity_type in guard.entities:
                        _tell(trace, text, number, guard, arguments.show_values)
                        count += 1
                streams.stdout().flush()  # who types a line waits for its answer
    if not count:
        options.say(arguments, "nothing in it has the shape of a kind that is known")
    return 0


def _names_type(subject: str) -> bool:
    """Return whether `subject` is written like an entity type, and no file has that name."""
    return re.fullmatch("[A-Z][A-Z0-9_]+", subject) is not None and not os.path.exists(subject)


def _lines(source: TextSource) -> Iterator[str]:
    """Yield the lines of a text, without their ends; a finding never reaches over one."""
    held: list[str] = []
    for block in source:
        first, *others = block.split("\n")
        held.append(first)
        if others:
            yield "".join(held)
            yield from others[:-1]
            held = [others[-1]]
    rest = "".join(held)
    if rest:
        yield rest


def _tell(trace: Trace, text: str, line: int, guard: Guard, show_values: bool) -> None:
    value = text[trace.start : trace.end]
    shown = value if show_values else masked(guard, trace.recognizer, value)
    out = streams.stdout()
    out.write(f"{line}:{trace.start + 1}-{trace.end}  {trace.entity_type}  {shown}\n")
    reason = trace.reason
    if reason.startswith(_CHECK) and shown.endswith(value[-1]):  # the digit tells no more than the mask shows anyway
        reason = reason.replace(_CHECK, f"{_CHECK}{expected_check(guard.recognizer(trace.recognizer), value)}", 1)
    out.write(f"    {trace.verdict}: {reason} (score {trace.score:.2f}, recognizer {trace.recognizer})\n")
    parts = guard.recognizer(trace.recognizer).parts
    if parts is not None and trace.verdict == "found":
        base = trace.start + 1
        levels = ", ".join(
            f"{name} {base + first}-{trace.start + last}" for name, first, last in parts(fold(value).text)
        )
        out.write(f"    read as: {levels or 'no levels'}\n")
    left = remaining_candidates(trace.entity_type)
    if trace.verdict == "found" and left is not None:
        strict = remaining_candidates(trace.entity_type, strict=True)
        out.write(f"    the usual mask leaves about {left:,} candidates, the strict one {strict:,}\n")
