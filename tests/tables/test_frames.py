"""Data frames: what each column holds is told, whole columns are treated, all else stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key, UsageError

pytest.importorskip("narwhals")
pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

GUARD = Guard()
KEY = Key(bytes(range(40, 72)))
ROWS = {
    "姓名": ["王小明", "李四", None, "欧阳娜娜"],
    "手机": ["13812345678", "139-1234-5678", " 13712345678", "无"],
    "号码": [13812345678, 13912345678, 13712345678, 13612345678],
    "金额": [12.5, 8.0, 3.25, 100.0],
    "订单号": ["202401010000000001", "202401010000000002", "202401010000000003", "202401010000000004"],
    "备注": ["请打13512345678", "", "无", "已付"],
}


def test_the_plan_says_what_columns_hold() -> None:
    plan = GUARD.plan_table(pd.DataFrame(ROWS))
    assert {each.name: each.entity_type for each in plan.columns} == {
        "姓名": "PERSON", "手机": "CN_MOBILE", "号码": "CN_MOBILE", "金额": None, "订单号": None, "备注": None
    }  # fmt: skip
    roles = {each.name: each.role for each in plan.columns}
    assert (roles["手机"], roles["备注"], roles["金额"]) == ("direct", "text", "none")
    assert "13812345678" not in str(plan)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_cells_are_treated_and_all_else_stays(library: str) -> None:
    frame = pd.DataFrame(ROWS, index=[3, 3, 1, 0]) if library == "pandas" else pl.DataFrame(ROWS)
    done = GUARD.redact_table(frame)
    assert type(done) is type(frame)
    assert list(done["手机"]) == ["138****5678", "139-****-5678", " 137****5678", "无"]
    assert list(done["号码"]) == ["138****5678", "139****5678", "137****5678", "136****5678"]
    assert list(done["备注"]) == ["请打135****5678", "", "无", "已付"]
    assert list(done["订单号"]) == ROWS["订单号"]
    assert done["金额"].dtype == frame["金额"].dtype
    assert list(done["金额"]) == ROWS["金额"]
    assert list(done.columns) == list(frame.columns)
    assert list(frame["手机"]) == ROWS["手机"]
    if library == "pandas":
        assert list(done.index) == [3, 3, 1, 0]
        assert done["姓名"].isna().tolist() == [False, False, True, False]


def test_redacting_twice_changes_nothing() -> None:
    once = GUARD.redact_table(pl.DataFrame(ROWS))
    assert GUARD.redact_table(once).equals(once)


def test_a_number_has_one_token_in_every_column_and_in_text() -> None:
    guard = Guard(policy="hash", key=KEY)
    frame = pl.DataFrame(
        {"主叫": ["13812345678"] * 3, "被叫": ["+86 138 1234 5678"] * 3, "备注": ["电话13812345678"] * 3}
    )
    done = guard.redact_table(frame)
    token = done["主叫"][0]
    assert token.startswith("<CN_MOBILE:")
    assert done["被叫"][0] == token
    assert done["备注"][0] == f"电话{token}" == guard.redact("电话13812345678")


def test_a_damaged_cell_of_a_personal_column_does_not_stay() -> None:
    values = [f"1381234{number}" for number in range(5000, 5030)]
    done = GUARD.redact_table(pl.DataFrame({"手机": [*values, "1381234567", "1.38123E+10"]}))
    assert done["手机"][-2] != "1381234567"
    assert "38123" not in done["手机"][-1]


def test_rules_by_column_go_first() -> None:
    guard = Guard(policy={"columns": {"金额": {"operator": "generalize", "as": "amount"}, "备注": "redact"}})
    done = guard.redact_table(pl.DataFrame({"金额": ["1234", "88"], "备注": ["甲", "乙"]}))
    assert done["备注"].to_list() == ["", ""]
    assert done["金额"].to_list() != ["1234", "88"]


def test_a_plan_can_be_passed_back_and_is_checked() -> None:
    plan = GUARD.plan_table(pl.DataFrame(ROWS))
    assert GUARD.redact_table(pl.DataFrame(ROWS), plan).equals(GUARD.redact_table(pl.DataFrame(ROWS)))
    with pytest.raises(UsageError, match="a column that is not there: '姓名'"):
        GUARD.redact_table(pl.DataFrame({"别的": ["甲"]}), plan)


CELLS = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["13812345678", "11010519491231002X", "王小明"]))


@given(
    st.dictionaries(st.text(min_size=1, max_size=4), st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4)
)
def test_any_frame_keeps_its_shape(data: dict[str, list[Any]]) -> None:
    frame = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String))
    done = GUARD.redact_table(frame)
    assert done.schema == frame.schema
    assert done.height == frame.height
    assert all(
        (one is None) == (two is None) for name in data for one, two in zip(frame[name], done[name], strict=True)
    )


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(UsageError, match="a list is not a data frame"):
        GUARD.plan_table([1])


MOBILES = ["13812345678", "13912345678", "13712345678"]
TYPES = {
    "str": (pd.Series(MOBILES, dtype="str"), "same"),
    "object": (pd.Series(MOBILES, dtype=object), "same"),
    "string": (pd.Series([*MOBILES[:2], None], dtype="string"), "same"),
    "arrow string": (pd.Series(MOBILES, dtype="string[pyarrow]"), "same"),
    "arrow": (pd.Series([*MOBILES[:2], None], dtype=pd.ArrowDtype(pa.string())), "same"),
    "category": (pd.Series(pd.Categorical(MOBILES, ordered=True)), "category"),
    "int": (pd.Series(map(int, MOBILES)), "str"),
    "Int64": (pd.Series([*map(int, MOBILES[:2]), None], dtype="Int64"), "string"),
    "float": (pd.Series([*map(float, MOBILES[:2]), float("nan")]), "str"),
    "arrow int": (pd.Series(list(map(int, MOBILES)), dtype=pd.ArrowDtype(pa.int64())), "string[pyarrow]"),
}


@pytest.mark.parametrize("name", TYPES)
def test_pandas_types_stay_or_become_text_with_missing_cells(name: str) -> None:
    column, expected = TYPES[name]
    done = GUARD.redact_table(pd.DataFrame({"手机": column, "n": [1, 2, 3]}))
    assert done["n"].dtype == "int64"
    assert done["手机"].dtype == column.dtype if expected == "same" else str(done["手机"].dtype) == expected
    assert [None if missing else cell for missing, cell in zip(column.isna(), done["手机"], strict=True)] == [
        None if missing else f"{str(mobile)[:3]}****{str(mobile)[7:11]}"
        for missing, mobile in zip(column.isna(), MOBILES, strict=True)
    ]


def test_categories_that_no_row_has_do_not_stay() -> None:
    frame = pd.DataFrame({"手机": pd.Categorical(MOBILES)}).iloc[:1]
    assert "13912345678" not in str(GUARD.redact_table(frame)["手机"].cat.categories.tolist())
    enum = pl.Enum(MOBILES)
    done = GUARD.redact_table(pl.DataFrame({"手机": pl.Series(MOBILES[:1], dtype=enum)}))
    assert done["手机"].dtype == pl.Enum(["138****5678", "139****5678", "137****5678"])


def test_names_of_columns_and_rows_may_repeat() -> None:
    frame = pd.DataFrame([["13812345678", 1, "13912345678"]] * 3, columns=["手机", "n", "手机"], index=[7, 7, 7])
    done = GUARD.redact_table(frame)
    assert done.iloc[0].tolist() == ["138****5678", 1, "139****5678"]
    assert list(done.columns) == ["手机", "n", "手机"]
    assert list(done.index) == [7, 7, 7]
    table = pa.table([pa.array(MOBILES), pa.array(MOBILES)], names=["手机", "手机"])
    assert GUARD.redact_table(table).column(1).to_pylist() == ["138****5678", "139****5678", "137****5678"]


def test_names_that_are_no_text() -> None:
    frame = pd.DataFrame([["13812345678", 5]] * 3)
    assert GUARD.redact_table(frame).iloc[0].tolist() == ["138****5678", 5]
    frame.columns = pd.MultiIndex.from_tuples([("a", "手机"), ("a", "n")])
    assert GUARD.redact_table(frame)["a"]["手机"].tolist() == ["138****5678"] * 3


def test_numbers_of_people_in_the_index_stay_with_a_warning() -> None:
    frame = pd.DataFrame({"n": [1, 2, 3]}, index=pd.Index(MOBILES, name="手机"))
    with pytest.warns(UserWarning, match="the index holds CN_MOBILE and stays"):
        assert list(GUARD.redact_table(frame).index) == MOBILES


def test_lists_structures_and_bytes_keep_their_type() -> None:
    data = {
        "l": pa.array([[each] for each in MOBILES]),
        "s": pa.array([{"tel": each, "n": 1} for each in MOBILES]),
        "m": pa.array([[("tel", each)] for each in MOBILES], pa.map_(pa.string(), pa.string())),
        "d": pa.array(MOBILES).dictionary_encode(),
        "v": pa.array(MOBILES, pa.string_view()),
        "b": pa.array([each.encode() for each in MOBILES]),
        "numbers": pa.array([[int(each)] for each in MOBILES]),
    }
    table = pa.table(data).replace_schema_metadata({"from": "us"})
    done = GUARD.redact_table(table)
    assert done.schema.metadata == {b"from": b"us"}
    assert done.slice(0, 1).to_pylist() == [
        {
            "l": ["138****5678"], "s": {"tel": "138****5678", "n": 1}, "m": [("tel", "138****5678")],
            "d": "138****5678", "v": "138****5678", "b": b"138****5678", "numbers": ["138****5678"],
        }
    ]  # fmt: skip
    assert [field.type for field in done.schema][:-1] == [field.type for field in table.schema][:-1]
    columns = pl.DataFrame({"l": [[each] for each in MOBILES], "s": [{"tel": each, "n": 1} for each in MOBILES]})
    assert GUARD.redact_table(columns).schema == columns.schema
    assert GUARD.redact_table(columns).row(0) == (["138****5678"], {"tel": "138****5678", "n": 1})
    cells = pd.DataFrame({"x": [["13812345678", 3], {"tel": 13912345678}, ("a",)]})
    assert GUARD.redact_table(cells)["x"].tolist() == [["138****5678", 3], {"tel": "139****5678"}, ("a",)]


def test_columns_that_a_plan_does_not_name_are_looked_at() -> None:
    plan = GUARD.plan_table(pl.DataFrame({"n": [1]}))
    assert GUARD.redact_table(pl.DataFrame({"n": [1], "x": ["13812345678"]}), plan).row(0) == (1, "138****5678")


def test_a_report_tells_what_each_cell_holds_and_no_value() -> None:
    report = GUARD.scan_table(pd.DataFrame(ROWS))
    assert report.counts() == {
        "姓名": {"PERSON": 3}, "手机": {"CN_MOBILE": 3}, "号码": {"CN_MOBILE": 4}, "备注": {"CN_MOBILE": 1}
    }  # fmt: skip
    first = report.findings[0]
    assert (first.row, first.column, first.finding.entity_type, first.finding.start) == (0, 0, "PERSON", 0)
    assert report.rows == 4
    assert report.plan == GUARD.plan_table(pd.DataFrame(ROWS))
    assert "13812345678" not in f"{report!r}{report}"


WIDE = st.fixed_dictionaries(
    {
        "text": st.lists(CELLS, min_size=3, max_size=3),
        "whole": st.lists(st.integers(-(2**60), 2**60) | st.just(13812345678), min_size=3, max_size=3),
        "part": st.lists(st.floats(width=32), min_size=3, max_size=3),
        "truth": st.lists(st.booleans(), min_size=3, max_size=3),
        "day": st.lists(st.dates(), min_size=3, max_size=3),
    }
)


@given(
    WIDE, st.sampled_from(["pandas", "polars", "pyarrow"]), st.lists(st.sampled_from("aab"), min_size=3, max_size=3)
)
def test_any_frame_keeps_what_is_not_touched(data: dict[str, list[Any]], library: str, index: list[str]) -> None:
    plan = GUARD.plan_table(pl.DataFrame(data, schema_overrides={"text": pl.String}))
    if library == "pandas":
        frame = pd.DataFrame(data | {"text": pd.array(data["text"], dtype="string")}, index=index)
        before, done = frame.copy(), GUARD.redact_table(frame, plan)
        pd.testing.assert_frame_equal(frame, before)
        assert list(done.index) == index
        assert list(done.columns) == list(frame.columns)
        kinds = {name: (str(frame[name].dtype), str(done[name].dtype)) for name in data}
        rows = {name: (frame[name].tolist(), done[name].tolist()) for name in data}
        again = GUARD.redact_table(done, plan)
        pd.testing.assert_frame_equal(again, done)
    else:
        make = pl.DataFrame(data, schema_overrides={"text": pl.String})
        frame = make if library == "polars" else make.to_arrow()
        done = GUARD.redact_table(frame, plan)
        assert done.shape == frame.shape
        types = dict(frame.schema) if library == "polars" else {each.name: each.type for each in frame.schema}
        after = dict(done.schema) if library == "polars" else {each.name: each.type for each in done.schema}
        kinds = {name: (str(types[name]), str(after[name])) for name in data}
        rows = {
            name: (list(frame[name].to_pylist() if library == "pyarrow" else frame[name]),
                   list(done[name].to_pylist() if library == "pyarrow" else done[name]))
            for name in data
        }  # fmt: skip
        again = GUARD.redact_table(done, plan)
        assert repr(again.to_pydict() if library == "pyarrow" else again.rows()) == repr(
            done.to_pydict() if library == "pyarrow" else done.rows()
        )
    for name, (old, new) in rows.items():
        if kinds[name][0] == kinds[name][1] and name != "text":
            assert repr(old) == repr(new)
        elif name != "text":
            assert any("*" in str(value) for value in new)
