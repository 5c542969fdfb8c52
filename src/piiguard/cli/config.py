"""Reads options from the environment and the nearest `piiguard.toml` or `[tool.piiguard]` of pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from piiguard.errors import ReadError, UsageError

_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "policy": str,
    "threshold": (int, float),
    "entities": list,
    "recognizers": list,
    "exclude": list,
    "encoding": str,
    "jobs": int,
    "key_file": str,
}
_PATHS: Final = ("recognizers", "key_file", "policy")
_ENVIRONMENT: Final = {"PIIGUARD_POLICY": "policy", "PIIGUARD_THRESHOLD": "threshold"}


def load(file: str | None = None, isolated: bool = False) -> dict[str, Any]:
    """Return the options of the environment over those of the configuration file.

    `file` names the file; else the nearest one at or above the working directory is read, unless `isolated`. Raises
    `UsageError` for an unknown key or a wrong value, `ReadError` for a file that cannot be read.
    """
    found = Path(file) if file else None if isolated else _nearest(Path.cwd())
    options = _read(found) if found else {}
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


def _nearest(folder: Path) -> Path | None:
    """Return the first configuration file from `folder` upwards; a pyproject.toml counts when it has our table."""
    for each in (folder, *folder.parents):
        own = each / "piiguard.toml"
        if own.is_file():
            return own
        shared = each / "pyproject.toml"
        # A look at the bytes first: parsing every pyproject.toml would slow down each start.
        if shared.is_file() and b"[tool.piiguard" in shared.read_bytes():
            return shared
    return None


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        data: Any = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ReadError(str(path), f"configuration: {error.strerror}") from None
    except ValueError:
        raise UsageError(f"{path}: not a valid TOML file") from None
    table = data.get("tool", {}).get("piiguard", {}) if path.name == "pyproject.toml" else data
    return {key.replace("-", "_"): _checked(path, key.replace("-", "_"), value) for key, value in table.items()}


def _checked(path: Path, key: str, value: Any) -> Any:
    if key not in _KINDS:
        close = get_close_matches(key, _KINDS, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise UsageError(f"{path}: unknown key {key!r}{hint}")
    if not isinstance(value, _KINDS[key]) or isinstance(value, bool):
        raise UsageError(f"{path}: {key!r} has the wrong type")
    if key in _PATHS:
        return [str(path.parent / each) for each in value] if isinstance(value, list) else _beside(path, value)
    return value


def _beside(path: Path, value: str) -> str:
    """Return a path of the file relative to the file itself; a plain name such as a policy's stays as it is."""
    return str(path.parent / value) if "/" in value or "." in value else value
