"""`piiguard policy`: shows what a policy does and what it leaves, or checks a policy file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from piiguard import registry
from piiguard.cli import options, streams
from piiguard.errors import ReadError, UsageError
from piiguard.policy import load_policy, names
from piiguard.policy.built_in import ABOUT

if TYPE_CHECKING:
    from piiguard.policy.model import Policy, Rule

EXAMPLES = """\
examples:
  piiguard policy show                    the policies that are built in
  piiguard policy show strict             what it does to each kind, and what that leaves
  piiguard policy check export.toml       exit 2 if anything in it is unknown or wrong
"""


class _Line(NamedTuple):
    """One rule: where it applies, and the rule."""

    place: str
    name: str
    rule: Rule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options and the function that runs it to `parser`."""
    parser.add_argument("action", choices=["show", "check"], help="what to do")
    parser.add_argument(
        "policies", nargs="*", default=[], metavar="POLICY", help="built-in policies, or TOML, YAML or JSON files"
    )
    parser.add_argument("--output-format", choices=["full", "jsonl"], default="full", help="default: full")
    options.add_common(parser)
    parser.set_defaults(command=policy)


def policy(arguments: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    options.resolve(arguments)
    if arguments.action == "check":
        return _check(arguments)
    if not arguments.policies:
        for name in names():
            _write(json.dumps({"policy": name, "about": ABOUT[name]}) if _as_json(arguments) else _named(name))
        return 0
    for source in arguments.policies:
        loaded = _loaded(source, arguments)
        if _as_json(arguments):
            for line in _lines(loaded):
                _write(json.dumps(_facts(loaded, line), ensure_ascii=False))
        else:
            _describe(loaded)
    return 0


def _as_json(arguments: argparse.Namespace) -> bool:
    return bool(arguments.output_format == "jsonl")


def _named(name: str) -> str:
    return f"{name:<12}{ABOUT[name]}"


def _check(arguments: argparse.Namespace) -> int:
    if not arguments.policies:
        raise UsageError("policy check needs a policy: a file, or a built-in policy's name")
    problems = 0
    for source in arguments.policies:
        try:
            loaded = _loaded(source, arguments)
        except UsageError as error:
            options.complain(str(error))
            problems += 1
            continue
        needs = _needs(loaded)
        options.say(arguments, f"{source}: {len(loaded.rules())} rules" + (f"; {needs}" if needs else ""))
    return 2 if problems else 0


def _loaded(source: str, arguments: argparse.Namespace) -> Policy:
    try:
        return load_policy(source, registry.entity_types(options.all_recognizers(arguments)))
    except ReadError as error:
        raise UsageError(str(error)) from None


def _needs(loaded: Policy) -> str:
    from piiguard.policy.claims import key_needed

    keyed = key_needed(loaded)
    return f"needs a key ({', '.join(keyed)})" if keyed else ""


def _describe(loaded: Policy) -> None:
    from piiguard.policy.claims import candidates, result

    _write(loaded.name)
    for place, names_of, rule, left in _grouped(loaded):
        _write(f"  {place if not names_of else f'{place} {names_of}'}")
        _write(f"      {_rule(rule)}; leaves {left}")
    counts = candidates(loaded)
    if counts:
        _write(f"      candidates: {', '.join(f'{kind} {count:,}' for kind, count in counts.items())}")
    needs = _needs(loaded)
    if needs:
        _write(f"  {needs}")
    _write(f"  the result is {result(loaded)}")


def _grouped(loaded: Policy) -> list[tuple[str, str, Rule, str]]:
    """Return place, names, rule and what it leaves; kinds that are treated alike share a line."""
    from piiguard.policy.claims import claim

    groups: dict[tuple[str, str, str], tuple[list[str], Rule]] = {}
    for line in _lines(loaded):
        left = claim(line.rule, line.name if line.place == "entity" else "").left
        groups.setdefault((line.place, _rule(line.rule), left), ([], line.rule))[0].append(line.name)
    return [(place, ", ".join(names_of), rule, left) for (place, _, left), (names_of, rule) in groups.items()]


def _lines(loaded: Policy) -> Iterator[_Line]:
    """Yield the rules in the order in which they are asked."""
    for name, rule in loaded.columns.items():
        yield _Line("column", name, rule)
    for name, rule in loaded.records.items():
        yield _Line("record", name, rule)
    for each in loaded.scores:
        until = f" to {each.below:g}" if each.below <= 1 else ""
        kinds = f" of {', '.join(sorted(each.entities))}" if each.entities else ""
        yield _Line("score", f"{each.least:g}{until}{kinds}", each.rule)
    for name, rule in loaded.entities.items():
        yield _Line("entity", name, rule)
    for name, rule in loaded.legal.items():
        yield _Line("legal class", name, rule)
    yield _Line("default", "", loaded.default)
    if loaded.rows is not None:
        yield _Line("rows", "", loaded.rows)


def _rule(rule: Rule) -> str:
    params = ", ".join(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in rule.params.items())
    return f"{rule.operator} ({params})" if params else rule.operator


def _facts(loaded: Policy, line: _Line) -> dict[str, object]:
    from piiguard import operators
    from piiguard.policy.claims import claim
    from piiguard.policy.model import GRAPH

    told = claim(line.rule, line.name if line.place == "entity" else "")
    by_record = line.place == "record"
    return {
        "policy": loaded.name,
        "place": line.place,
        "name": line.name,
        "operator": line.rule.operator,
        "parameters": dict(line.rule.params),
        "needs_key": line.rule.operator == GRAPH or (not by_record and operators.needs_key(line.rule.operator)),
        "reversible": not by_record and operators.is_reversible(line.rule.operator),
        "leaves": told.left,
        "result": told.result,
    }


def _write(line: str) -> None:
    streams.stdout().write(line + "\n")
