"""Finds in workbooks, Parquet and Arrow files what `scan` finds in text: cell by cell, the header as the label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.report.located import Located, masked
from piiguard.report.severity import severity_of
from piiguard.tables.parts import Part, parts
from piiguard.tables.plan import label_of, scanned_cells

if TYPE_CHECKING:
    from piiguard.report.fingerprints import Fingerprints


def located(
    stream: BinaryIO, path: str, guard: Guard, show_values: bool = False, named: bool = False
) -> Iterator[Located]:
    """Yield the findings of a file, row by row: `line` is the row, `column` the number of the column.

    Offsets are in the cell. `named`: with fingerprints. Raises `ReadError`, and `MissingExtraError` without the extra
    `table`.
    """
    names: dict[str, Fingerprints] = {}
    for part in parts(path, stream, guard):
        where = f"{path}!{part.sheet}" if part.sheet else path
        for row, place, text, findings in _found(guard, part):
            for index, each in enumerate(findings):
                fingerprint = _fingerprint(names, where, part.names[place], text, findings, index) if named else ""
                yield _one(guard, where, part, row, place, text, each, fingerprint, show_values)


def _found(guard: Guard, part: Part) -> list[tuple[int, int, str, list[Finding]]]:
    found = []
    for place, (name, cells) in enumerate(zip(part.names, part.columns, strict=True)):
        distinct = list(dict.fromkeys(cell for cell in cells if cell))
        known = dict(zip(distinct, scanned_cells(guard, name, distinct), strict=True))
        found += [(row, place, cell, known[cell]) for row, cell in enumerate(cells) if cell and known[cell]]
    return sorted(found, key=lambda each: each[:2])


def _fingerprint(
    names: dict[str, Fingerprints], where: str, name: str, text: str, findings: list[Finding], index: int
) -> str:
    if where not in names:
        from piiguard.report.fingerprints import Fingerprints

        names[where] = Fingerprints(where)
    label = f"{label_of(name)}："
    return names[where].of(label + text, [each.shift(len(label)) for each in findings], index)


def _one(
    guard: Guard,
    path: str,
    part: Part,
    row: int,
    place: int,
    text: str,
    each: Finding,
    fingerprint: str,
    show_values: bool,
) -> Located:
    value = text[each.start : each.end]
    start, line = len(text[: each.start].encode("utf-8", "surrogatepass")), part.first + row
    return Located(
        path=path,
        line=line,
        column=place + 1,
        start=each.start,
        end=each.end,
        byte_start=start,
        byte_end=start + len(value.encode("utf-8", "surrogatepass")),
        entity_type=each.entity_type,
        score=round(each.score, 3),
        recognizer=each.recognizer,
        reason=each.reason,
        masked=masked(guard, each.recognizer, value),
        legal=guard.recognizer(each.recognizer).legal,
        value=value if show_values else None,
        end_line=line,
        end_column=place + 1,
        fingerprint=fingerprint,
        severity=severity_of(value, each.score),
        column_name=part.names[place],
        row=line,
    )
