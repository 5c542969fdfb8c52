"""Columns of tables as shops, forums, hospitals, operators and offices keep them; all people are made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from piiguard.guard import Guard
from piiguard.tables.plan import plan_sheet

GUARD = Guard()
# A line for each table: of each column its name, the kinds that are right for it, its cells, and what a known miss is
# planned as.
TABLES = [json.loads(line) for line in Path(__file__).with_name("columns.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table["table"]))
def test_columns_are_what_they_are(table: dict[str, Any]) -> None:
    columns = table["columns"]
    plan = plan_sheet(GUARD, [each["name"] for each in columns], [each["cells"] for each in columns])
    for planned, column in zip(plan.columns, columns, strict=True):
        right = [column["planned"]] if "planned" in column else column["is"]
        assert (planned.entity_type or "NONE") in right, column["name"]


def test_nearly_all_columns_are_right() -> None:
    columns = [column for table in TABLES for column in table["columns"]]
    assert sum("planned" not in column for column in columns) >= 0.98 * len(columns)
    taken = [column for column in columns if column.get("planned") == "CN_MOBILE"]
    assert [column["name"] for column in taken] == ["crc"]  # a header that says nothing, and numbers like any
