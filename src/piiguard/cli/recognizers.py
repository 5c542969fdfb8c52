"""`piiguard recognizers`: lists, shows and tests the recognizers, those of rule files included."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from piiguard import legal, registry
from piiguard.cli import options, streams
from piiguard.errors import UsageError

if TYPE_CHECKING:
    from piiguard.recognizer import Mask, Recognizer

EXAMPLES = """\
examples:
  piiguard recognizers list
  piiguard recognizers show CN_MOBILE
  piiguard recognizers test                       run every example and counter-example
  piiguard recognizers test --recognizers rules/  with your own rule files
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument("action", choices=["list", "show", "test"], help="what to do")
    parser.add_argument(
        "names", nargs="*", default=[], metavar="NAME", help="entity types or recognizer names (default: all)"
    )
    parser.add_argument("--output-format", choices=["full", "jsonl"], default="full", help="default: full")
    options.add_common(parser)
    parser.set_defaults(command=recognizers)


def recognizers(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    known = options.all_recognizers(arguments)
    chosen = _chosen(known, arguments.names)
    if arguments.action == "test":
        return _test(known, chosen, arguments)
    for each in chosen:
        if arguments.output_format == "jsonl":
            streams.stdout().write(json.dumps(_facts(each), ensure_ascii=False) + "\n")
        elif arguments.action == "list":
            streams.stdout().write(f"{each.entity_type:<26} {each.name:<36} {each.name_zh} / {each.name_en}\n")
    if arguments.action == "show" and arguments.output_format == "full":
        _describe(chosen)
    return 0


def _chosen(known: Sequence[Recognizer], names: Sequence[str]) -> list[Recognizer]:
    for name in names:
        if not any(name in (each.name, each.entity_type) for each in known):
            from difflib import get_close_matches

            close = get_close_matches(name, [*(each.name for each in known), *registry.entity_types(known)], n=1)
            raise UsageError(f"no recognizer {name!r}" + (f"; did you mean {close[0]!r}?" if close else ""))
    return [each for each in known if not names or each.name in names or each.entity_type in names]


def describe_types(known: Sequence[Recognizer], entity_types: Iterable[str]) -> None:
    """Write what `entity_types` are, how they are checked, scored and masked, and their legal class."""
    wanted = frozenset(entity_types)
    _describe([each for each in known if each.entity_type in wanted])


def _describe(chosen: Iterable[Recognizer]) -> None:
    out = streams.stdout()
    for each in chosen:
        out.write(f"{each.entity_type}  {each.name_zh} / {each.name_en}  ({each.name})\n")
        for key, value in _facts(each).items():
            if key not in ("entity_type", "name", "name_zh", "name_en") and value not in ("", [], None):
                out.write(f"  {key.replace('_', ' '):<18} {_shown(value)}\n")
        out.write("\n")


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _facts(each: Recognizer) -> dict[str, object]:
    score, mask = each.score, each.mask
    return {
        "entity_type": each.entity_type,
        "name": each.name,
        "name_zh": each.name_zh,
        "name_en": each.name_en,
        "source": each.source,
        "score_alone": score.alone,
        "score_with_cue": score.with_cue,
        "score_doubtful": [score.doubtful, score.doubtful_with_cue],
        "score_check_failed": [score.invalid, score.invalid_with_cue],
        "needs_cue": max(score.alone, score.doubtful, score.invalid) == 0,
        "cues": list(each.cues),
        "mask": _kept(mask),
        "legal": each.legal,
        "legal_class": _legal_class(each.legal),
        "personal": each.personal,
        "examples": list(each.examples),
        "counter_examples": list(each.counter_examples),
    }


def _kept(mask: Mask) -> str:
    return (
        f"first {mask.keep_first} and last {mask.keep_last} stay; strict {mask.strict_first} and {mask.strict_last}"
    )


def _legal_class(name: str) -> str:
    group = legal.get(name)
    return f"{group.name_zh} / {group.name_en}" + (f", tier {group.tier} of 法释〔2017〕10号" if group.tier else "")


def _test(known: Sequence[Recognizer], chosen: Sequence[Recognizer], arguments: argparse.Namespace) -> int:
    from piiguard.anchor_check import check_anchors
    from piiguard.selftest import run_examples

    names = frozenset(each.name for each in chosen)
    count = failed = 0
    for outcome in run_examples(known, names):
        count += 1
        if outcome.problem is not None:
            failed += 1
            # Examples are the author's own text, meant to be shown.
            streams.stdout().write(f"{outcome.recognizer}: {outcome.example}\n    {outcome.problem}\n")
    untrue = list(check_anchors(known, names))
    for each in untrue:
        streams.stdout().write(f"{each.recognizer}: {each.field}\n    {each.problem}\n")
    bare = [each.name for each in chosen if not each.examples]
    for name in bare:
        options.say(arguments, f"{name} has no examples")
    options.say(arguments, f"{count} examples of {len(chosen)} recognizers, {failed} failed")
    if untrue:
        options.say(arguments, f"{len(untrue)} fields are not true of the examples: large texts would lose findings")
    return 1 if failed or untrue else 0
