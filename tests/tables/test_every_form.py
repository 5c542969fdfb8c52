"""One number has one token wherever it stands: every form of table, every kind of frame, every column, and text."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard, Key
from piiguard.tables.csv_text import CsvRewriter
from piiguard.tables.json_text import JsonRewriter
from piiguard.tables.sql_text import SqlRewriter

pytest.importorskip("narwhals")
openpyxl = pytest.importorskip("openpyxl")
pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

GUARD = Guard(policy="hash", key=Key(bytes(range(60, 92))))
GRAPH = Guard(policy={"records": {"CALL_RECORD": "graph"}}, key=Key(bytes(range(60, 92))))
HEADER = ("本方号码", "对方号码", "开始时间", "时长", "备注")


def rows(one: str, two: str) -> list[tuple[str, ...]]:
    written = f"+86 {two[:3]}-{two[3:7]}-{two[7:]}"
    return [(one, written, "2024-03-01 10:00:01", "85", f"回拨{one}，手机{two}")] * 3


def texts(guard: Guard, table: list[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the table in each form that is text, redacted."""
    for sign in ",\t;|":
        lines = [sign.join(row) + "\n" for row in (HEADER, *table)]
        yield f"CSV {sign!r}", "".join(CsvRewriter(guard, "t").rewritten(["".join(lines)]))
    objects = "".join(json.dumps(dict(zip(HEADER, row, strict=True))) + "\n" for row in table)
    yield "JSON", "".join(JsonRewriter(guard, "t").rewritten([objects]))
    values = ",".join("(" + ",".join(f"'{cell}'" for cell in row) + ")" for row in table)
    insert = f"INSERT INTO calls ({','.join(HEADER)}) VALUES {values};\n"
    yield "SQL", "".join(SqlRewriter(guard, "t").rewritten([insert]))


def frames(guard: Guard, table: list[tuple[str, ...]]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the first row of each kind of frame and file of columns, redacted."""
    from piiguard.tables.arrow_files import ArrowRewriter
    from piiguard.tables.workbook import WorkbookRewriter

    columns = {name: [row[place] for row in table] for place, name in enumerate(HEADER)}
    yield "pandas", guard.redact_table(pd.DataFrame(columns)).iloc[0].tolist()
    yield "polars", list(guard.redact_table(pl.DataFrame(columns)).row(0))
    yield "lazy polars", list(guard.redact_table(pl.LazyFrame(columns)).collect().row(0))
    yield "Arrow", list(guard.redact_table(pa.table(columns)).slice(0, 1).to_pylist()[0].values())
    source, target = io.BytesIO(), io.BytesIO()
    with pa.ipc.new_file(source, pa.table(columns).schema) as writer:
        writer.write_table(pa.table(columns))
    source.seek(0)
    ArrowRewriter(guard, "t").rewrite(source, target)
    yield "Arrow file", list(pa.ipc.open_file(target.getvalue()).read_all().slice(0, 1).to_pylist()[0].values())
    book, source, target = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for row in (HEADER, *table):
        book.active.append(row)
    book.save(source)
    source.seek(0)
    WorkbookRewriter(guard, "t").rewrite(source, target)
    yield "workbook", [cell.value for cell in openpyxl.load_workbook(target).active[2]]


MOBILE = st.from_regex("1(?:3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}", fullmatch=True)


@pytest.mark.parametrize("guard", [GUARD, GRAPH], ids=["hash", "graph"])
@settings(max_examples=10)
@given(one=MOBILE, two=MOBILE)
def test_a_number_has_one_token_in_every_form(guard: Guard, one: str, two: str) -> None:
    table = rows(one, two)
    first, second = GUARD.redact(one), GUARD.redact(two)
    assert first.startswith("<CN_MOBILE:")
    note = f"回拨{first}，手机{second}"
    for form, text in texts(guard, table):
        assert text.count(first) == text.count(second) == (6 if one != two else 12), form
        assert one not in text, form
    for form, row in frames(guard, table):
        assert (row[0], row[1], row[4]) == (first, second, note), form
