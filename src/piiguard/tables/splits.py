"""Values split over columns: surname and given name, parts of an address, area code and number, date and time.

A part alone tells little and is found by nothing; together they are a person's name, address or number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from piiguard.guard import Guard
from piiguard.lazy import LazyPattern
from piiguard.tables.headers import SUFFIX
from piiguard.tables.normal import normal
from piiguard.tables.plan import ColumnPlan, column_rule, label_of, rule_of, sampled
from piiguard.tables.shapes import stripped

_SHARE: Final = 0.8
_HAN_OR_LATIN: Final = r"[\u3400-\u9fff]{%s}|[A-Za-z][A-Za-z' -]{0,30}"


class _Part(NamedTuple):
    """One column of a split value: its header and cells, and the mask for it; None: it stays where masks are used."""

    header: LazyPattern
    cells: LazyPattern
    mask: dict[str, object] | None = None


class _Split(NamedTuple):
    """A value split in two: what the whole is, its first part (of which one is enough), and its second."""

    what: str
    entity_type: str
    first: _Part
    second: _Part


_ALL: Final[dict[str, object]] = {"keep_first": 0, "keep_last": 0}
_SPLITS: Final = (
    _Split(
        "name",
        "PERSON",
        _Part(
            LazyPattern("姓|姓氏|(?:.*_)?(?:surname|last_?name|family_?name|l_?name)|xing"),
            LazyPattern(_HAN_OR_LATIN % "1,2"),
        ),
        _Part(
            LazyPattern("名|名字|(?:.*_)?(?:given_?name|first_?name|f_?name|middle_?name|m_?name)|ming"),
            LazyPattern(_HAN_OR_LATIN % "1,4"),
            _ALL,
        ),
    ),
    _Split(
        "address",
        "CN_ADDRESS",
        _Part(
            LazyPattern(
                "(?:.*_)?(?:province|prov|city|district|county|region|town)(?:_?name)?"
                "|.*(?:省份?|城市|地市|市|区县|区|县|乡镇|街道)"
            ),
            LazyPattern("[\u3400-\u9fff]{2,15}"),
        ),
        _Part(
            LazyPattern(
                "(?:.*_)?(?:detail(?:ed)?|street)_?(?:addr(?:ess)?)?|(?:.*_)?addr(?:ess)?(?:_?(?:detail|line)[0-9]?)?"
                "|.*(?:详细地址|具体地址|地址详情|街道地址|门牌号?|地址)"
            ),
            LazyPattern(r"(?s:.*[\u3400-\u9fff].*)"),
            _ALL,
        ),
    ),
    _Split(
        "telephone number",
        "CN_LANDLINE",
        _Part(LazyPattern("(?:.*_)?area_?code|.*区号"), LazyPattern("0?(?:10|2[0-9]|[3-9][0-9]{2})")),
        _Part(
            LazyPattern(
                "(?:.*_)?(?:tel(?:ephone)?|phone|landline|number)(?:_?(?:no|num|number))?|.*(?:电话|号码|固话|座机)"
            ),
            LazyPattern("[2-9][0-9]{6,7}(?:-[0-9]{1,6})?"),
            {"keep_first": 0, "keep_last": 2},
        ),
    ),
    _Split(
        "time",
        "TIMESTAMP",
        _Part(
            LazyPattern("(?:.*_)?(?:date|day)|.*(?:日期|日)"),
            LazyPattern(r"(?:19|20)[0-9]{2}[-/.年]?[01]?[0-9][-/.月]?[0-3]?[0-9]日?"),
        ),
        _Part(
            LazyPattern("(?:.*_)?time|.*(?:时间|时刻)"), LazyPattern("[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?")
        ),
    ),
)


def joined(guard: Guard, plans: Sequence[ColumnPlan], columns: Sequence[Sequence[str]]) -> tuple[ColumnPlan, ...]:
    """Return `plans`, those of parts of one value as its parts; the second part is treated whatever its form."""
    result = list(plans)
    for split in _SPLITS:
        firsts = [place for place in range(len(result)) if _is(split.first, result[place], columns[place])]
        seconds = [
            place
            for place in range(len(result))
            if place not in firsts and _is(split.second, result[place], columns[place])
        ]
        open_ = [place for place in seconds if result[place].entity_type in (None, split.entity_type)]
        if not firsts or not open_:
            continue
        names = " + ".join(result[place].name for place in sorted([*firsts, *open_]))
        for place in firsts:
            result[place] = _planned(guard, result[place], split, None, names)
        for place in open_:
            result[place] = _planned(guard, result[place], split, split.second.mask, names)
    return tuple(result)


def _is(part: _Part, plan: ColumnPlan, values: Sequence[str]) -> bool:
    if part.header.fullmatch(normal(SUFFIX.sub("", label_of(plan.name)))) is None:
        return False
    filled = [value for value in map(stripped, sampled(values)) if value]
    return bool(filled) and sum(part.cells.fullmatch(value) is not None for value in filled) >= _SHARE * len(filled)


def _planned(guard: Guard, plan: ColumnPlan, split: _Split, mask: dict[str, object] | None, names: str) -> ColumnPlan:
    """Return the plan of a part; one that is found by itself, and one that the policy names, is treated as it was."""
    plan = plan._replace(evidence=f"part of one {split.what}: {names}")
    if column_rule(guard, plan.name) is not None or plan.recognizer is not None:
        return plan
    if split.entity_type == "TIMESTAMP":
        return plan._replace(entity_type="TIMESTAMP", role="quasi")
    if guard.entities is not None and split.entity_type not in guard.entities:
        return plan
    rule = rule_of(guard, split.entity_type)
    masks = rule.operator == "mask"
    if mask is None:
        # What the usual mask of the whole shows: the surname, the place, the area.
        shows = masks and not rule.params.get("strict")
        if split.entity_type == "PERSON":
            kept = plan._replace(entity_type="PERSON", role="direct", every=True)
            return kept._replace(treatment="keep", params={}) if shows else kept._replace(treatment=rule.operator)
        return plan._replace(role="quasi")
    own = plan._replace(entity_type=split.entity_type, role="direct", treatment=rule.operator, every=True)
    return own._replace(params={**mask, "char": rule.params.get("char", "*")}) if masks else own
