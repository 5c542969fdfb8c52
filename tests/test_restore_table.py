"""Tokens and encrypted columns of data frames come back; index, order, types and other columns stay."""

from __future__ import annotations

from typing import Any

import pytest

from piiguard import Guard, Key, UsageError
from piiguard.operators import build
from piiguard.operators.columns import apply_column

pytest.importorskip("cryptography")
pytest.importorskip("narwhals")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

KEY = Key(bytes(range(40, 72)))
MOBILES = ["13812345678", "13912345678", "13712345678"]
NOTES = ["手机13812345678", "无", "联系人：王小明，手机13712345678"]


@pytest.fixture
def safe() -> dict[str, list[Any]]:
    guard = Guard(policy="fpe", key=KEY)
    template = guard.request_of_kind("CN_MOBILE")
    encrypt = Guard(policy={"default": "encrypt"}, key=KEY)
    return {
        "号码": apply_column(build("fpe", {}, KEY), template, MOBILES),
        "备注": [encrypt.redact(note) for note in NOTES],
        "数量": [1, 2, 3],
        "空": ["a", None, "c"],
    }


def test_pandas_keeps_index_types_and_the_frame_given(safe: dict[str, list[Any]]) -> None:
    frame = pd.DataFrame(safe, index=["x", "y", "y"])
    before = frame.copy()
    plain = Guard(policy="fpe", key=KEY).restore_table(frame, {"号码": "CN_MOBILE"})
    assert list(plain["号码"]) == MOBILES
    assert list(plain["备注"]) == NOTES
    assert list(plain.index) == ["x", "y", "y"]
    assert list(plain.columns) == list(before.columns)
    assert plain["数量"].dtype == before["数量"].dtype
    assert plain["空"].isna().tolist() == [False, True, False]
    pd.testing.assert_frame_equal(frame, before)


def test_polars_keeps_its_schema(safe: dict[str, list[Any]]) -> None:
    frame = pl.DataFrame(safe)
    plain = Guard(policy="fpe", key=KEY).restore_table(frame, {"号码": "CN_MOBILE"})
    assert plain.schema == frame.schema
    assert plain["号码"].to_list() == MOBILES
    assert plain["备注"].to_list() == NOTES
    assert plain["空"].to_list() == ["a", None, "c"]


def test_without_columns_bare_cells_stay(safe: dict[str, list[Any]]) -> None:
    plain = Guard(policy={"default": "encrypt"}, key=KEY).restore_table(pl.DataFrame(safe))
    assert plain["号码"].to_list() == safe["号码"]
    assert plain["备注"].to_list() == NOTES


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"没有": "CN_MOBILE"}, "no column '没有'"),
        ({"号码": "CN_MOBIL"}, "did you mean CN_MOBILE"),
        ({"备注": "PERSON"}, "treats PERSON with"),
    ],
    ids=["column", "kind", "operator"],
)
def test_what_is_not_there_is_refused(safe: dict[str, list[Any]], columns: dict[str, str], why: str) -> None:
    guard = Guard(policy={"default": "encrypt", "entities": {"CN_MOBILE": "fpe"}}, key=KEY)
    with pytest.raises(UsageError, match=why):
        guard.restore_table(pl.DataFrame(safe), columns)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(UsageError, match="a list is not a data frame"):
        Guard(key=KEY).restore_table([1])
