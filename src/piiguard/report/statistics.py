"""Counts findings by entity type, with the number of files that hold them."""

from __future__ import annotations

from typing import TextIO

from piiguard.report.located import Located


class Statistics:
    """Writes a line for each entity type, the most frequent first."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._counts: dict[str, int] = {}
        self._paths: dict[str, set[str]] = {}

    def write(self, found: Located) -> None:
        """Count one finding."""
        self._counts[found.entity_type] = self._counts.get(found.entity_type, 0) + 1
        self._paths.setdefault(found.entity_type, set()).add(found.path)

    def finish(self) -> None:
        """Write the counts."""
        for kind, count in sorted(self._counts.items(), key=lambda item: (-item[1], item[0])):
            files = len(self._paths[kind])
            self._out.write(f"{count:>9}  {kind}  in {files} file{'' if files == 1 else 's'}\n")
