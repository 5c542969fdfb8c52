"""Tells findings to spreadsheets: CSV with a header, one row a finding."""

from __future__ import annotations

import csv
from typing import Final, TextIO

from piiguard.report.jsonl import KEYS, as_object
from piiguard.report.located import Located

# Empty for what stands in no table.
_OF_TABLES: Final = ("row", "column_name")


class CsvWriter:
    """Writes one row for each finding; what a spreadsheet would take for a formula begins with an apostrophe."""

    def __init__(self, out: TextIO, show_values: bool = False) -> None:
        self._names = (*KEYS, *_OF_TABLES, "value") if show_values else (*KEYS, *_OF_TABLES)
        self._rows = csv.writer(out, lineterminator="\n")
        self._rows.writerow(self._names)

    def write(self, found: Located) -> None:
        """Write one finding."""
        item = as_object(found)
        self._rows.writerow([_harmless(item.get(name, "")) for name in self._names])


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
