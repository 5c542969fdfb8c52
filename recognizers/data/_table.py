"""Reads the tab-separated tables of this folder."""

from __future__ import annotations

import os
from typing import Final

_HERE: Final = os.path.dirname(__file__)


def _lines(name: str) -> list[str]:
    with open(os.path.join(_HERE, f"{name}.tsv"), encoding="utf-8") as file:
        return [line for line in file.read().splitlines() if line[0] != "#"]


def rows(name: str) -> list[list[str]]:
    """Return the rows of `name.tsv` as lists of columns, comment lines left out."""
    return [line.split("\t") for line in _lines(name)]


def first_columns(name: str, width: int) -> list[str]:
    """Return the first column of `name.tsv`, all of whose values are `width` characters; quicker than `rows`."""
    return [line[:width] for line in _lines(name)]
