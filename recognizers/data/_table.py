"""Reads the tab-separated tables of this folder."""

from __future__ import annotations

from typing import Final

from piiguard.packaged import content

_HERE: Final = __file__[: -len("_table.py")]


def lines(name: str) -> list[str]:
    """Return the lines of `name.tsv`, its comment lines at the top left out."""
    found = content(f"{_HERE}{name}.tsv").decode().split("\n")
    first = next(index for index, line in enumerate(found) if line[:1] != "#")
    return found[first:-1]


def rows(name: str) -> list[list[str]]:
    """Return the rows of `name.tsv` as lists of columns."""
    return [line.split("\t") for line in lines(name)]
