"""How many columns of real tables are planned right: `python -m benchmarks.columns FOLDER`.

FOLDER holds `columns.json` and CSV files: for each table `file` and `columns`, each with `name`, `gold` (its kind, or
NONE) and `filled` (cells that are not empty). Empty columns are left out. Names of tables, headers
and kinds are printed, never a cell.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from piiguard import Guard
from piiguard.tables.plan import plan_sheet

# What gold calls a kind, and the entity types that are it.
SAME: Final = {
    "PERSON_NAME": "PERSON",
    "REGION": "LOCATION CN_ADDRESS",
    "PLACE": "LOCATION CN_ADDRESS ORGANIZATION",
    "VENUE_NAME": "LOCATION CN_ADDRESS ORGANIZATION",
    "ADDRESS": "CN_ADDRESS",
    "EMAIL": "EMAIL_ADDRESS",
    "IP": "IP_ADDRESS",
    "MAC": "MAC_ADDRESS",
    "USERNAME": "USER_NAME",
    "PASSWORD_HASH": "PASSWORD",
    "BIRTHDAY": "BIRTH_DATE",
    "POSTCODE": "CN_POSTCODE",
    "CN_ID_CARD": "CN_RESIDENT_ID",
    "CN_LANDLINE": "CN_LANDLINE CN_MOBILE PHONE_NUMBER",
    "CN_MOBILE": "CN_MOBILE PHONE_NUMBER",
    "LATITUDE": "LATITUDE GEO_POINT",
    "LONGITUDE": "LONGITUDE GEO_POINT",
    # Times of anything; only those of records are quasi-identifiers.
    "TIMESTAMP": "TIMESTAMP NONE",
    "NONE": "NONE TIMESTAMP",
}


class Column(NamedTuple):
    """A column, what it holds, and what the plan says."""

    table: str
    name: str
    gold: str
    planned: str

    @property
    def right(self) -> bool:
        """Return whether the plan says what the column holds."""
        return self.planned in SAME.get(self.gold, self.gold).split()


def planned(folder: Path) -> Iterator[Column]:
    """Yield each column of the tables of `folder` that is not empty. Raises `OSError` and `ValueError`."""
    guard = Guard()
    for table, about in json.loads((folder / "columns.json").read_text(encoding="utf-8")).items():
        path = folder / about["file"]
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8-sig", newline="") as stream:
            names, *rows = csv.reader(stream)
        width = range(len(names))
        cells = [[row[place] if place < len(row) else "" for row in rows] for place in width]
        plans = plan_sheet(guard, names, cells).columns
        gold = {each["name"]: each for each in about["columns"]}
        for plan in plans:
            if gold[plan.name]["filled"]:
                yield Column(table, plan.name, gold[plan.name]["gold"], plan.entity_type or "NONE")


def main() -> None:
    """Print the columns that are planned wrong, and how many are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    columns = list(planned(parser.parse_args().folder))
    for each in columns:
        if not each.right:
            print(f"{each.table}.{each.name}: {each.gold}, planned as {each.planned}")
    right = sum(each.right for each in columns)
    print(f"{right} of {len(columns)} columns right ({right / len(columns):.1%})")


if __name__ == "__main__":
    main()
