"""Finds and de-identifies personal information in text, Chinese first."""

from __future__ import annotations

from piiguard._version import __version__ as __version__

TYPE_CHECKING = False  # type checkers know the name; importing `typing` for it would slow down every start
if TYPE_CHECKING:
    from collections.abc import Sequence

    from piiguard.errors import (
        PiiguardError as PiiguardError,
        ReadError as ReadError,
        UsageError as UsageError,
        WriteError as WriteError,
    )
    from piiguard.finding import Finding as Finding, Trace as Trace
    from piiguard.guard import Edit as Edit, Guard as Guard, Redacted as Redacted
    from piiguard.operators.keys import Key as Key, load_key as load_key
    from piiguard.policy import Policy as Policy, load_policy as load_policy
    from piiguard.recognizer import Recognizer as Recognizer
    from piiguard.registry import built_in as built_in
    from piiguard.rulefiles import load_rules as load_rules

# Where each public name lives; its module is imported when the name is first asked for.
_HOMES = {
    "Edit": "guard",
    "Finding": "finding",
    "Guard": "guard",
    "Key": "operators.keys",
    "PiiguardError": "errors",
    "Policy": "policy",
    "ReadError": "errors",
    "Recognizer": "recognizer",
    "Redacted": "guard",
    "Trace": "finding",
    "UsageError": "errors",
    "WriteError": "errors",
    "built_in": "registry",
    "load_key": "operators.keys",
    "load_policy": "policy",
    "load_rules": "rulefiles",
}
__all__ = [*_HOMES, "__version__", "redact", "scan"]

_default: list[Guard] = []


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


def _guard() -> Guard:
    if not _default:
        from piiguard.guard import Guard

        _default.append(Guard())
    return _default[0]


def scan(text: str, context: Sequence[str] = ()) -> list[Finding]:
    """Return the personal information in `text`, found with all built-in and installed recognizers.

    `context` are words said elsewhere about the text (a column header, a JSON key).

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
