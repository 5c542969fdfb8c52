"""Reads the tab-separated tables of this folder."""

from __future__ import annotations

import os
from typing import Final

_HERE: Final = os.path.dirname(__file__)


def rows(name: str) -> list[list[str]]:
    """Return the rows of `name.tsv` as lists of columns, comment lines left out."""
    with open(os.path.join(_HERE, f"{name}.tsv"), encoding="utf-8") as file:
        return [line.split("\t") for line in file.read().splitlines() if not line.startswith("#")]
