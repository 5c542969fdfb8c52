"""What a header says of a column, and what is then done to it."""

from __future__ import annotations

import pytest

from piiguard.guard import Guard
from piiguard.tables.headers import kinds_by_header
from piiguard.tables.normal import normal
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
        ("contact_name", ["芋艿", "小王2"], "PERSON"),
        ("gzdw", ["星海软件有限公司"], None),
        ("工作单位", ["星海软件有限公司", "第一中学"], "ORGANIZATION"),
        ("jg", ["河南", "江苏南京"], "LOCATION"),
        ("jg", ["市场部", "财务处"], None),
        ("name", ["江苏省", "海淀区", "恩施土家族苗族自治州"], "LOCATION"),
        ("name", ["大超市", "南门小区", "大夜市"], None),
        ("地铁", ["花园路地铁站A口", "T2航站楼地铁站"], "LOCATION"),
        ("出生年月", ["199003", "1985-02"], "BIRTH_DATE"),
        ("user_pass", ["$P$B1234567890abcdefghijklmnopq", "$P$Babcdefghijklmnopqrstuvwxyz1"], "PASSWORD"),
        ("x", ["pbkdf2_sha256$600000$abcdefgh$0123456789abcdef"], "PASSWORD"),
        ("price", ["$12.50", "$8"], None),
        ("status", ["married", "single"], "MARITAL_STATUS"),
        ("status", ["active", "single"], None),
        ("display_name", ["sky", "小鱼"], "NICKNAME"),
        ("买家会员名", ["tb123", "小鱼"], "NICKNAME"),
        ("Billing Name", ["Anna Schmidt", "John Carter"], "PERSON"),
        ("First Name (Billing)", ["Anna", "John"], None),
        ("Company (Billing)", ["Acme Inc", "Globex Ltd"], "ORGANIZATION"),
        ("物流公司", ["顺丰速运", "圆通速递"], None),
        ("City (Billing)", ["San Jose", "Austin"], "LOCATION"),
        ("现居城市", ["北京", "杭州"], "LOCATION"),
        ("lac:ci:mnc", ["4301:20986:0", "4302:1:0"], "CELL_ID"),
        ("username_canonical", ["sky", "tom1"], "USER_NAME"),
    ],
)
def test_header_and_form_tell_the_kind(header: str, values: list[str], expected: str | None) -> None:
    found = next(kinds_by_header(header, values), None)
    assert (found.entity_type if found else None) == expected


def test_numbers_called_are_telephones_though_some_are_service_numbers() -> None:
    called = ["13800001234", "0531-88776655", "10086", "95588", "13700001234", "661234"]
    plan = plan_sheet(GUARD, ["对方号码"], [called])
    assert plan.columns[0].entity_type == "CN_MOBILE"
    assert plan_sheet(GUARD, ["编号"], [["10086", "95588", "110", "10010"]]).columns[0].entity_type is None


@pytest.mark.parametrize(
    "header",
    [
        "bytes_sent",
        "rx_bytes_total",
        "流水",
        "amount",
        "total_fee",
        "latency_us",
        "order_id",
        "订单编号",
        "支付单号",
        "seq",
    ],
)
def test_numbers_that_only_look_like_mobiles_are_none(header: str) -> None:
    values = [f"1{number}" for number in range(3500000000, 9900000000, 160000007)]
    assert plan_sheet(GUARD, [header], [values]).columns[0].entity_type is None


def test_an_account_that_is_a_mobile_number_is_one() -> None:
    mobiles = [f"138{number:08}" for number in range(20)]
    assert plan_sheet(GUARD, ["支付宝账号"], [mobiles]).columns[0].entity_type == "CN_MOBILE"


def test_parts_of_latin_names_are_one_name() -> None:
    plan = plan_sheet(GUARD, ["fname", "lname"], [["Anna", "John"], ["Schmidt", "Carter"]])
    assert [each.entity_type for each in plan.columns] == ["PERSON", "PERSON"]


