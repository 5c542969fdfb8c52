"""Tells findings to code scanning: SARIF 2.1.0 (OASIS), with masked values and fingerprints that hold none."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any, Final, TextIO
from urllib.parse import quote

from piiguard._version import __version__
from piiguard.recognizer import Recognizer
from piiguard.report.located import Located

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "piiguardLine/v1"


class SarifWriter:
    """Writes one log with one run; results go out as they come, so that nothing is held."""

    def __init__(self, out: TextIO, recognizers: Iterable[Recognizer]) -> None:
        self._out = out
        self._rules: dict[str, int] = {}
        rules: list[dict[str, Any]] = []
        for each in recognizers:
            if each.personal and each.entity_type not in self._rules:
                self._rules[each.entity_type] = len(rules)
                rules.append(_rule(each))
        driver = {"name": "piiguard", "version": __version__, "rules": rules}
        head: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
        self._out.write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [')
        self._out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "results": [')
        self._first = True

    def write(self, found: Located) -> None:
        """Write one finding."""
        self._out.write("\n" if self._first else ",\n")
        self._first = False
        self._out.write(json.dumps(self._result(found), ensure_ascii=False))

    def finish(self) -> None:
        """Close the log."""
        self._out.write("\n]}]}\n")

    def _result(self, found: Located) -> dict[str, Any]:
        place = {"uri": quote(os.fsencode(found.path.replace("\\", "/"))), "uriBaseId": "%SRCROOT%"}
        if found.path.startswith(("/", "..")):
            del place["uriBaseId"]
        return {
            "ruleId": found.entity_type,
            "ruleIndex": self._rules.get(found.entity_type, -1),
            "level": level_of(found.severity),
            "message": {"text": f"{found.entity_type}: {found.masked} ({found.reason})"},
            "locations": [{"physicalLocation": {"artifactLocation": place, "region": _region(found)}}],
            "partialFingerprints": {FINGERPRINT: found.fingerprint},
            "properties": {"score": found.score, "recognizer": found.recognizer, "legal": found.legal},
        }


def level_of(severity: str) -> str:
    """Return SARIF's level for a severity."""
    return {"high": "error", "medium": "warning"}.get(severity, "note")


def _region(found: Located) -> dict[str, int]:
    return {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": found.end_line,
        "endColumn": found.end_column,
        "charOffset": found.start,
        "charLength": found.end - found.start,
        "byteOffset": found.byte_start,
        "byteLength": found.byte_end - found.byte_start,
    }


def _rule(recognizer: Recognizer) -> dict[str, Any]:
    return {
        "id": recognizer.entity_type,
        "name": "".join(part.capitalize() for part in recognizer.entity_type.split("_")),
        "shortDescription": {"text": recognizer.name_en},
        "fullDescription": {"text": f"{recognizer.name_en} ({recognizer.name_zh}). Source: {recognizer.source}"},
        "properties": {"tags": ["security", "privacy", recognizer.legal]},
    }
