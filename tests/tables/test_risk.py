"""Risk: k, l and t as pyCANON measures them, and tables that are k-anonymous when they are said to be."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from piiguard.tables.k_anonymity import generalized
from piiguard.tables.ladders import ladder
from piiguard.tables.risk import Risk, measure

# Computed with pyCANON 1.3.6 (PyPI), which needs an older pandas than the one here: each line holds a table and what
# its k_anonymity, l_diversity and t_closeness return for the attributes `s` (words) and `n` (numbers).
PYCANON = [json.loads(line) for line in Path(__file__).with_name("pycanon.jsonl").read_text("utf-8").splitlines()]
TABLES = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.integers(18, 60).map(str), st.sampled_from(["感冒", "哮喘", "无"])),
    min_size=1, max_size=40,
)  # fmt: skip


def columns(rows: list[tuple[str, ...]]) -> dict[str, list[str]]:
    return dict(zip("甲年病", map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize("case", PYCANON, ids=range(len(PYCANON)))
def test_agrees_with_pycanon(case: dict[str, Any]) -> None:
    found = measure(case["columns"], case["quasi"], ["s", "n"])
    words, numbers = found.sensitive
    assert (found.k, words.l, numbers.l) == (case["k"], case["l_s"], case["l_n"])
    assert (words.t, numbers.t) == pytest.approx((case["t_s"], case["t_n"]), abs=1e-8)


@pytest.mark.filterwarnings("ignore")  # of pandas, about how pyCANON uses it
def test_agrees_with_pycanon_where_it_is_installed() -> None:
    anonymity = pytest.importorskip("pycanon.anonymity")
    pandas = pytest.importorskip("pandas")
    draw = random.Random(3)
    for _ in range(20):
        own = {"q": draw.choices("xyz", k=30), "s": draw.choices(["flu", "ok", "hiv"], k=30)}
        frame = pandas.DataFrame(own)
        found = measure(own, ["q"], ["s"])
        assert found.k == anonymity.k_anonymity(frame, ["q"])
        assert found.sensitive[0].l == anonymity.l_diversity(frame, ["q"], ["s"])
        assert found.sensitive[0].t == pytest.approx(anonymity.t_closeness(frame, ["q"], ["s"]))


def test_a_table_by_hand() -> None:
    found = measure({"q": list("aabbb"), "s": list("xyxxx")}, ["q"], ["s"])
    assert found == Risk(
        rows=5, classes=2, k=2, unique=0, below={2: 0, 3: 2, 5: 5, 10: 5}, highest=0.5, mean=0.4, distinct={"q": 2},
        sensitive=found.sensitive,
    )  # fmt: skip
    (own,) = found.sensitive
    assert (own.l, own.entropy_l, round(own.t, 9)) == (1, 1.0, 0.3)


def test_an_empty_table_has_no_risk() -> None:
    found = measure({"q": [], "s": []}, ["q"], ["s"])
    assert (found.rows, found.k, found.highest, found.mean) == (0, 0, 0.0, 0.0)


@given(TABLES)
@settings(max_examples=80, deadline=None)
def test_measures_hold_together(rows: list[tuple[str, ...]]) -> None:
    found = measure(columns(rows), ["甲", "年"], ["病"])
    assert 1 <= found.k <= found.rows // found.classes
    assert 1 <= found.sensitive[0].l <= min(found.k if found.k > 3 else 3, 3)
    assert 1 - 1e-9 <= found.sensitive[0].entropy_l <= found.sensitive[0].l * 3
    assert -1e-9 <= found.sensitive[0].t <= 1
    assert found.unique == found.below[2]
    shuffled = random.Random(0).sample(rows, len(rows))
    assert measure(columns(shuffled), ["甲", "年"], ["病"]).k == found.k


@given(TABLES, st.integers(2, 6), st.sampled_from([0.0, 0.05, 0.3]))
@settings(max_examples=60, deadline=None)
def test_made_k_anonymous_means_k_anonymous(rows: list[tuple[str, ...]], k: int, most: float) -> None:
    table = columns(rows)
    made = generalized(table, ["甲", "年"], k, most)
    if made is None:
        assert len(rows) < k
        return
    assert len(rows) - len(made.kept) <= most * len(rows)
    kept = {name: [values[place] for place in made.kept] for name, values in made.columns.items()}
    assert measure(kept, ["甲", "年"]).k >= k
    again = generalized(table, ["甲", "年"], k, most)
    assert again == made
    assert all(len(values) == len(rows) for values in made.columns.values())


def test_what_is_k_anonymous_already_stays() -> None:
    table = {"性别": ["男", "女"] * 10}
    made = generalized(table, ["性别"], 5)
    assert made is not None
    assert (made.columns, made.kept, made.steps) == (table, list(range(20)), {"性别": "as it is"})


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("年龄", ["23", "27", "31"], {"bands of 10 years": ["20-29", "20-29", "30-39"]}),
        ("出生日期", ["1990-03-01", "1990-05-07", "1991-01-01"], {"year": ["1990", "1990", "1991"]}),
        ("邮编", ["100081", "100082", "518000"], {"first 5": ["10008*", "10008*", "51800*"]}),
        (
            "住址",
            ["山东省济南市历下区经十路1号", "山东省济南市历下区泉城路22号", "广东省深圳市南山区科技路3号"],
            {"town": ["山东省济南市历下区", "山东省济南市历下区", "广东省深圳市南山区"]},
        ),
        ("年收入", ["12000", "12900", "58000"], {"bands of 1000": ["12000~13000", "12000~13000", "58000~59000"]}),
        ("血型", ["A", "B", "O"], {}),
    ],
)  # fmt: skip
def test_ladder_of(header: str, values: list[str], expected: dict[str, list[str]]) -> None:
    rungs = {rung.name: [rung.coarse[value] for value in values] for rung in ladder(header, values)}
    assert next(iter(rungs)) == "as it is"
    *_, top = rungs.values()
    assert len(set(top)) == 1
    for name, coarse in expected.items():
        assert rungs[name] == coarse


@given(st.lists(st.text(max_size=8), min_size=1, max_size=12, unique=True), st.sampled_from(["年龄", "日期", "x"]))
@settings(max_examples=80, deadline=None)
def test_each_rung_of_a_ladder_is_coarser(values: list[str], header: str) -> None:
    sizes = [len(set(rung.coarse.values())) for rung in ladder(header, values)]
    assert sizes == sorted(set(sizes), reverse=True)
    assert sizes[-1] == 1 or len(values) == 1
