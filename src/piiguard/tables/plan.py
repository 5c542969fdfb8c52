"""The column plan: what each column of a table holds, told from its header and a sample of its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from piiguard.errors import UsageError
from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.lazy import LazyPattern
from piiguard.operators.base import Request
from piiguard.policy.model import Rule
from piiguard.recognizer import Mask
from piiguard.tables.damage import damage
from piiguard.tables.headers import BY_TYPE, kinds_by_header
from piiguard.tables.labels import words
from piiguard.tables.shapes import PHONES, fits, is_service

if TYPE_CHECKING:
    from piiguard.tables.records import RecordFound

BY_CELL: Final = "by cell"
# Each number of a record becomes the same keyed pseudonym in every column, file and text.
PARTY: Final = "party"
# What columns of records hold that are of no kind by themselves.
OF_RECORDS: Final = frozenset(("TIMESTAMP", "DURATION", "PSEUDONYM"))
_SAMPLE: Final = 200
_BEFORE: Final = LazyPattern(r"[ \t'\"=]*(?:(?i:no)[.:：]{1,2})?[ \t]*")
_PATH: Final = LazyPattern(r"\S.*[.!\]]([^\s.!\[\]*]+)(?:\[\]|\.\*)*")
# From this share of whole cells on a column is one of its kind.
_SHARE: Final = 0.6
_QUASI: Final = frozenset(
    "BIRTH_DATE AGE GENDER CN_POSTCODE ETHNICITY MARITAL_STATUS EDUCATION_LEVEL POLITICAL_STATUS GEO_POINT CELL_ID "
    "LOCATION ORGANIZATION".split()
)
# Of a row of these one may be told by the time alone.
# Columns that say of what sort something is tell nobody apart.
_KIND_OF: Final = LazyPattern("(?is:.*(?:类型|类别|种类|性质|状态|级别|type|kind|class|category|status|state|level))")
_TIMED: Final = frozenset(("CALL_RECORD", "TRAJECTORY"))
_SENSITIVE: Final = frozenset(("health", "biometric", "special", "specific_identity", "credit", "property"))


class ColumnPlan(NamedTuple):
    """What a column holds.

    `entity_type` is None for free text and columns without personal information. `share`: of the non-empty cells
    looked at, how many are wholly of that kind (0 to 1). `role`: direct, quasi (identifier), sensitive, text (some of
    it personal) or none. `treatment`: the operator the policy gives it, or "by cell". `params`: of the operator,
    where the plan itself and not the policy says what to do. `every`: each cell is treated, whatever its form.
    `also`: recognizers of other kinds that whole cells are of. `damaged`: how many of the values looked at a
    spreadsheet spoiled, by what it did to them.
    """

    name: str
    entity_type: str | None
    recognizer: str | None
    share: float
    role: str
    treatment: str
    evidence: str
    params: Mapping[str, object] | None = None
    every: bool = False
    also: tuple[str, ...] = ()
    damaged: Mapping[str, int] = {}  # read only

    @property
    def said(self) -> str:
        """Return what the plan rests on, and how many values are damaged."""
        spoiled = ", ".join(f"{count} {how}" for how, count in self.damaged.items())
        return f"{self.evidence}; damaged: {spoiled}" if spoiled else self.evidence


class TablePlan(NamedTuple):
    """The plan of all columns, in their order; `record`: the kind of record that a row is, if it is one."""

    columns: tuple[ColumnPlan, ...]
    record: str | None = None

    def __str__(self) -> str:
        """Return a line for each column; no value is shown."""
        width = max((len(each.name) for each in self.columns), default=0)
        rows = [
            f"{each.name.ljust(width)}  {each.entity_type or '-':20} {each.share:4.0%}  {each.role:9} "
            f"{each.treatment:10} {each.said}"
            for each in self.columns
        ]
        return "\n".join(rows)


def plan_columns(guard: Guard, columns: Mapping[str, Sequence[str]]) -> TablePlan:
    """Return the plan for `columns`, text by header; deterministic, with a sample spread over each whole column."""
    return plan_sheet(guard, list(columns), list(columns.values()))


def plan_sheet(guard: Guard, names: Sequence[str], columns: Sequence[Sequence[str]]) -> TablePlan:
    """Return the plan for columns whose names may repeat or be empty; `columns` holds the values of each."""
    from piiguard.tables.records import RecordColumn, record_kind
    from piiguard.tables.splits import joined

    found_alone = [_plan(guard, name, values) for name, values in zip(names, columns, strict=True)]
    kinds = frozenset(each.entity_type for each in found_alone if each.entity_type is not None)
    plans = tuple(_by_header(guard, each, values, kinds) for each, values in zip(found_alone, columns, strict=True))
    plans = joined(guard, plans, columns)
    plans = tuple(_with_damage(guard, each, values) for each, values in zip(plans, columns, strict=True))
    both = zip(plans, columns, strict=True)
    found = record_kind(RecordColumn(each.name, each.entity_type, values) for each, values in both)
    if found is None:
        return TablePlan(plans)
    if found.entity_type in _TIMED:
        plans = tuple(_timed(each, values) for each, values in zip(plans, columns, strict=True))
        plans = _with_pseudonyms(plans, found)
    from piiguard.tables.graph import coarsened, without_repeats

    plans = without_repeats(guard, plans, found, columns)
    rule = guard.policy.records.get(found.entity_type)
    if rule is not None:
        plans = coarsened(guard, plans, found, rule)
    return TablePlan(plans, found.entity_type)


def _with_damage(guard: Guard, plan: ColumnPlan, values: Sequence[str]) -> ColumnPlan:
    names = (*((plan.recognizer,) if plan.recognizer else ()), *plan.also)
    found = damage(values, [guard.recognizer(name) for name in names])
    return plan._replace(damaged=found) if found else plan


def _timed(plan: ColumnPlan, values: Sequence[str]) -> ColumnPlan:
    """Return the plan of a column of calls or places, where a time is a quasi-identifier."""
    if plan.entity_type is not None or not fits("moment", sampled(values)):
        return plan
    return plan._replace(entity_type="TIMESTAMP", role="quasi", evidence="times of a record")


def _with_pseudonyms(plans: tuple[ColumnPlan, ...], found: RecordFound) -> tuple[ColumnPlan, ...]:
    """Return `plans`, those that say by numbers of no kind whose calls or places the rows are as pseudonyms."""
    whose = {*found.subject, *found.parties}
    whose = {place for place in whose if _KIND_OF.fullmatch(plans[place].name) is None}
    return tuple(
        plan._replace(entity_type="PSEUDONYM", role="direct", evidence="tells the subjects of records apart")
        if place in whose and plan.entity_type is None
        else plan
        for place, plan in enumerate(plans)
    )


def sampled(values: Sequence[str]) -> list[str]:
    """Return up to 200 non-empty values, evenly spread."""
    filled = [value for value in values if value and not value.isspace()]
    step = max(len(filled) / _SAMPLE, 1.0)
    return [filled[int(place * step)] for place in range(min(len(filled), _SAMPLE))]


def _plan(guard: Guard, name: str, values: Sequence[str]) -> ColumnPlan:
    sample = sampled(values)
    found = scanned_cells(guard, name, sample)
    whole: Counter[tuple[str, str]] = Counter()
    for value, findings in zip(sample, found, strict=True):
        if len(findings) == 1 and _is_whole(value, findings[0].start, findings[0].end):
            whole[findings[0].entity_type, findings[0].recognizer] += 1
    kind, count = _commonest(sample, found, whole)
    if kind == "BANK_ACCOUNT" and fits("mobile", sample, 0.9):
        # The account is a mobile number (支付宝账号): what the label makes of it is less than what it is.
        return _plan(guard, "手机号", values)._replace(name=name)
    share = count / len(sample) if sample else 0.0
    rule = column_rule(guard, name)
    treatment = rule.operator if rule is not None else ""
    if share >= _SHARE:
        recognizer = next(each for (own, each), _ in whole.most_common() if own == kind)
        legal = guard.recognizer(recognizer).legal
        role = "quasi" if kind in _QUASI else "sensitive" if legal in _SENSITIVE else "direct"
        treatment = treatment or guard.rule_for(kind).operator
        also = tuple(each for (own, each), _ in whole.most_common() if own != kind)
        evidence = f"{count} of {len(sample)} sampled cells"
        return ColumnPlan(name, kind, recognizer, share, role, treatment, evidence, also=also)
    some = any(found)
    evidence = "personal information in some cells" if some else "none in the sample; every cell is still looked at"
    return ColumnPlan(name, None, None, share, "text" if some else "none", treatment or BY_CELL, evidence)


def _commonest(
    sample: Sequence[str], found: Sequence[Sequence[Finding]], whole: Mapping[tuple[str, str], int]
) -> tuple[str, int]:
    """Return the kind that most cells are wholly of, and how many cells speak for it."""
    by_type: Counter[str] = Counter()
    for (own, _), times in whole.items():
        by_type[own] += times
    kind, count = by_type.most_common(1)[0] if by_type else ("", 0)
    if kind in PHONES:
        # A column of numbers called holds mobiles, landlines and service numbers side by side.
        others = [value for value, findings in zip(sample, found, strict=True) if not findings]
        return kind, sum(by_type[each] for each in PHONES) + sum(map(is_service, others))
    if kind == "PERSON" and len(set(sample)) < len(sample) // 4:
        # Few words that come again and again are names only if most of the words are.
        named = {value for value, findings in zip(sample, found, strict=True) if findings}
        return kind, min(count, len(named) * len(sample) // len(set(sample)))
    return kind, count


def _by_header(guard: Guard, plan: ColumnPlan, values: Sequence[str], others: frozenset[str]) -> ColumnPlan:
    """Return the plan of a column whose cells alone told nothing, by what its header says."""
    if plan.entity_type is not None or column_rule(guard, plan.name) is not None:
        return plan
    sample = sampled(values)
    kinds = (
        kind
        for kind in kinds_by_header(words(label_of(plan.name)), sample, others)
        if (guard.entities is None or kind.entity_type in guard.entities)
        and not (kind.doubtful and not _are(guard, kind.entity_type, "姓名", sample))
    )
    kind = next(kinds, None)
    if kind is None:
        return plan
    treatment = rule_of(guard, kind.entity_type).operator if kind.every else BY_CELL
    return plan._replace(
        entity_type=kind.entity_type,
        role=kind.role,
        treatment=treatment,
        evidence="header and form",
        every=kind.every,
    )


def _are(guard: Guard, entity_type: str, label: str, values: Sequence[str]) -> bool:
    """Return whether values behind a label that leaves no doubt are mostly of a kind."""
    found = scanned_cells(guard, label, values)
    whole = sum(
        any(each.entity_type == entity_type and _is_whole(value, each.start, each.end) for each in findings)
        for value, findings in zip(values, found, strict=True)
    )
    return whole >= _SHARE * len(values)


def template_of(guard: Guard, entity_type: str) -> Request:
    """Return a request without a value for a kind, of a recognizer or of a header."""
    kind = BY_TYPE.get(entity_type)
    if any(each.entity_type == entity_type for each in guard.recognizers):
        return guard.request_of_kind(entity_type)
    if entity_type in OF_RECORDS:
        return Request(entity_type, "", "", Mask(), "basic")
    if kind is None:
        raise UsageError(f"unknown entity type {entity_type!r}")
    return Request(entity_type, "", "", kind.mask, kind.legal)


def rule_of(guard: Guard, entity_type: str) -> Rule:
    """Return what the policy does to a kind, of a recognizer or of a header."""
    return guard.policy.operator_for(entity_type, template_of(guard, entity_type).legal)


def label_of(name: str) -> str:
    """Return what a column is called inside its table or object.

    >>> label_of("t_user.phone"), label_of("Sheet1!手机"), label_of("contacts[].tel"), label_of("序号.")
    ('phone', '手机', 'tel', '序号.')
    """
    match = _PATH.fullmatch(name)
    return name if match is None else match[1]


def column_rule(guard: Guard, name: str) -> Rule | None:
    """Return the policy's rule for a column, by its whole name or by what it is called inside its table."""
    return guard.policy.column_rule(name) or guard.policy.column_rule(label_of(name))


def cell_label(name: str) -> str:
    """Return what is put before each cell of a column, so that its name counts as a label."""
    return " ".join(words(label_of(name)).split()).replace("：", " ") + "："


def scanned_cells(guard: Guard, name: str, values: Sequence[str]) -> list[list[Finding]]:
    """Return the findings of each cell, the column's name taken as its label; offsets are in the cell."""
    label = cell_label(name)
    found = guard.scan_batch([label + value for value in values])
    skip = len(label)
    return [[each.shift(-skip) for each in own if each.start >= skip] if own else own for own in found]


def _is_whole(value: str, start: int, end: int) -> bool:
    """Return whether a span is all of a cell but what spreadsheets, and shops before parcel numbers, put around."""
    return _BEFORE.fullmatch(value[:start]) is not None and not value[end:].strip(" \t\"'")
