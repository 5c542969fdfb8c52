"""Tells what kind of record the rows of a table are: by the signature of its columns, not by exact headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from piiguard import registry
from piiguard.record import Layout, RecordKind, Role, Signature
from piiguard.tables.shapes import SHAPES, fits, stripped

_ROWS: Final = 200
_UNIT: Final = re.compile(r"[(（\[【].*?[)）\]】]")
_SEPARATORS: Final = re.compile(r"[^0-9a-z:\u3400-\u9fff]+")


class RecordColumn(NamedTuple):
    """A column to look at: its header, the entity type that most of its cells are (or None), its cells by row.

    Without `values` the header is taken at its word.
    """

    name: str
    entity_type: str | None = None
    values: Sequence[str] = ()


class RecordFound(NamedTuple):
    """The kind of record that the rows of a table are.

    `share`: of the rows looked at, how many have all that the kind needs (0 to 1). `roles`: for each column its role,
    "" for none. `needed`: positions of the columns that make it a record; `subject`: of those that name whom it is
    about. `legal`: the legal class of one row; `rows`: from so many rows of one subject on it counts. `parties`:
    positions of the columns that say who calls and is called.
    """

    entity_type: str
    share: float
    roles: tuple[str, ...]
    needed: tuple[int, ...]
    subject: tuple[int, ...]
    legal: str
    rows: int
    parties: tuple[int, ...] = ()

    def is_row(self, cells: Sequence[str]) -> bool:
        """Return whether a row holds all that makes it a record."""
        return all(place < len(cells) and stripped(cells[place]) for place in self.needed)


def record_kind(columns: Iterable[RecordColumn]) -> RecordFound | None:
    """Return the kind of record that rows with these columns are, or None.

    Deterministic: headers, entity types and up to 200 rows, evenly spread, decide. Where more than one kind fits, the
    one that explains most columns is returned. Source: `recognizers/records/`, a module for each kind.
    """
    sampled = [_sampled(column) for column in columns]
    found = [each for kind in registry.record_kinds() if (each := _match(kind, sampled)) is not None]
    return max(found, key=lambda each: sum(map(bool, each.roles)), default=None)


def layout_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...] | None:
    """Return the names of the columns of a table that has no header row, if its rows have a known layout.

    `rows`: the first ones as they stand in the file, at least one.
    """
    if not rows:
        return None
    for kind in registry.record_kinds():
        for layout in kind.layouts:
            if all(_has_layout(row, layout) for row in rows[:20]):
                return layout.names[: max(len(row) for row in rows[:20])]
    return None


def coarser_rules(found: RecordFound) -> Mapping[int, tuple[str, Mapping[str, object]]]:
    """Return, by the position of a column, the operator and parameters that keep the record usable.

    Columns of numbers and names are not among them: the policy's rules for their kinds give them the same token in
    every column, file and text.
    """
    kind = next(each for each in registry.record_kinds() if each.entity_type == found.entity_type)
    rules = {role.name: role.coarser for role in kind.roles}
    return {place: rule for place, name in enumerate(found.roles) if name and (rule := rules[name]) is not None}


def plain_header(header: str) -> str:
    """Return a header as roles are written for: lower case, without table, unit and separators.

    >>> plain_header("t_call.Other_Cell-Phone"), plain_header("实收通信费(元)"), plain_header("lac:ci")
    ('othercellphone', '实收通信费', 'lac:ci')
    """
    last = header.strip().rpartition(".")[2] or header
    return _SEPARATORS.sub("", (_UNIT.sub("", last) or last).lower())


def _sampled(column: RecordColumn) -> RecordColumn:
    step = max(len(column.values) / _ROWS, 1.0)
    count = min(len(column.values), _ROWS)
    return column._replace(values=[column.values[int(place * step)] for place in range(count)])


def _has_layout(row: Sequence[str], layout: Layout) -> bool:
    least = len(layout.names) - layout.optional
    if not least <= len(row) <= len(layout.names):
        return False
    cells = dict(zip(layout.names, row, strict=False))
    return all(
        SHAPES[shape].fullmatch(stripped(cells[name])) for name, shape in layout.shapes.items() if name in cells
    )


def _match(kind: RecordKind, columns: Sequence[RecordColumn]) -> RecordFound | None:
    roles = [_role_of(column, kind) for column in columns]
    present = set(roles)
    for signature in kind.signatures:
        needed = _places(signature, roles, columns)
        if needed is None or present.intersection(signature.without.split()):
            continue
        if len(present.intersection(signature.also.split())) < signature.least:
            continue
        about = next((role for role in kind.subject if role in present), None)
        subject = tuple(place for place, role in enumerate(roles) if role == about)
        legal = signature.legal or kind.legal
        names = {role.name for role in kind.roles if role.party}
        parties = tuple(place for place, role in enumerate(roles) if role in names)
        found = RecordFound(kind.entity_type, 0.0, tuple(roles), needed, subject, legal, kind.rows, parties)
        return found._replace(share=_share(found, columns))
    return None


def _places(signature: Signature, roles: Sequence[str], columns: Sequence[RecordColumn]) -> tuple[int, ...] | None:
    """Return a column for each need of a signature, the fullest that can play it; None when one is left without."""
    taken: list[int] = []
    for need in sorted(signature.needs, key=lambda each: each.count("|")):
        wanted = need.split("|")
        places = [place for place, role in enumerate(roles) if role in wanted and place not in taken]
        # A column without a filled cell makes no record; a header alone is taken at its word.
        places = [place for place in places if _filled(columns[place]) or not columns[place].values]
        if not places:
            return None
        taken.append(max(places, key=lambda place: (_filled(columns[place]), -wanted.index(roles[place]), -place)))
    return tuple(sorted(taken))


def _filled(column: RecordColumn) -> int:
    return sum(bool(stripped(value)) for value in column.values)


def _share(found: RecordFound, columns: Sequence[RecordColumn]) -> float:
    """Return the share of rows that are records; 1 where no rows were given."""
    rows = max((len(column.values) for column in columns), default=0)
    if not rows:
        return 1.0
    cells = [[column.values[row] if row < len(column.values) else "" for column in columns] for row in range(rows)]
    return sum(found.is_row(each) for each in cells) / rows


def _role_of(column: RecordColumn, kind: RecordKind) -> str:
    """Return the first role that a column can play; its header goes before what its cells look like."""
    header = plain_header(column.name)
    for role in kind.roles:
        if _is_called(header, role) and _looks_like(column, role):
            return role.name
    bare = (role for role in kind.roles if role.bare or column.entity_type in role.types)
    return next((role.name for role in bare if _shows(column, role)), "")


def _is_called(header: str, role: Role) -> bool:
    return bool(role.headers) and bool(header) and _compiled(role.headers).fullmatch(header) is not None


def _looks_like(column: RecordColumn, role: Role) -> bool:
    """Return whether the cells do not speak against a role that the header gives."""
    if not role.shape or column.entity_type in role.types:
        return True
    return not any(map(stripped, column.values)) or fits(role.shape, column.values)


def _shows(column: RecordColumn, role: Role) -> bool:
    """Return whether the cells alone show a role."""
    if column.entity_type is not None and column.entity_type in role.types:
        return True
    return role.bare and bool(role.shape) and fits(role.shape, column.values, 0.8)


@lru_cache(maxsize=512)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE)
