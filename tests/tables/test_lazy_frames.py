"""Frames whose rows come when they are asked for: planned by the first, redacted lazily, the same kind back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from shutil import which
from typing import Any

import pytest

from piiguard import Guard, Key, UsageError

pytest.importorskip("narwhals")
pa = pytest.importorskip("pyarrow")
pl = pytest.importorskip("polars")

GUARD = Guard()
MOBILES = [f"138{number:08}" for number in range(50)]
DATA: dict[str, Any] = {
    "手机": [*MOBILES[:49], None],
    "号码": [int(each) for each in MOBILES],
    "生日": [date(1990, 1, 2)] * 50,
    "备注": ["打13912345678", "", None, "无", "已付"] * 10,
    "l": [[each] for each in MOBILES],
    "s": [{"tel": each, "n": 1} for each in MOBILES],
    "n": list(range(50)),
    "p": [1.5] * 50,
    "b": [True] * 50,
}
FIRST = ("138****0000", "138****0000", "1990-**-**", "打139****5678", ["138****0000"], {"tel": "138****0000", "n": 1})
LAST = (None, "138****0049", "1990-**-**", "已付", ["138****0049"], {"tel": "138****0049", "n": 1})
REST = ((0, 1.5, True), (49, 1.5, True))


def rows_by_plan(frame: Any) -> Any:
    """Return a plan under which columns of numbers are looked at cell by cell."""
    plan = GUARD.plan_table(frame)
    bare = [each._replace(entity_type=None, recognizer=None, treatment="by cell") for each in plan.columns]
    return plan._replace(columns=tuple(bare))


def test_polars() -> None:
    frame = pl.LazyFrame(DATA).with_columns(
        c=pl.col("手机").cast(pl.Categorical), e=pl.lit("x").cast(pl.Enum(["x", "y"]))
    )
    done = GUARD.redact_table(frame)
    assert isinstance(done, pl.LazyFrame)
    made = done.collect(engine="streaming")
    assert made.schema == done.collect_schema()
    assert made.row(0) == (*FIRST, *REST[0], "138****0000", "x")
    assert made.row(49) == (*LAST, *REST[1], None, "x")
    assert made.drop("手机", "号码", "生日", "e").schema == frame.drop("手机", "号码", "生日", "e").collect_schema()
    assert GUARD.scan_table(frame).counts() == GUARD.scan_table(frame.collect()).counts()


def test_a_number_that_would_become_text_in_a_column_of_numbers_is_an_error() -> None:
    frame = pl.LazyFrame({"x": [13812345678]})
    with pytest.raises(UsageError, match="column 'x': a number would become text"):
        GUARD.redact_table(frame, rows_by_plan(frame)).collect()


def test_what_needs_all_rows_is_refused() -> None:
    frame = pl.LazyFrame({"手机": MOBILES})
    numbered = Guard(policy={"default": {"operator": "tag", "number": "document"}})
    with pytest.raises(UsageError, match="need the rows in order"):
        numbered.redact_table(frame)
    plan = GUARD.plan_table(frame)
    shuffled = plan._replace(columns=(plan.columns[0]._replace(treatment="shuffle", params={}),))
    with pytest.raises(UsageError, match="column '手机': 'shuffle' needs all cells"):
        GUARD.redact_table(frame, shuffled)
    with pytest.raises(UsageError, match="a column that is not there: '手机'"):
        GUARD.redact_table(pl.LazyFrame({"x": [1]}), plan)


def test_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.register("t", pa.table(DATA))
    frame = connection.sql(
        "SELECT *, 'x'::ENUM('x', 'y') e, 1::HUGEINT h, 3.25::DECIMAL(9,2) d, TIME '12:00:00' ti, "
        "'{\"tel\":\"13812345678\"}'::VARCHAR js, MAP {'k': '13812345678'} m FROM t ORDER BY n"
    )
    done = GUARD.redact_table(frame)
    assert type(done) is type(frame)
    first, *_, last = done.fetchall()
    assert first[:9] == (*FIRST, *REST[0])
    assert last[:9] == (*LAST, *REST[1])
    assert first[13:] == ('{"tel":"138****5678"}', {"k": "138****5678"})
    assert done.columns == frame.columns
    changed = {name for name, one, two in zip(frame.columns, frame.types, done.types, strict=True) if one != two}
    assert changed == {"号码", "生日", "e"}
    # It is a relation like any other: not read before it is asked, and asked again.
    assert done.filter("\"手机\" = '138****0007'").count("*").fetchall() == [(1,)]
    assert GUARD.scan_table(frame.project('"手机", n')).counts() == {"手机": {"CN_MOBILE": 49}}
    bare = connection.sql("SELECT 13812345678 x")
    failing = GUARD.redact_table(bare, rows_by_plan(bare))
    with pytest.raises(duckdb.Error, match="column 'x': a number would become text"):
        failing.fetchall()


def test_a_number_has_the_same_token_in_lazy_frames_and_in_text() -> None:
    guard = Guard(policy="hash", key=Key(bytes(range(40, 72))))
    made = guard.redact_table(pl.LazyFrame({"手机": MOBILES, "号码": [int(each) for each in MOBILES]})).collect()
    assert made["手机"].to_list() == made["号码"].to_list() == [guard.redact(each) for each in MOBILES]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch, socket_enabled: None) -> Iterator[Any]:
    pytest.importorskip("pyspark")
    if which("java") is None:
        pytest.skip("Spark needs Java")
    from pyspark.sql import SparkSession

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    made = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    spark = made.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    yield spark
    spark.stop()


@pytest.mark.filterwarnings("ignore")
def test_pyspark(session: Any) -> None:
    names = ["手机", "号码", "生日", "备注", "l", "n", "p", "b"]
    rows = list(zip(*(DATA[name] for name in names), strict=True))
    frame = session.createDataFrame(rows, names)
    done = GUARD.redact_table(frame)
    assert type(done) is type(frame)
    assert [field.dataType.simpleString() for field in done.schema.fields] == [
        "string", "string", "string", "string", "array<string>", "bigint", "double", "boolean"
    ]  # fmt: skip
    first, *_, last = [tuple(row) for row in done.collect()]
    assert first == (*FIRST[:5], *REST[0])
    assert last == (*LAST[:5], *REST[1])
    assert GUARD.scan_table(frame.select("手机", "n")).counts() == {"手机": {"CN_MOBILE": 49}}
