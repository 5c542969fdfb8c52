"""Tells the risk of a table: how rows hide among each other, before and after it was made k-anonymous."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from piiguard.report.columns import padded
from piiguard.tables.risk import Risk

# What the numbers do not say; printed with every measurement.
CAVEAT: Final = (
    "measured against the quasi-identifiers named above alone; "
    "who knows more of a person, or another column, may still tell the row"
)


def as_object(quasi: Sequence[str], before: Risk, after: Risk | None, steps: Mapping[str, str]) -> dict[str, object]:
    """Return the measurement for JSON; `after` and `steps` only where the table was changed."""
    found: dict[str, object] = {"quasi_identifiers": list(quasi), "before": _plain(before)}
    if after is not None:
        found |= {"after": _plain(after), "steps": dict(steps), "suppressed": before.rows - after.rows}
    return found | {"caveat": CAVEAT}


def _plain(risk: Risk) -> dict[str, object]:
    found = risk._asdict()
    found["below"] = {str(limit): count for limit, count in risk.below.items()}
    found["sensitive"] = [each._asdict() for each in risk.sensitive]
    return found


def as_table(quasi: Sequence[str], before: Risk, after: Risk | None, steps: Mapping[str, str]) -> str:
    """Return the measurement as lines for a terminal, with a column for each of before and after."""
    risks = [before] if after is None else [before, after]
    lines = [f"quasi-identifiers: {', '.join(quasi)}"]
    if after is not None:
        lines.append(_line("", ["before", "after"]))
    lines += [_line(name, values) for name, values in _lines(risks)]
    lines += [f"{name}: {step}" for name, step in steps.items()]
    return "\n".join([*lines, CAVEAT, ""])


def _line(name: str, values: Sequence[str]) -> str:
    return padded(name, 34) + "".join(f"{value:>12}" for value in values)


def _lines(risks: Sequence[Risk]) -> Iterator[tuple[str, list[str]]]:
    yield "rows", [f"{each.rows:,}" for each in risks]
    yield "k (smallest class)", [f"{each.k:,}" for each in risks]
    yield "classes", [f"{each.classes:,}" for each in risks]
    yield "rows alone in their class", [f"{each.unique:,}" for each in risks]
    yield "rows in classes under 5", [f"{each.below[5]:,}" for each in risks]
    yield "highest chance of telling a row", [f"{each.highest:.2%}" for each in risks]
    yield "mean chance of telling a row", [f"{each.mean:.2%}" for each in risks]
    for place, each in enumerate(risks[0].sensitive):
        own = [risk.sensitive[place] for risk in risks]
        yield f"l-diversity of {each.name}", [f"{one.l:,}" for one in own]
        yield f"entropy l of {each.name}", [f"{one.entropy_l:.2f}" for one in own]
        yield f"t-closeness of {each.name}", [f"{one.t:.3f}" for one in own]
