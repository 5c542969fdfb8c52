"""Treats the cells of a column as its plan says: all of one kind together, others cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from piiguard.edit import apply_edits
from piiguard.guard import Guard
from piiguard.lazy import LazyPattern
from piiguard.operators import build, goes_by_value
from piiguard.operators.base import Operator, Request
from piiguard.operators.columns import apply_column
from piiguard.policy.model import Rule
from piiguard.recognizer import Mask
from piiguard.tables.kind_cells import KindCells, own_of
from piiguard.tables.parties import PartyTreatment
from piiguard.tables.plan import (
    BY_CELL,
    PARTY,
    ColumnPlan,
    column_rule,
    label_of,
    rule_of,
    scanned_cells,
    template_of,
)

if TYPE_CHECKING:
    from piiguard.tables.told import Step
    from piiguard.tables.whole_masks import WholeMask
    from piiguard.tables.whole_scan import WholeScan

_PLAIN = LazyPattern(
    r"-?[0-9]{1,4}(?:\.[0-9]{1,4})?|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
# What an earlier run left: a mask, or a tag or token.
_DONE = LazyPattern(r"[^*<]{0,8}\*+[^*]{0,2}|<[^<>]{1,400}>")
_AROUND = " \t'\""
_MEMO = 1000


class ColumnTreatment:
    """What is done to the cells of one column; keeps operators over the parts of a table that come one by one."""

    def __init__(self, guard: Guard, plan: ColumnPlan) -> None:
        self._guard = guard
        self._plan = plan
        self._name = label_of(plan.name)
        self._kinds: list[KindCells] = []
        self._layouts: dict[str, int] = {}
        self._settled = False
        self._unchanged: dict[str, bool] = {}
        self._always: Operator | None = None
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
        elif plan.recognizer is not None:
            for name in (plan.recognizer, *plan.also):
                recognizer = guard.recognizer(name)
                self._kinds.append(KindCells(guard, recognizer, guard.rule_for(recognizer.entity_type)))

    def _given(self, treatment: str, params: Mapping[str, object]) -> None:
        """Do as the plan itself says: every cell alike, or looked at one by one."""
        if treatment == BY_CELL:
            return
        if self._plan.recognizer is None or self._plan.every:
            self._always = build(treatment, params, self._guard.key)
            return
        for name in (self._plan.recognizer, *self._plan.also):
            self._kinds.append(KindCells(self._guard, self._guard.recognizer(name), Rule(treatment, params)))

    def apply(self, values: Sequence[str]) -> list[str]:
        """Return the cells of a part of the column, treated; empty cells stay."""
        # The name of the column is a header that comes again, as where files were joined.
        distinct = [value for value in dict.fromkeys(values) if value != self._name and value and not value.isspace()]
        new = self._treated(distinct)
        if len(distinct) == len(values):
            return new
        known = dict(zip(distinct, new, strict=True))
        return [known.get(value, value) for value in values]

    def decided(self, layout: str) -> tuple[str, tuple[int, ...]] | None:
        """Return what becomes of all cells of one layout: the sign that is written, and where; no places: they stay.

        A layout has a zero for every digit. None where the cells have to be looked at.
        """
        if "0" not in layout:
            return ("", ()) if self._stays(layout) else None
        if self._kinds:
            own = self._layouts.get(layout)
            places = None if own is None else self._kinds[own].hidden(layout)
            return None if own is None or places is None else (self._kinds[own].sign, places)
        if self._leaves_plain() and _PLAIN.fullmatch(layout):
            return "", ()
        return None

    def learn(self, value: str) -> None:
        """Learn from a cell how others of its layout are treated."""
        if value and value != self._name and not value.isspace():
            own_of(self._kinds, [value.strip(_AROUND)], self._layouts, not self._settled)

    @property
    def learns(self) -> bool:
        """Return whether what is decided of a layout comes from cells of it that were treated before."""
        return not self._settled and any(kind.goes_by_layout for kind in self._kinds)

    def settle(self, layouts: dict[str, int] | None = None) -> dict[str, int]:
        """Learn no more of layouts than is known by now, or than `layouts` say; return it.

        From then on it is of no matter which cells come first.
        """
        self._settled = True
        self._layouts = dict(self._layouts if layouts is None else layouts)
        return self._layouts

    @property
    def learned(self) -> int:
        """Return of how many layouts that is known."""
        return len(self._layouts)

    def steps(self, layout: str) -> list[Step]:
        """Return how cells of a layout that is not decided are treated many at once; none: one by one."""
        if self._parties is not None:
            return self._parties.steps(layout)
        if self._always is not None:
            return self._steps_of_all(layout)
        if all(kind.goes_by_layout for kind in self._kinds):
            own = self._layouts.get(layout)
            made = [] if own is None else [self._kinds[own].step(layout)]
        elif any(kind.goes_by_layout for kind in self._kinds):
            return []
        else:
            made = [kind.step(layout) for kind in self._kinds]
        return [each for each in made if each is not None] if all(made) else []

    def _steps_of_all(self, layout: str) -> list[Step]:
        whole = getattr(self._always, "apply_matrix", None)
        if whole is None or "*" in layout or "<" in layout or not layout.strip():
            return []
        from piiguard.tables.told import Step, every_one

        return [Step(every_one, partial(whole, self._template))]

    def cut(self, layout: str) -> tuple[int, int] | None:
        """Return how many characters of cells of a layout tell what is written behind the first ones, and how many
        those are; None where what becomes of them goes by more.
        """
        cut = getattr(self._always, "cut", None)
        found: tuple[int, int] | None = cut(layout) if cut is not None and self.by_value else None
        return found

    def whole(self) -> WholeMask | None:
        """Return how cells that are told neither by steps nor by layout are masked all at once; None: one by one."""
        if not self.by_value or self._parties is not None:
            return None
        if self._always is not None and self._plan.entity_type is not None:
            from piiguard.tables.whole_masks import whole_mask

            return whole_mask(self._guard, self._always, self._plan.entity_type, "", self._name)
        return self._kinds[0].whole(self._guard, self._name) if self._kinds else None

    def scan(self) -> WholeScan | None:
        """Return how cells that hold nothing are told all at once; None where such do not stay as they are."""
        if self._guard.in_order or self._parties is not None or self._always is not None or self._kinds:
            return None
        from piiguard.tables.whole_scan import WholeScan

        return WholeScan(self._guard, self._plan.name)

    @property
    def identifies(self) -> bool:
        """Return whether the cells are treated as what identifies somebody directly."""
        return self._plan.role == "direct" and self._plan.treatment != "keep"

    @property
    def by_value(self) -> bool:
        """Return whether equal cells always become the same, so that what became of one can be remembered."""
        if self._guard.in_order:
            return False
        return self._always is None or goes_by_value(self._always.name)

    def _stays(self, value: str) -> bool:
        """Return whether a value, which has no digit, is left as it is, wherever in the column it stands."""
        if self._always is not None or self._guard.in_order:
            return False
        known = self._unchanged.get(value)
        if known is None:
            if len(self._unchanged) >= _MEMO:
                self._unchanged.clear()
            known = self._unchanged[value] = self.apply([value]) == [value]
        return known

    def _leaves_plain(self) -> bool:
        """Return whether times and small numbers stay."""
        is_none = self._plan.role == "none" or self._plan.entity_type == "TIMESTAMP"
        return is_none and self._parties is None and self._always is None and not self._kinds

    @property
    def _template(self) -> Request:
        kind = self._plan.entity_type
        return template_of(self._guard, kind) if kind else Request(self._plan.name, "", "", Mask(), "basic")

    def _treated(self, values: list[str]) -> list[str]:
        if self._parties is not None:
            return self._parties.apply(values)
        if self._always is not None:
            if not self._plan.every:
                return apply_column(self._always, self._template, values)
            known = [value for value in values if _DONE.fullmatch(value) is None]
            made = dict(zip(known, apply_column(self._always, self._template, known), strict=True))
            return [made.get(value, value) for value in values]
        return self._of_kinds(values) if self._kinds else self._by_cell(values)

    def _of_kinds(self, values: list[str]) -> list[str]:
        cores = [value.strip(_AROUND) for value in values]
        own = own_of(self._kinds, cores, self._layouts, not self._settled)
        result = list(values)
        for index, kind in enumerate(self._kinds):
            rows = [row for row, found in enumerate(own) if found == index]
            if len(rows) == len(values) and cores == values:
                return kind.apply(cores)
            for row, new in zip(rows, kind.apply([cores[row] for row in rows]) if rows else (), strict=True):
                result[row] = new if cores[row] == values[row] else values[row].replace(cores[row], new, 1)
        others = [row for row, found in enumerate(own) if found < 0]
        for row, new in zip(others, self._by_cell([values[row] for row in others]), strict=True):
            result[row] = self._closed(values[row], new)
        return result

    def _closed(self, value: str, replacement: str) -> str:
        """Return a cell of a column of personal information that is not of its form: damaged ones do not stay."""
        if replacement != value or sum(char.isdigit() for char in value) < 5 or _is_masked(value):
            return replacement
        return self._kinds[0].apply_one(value)

    def _by_cell(self, values: list[str]) -> list[str]:
        return self._but_plain(values) if self._leaves_plain() else self._looked_at(values)

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


def _is_masked(value: str) -> bool:
    """Return whether an earlier run left a value: of what usual masks show, at least half as much is hidden."""
    hidden = value.count("*")
    return hidden > 2 and 2 * hidden >= sum(map(str.isalnum, value))
