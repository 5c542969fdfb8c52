"""Operators on columns and one by one, beside presidio-anonymizer's: `python -m benchmarks.operators`.

Values a second, on one core, medians of interleaved rounds. Columns hold mobile numbers, all of them different.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.clock import interleaved, pin

SECRET = bytes(range(40, 72))
# Name, parameters, how many values at once, how many one by one.
OURS: tuple[tuple[str, dict[str, object], int, int], ...] = (
    ("mask", {}, 1_000_000, 100_000),
    ("hash", {}, 200_000, 50_000),
    ("hash", {"algorithm": "sm3"}, 50_000, 20_000),
    ("fpe", {}, 500_000, 5_000),
    ("fpe", {"algorithm": "sm4"}, 200_000, 5_000),
    ("encrypt", {}, 50_000, 20_000),
    ("encrypt", {"algorithm": "sm4"}, 10_000, 10_000),
    ("surrogate", {}, 20_000, 10_000),
)
PRESIDIO: tuple[tuple[str, dict[str, object], int], ...] = (
    ("mask", {"masking_char": "*", "chars_to_mask": 7, "from_end": False}, 20_000),
    ("hash", {"hash_type": "sha256", "salt": "0" * 32}, 20_000),
    ("encrypt", {"key": "0" * 32}, 5_000),
)
# Operators on columns of other kinds: name, parameters, kind, how many values.
OTHERS: tuple[tuple[str, dict[str, object], str, int], ...] = (
    ("mask", {}, "PERSON", 100_000),
    ("mask", {}, "CN_ADDRESS", 50_000),
    ("mask", {}, "CN_MOBILE with hyphens", 1_000_000),
    ("surrogate", {}, "PERSON", 20_000),
    ("surrogate", {}, "CN_ADDRESS", 10_000),
    ("generalize", {}, "CN_ADDRESS", 50_000),
    ("generalize", {}, "BIRTH_DATE", 50_000),
    ("shift", {}, "BIRTH_DATE", 50_000),
    ("noise", {}, "amount", 50_000),
    ("top_bottom", {"percent": 5}, "amount", 50_000),
    ("microaggregate", {}, "amount", 50_000),
    ("shuffle", {}, "amount", 500_000),
)
Job = Callable[[], object]


def mobiles(count: int) -> list[str]:
    """Return different synthetic mobile numbers."""
    chance = random.Random(7)
    return [f"13{chance.randrange(10)}{number:08}" for number in chance.sample(range(10**8), count)]


def ours(values: Sequence[str]) -> tuple[dict[str, Job], dict[str, int]]:
    """Return piiguard's jobs, and how many values each treats."""
    from piiguard import Key
    from piiguard.operators import Request, build
    from piiguard.operators.columns import apply_column
    from piiguard.registry import built_in

    mobile = next(each for each in built_in() if each.entity_type == "CN_MOBILE")
    template = Request(mobile.entity_type, "", "", mobile.mask, mobile.legal, mobile.validate)
    jobs: dict[str, Job] = {}
    counts: dict[str, int] = {}
    for name, params, whole, single in OURS:
        operator = build(name, params, Key(SECRET))
        title = f"piiguard {name} {' '.join(map(str, params.values()))}".strip()
        requests = [template._replace(value=value, canonical=value) for value in values[:single]]
        column = list(values[:whole])
        jobs[f"{title}, column"] = lambda op=operator, column=column: apply_column(op, template, column)  # type: ignore[misc]
        jobs[f"{title}, one by one"] = lambda op=operator, requests=requests: [op.apply(each) for each in requests]  # type: ignore[misc]
        counts[f"{title}, column"], counts[f"{title}, one by one"] = whole, single
    return jobs, counts


def column(kind: str, count: int) -> list[str]:
    """Return a column of made-up values of `kind`."""
    chance = random.Random(11)
    number = chance.randrange
    makers: dict[str, Callable[[], str]] = {
        "PERSON": lambda: chance.choice("王李张刘陈杨") + chance.choice("伟芳娜敏静丽") + chr(0x4E00 + number(2000)),
        "CN_ADDRESS": lambda: f"浙江省杭州市西湖区文三路{number(1, 9999)}号{number(1, 40)}幢{number(100, 2000)}室",
        "BIRTH_DATE": lambda: f"{number(1940, 2010)}-{number(1, 13):02}-{number(1, 29):02}",
        "amount": lambda: f"{number(10**7) / 100:.2f}",
        "CN_MOBILE with hyphens": lambda: f"138-{number(10**4):04}-{number(10**4):04}",
    }
    return [makers[kind]() for _ in range(count)]


def others() -> tuple[dict[str, Job], dict[str, int]]:
    """Return the jobs on columns of other kinds, and how many values each treats."""
    from piiguard import Key
    from piiguard.operators import Request, build
    from piiguard.operators.columns import apply_column
    from piiguard.recognizer import Mask

    jobs: dict[str, Job] = {}
    counts: dict[str, int] = {}
    for name, params, kind, count in OTHERS:
        operator = build(name, params, Key(SECRET))
        template = Request(kind.split()[0], "", "", Mask(3, 4, 3, 2), "basic")
        values = column(kind, count)
        title = f"piiguard {name}, column of {kind}"
        jobs[title] = lambda op=operator, template=template, values=values: apply_column(op, template, values)  # type: ignore[misc]
        counts[title] = count
    return jobs, counts


def presidios(values: Sequence[str]) -> tuple[dict[str, Job], dict[str, int]]:
    """Return presidio-anonymizer's jobs: its operators alone, without its engine; nothing where it is missing."""
    try:
        from presidio_anonymizer.operators import OperatorsFactory, OperatorType
    except ImportError:
        return {}, {}
    jobs: dict[str, Job] = {}
    counts: dict[str, int] = {}
    for name, params, count in PRESIDIO:
        operator = OperatorsFactory().create_operator_class(name, OperatorType.Anonymize)
        given = {**params, "entity_type": "CN_MOBILE"}
        some = values[:count]
        jobs[f"presidio-anonymizer {name}"] = lambda op=operator, given=given, some=some: [
            op.operate(text=each, params=given) for each in some
        ]  # type: ignore[misc]
        counts[f"presidio-anonymizer {name}"] = count
    return jobs, counts


def main() -> None:
    """Print the table, and write the figures as JSON where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", type=int)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    where = pin(given.core)
    values = mobiles(1_000_000)
    jobs, counts = ours(values)
    more, more_counts = others()
    jobs, counts = jobs | more, counts | more_counts
    theirs, their_counts = presidios(values)
    rates = {
        name: (counts | their_counts)[name] / took for name, took in interleaved(jobs | theirs, given.rounds).items()
    }
    print(f"{where}, median of {given.rounds} rounds\n\n| operator | values/s |\n|---|---|")
    for name, rate in rates.items():
        print(f"| {name} | {rate:,.0f} |")
    if given.json:
        given.json.write_text(json.dumps(rates, indent=1), "utf-8")


if __name__ == "__main__":
    main()
