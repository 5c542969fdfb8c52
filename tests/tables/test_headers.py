"""What a header says of a column, and what is then done to it."""

from __future__ import annotations

import pytest

from piiguard.guard import Guard
from piiguard.tables.headers import kind_by_header, normal
from piiguard.tables.plan import plan_sheet
from piiguard.tables.treat import ColumnTreatment

GUARD = Guard()


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("leader", ["若依", "年年"], "PERSON"),
        ("收货人名称", ["大梨", "王小明"], "PERSON"),
        ("doctorName", ["赵医生", "李红"], "PERSON"),
        ("name", ["手机", "电脑"], None),
        ("loginIp", ["127.0.0.1", "0:0:0:0:0:0:0:1"], "IP_ADDRESS"),
        ("sex", ["1", "2", "0"], "GENDER"),
        ("用户性别", ["男", "女"], "GENDER"),
        ("user_name", ["admin", "zhangsan"], "USER_NAME"),
        ("member_nickname", ["小星星", "windir"], "NICKNAME"),
        ("密码", ["$2a$10$NZ5o7r2E", "$2a$10$abcdefg"], "PASSWORD"),
        ("province", ["江苏省", "北京"], "LOCATION"),
        ("region_id", ["1", "2"], None),
        ("lat", ["39.9042", "31.23041"], "LATITUDE"),
        ("经度", ["116.40741", "121.4737"], "LONGITUDE"),
        ("diagnosticOutcome", ["高血压", "感冒"], "HEALTH"),
        ("monthly_income", ["12000", "8000元"], "INCOME"),
        ("job_title", ["司机", "教师"], "OCCUPATION"),
        ("user_id", ["5c8c3e1a-0b1f-4f6e-9a43-0d6f4f1b2a3c"], None),
        ("leader", ["<b>1</b>", "x=1"], None),
        ("", ["王小明"], None),
    ],
)
def test_header_and_form_tell_the_kind(header: str, values: list[str], expected: str | None) -> None:
    found = kind_by_header(header, values)
    assert (found.entity_type if found else None) == expected


def test_a_name_beside_a_phone_is_a_person() -> None:
    phones = ["13800001234", "13800005678"]
    people = plan_sheet(GUARD, ["name", "phone"], [["王小明", "李红"], phones])
    goods = plan_sheet(GUARD, ["name", "phone"], [["测试商品", "电饭煲"], phones])
    assert [each.columns[0].entity_type for each in (people, goods)] == ["PERSON", None]


def test_every_cell_of_such_a_column_is_treated() -> None:
    values = ["若依", "", "admin", "大梨"]
    plan = plan_sheet(GUARD, ["负责人"], [["若依", "大梨", "王小明", "李红", "张三"]]).columns[0]
    treated = ColumnTreatment(GUARD, plan).apply(values)
    assert treated[1] == ""
    assert all(new != old for new, old in zip(treated, values, strict=True) if old)


@pytest.mark.parametrize("header", ["create_time", "订单金额", "order_no", "status", "sort"])
def test_columns_of_nobody_stay(header: str) -> None:
    values = {"create_time": "2024-01-02 03:04:05", "订单金额": "12.50", "order_no": "20240102000123"}.get(
        header, "1"
    )
    plan = plan_sheet(GUARD, [header], [[values] * 5]).columns[0]
    assert plan.entity_type is None
    assert ColumnTreatment(GUARD, plan).apply([values]) == [values]


def test_headers_are_compared_in_one_form() -> None:
    assert normal("receiverName") == normal("receiver-name") == normal(" RECEIVER_NAME ") == "receiver_name"
