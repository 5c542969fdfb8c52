"""Finds and de-identifies personal information in text, Chinese first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from piiguard._version import __version__ as __version__
from piiguard.errors import PiiguardError as PiiguardError
from piiguard.errors import ReadError as ReadError
from piiguard.errors import UsageError as UsageError
from piiguard.errors import WriteError as WriteError
from piiguard.finding import Finding as Finding
from piiguard.finding import Trace as Trace
from piiguard.guard import Edit as Edit
from piiguard.guard import Guard as Guard
from piiguard.guard import Redacted as Redacted
from piiguard.recognizer import Recognizer as Recognizer
from piiguard.registry import built_in as built_in

if TYPE_CHECKING:
    from collections.abc import Sequence



_default: list[Guard] = []


def _guard() -> Guard:
    if not _default:
        _default.append(Guard())
    return _default[0]


def scan(text: str, context: Sequence[str] = ()) -> list[Finding]:
    """Return the personal information in `text`, found with all built-in and installed recognizers.

    >>> [finding.entity_type for finding in scan("手机13800138000")]
    ['CN_MOBILE']
    """
    return _guard().scan(text, context)


def redact(text: str, context: Sequence[str] = ()) -> str:
    """Return `text` with personal information masked in the conventional way of each kind.

    >>> redact("手机13800138000")
    '手机138****8000'
    """
    return _guard().redact(text, context)
