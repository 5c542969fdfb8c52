"""Tells findings to programs: one JSON object a line, keys as documented, never the value unless asked for."""

from __future__ import annotations

import json
from typing import Final, TextIO

from piiguard.report.located import Located

# The contract of the format: docs/schema/finding.schema.json.
KEYS: Final = (
    "path", "line", "column", "start", "end", "byte_start", "byte_end", "entity_type", "score", "recognizer",
    "reason", "masked", "legal", "severity",
)  # fmt: skip


def as_object(found: Located) -> dict[str, object]:
    """Return what is told of a finding, by key; `value` only where it was asked for."""
    item = {key: getattr(found, key) for key in KEYS}
    if found.column_name is not None:
        item |= {"row": found.row, "column_name": found.column_name}
    return item if found.value is None else {**item, "value": found.value}


class JsonlWriter:
    """Writes one object for each finding; `value` is there only when it was asked for."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, found: Located) -> None:
        """Write one finding."""
        self._out.write(json.dumps(as_object(found), ensure_ascii=False) + "\n")
