"""The formats findings are told in, by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol, TextIO

from piiguard.recognizer import Recognizer
from piiguard.report.located import Located

# Those for people follow the terminal; the others are UTF-8 whatever the terminal is.
FORMATS: Final = ("full", "concise", "jsonl", "sarif", "github", "junit", "html", "csv")
FOR_PEOPLE: Final = ("full", "concise")


class Writer(Protocol):
    """Writes findings in one format."""

    def write(self, found: Located) -> None:
        """Write one finding."""
        ...


def writer(name: str, out: TextIO, recognizers: Iterable[Recognizer], show_values: bool) -> Writer:
    """Return what writes findings to `out` in the format `name`; each format is imported when it is used."""
    match name:
        case "jsonl":
            from piiguard.report.jsonl import JsonlWriter

            return JsonlWriter(out)
        case "sarif":
            from piiguard.report.sarif import SarifWriter

            return SarifWriter(out, recognizers)
        case "github":
            from piiguard.report.github import GithubWriter

            return GithubWriter(out)
        case "junit":
            from piiguard.report.junit import JunitWriter

            return JunitWriter(out)
        case "html":
            from piiguard.report.html import HtmlWriter

            return HtmlWriter(out)
        case "csv":
            from piiguard.report.sheet import CsvWriter

            return CsvWriter(out, show_values)
    from piiguard.report.console import ConciseWriter, FullWriter, wants_color

    return ConciseWriter(out) if name == "concise" else FullWriter(out, wants_color(out))


def finish(made: Writer) -> None:
    """Write what a format says at the end."""
    end = getattr(made, "finish", None)
    if end is not None:
        end()
