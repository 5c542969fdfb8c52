"""Counts what a leak of files would expose: records and values, by kind and legal class, each once and in all."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from piiguard import legal, registry
from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.records_text import records
from piiguard.tables.plan import ColumnPlan, plan_sheet, scanned_cells, template_of
from piiguard.tables.records import RecordColumn, RecordFound, record_kind
from piiguard.tables.rows import Sheet
from piiguard.tables.shapes import stripped

# So many rows tell what a table holds; so many are counted at a time.
_HEAD: Final = 400
_ROWS: Final = 2000


class Line(NamedTuple):
    """What was counted of one kind: `pieces` in all, `distinct` ones, and the `subjects` that records are about."""

    entity_type: str
    legal: str
    pieces: int
    distinct: int
    subjects: int = 0


class Exposure:
    """Counts over any number of files; memory grows with the number of distinct values, about 100 bytes each.

    Values are told apart by a keyed digest under a key of this run, and never kept.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._key = os.urandom(16)
        self._values: dict[tuple[str, str], tuple[list[int], set[int]]] = {}
        self._rows: dict[tuple[str, str], tuple[list[int], set[int], Counter[int]]] = {}
        self._legal = {each.entity_type: each.legal for each in guard.recognizers}

    def add_text(self, text: str, findings: Sequence[Finding]) -> None:
        """Count a text by its findings: records where they make one, else each for itself."""
        inside: list[tuple[int, int]] = []
        for each in records(text, findings):
            inside.append((each.start, each.end))
            subject = text[each.subject.start : each.subject.end]
            self._add_record(each.entity_type, each.legal, text[each.start : each.end], subject)
        for one in findings:
            if not any(start <= one.start and one.end <= end for start, end in inside):
                self._add_value(one.entity_type, self._legal[one.entity_type], text[one.start : one.end])

    def add_sheet(self, sheet: Sheet) -> None:
        """Count a table by its rows: each a record, or each cell for itself."""
        for line in sheet.preamble:
            self.add_text(line, self._guard.scan(line))
        head = list(itertools.islice(sheet.rows, _HEAD))
        places = range(len(sheet.header))
        columns = [[row[place] for row in head if place < len(row)] for place in places]
        plans = plan_sheet(self._guard, sheet.header, columns).columns
        found = record_kind(RecordColumn(p.name, p.entity_type, v) for p, v in zip(plans, columns, strict=True))
        rows = itertools.chain(head, sheet.rows)
        while batch := list(itertools.islice(rows, _ROWS)):
            others = batch if found is None else [row for row in batch if not self._is_record(found, row)]
            self._add_cells(plans, others)

    def _is_record(self, found: RecordFound, row: Sequence[str]) -> bool:
        if not found.is_row(row):
            return False
        subject = "\0".join(row[place] for place in found.subject if place < len(row))
        self._add_record(found.entity_type, found.legal, "\0".join(row), subject)
        return True

    def _add_cells(self, plans: Sequence[ColumnPlan], rows: Sequence[Sequence[str]]) -> None:
        for place, plan in enumerate(plans):
            cells = [(cell, row) for row in rows if place < len(row) and (cell := stripped(row[place]))]
            if plan.entity_type is not None and plan.entity_type != "TIMESTAMP":
                own = template_of(self._guard, plan.entity_type).legal
                for cell, row in cells:
                    # An attribute is of whom the row is about: two persons of one sex are two.
                    self._add_value(plan.entity_type, own, cell if plan.role == "direct" else "\0".join(row))
            elif plan.role == "text":
                values = [cell for cell, _row in cells]
                for cell, findings in zip(values, scanned_cells(self._guard, plan.name, values), strict=True):
                    self.add_text(cell, findings)
        beyond = [cell for row in rows for cell in row[len(plans) :] if cell]
        for cell, findings in zip(beyond, self._guard.scan_batch(beyond), strict=True):
            self.add_text(cell, findings)

    def _add_value(self, entity_type: str, legal_class: str, value: str) -> None:
        count, seen = self._values.setdefault((entity_type, legal_class), ([0], set()))
        count[0] += 1
        seen.add(self._digest("".join(char for char in value if char.isalnum()).lower()))

    def _add_record(self, entity_type: str, legal_class: str, row: str, subject: str) -> None:
        count, seen, subjects = self._rows.setdefault((entity_type, legal_class), ([0], set(), Counter()))
        count[0] += 1
        digest = self._digest(row)
        if digest not in seen:
            seen.add(digest)
            subjects[self._digest(subject)] += 1

    def _digest(self, value: str) -> int:
        from hashlib import blake2b

        data = value.encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(data, digest_size=8, key=self._key).digest())

    def records(self) -> list[Line]:
        """Return a line for each kind of record, met or not; of tracks only subjects with enough points count."""
        lines = []
        for kind in registry.record_kinds():
            own = {key: each for key, each in self._rows.items() if key[0] == kind.entity_type}
            for (name, legal_class), (count, _seen, subjects) in sorted(own.items()):
                enough = [rows for rows in subjects.values() if rows >= kind.rows]
                lines.append(Line(name, legal_class, count[0], sum(enough), len(enough)))
            if not own:
                lines.append(Line(kind.entity_type, kind.legal, 0, 0))
        return lines

    def values(self) -> list[Line]:
        """Return a line for each kind of value that stands in no record, most first."""
        lines = [Line(kind, name, count[0], len(seen)) for (kind, name), (count, seen) in self._values.items()]
        return sorted(lines, key=lambda each: (-each.distinct, each.entity_type))


def by_class(lines: Iterable[Line]) -> Iterator[tuple[str, int, int]]:
    """Yield each legal class that was met with its pieces and distinct pieces, in the order of the class table."""
    lines = list(lines)
    for key in legal.keys():  # noqa: SIM118 - a function of the module, no mapping
        own = [each for each in lines if each.legal == key]
        if any(each.pieces for each in own):
            yield key, sum(each.pieces for each in own), sum(each.distinct for each in own)


def index_of(lines: Iterable[Line]) -> float:
    """Return the exposure index: distinct pieces by the tier of their class, summed (法释〔2017〕10号, art. 5)."""
    return sum(distinct / tier for key, _, distinct in by_class(lines) if (tier := legal.get(key).tier))
