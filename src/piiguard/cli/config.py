"""Reads options from the environment and the nearest `piiguard.toml` or `[tool.piiguard]` of pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from piiguard.errors import UsageError

_KINDS: Final[Mapping[str, tuple[str, type | tuple[type, ...]]]] = {
    "policy": ("a string", str),
    "threshold": ("a number", (int, float)),
    "entities": ("a list of strings", list),
    "recognizers": ("a list of strings", list),
    "exclude": ("a list of strings", list),
    "encoding": ("a string", str),
    "baseline": ("a string", str),
    "jobs": ("a whole number", int),
    "names": ("a string", str),
    "ragged": ("a string", str),
    "key_file": ("a string", str),
}
_ENVIRONMENT: Final = {"PIIGUARD_POLICY": "policy", "PIIGUARD_THRESHOLD": "threshold"}


def load(file: str | None = None, isolated: bool = False) -> dict[str, Any]:
    """Return the options of the environment over those of the configuration file.

    `file` names the file; else the nearest one at or above the working directory is read, unless `isolated`. Raises
    `UsageError` for an unknown key, a wrong value, or a file that cannot be read.
    """
    found = file if file is not None else None if isolated else _nearest()
    options = {} if found is None else _read(found)
    for variable, name in _ENVIRONMENT.items():
        value = os.environ.get(variable)
        if value:
            options[name] = _number(variable, value) if name == "threshold" else value
    return options


def _number(variable: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise UsageError(f"{variable} must be a number from 0 to 1") from None


def _nearest() -> str | None:
    """Return the first configuration file from here upwards; a pyproject.toml counts when it has our table."""
    try:
        folder = os.getcwd()
    except OSError:
        return None  # the working directory was removed
    while True:
        own = os.path.join(folder, "piiguard.toml")
        if os.path.isfile(own):
            return own
        shared = os.path.join(folder, "pyproject.toml")
        # A look at the bytes first: parsing every pyproject.toml would slow down each start.
        if os.path.isfile(shared) and b"[tool.piiguard" in _bytes(shared):
            return shared
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"{path}: configuration: {error.strerror}") from None


def _read(path: str) -> dict[str, Any]:
    import tomllib

    try:
        table: Any = tomllib.loads(_bytes(path).decode("utf-8"))
    except ValueError as error:
        # Of the parser's message only the place: the rest may repeat what the file holds.
        _, _, place = str(error).rpartition("(at ")
        where = f" ({place}" if place.startswith("line ") else ""
        raise UsageError(f"{path}: not a valid TOML file{where}") from None
    if os.path.basename(path) == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("piiguard", {}) if isinstance(tool, dict) else {}
        if not isinstance(table, dict):
            raise UsageError(f"{path}: [tool.piiguard] must be a table")
    options: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        options[name] = _checked(path, name, value)
    return options


def _checked(path: str, key: str, value: Any) -> Any:
    if key not in _KINDS:
        from difflib import get_close_matches

        close = get_close_matches(key, _KINDS, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else f"; known: {', '.join(_KINDS)}"
        raise UsageError(f"{path}: unknown key {key!r}{hint}")
    name, kind = _KINDS[key]
    if not isinstance(value, kind) or isinstance(value, bool) or not _holds_strings(value):
        raise UsageError(f"{path}: {key!r} must be {name}")
    return _beside(os.path.dirname(path), key, value)


def _holds_strings(value: Any) -> bool:
    return not isinstance(value, list) or all(isinstance(each, str) for each in value)


def _beside(folder: str, key: str, value: Any) -> Any:
    """Return a path relative to the file's folder; a policy may be a built-in one's name, and stays as it is."""
    if key == "recognizers":
        return [os.path.join(folder, each) for each in value]
    if key in ("key_file", "baseline") or (key == "policy" and ("/" in value or "." in value)):
        return os.path.join(folder, value)
    return value
