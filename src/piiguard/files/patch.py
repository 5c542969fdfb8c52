"""Reads git's patches without context lines: which files changed, into which object, and which lines are new."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_BEGIN: Final = b"diff --git "
_INDEX: Final = re.compile(rb"index [0-9a-f]+\.\.([0-9a-f]+)")
_HUNK: Final = re.compile(rb"@@ -[0-9,]+ \+([0-9]+)(?:,([0-9]+))? @@")
_ESCAPE: Final = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_LETTERS: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


class Change(NamedTuple):
    """A changed file: its path from the top, its new object, and the first and last line of each new part.

    `added` is None where git takes the file for binary (UTF-16 among them): then every line counts as new.
    """

    path: str
    blob: str
    added: tuple[tuple[int, int], ...] | None


def changes(lines: Iterable[bytes]) -> Iterator[Change]:
    """Yield the changed files of a patch, those that were removed left out."""
    path = blob = ""
    added: list[tuple[int, int]] = []
    binary = False
    for line in lines:
        if line[:1] in (b"+", b"-", b" ", b"\\"):
            continue  # content, whatever it looks like
        if line.startswith(_BEGIN):
            if blob.strip("0"):
                yield Change(path, blob, None if binary else tuple(added))
            path, blob, added, binary = _path(line[len(_BEGIN) :].rstrip(b"\n")), "", [], False
        elif match := _INDEX.match(line):
            blob = match[1].decode("ascii")
        elif match := _HUNK.match(line):
            first, count = int(match[1]), int(match[2] or 1)
            if count:
                added.append((first, first + count - 1))
        elif line.startswith(b"Binary files "):
            binary = True
    if blob.strip("0"):
        yield Change(path, blob, None if binary else tuple(added))


def in_all(changed: Iterable[Change], parents: int) -> Iterator[Change]:
    """Yield what differs from every parent, with the lines that are new to all of them."""
    by_path: dict[str, list[Change]] = {}
    for each in changed:
        by_path.setdefault(each.path, []).append(each)
    for those in by_path.values():
        if len(those) == parents:
            added = those[0].added
            for each in those[1:]:
                added = _common(added, each.added)
            yield those[0]._replace(added=added)


def _common(
    one: tuple[tuple[int, int], ...] | None, other: tuple[tuple[int, int], ...] | None
) -> tuple[tuple[int, int], ...] | None:
    if one is None or other is None:
        return one if other is None else other
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((first, last) for first, last in both if first <= last)


def _path(names: bytes) -> str:
    """Return the path of `a/PATH b/PATH`: without renames both are the same, so each is half."""
    half = names[(len(names) + 1) // 2 :]
    if half.startswith(b'"'):
        half = _ESCAPE.sub(_unescaped, half[1:-1])
    return os.fsdecode(half[2:])


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8) & 255]) if len(code) == 3 else _LETTERS.get(code, code)
