"""Data frames: what each column holds is told, whole columns are treated, all else stays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard, Key, UsageError

pytest.importorskip("narwhals")
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


def test_a_lazy_frame_is_refused_with_a_way_out() -> None:
    with pytest.raises(UsageError, match="a LazyFrame holds no rows before it is asked: collect it"):
        GUARD.plan_table(pl.LazyFrame({"手机": ["13812345678"]}))
    with pytest.raises(UsageError, match="a list is not a data frame"):
        GUARD.plan_table([1])
