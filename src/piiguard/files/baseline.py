"""The baseline: findings that are known and accepted, named by fingerprints that hold no value.

One finding a line, sorted, without line numbers and times: two branches that add findings merge without a conflict
(`*.baseline merge=union` in .gitattributes), and moved lines change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from piiguard.errors import ReadError, UsageError

VERSION: Final = 1
_HEAD: Final = "# piiguard baseline "
_ENTRY: Final = re.compile(r"([0-9a-f]{32}) ([A-Z][A-Z0-9_]*) (.+)")


class Entry(NamedTuple):
    """A known finding: its fingerprint, entity type, and path with forward slashes."""

    fingerprint: str
    entity_type: str
    path: str


def read(path: str) -> frozenset[Entry]:
    """Return the entries of a baseline file.

    Raises `ReadError` for a file that cannot be read, `UsageError` for one that is no baseline or a newer one.
    """
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            lines = file.read().splitlines()
    except OSError as error:
        raise ReadError(path, f"baseline: {error.strerror}") from None
    version = lines[0].removeprefix(_HEAD) if lines and lines[0].startswith(_HEAD) else ""
    if not re.fullmatch("[0-9]{1,9}", version):
        raise UsageError(f"{path}: not a piiguard baseline")
    if int(version) > VERSION:
        raise UsageError(f"{path}: a baseline of version {version}; this piiguard reads up to {VERSION}")
    found = []
    for number, line in enumerate(lines[1:], 2):
        match = _ENTRY.fullmatch(line)
        if match is None and line and not line.startswith("#"):
            raise UsageError(f"{path}: line {number} is no entry of a baseline")
        if match is not None:
            found.append(Entry(*match.groups()))
    return frozenset(found)


def written(entries: Iterable[Entry]) -> bytes:
    """Return the content of a baseline file with `entries`."""
    lines = sorted(f"{each.fingerprint} {each.entity_type} {each.path}" for each in set(entries))
    return "".join(f"{line}\n" for line in [f"{_HEAD}{VERSION}", *lines]).encode("utf-8", "surrogateescape")
