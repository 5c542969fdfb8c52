"""Tells findings to test reports: JUnit XML, a test case for each file with findings, a failure for each of them."""

from __future__ import annotations

from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from piiguard.report.located import Located


class JunitWriter:
    """Collects the findings, because the number of failures stands first."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._by_path: dict[str, list[str]] = {}

    def write(self, found: Located) -> None:
        """Take one finding."""
        said = f"{found.path}:{found.line}:{found.column}: {found.entity_type} {found.masked}"
        failure = f"<failure type={_attribute(found.entity_type)} message={_attribute(said)}>{_text(said)}</failure>"
        self._by_path.setdefault(found.path, []).append(failure)

    def finish(self) -> None:
        """Write the report; a clean scan is one test that passed."""
        failures = sum(map(len, self._by_path.values()))
        tests = max(len(self._by_path), 1)
        counts = f'tests="{tests}" failures="{failures}"'
        self._out.write(f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites {counts}>\n')
        self._out.write(f'<testsuite name="piiguard" errors="0" {counts}>\n')
        if not self._by_path:
            self._out.write('<testcase classname="piiguard" name="no personal information"/>\n')
        for path, found in self._by_path.items():
            name = _attribute(path)
            self._out.write(f'<testcase classname="piiguard" name={name} file={name}>\n')
            self._out.write("\n".join(found) + "\n</testcase>\n")
        self._out.write("</testsuite>\n</testsuites>\n")


def _text(text: str) -> str:
    return escape("".join(char if _is_xml(char) else "�" for char in text))


def _attribute(text: str) -> str:
    return quoteattr("".join(char if _is_xml(char) else "�" for char in text))


def _is_xml(char: str) -> bool:
    """Return whether XML 1.0 can hold `char` (clause 2.2)."""
    return char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
