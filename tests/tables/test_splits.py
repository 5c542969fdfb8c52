"""Values that are split over columns, or damaged by spreadsheets: told in the plan, and hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from piiguard import Guard, Key
from piiguard.tables import plan_file
from piiguard.tables.damage import APOSTROPHE, EXPONENT, FRACTION, TAB, ZEROS, damage
from piiguard.tables.plan import TablePlan, plan_sheet
from piiguard.tables.treat import ColumnTreatment

GUARD = Guard()
KEY = Key(bytes(range(9, 41)))
TABLE = {
    "姓": ["王", "欧阳", "李"],
    "名": ["小明", "娜", "红"],
    "省份": ["江苏省", "北京市", "四川省"],
    "城市": ["南京市", "北京市", "成都市"],
    "区县": ["玄武区", "海淀区", "武侯区"],
    "详细地址": ["中山路18号2栋301室", "中关村大街27号", "人民南路四段1号"],
    "区号": ["025", "010", "028"],
    "电话号码": ["66554433", "88776655", "85554433"],
    "日期": ["2024-03-01", "2024-03-02", "2024-03-03"],
    "时间": ["10:00:01", "11:30:00", "12:00:00"],
    "数量": ["1", "2", "3"],
}


def done(guard: Guard, plan: TablePlan) -> dict[str, list[str]]:
    return {each.name: ColumnTreatment(guard, each).apply(TABLE[each.name]) for each in plan.columns}


def test_parts_are_told_as_one() -> None:
    plan = plan_sheet(GUARD, list(TABLE), list(TABLE.values()))
    said = {each.name: each.evidence for each in plan.columns}
    assert said["姓"] == said["名"] == "part of one name: 姓 + 名"
    assert said["城市"] == said["详细地址"] == "part of one address: 省份 + 城市 + 区县 + 详细地址"
    assert said["区号"] == said["电话号码"] == "part of one telephone number: 区号 + 电话号码"
    assert said["日期"] == said["时间"] == "part of one time: 日期 + 时间"
    assert "part of" not in said["数量"]


def test_a_mask_shows_what_it_shows_of_the_whole(tmp_path: Path) -> None:
    plan = plan_sheet(GUARD, list(TABLE), list(TABLE.values()))
    safe = done(GUARD, plan)
    assert (safe["姓"], safe["名"]) == (TABLE["姓"], ["**", "*", "*"])
    assert safe["区县"] == TABLE["区县"]
    assert not any(char.isdigit() for cell in safe["详细地址"] for char in cell)
    assert (safe["区号"], safe["电话号码"][0]) == (TABLE["区号"], "66****33")
    assert (safe["日期"], safe["时间"], safe["数量"]) == (TABLE["日期"], TABLE["时间"], TABLE["数量"])
    (tmp_path / "plan.toml").write_text(plan_file.written(plan), "utf-8")
    assert done(GUARD, plan_file.read(str(tmp_path / "plan.toml"), GUARD)) == safe


def test_other_policies_leave_no_part() -> None:
    guard = Guard(policy="hash", key=KEY)
    safe = done(guard, plan_sheet(guard, list(TABLE), list(TABLE.values())))
    for name in ("姓", "名", "详细地址", "电话号码"):
        assert not set(safe[name]) & set(TABLE[name])


@pytest.mark.parametrize("alone", ["姓", "名", "电话号码", "时间"])
def test_a_part_alone_is_none(alone: str) -> None:
    plan = plan_sheet(GUARD, [alone, "数量"], [TABLE[alone], TABLE["数量"]])
    assert "part of" not in plan.columns[0].evidence


def test_damaged_values_are_counted(tmp_path: Path) -> None:
    good = [f"1381234{number}" for number in range(5000, 5010)]
    values = [*good, "1.10105E+17", "1.38E+10", "13812345678.0", "'13812345678", "13812345678\t", "12.0", "1.5E+3"]
    plan = plan_sheet(GUARD, ["手机"], [values])
    assert plan.columns[0].damaged == {EXPONENT: 2, FRACTION: 1, APOSTROPHE: 1, TAB: 1}
    assert "damaged: 2 in exponent form, digits lost, 1 with .0" in plan_file.written(plan)
    assert "damaged: 2 in exponent form" in str(plan)


def test_lost_zeros_are_counted_where_numbers_begin_with_one() -> None:
    landline = next(each for each in GUARD.recognizers if each.entity_type == "CN_LANDLINE")
    values = ["02566554433", "2566554433", "1066554433", "13812345678"]
    assert damage(values, [landline]) == {ZEROS: 2}
    assert damage(values) == {}
