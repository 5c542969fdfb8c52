"""Treats the cells of a column as its plan says: all of one kind together, others cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from piiguard.edit import apply_edits
from piiguard.guard import Guard
from piiguard.lazy import LazyPattern
from piiguard.operators import build
from piiguard.operators.base import Operator, Request
from piiguard.operators.columns import apply_column
from piiguard.recognizer import Mask, Recognizer
from piiguard.tables.parties import PartyTreatment
from piiguard.tables.plan import BY_CELL, PARTY, ColumnPlan, column_rule, rule_of, scanned_cells, template_of

_PLAIN = LazyPattern(
    r"-?[0-9]{1,4}(?:\.[0-9]{1,4})?|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
# What an earlier run left: a mask, or a tag or token.
_DONE = LazyPattern(r"[^*<]{0,8}\*+[^*]{0,2}|<[^<>]{1,400}>")
_AROUND = " \t'\""


class ColumnTreatment:
    """What is done to the cells of one column; keeps operators over the parts of a table that come one by one."""

    def __init__(self, guard: Guard, plan: ColumnPlan) -> None:
        self._guard = guard
        self._plan = plan
        self._recognizer: Recognizer | None = None if plan.recognizer is None else guard.recognizer(plan.recognizer)
        self._operator: Operator | None = None
        self._always: Operator | None = None
        self._sizes: set[int] = set()
        self._parties: PartyTreatment | None = None
        rule = column_rule(guard, plan.name)
        if plan.treatment == PARTY:
            self._parties = PartyTreatment(guard)
        elif plan.params is not None:
            self._given(plan.treatment, plan.params)
        elif rule is not None:
            self._always = build(rule.operator, rule.params, guard.key)
        elif plan.every and plan.entity_type is not None:
            given = rule_of(guard, plan.entity_type)
            self._always = build(given.operator, given.params, guard.key)
        elif self._recognizer is not None:
            given = guard.rule_for(self._recognizer.entity_type)
            self._operator = build(given.operator, given.params, guard.key)

    def _given(self, treatment: str, params: Mapping[str, object]) -> None:
        """Do as the plan itself says: every cell alike, or looked at one by one."""
        if treatment == BY_CELL:
            self._recognizer = None
        elif self._recognizer is None or self._plan.every:
            self._always = build(treatment, params, self._guard.key)
        else:
            self._operator = build(treatment, params, self._guard.key)

    def apply(self, values: Sequence[str]) -> list[str]:
        """Return the cells of a part of the column, treated; empty cells stay."""
        distinct = list(dict.fromkeys(value for value in values if value and not value.isspace()))
        known = dict(zip(distinct, self._treated(distinct), strict=True))
        return [known.get(value, value) for value in values]

    def _treated(self, values: list[str]) -> list[str]:
        if self._parties is not None:
            return self._parties.apply(values)
        if self._always is not None:
            kind = self._plan.entity_type
            template = template_of(self._guard, kind) if kind else Request(self._plan.name, "", "", Mask(), "basic")
            if not self._plan.every:
                return apply_column(self._always, template, values)
            known = [value for value in values if _DONE.fullmatch(value) is None]
            made = dict(zip(known, apply_column(self._always, template, known), strict=True))
            return [made.get(value, value) for value in values]
        if self._recognizer is None or self._operator is None:
            return self._by_cell(values)
        recognizer, operator = self._recognizer, self._operator
        cores = [value.strip(_AROUND) for value in values]
        sizes = self._sizes
        own = [
            index
            for index, core in enumerate(cores)
            if (len(core) in sizes and core.isdigit() and core.isascii()) or self._is_of_kind(recognizer, core)
        ]
        template = Request(recognizer.entity_type, "", "", recognizer.mask, recognizer.legal, recognizer.validate)
        canonical = None
        if getattr(operator, "by_canonical", operator.needs_key):
            engine = self._guard.engine
            canonical = lambda value: engine.canonical(recognizer, value)  # noqa: E731
        if len(own) == len(values) and cores == values:
            return apply_column(operator, template, values, canonical)
        new = apply_column(operator, template, [cores[index] for index in own], canonical)
        result = list(values)
        for index, replacement in zip(own, new, strict=True):
            result[index] = values[index].replace(cores[index], replacement, 1)
        mine = set(own)
        others = [index for index in range(len(values)) if index not in mine]
        for index, replacement in zip(others, self._by_cell([values[index] for index in others]), strict=True):
            result[index] = self._closed(values[index], replacement, template, operator)
        return result

    def _is_of_kind(self, recognizer: Recognizer, core: str) -> bool:
        """Return whether a cell passes the checks of the column's kind, at least in part."""
        if not core:
            return False
        if recognizer.validate is None:
            return True
        size = len(core)
        plain = core.isascii() and core.isdigit()
        if plain and size in self._sizes:
            return True  # digits of a length the kind has, in a column of the kind: looked at once is enough
        try:
            known = recognizer.validate(self._guard.engine.canonical(recognizer, core)) is not None
        except ValueError:
            return False
        if known and plain:
            self._sizes.add(size)
        return known

    def _closed(self, value: str, replacement: str, template: Request, operator: Operator) -> str:
        """Return a cell of a column of personal information that is not of its form: damaged ones do not stay."""
        if replacement != value or sum(char.isdigit() for char in value) < 5:
            return replacement
        return operator.apply(template._replace(value=value, canonical=value))

    def _by_cell(self, values: list[str]) -> list[str]:
        return self._but_plain(values) if self._plan.role == "none" else self._looked_at(values)

    def _but_plain(self, values: list[str]) -> list[str]:
        """Look at all cells but times and small numbers, which hold nothing where the header is no birthday's."""
        places = [place for place, value in enumerate(values) if _PLAIN.fullmatch(value) is None]
        result = list(values)
        for place, new in zip(places, self._looked_at([values[place] for place in places]), strict=True):
            result[place] = new
        return result

    def _looked_at(self, values: list[str]) -> list[str]:
        found = scanned_cells(self._guard, self._plan.name, values)
        return [
            apply_edits(value, self._guard.edits(value, findings)) if findings else value
            for value, findings in zip(values, found, strict=True)
        ]
