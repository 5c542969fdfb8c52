"""`piiguard evaluate`: measures what is found and missed on labelled data."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from piiguard.cli import options, streams
from piiguard.cli.progress import progress
from piiguard.errors import UsageError
from piiguard.evaluation.counting import Scores
from piiguard.evaluation.forms import as_object, as_table
from piiguard.evaluation.labelled import Labelled, Span, is_gzip, labelled
from piiguard.evaluation.mistakes import Mistakes, Show
from piiguard.evaluation.naming import Naming
from piiguard.registry import entity_types
from piiguard.report.located import masked

if TYPE_CHECKING:
    from piiguard.guard import Guard

EXAMPLES: Final = """\
examples:
  piiguard evaluate --data gold.jsonl                      precision, recall, F1 and leak of each type
  piiguard evaluate --data gold.jsonl.gz --map PHONE=CN_MOBILE --ignore TITLE
  piiguard evaluate --data gold.jsonl --entities PERSON --names strict --errors 20
  piiguard evaluate --data gold.jsonl --fail-under 0.9     exit 1 if the F1 in total is lower

each line of the data: {"text": "…", "spans": [{"start": 2, "end": 13, "type": "CN_MOBILE"}]}
"""
# Scanned at a time; the data itself may be of any length.
_CHARACTERS: Final = 1 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    add = parser.add_argument
    add(
        "--data",
        nargs="+",
        action="extend",
        required=True,
        metavar="FILE",
        help="labelled texts, JSON Lines (or .gz), or - for standard input",
    )
    add("--map", action="append", default=[], metavar="THEIR=OURS", help="what a type of the data is called here")
    add("--ignore", action="append", default=[], metavar="TYPE", help="leave out a type of the data")
    add("--errors", type=int, default=0, metavar="N", help="show the N most frequent kinds of mistakes, masked")
    add("--fail-under", type=float, metavar="F1", help="exit 1 if the F1 in total is lower, 0 to 1")
    add("--output-format", choices=["full", "json"], default="full", help="full (default) or json")
    add("--show-values", action="store_true", help="show the values themselves; refused in CI")
    options.add_finding(parser)
    options.add_common(parser)
    parser.set_defaults(command=evaluate)


def evaluate(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    least: float | None = arguments.fail_under
    if least is not None and not 0 <= least <= 1:
        raise UsageError("--fail-under must lie between 0 and 1")
    if arguments.errors < 0:
        raise UsageError("--errors must not be negative")
    guard = options.build_guard(arguments)
    naming = Naming(entity_types(guard.recognizers), arguments.map, arguments.ignore, guard.entities)
    mistakes = Mistakes(_show(guard, arguments.show_values))
    scores = Scores()
    for batch in _batches(arguments, naming):
        for item, findings in zip(batch, guard.scan_batch([each.text for each in batch]), strict=True):
            found = [Span(each.start, each.end, each.entity_type) for each in findings]
            scores.add(item.spans, found)
            if arguments.errors:
                mistakes.add(item, found)
    naming.refuse_unknown()
    _tell(arguments, scores, mistakes)
    _say_what_is_odd(arguments, scores, naming, guard)
    if least is None:
        return 0
    if scores.total.f1 is None:
        options.complain("nothing is labelled and nothing found: there is no F1 to compare")
        return 1
    return int(scores.total.f1 < least)


def _batches(arguments: argparse.Namespace, naming: Naming) -> Iterator[list[Labelled]]:
    """Yield the data, some texts at a time; none after an unknown type, for the rest is read only for others."""
    held: list[Labelled] = []
    size = 0
    for path in arguments.data:
        name = streams.name_of(path)
        quiet = arguments.quiet or is_gzip(path)  # how much a packed file unpacks to is not known
        with streams.opened(path) as stream, progress(stream, name, quiet) as counted:
            for item in labelled(counted, name, arguments.encoding or "auto"):
                spans = naming.named(item.spans, f"{name}: line {item.line}")
                if naming.unknown:
                    continue
                held.append(item._replace(spans=spans))
                size += len(item.text)
                if size >= _CHARACTERS:
                    yield held
                    held, size = [], 0
    if not naming.unknown:
        yield held


def _show(guard: Guard, show_values: bool) -> Show:
    """Return what makes of a type and a value what is shown: the value under the type's mask, unless asked for."""
    names = {each.entity_type: each.name for each in reversed(guard.recognizers)}

    def show(entity_type: str, value: str) -> str:
        return value if show_values else masked(guard, names[entity_type], value)

    return show


def _tell(arguments: argparse.Namespace, scores: Scores, mistakes: Mistakes) -> None:
    told = mistakes.most(arguments.errors)
    if arguments.output_format == "json":
        text = json.dumps(as_object(scores, told), ensure_ascii=False, indent=1) + "\n"
    else:
        text = as_table(scores, told)
    with streams.written(None) as out:
        out.write(text.encode("utf-8", "backslashreplace"))


def _say_what_is_odd(arguments: argparse.Namespace, scores: Scores, naming: Naming, guard: Guard) -> None:
    """Say what makes the figures mean less than they seem to."""
    for theirs in naming.unused():
        options.say(arguments, f"type {theirs!r} is mapped or ignored, but not in the data")
    unlabelled = sorted(name for name, counts in scores.types.items() if not counts.gold)
    if unlabelled:
        options.say(arguments, f"found, but never labelled: {', '.join(unlabelled)}; --entities measures only some")
    asked = {each.entity_type for each in guard.recognizers if each.on_request} - (guard.entities or frozenset())
    for name in sorted(asked & scores.types.keys()):
        options.say(arguments, f"{name} is found on request alone: name it with --entities")
    options.say(arguments, f"{scores.texts} text{'' if scores.texts == 1 else 's'} measured")
