"""String views, which polars holds, become what the same cells in one buffer become, and hold nothing else."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard, Key
from piiguard.tables.plan import plan_columns
from piiguard.tables.treat import ColumnTreatment

np = pytest.importorskip("numpy")
pa = pytest.importorskip("pyarrow")
pl = pytest.importorskip("polars")

from piiguard.tables.dense_cells import DenseColumn  # noqa: E402
from piiguard.tables.view_cells import viewed  # noqa: E402

KEY = Key(bytes(range(7, 39)))
GUARDS = [Guard(policy=name, key=KEY) for name in ("mask", "strict", "hash", "tag")]
# Beginning, length and header of columns of numbers: short ones stand in the views themselves.
COLUMNS = [
    ("139", 11, "手机"), ("11010119900307", 18, "身份证号"), ("622202", 19, "卡号"), ("35", 15, "IMEI"),
    ("1", 3, "n"),
]  # fmt: skip
WAYS = ["whole", "slice", "reversed", "some", "twice", "joined", "missing", "longer"]


def numbers(chance: random.Random, head: str, size: int, count: int = 400) -> list[str | None]:
    cells = [head + "".join(chance.choices("0123456789", k=size - len(head))) for _ in range(count)]
    return [cell[:-1] + "X" if chance.random() < 0.1 else cell for cell in cells]


def arranged(way: str, values: list[str | None]) -> Any:
    """Return values as polars holds them after some steps."""
    series = pl.Series("a", values, pl.String)
    if way == "slice":
        return series[7:350]
    if way == "reversed":
        return series.reverse()
    if way == "some":
        return series.filter(pl.Series([True, True, False, True] * (len(values) // 4)))
    if way == "twice":
        return series.gather([*range(200), *range(200)])
    if way == "joined":
        return pl.concat([series[:300], series[10:]], rechunk=True)
    if way == "missing":  # the value may be left in the buffers
        frame = pl.DataFrame({"a": series, "which": [place % 5 > 0 for place in range(len(values))]})
        return frame.select(pl.when("which").then("a"))["a"]
    if way == "longer":
        return pl.Series("a", [*values[:200], "?", "", "x" * 60, None, *values[200:]], pl.String)
    return series


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(GUARDS), st.sampled_from(COLUMNS), st.sampled_from(WAYS), st.integers(0, 1 << 32))
def test_views_become_what_cells_in_one_buffer_become(
    guard: Guard, column: tuple[str, int, str], way: str, seed: int
) -> None:
    head, size, name = column
    values = numbers(random.Random(seed), head, size)
    plan = plan_columns(guard, {name: [value or "" for value in values]}).columns[0]
    given_ = arranged(way, values)
    views = pa.chunked_array(given_).combine_chunks()
    assert pa.types.is_string_view(views.type)
    new, changed = DenseColumn(ColumnTreatment(guard, plan)).array(views)
    plain, expected = DenseColumn(ColumnTreatment(guard, plan)).array(views.cast(pa.large_string()))
    new.validate(full=True)
    assert changed == expected
    assert new.type == views.type
    assert new.null_count == views.null_count
    assert new.cast(pa.large_string()).equals(plain) is True
    back = pl.Series("a", new)
    assert back.equals(pl.Series("a", plain.to_pylist(), pl.String), null_equal=True) is True
    assert given_.equals(arranged(way, values), null_equal=True) is True
    kept = set(new.to_pylist())
    held = b"\n".join(buffer.to_pybytes() for buffer in new.buffers()[1:] if buffer is not None)
    left = [
        value for value in values if changed and value not in kept and value is not None and value.encode() in held
    ]
    assert len(left) == 0


def test_which_views_are_overwritten_where_they_stand() -> None:
    chance = random.Random(3)
    told = {}
    for way in WAYS:
        for head, size, name in COLUMNS[:2]:
            array = pa.chunked_array(arranged(way, numbers(chance, head, size))).combine_chunks()
            told[way, name] = viewed(array) is not None
    assert {key for key, is_told in told.items() if is_told} == {
        *((way, "手机") for way in ("whole", "slice", "reversed", "some", "twice", "joined")),
        ("whole", "身份证号"),
    }
