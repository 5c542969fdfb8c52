"""Tells findings to programs: one JSON object a line, keys as documented, never the value unless asked for."""

from __future__ import annotations

import json
from typing import TextIO

from piiguard.report.located import Located


class JsonlWriter:
    """Writes one object for each finding; `value` is there only when it was asked for."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, found: Located) -> None:
        """Write one finding."""
        item = found._asdict()
        if item["value"] is None:
            del item["value"]
        self._out.write(json.dumps(item, ensure_ascii=False) + "\n")