def test_columns_that_say_what_sort_something_is_are_no_pseudonyms() -> None:
    tickets = {
        "乘车人": ["王小明", "李红"], "证件类型": ["身份证", "护照"], "车次": ["G1", "G20"],
        "出发日期": ["2024-05-01", "2024-05-02"], "出发站": ["北京南", "杭州东"],
    }  # fmt: skip
    plan = plan_sheet(GUARD, list(tickets), list(tickets.values()))
    assert (plan.record, plan.columns[1].entity_type) == ("TRAJECTORY", None)


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


def test_a_short_name_in_an_address_book_is_a_person() -> None:
    rows = {"name": ["大梨", "小李"], "phone": ["13800001234", "13800005678"], "post_code": ["518000", "100080"]}
    assert plan_sheet(GUARD, list(rows), list(rows.values())).columns[0].entity_type == "PERSON"


def test_what_has_an_address_and_a_landline_is_an_organization() -> None:
    rows = {
        "名称": ["星海大酒店", "老街面馆"],
        "地址": ["北京市海淀区中关村大街1号", "北京市朝阳区建国路88号"],
        "电话": ["010-51973388", "010-63951188"],
    }
    assert plan_sheet(GUARD, list(rows), list(rows.values())).columns[0].entity_type == "ORGANIZATION"


# Digits of these columns look like telephones and cards, and are none.
PHONES = ["13903067931", "13903067932", "15903067933"]
CARDS = ["6222021234567890128"] * 3


@pytest.mark.parametrize(
    "header",
    "je zje ye dj sl ddh ddbh lsh amount pay_amt total_price sum_amt qty time_us duration_ns ts gmt_create timestamp "
    "order_no orderId trade_no 订单金额 订单号 流水号 余额 数量 商品编码".split(),
)
@pytest.mark.parametrize("values", [PHONES, CARDS], ids=["as phones", "as cards"])
def test_amounts_orders_and_times_are_no_phones(header: str, values: list[str]) -> None:
    plan = plan_sheet(GUARD, [header], [values]).columns[0]
    assert plan.entity_type is None
    assert ColumnTreatment(GUARD, plan).apply(values) == values


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("nl", ["23", "45", "31"], "AGE"),
        ("whcd", ["本科", "大专", "高中"], "EDUCATION_LEVEL"),
        ("wxh", ["wxid_abc123", "lihong_88", "zhangwei66"], "WECHAT_ID"),
        ("csny", ["199003", "198502", "200112"], "BIRTH_DATE"),
        ("gzdw", ["星海软件有限公司", "第一中学", "大华贸易公司"], "ORGANIZATION"),
        ("sjh", ["13812345678", "13987654321", "15012345678"], "CN_MOBILE"),
        ("birth_date", ["1990-03-02", "1985-02-03", "2001-12-01"], "BIRTH_DATE"),
    ],
)
def test_initials_are_read_as_words(header: str, values: list[str], expected: str) -> None:
    assert plan_sheet(GUARD, [header], [values]).columns[0].entity_type == expected


def test_who_calls_and_moves_is_told_by_pseudonyms() -> None:
    calls = {
        "interaction": ["call", "text"],
        "direction": ["in", "out"],
        "correspondent_id": ["A", "B"],
        "datetime": ["2024-03-01 10:00:00", "2024-03-01 11:00:00"],
        "call_duration": ["12", ""],
    }
    track = {
        "track_id": ["128", "129"],
        "lon": ["116.397", "116.398"],
        "lat": ["39.9087", "39.9088"],
        "time": calls["datetime"],
    }
    for rows, name in ((calls, "correspondent_id"), (track, "track_id")):
        plan = plan_sheet(GUARD, list(rows), list(rows.values()))
        assert {each.name: each.entity_type for each in plan.columns}[name] == "PSEUDONYM"


def test_headers_are_compared_in_one_form() -> None:
    assert normal("receiverName") == normal("receiver-name") == normal(" RECEIVER_NAME ") == "receiver_name"
