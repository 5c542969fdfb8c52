"""Tells findings to people: `full` with names and reasons, `concise` one short line each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

from piiguard.printable import printable
from piiguard.report.located import Located

_BOLD, _RED, _DIM, _RESET = "\033[1m", "\033[31m", "\033[2m", "\033[0m"


def wants_color(out: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether to colour: on a terminal, unless NO_COLOR is set; FORCE_COLOR forces it."""
    if environment.get("NO_COLOR"):
        return False
    return bool(environment.get("FORCE_COLOR")) or out.isatty()


class ConciseWriter:
    """Writes `path:line:column: ENTITY_TYPE masked value`."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, found: Located) -> None:
        """Write one finding."""
        shown = found.masked if found.value is None else found.value
        self._out.write(f"{printable(found.path)}:{found.line}:{found.column}: {found.entity_type} {shown}\n")


class FullWriter:
    """Writes each file's name once, then a line for each finding: place, type, masked value, score and reason."""

    def __init__(self, out: TextIO, color: bool = False) -> None:
        self._out = out
        self._color = color
        self._path: str | None = None

    def write(self, found: Located) -> None:
        """Write one finding."""
        if found.path != self._path:
            self._path = found.path
            self._out.write(self._styled(_BOLD, printable(found.path)) + "\n")
        place = f"{found.line}:{found.column}".rjust(9)
        kind = self._styled(_RED, found.entity_type.ljust(18))
        shown = found.masked if found.value is None else found.value
        where = f"row {found.row}, column {found.column_name!r}, " if found.column_name else ""
        why = self._styled(_DIM, f"({where}{found.score:.2f}, {found.reason})")
        self._out.write(f"{place}  {kind} {shown}  {why}\n")

    def _styled(self, style: str, text: str) -> str:
        return f"{style}{text}{_RESET}" if self._color else text
