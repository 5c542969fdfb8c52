"""A part of a CSV that another process treats."""

from __future__ import annotations

from typing import NamedTuple

from piiguard.errors import PiiguardError
from piiguard.tables.plan import TablePlan


class Unfit(PiiguardError):
    """Rows, or lines, of a share cannot be told apart, or are other ones: they are for who knows the ones before.

    `start`: the first byte of the share in its file.
    """

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


class Share(NamedTuple):
    """Rows of a table that are treated by themselves: its plan and delimiter, the rows, and what stands before.

    `rows`: their bytes in UTF-8, or from which byte of the file to which. `name`: of the file. `ragged`: as for
    `CsvRewriter`. `before`: how many rows stand before them. `layouts`: what each column had learned.
    `is_cut`: nobody looked at what stands before, so that they may start inside of a cell, and `before` is 0.
    """

    plan: TablePlan
    delimiter: str
    rows: bytes | tuple[int, int]
    name: str
    ragged: str
    before: int
    layouts: list[dict[str, int]]
    is_cut: bool = False
