"""Options that several commands share, and the guard that they describe."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from piiguard import registry
from piiguard.cli import config
from piiguard.errors import UsageError

if TYPE_CHECKING:
    from piiguard.guard import Guard
    from piiguard.recognizer import Recognizer


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add what every command that reads text takes."""
    parser.add_argument(
        "--threshold", type=float, metavar="SCORE", help="report from this score on, 0 to 1 (default 0.5)"
    )
    parser.add_argument("--entities", metavar="TYPE,TYPE", help="report only these entity types")
    parser.add_argument(
        "--recognizers",
        action="append",
        metavar="PATH",
        help="add the recognizers of a YAML rule file or a directory of them",
    )
    parser.add_argument("--encoding", metavar="NAME", help="encoding of the input (default: auto, from its bytes)")
    parser.add_argument("--config", metavar="FILE", help="read options from this file instead of the nearest one")
    parser.add_argument("--isolated", action="store_true", help="read no configuration file")
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary and no progress")


def add_walking(parser: argparse.ArgumentParser) -> None:
    """Add what commands over many files take."""
    parser.add_argument("--exclude", action="append", metavar="PATTERN", help="leave out paths, as in .gitignore")
    parser.add_argument(
        "--force-exclude", action="store_true", help="apply --exclude to files named on the command line too"
    )
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="work in N processes (default 1); the output keeps its order"
    )


def resolve(arguments: argparse.Namespace) -> None:
    """Fill in what was not given on the command line from the environment, the configuration file and defaults."""
    settings = config.load(arguments.config, arguments.isolated)
    for name, value in settings.items():
        if getattr(arguments, name, None) is None and hasattr(arguments, name):
            setattr(arguments, name, value)
    if getattr(arguments, "jobs", None) is not None and arguments.jobs < 1:
        raise UsageError("--jobs must be at least 1")
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

    entities = arguments.entities
    if isinstance(entities, str):
        entities = [name.strip() for name in entities.split(",") if name.strip()]
    return Guard(
        recognizers=all_recognizers(arguments),
        policy=getattr(arguments, "policy", None) or "mask",
        key=load_key(getattr(arguments, "key_file", None)),
        threshold=0.5 if arguments.threshold is None else arguments.threshold,
        entities=entities,
    )


def say(arguments: argparse.Namespace, message: str) -> None:
    """Write a line of talk to stderr, unless it is to be quiet."""
    if not arguments.quiet:
        print(f"piiguard: {message}", file=sys.stderr)  # noqa: T201


def complain(message: str) -> None:
    """Write an error to stderr."""
    print(f"piiguard: {message}", file=sys.stderr)  # noqa: T201
