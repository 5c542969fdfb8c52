"""Tells findings to GitHub Actions: one workflow command a finding, shown beside the line."""

from __future__ import annotations

from typing import TextIO

from piiguard.report.located import Located
from piiguard.report.sarif import level_of


class GithubWriter:
    """Writes `::error file=…,line=…::…`; signs that end a command or a property are escaped."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, found: Located) -> None:
        """Write one finding."""
        places = {"file": found.path, "line": found.line, "endLine": found.end_line, "col": found.column}
        if found.line == found.end_line:
            places["endColumn"] = found.end_column
        places["title"] = f"piiguard {found.entity_type}"
        named = ",".join(f"{name}={_property(str(value))}" for name, value in places.items())
        level = {"note": "notice"}.get(level_of(found.severity), level_of(found.severity))
        text = f"{found.entity_type}: {found.masked} ({found.reason})"
        self._out.write(f"::{level} {named}::{_message(text)}\n")


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
