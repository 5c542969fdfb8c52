"""A part of a CSV that another process treats."""

from __future__ import annotations

from typing import NamedTuple

from piiguard.tables.plan import TablePlan


class Share(NamedTuple):
    """Rows of a table that are treated by themselves: its plan and delimiter, the rows, and what stands before.

    `rows`: their bytes in UTF-8, or from which byte of the file to which. `name`: of the file. `ragged`: as for
    `CsvRewriter`. `before`: how many rows stand before them. `layouts`: what each column had learned.
    """

    plan: TablePlan
    delimiter: str
    rows: bytes | tuple[int, int]
    name: str
    ragged: str
    before: int
    layouts: list[dict[str, int]]
