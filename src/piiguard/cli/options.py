"""Options that several commands share, and the guard that they describe."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, NoReturn

from piiguard import registry
from piiguard.cli import config
from piiguard.cli.talk import complain as complain
from piiguard.errors import PiiguardError, ReadError, UsageError
from piiguard.tables import RAGGED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from piiguard.guard import Guard
    from piiguard.policy import Policy
    from piiguard.recognizer import Recognizer


def add_finding(parser: argparse.ArgumentParser) -> None:
    """Add what every command that reads text takes."""
    add = parser.add_argument
    add("--threshold", type=float, metavar="SCORE", help="report from this score on, 0 to 1 (default 0.5)")
    add("--entities", metavar="TYPE,TYPE", help="report only these entity types")
    add("--encoding", metavar="NAME", help="encoding of the input (default: told from its bytes)")
    add(
        "--names",
        choices=["off", "strict", "recall", "ner"],
        help="persons named in running text: recall (default) finds most, strict only what is nearly sure, ner more "
        "(extra ner, slow)",
    )


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    add = parser.add_argument
    add(
        "--recognizers",
        action="append",
        metavar="PATH",
        help="add the recognizers of a YAML file, or of a folder of them",
    )
    add("--config", metavar="FILE", help="read options from this file instead of the nearest one")
    add("--isolated", action="store_true", help="read no configuration file")
    add("-q", "--quiet", action="store_true", help="no summary and no progress; errors are still said")


def add_walking(parser: argparse.ArgumentParser) -> None:
    """Add what commands over many files take."""
    add = parser.add_argument
    add("--exclude", action="append", metavar="PATTERN", help="leave out paths, as in .gitignore")
    add("--force-exclude", action="store_true", help="apply --exclude to files that are named, too")
    add("--jobs", type=int, metavar="N", help="work in N processes (default 1); the output keeps its order")


def add_records(parser: argparse.ArgumentParser) -> None:
    """Add what is done to tables whose rows are records."""
    parser.add_argument(
        "--records",
        choices=["coarse", "graph"],
        help="tables of records: coarse times, lengths and places; graph: also one keyed token for each number",
    )


class _RefuseKey(argparse.Action):
    """Refuses a key itself as an argument, without repeating it."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> NoReturn:
        parser.error(
            "a key on the command line is seen by others and kept by the shell; use --key-file or $PIIGUARD_KEY"
        )


def add_key(parser: argparse.ArgumentParser) -> None:
    """Add how a key is given, and how it is not."""
    parser.add_argument("--key-file", metavar="FILE", help="key of a policy that needs one; or set $PIIGUARD_KEY")
    parser.add_argument("--key", action=_RefuseKey, nargs="?", help=argparse.SUPPRESS)


def resolve(arguments: argparse.Namespace) -> None:
    """Fill in what was not given on the command line from the environment, the configuration file and defaults."""
    settings = config.load(arguments.config, arguments.isolated)
    if os.environ.get("PIIGUARD_KEY") or os.environ.get("PIIGUARD_KEY_FILE"):
        settings.pop("key_file", None)  # the environment goes before the file
    for name, value in settings.items():
        if getattr(arguments, name, None) is None and hasattr(arguments, name):
            setattr(arguments, name, value)
    if getattr(arguments, "jobs", None) is not None and arguments.jobs < 1:
        raise UsageError("--jobs must be at least 1")
    if getattr(arguments, "ragged", None) not in (None, *RAGGED):
        raise UsageError(f"ragged must be one of {', '.join(RAGGED)}")
    if getattr(arguments, "show_values", False) and os.environ.get("CI"):
        raise UsageError("--show-values is refused while CI is set: logs are kept and read by others")


def all_recognizers(arguments: argparse.Namespace) -> tuple[Recognizer, ...]:
    """Return the built-in and installed recognizers and those of the rule files that were named."""
    found = [*registry.built_in(), *registry.installed()]
    for path in getattr(arguments, "recognizers", None) or ():
        from piiguard.rulefiles import load_rules

        found += load_rules(path)
    return registry.checked(found)


def build_guard(arguments: argparse.Namespace) -> Guard:
    """Return the guard that the options describe; raises `UsageError` for what is wrong in them."""
    from piiguard.guard import Guard
    from piiguard.operators.keys import load_key

    if arguments.encoding is not None:
        from piiguard.text.decode import codec_name

        codec_name(arguments.encoding)
    try:
        return Guard(
            recognizers=all_recognizers(arguments),
            policy=_policy(arguments),
            key=load_key(getattr(arguments, "key_file", None)),
            threshold=0.5 if arguments.threshold is None else arguments.threshold,
            entities=_entities(arguments.entities),
            names=arguments.names or "recall",
        )
    except ReadError as error:
        raise UsageError(str(error)) from None  # a policy, key or rule file: nothing of the input was touched


def _policy(arguments: argparse.Namespace) -> str | Policy:
    """Return the policy by its name, or as changed by `--records`."""
    named = getattr(arguments, "policy", None)
    policy = "mask" if named is None else str(named)
    if getattr(arguments, "records", None) is None:
        return policy
    from piiguard.policy import load_policy
    from piiguard.policy.records import rules_of

    known = registry.entity_types(all_recognizers(arguments))
    return load_policy(policy, known)._replace(records=rules_of(arguments.records))


def _entities(given: str | list[str] | None) -> list[str] | None:
    if not isinstance(given, str):
        return given
    names = [name.strip() for name in given.split(",") if name.strip()]
    if not names:
        raise UsageError("--entities names no entity type")
    return names


def files(
    arguments: argparse.Namespace, problems: list[str], also: Callable[[str], bool] = lambda _path: False
) -> Iterator[str]:
    """Yield the files to read below what was named; what cannot be read is said and noted in `problems`.

    `also`: whether a file that is named is read although it is no text.
    """
    from piiguard.files.walk import walk

    for entry in walk(arguments.files, arguments.exclude or (), arguments.force_exclude):
        if entry.problem and also(entry.path) and os.path.isfile(entry.path):
            yield entry.path
        elif entry.problem:
            complain(f"{entry.path}: {entry.problem}")
            problems.append(entry.path)
        elif not entry.skipped:
            yield entry.path


def problem_with(path: str, error: PiiguardError) -> str:
    """Return what to say of an error met while working on `path`."""
    said = str(error)
    return said if said.startswith(f"{path}: ") else f"{path}: {said}"


def say(arguments: argparse.Namespace, message: str) -> None:
    """Write a line of talk to stderr, unless it is to be quiet."""
    if not arguments.quiet:
        complain(message)
