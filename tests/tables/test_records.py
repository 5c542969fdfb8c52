"""Kinds of record: told by the signature of columns, whatever their order and case and what else stands there."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import legal, registry
from piiguard.record import RecordKind
from piiguard.tables.records import RecordColumn, coarser_rules, layout_of, record_kind
from piiguard.tables.shapes import SHAPES

KINDS = registry.record_kinds()
EXAMPLES = [(kind.entity_type, header.split(",")) for kind in KINDS for header in kind.examples]
COUNTER_EXAMPLES = [(kind.entity_type, header.split(",")) for kind in KINDS for header in kind.counter_examples]
TABULAR = Path(__file__).resolve().parents[3] / "shared" / "data" / "tabular"
# Layouts of other systems, and tables of none of the kinds.
OTHERS = """
CALL_RECORD|call_id caller_id callee_id call_start_ts call_end_ts call_duration first_cell_id caller_imei
CALL_RECORD|txn_type caller_id recipient_id timestamp duration caller_antenna recipient_antenna
CALL_RECORD|msisdn callType bPartyNumber callDate callTime duration firstBTS firstCellId imei imsi
CALL_RECORD|update_time call_tel call_cost call_time call_method call_type call_from call_to call_duration
CALL_RECORD|序号 坐席工号 对方号码 呼叫类型 通话时间 通话时长(秒)
CALL_RECORD|A号码 B号码 开始时间 结束时间 通话时长
CALL_RECORD|phone_number sms_body sent_time
DELIVERY_RECORD|senderName senderTel senderAddr receiverName receiverTel receiverAddr
DELIVERY_RECORD|子订单编号 收件人 手机 收货地址 快递公司 快递单号
TRAJECTORY|medallion pickup_datetime pickup_longitude pickup_latitude dropoff_longitude dropoff_latitude
TRAJECTORY|车牌号码 车牌颜色 入口站 出口站 入口时间 出口时间
TRAJECTORY|姓名 身份证 酒店 入住日期 离店日期
CREDIT_RECORD|user_id borrow_amount overdue_days repay_amount loan_status
ACADEMIC_RECORD|准考证号码 考生姓名 报考单位 报考专业 总分
SUBSCRIBER_RECORD|业务号码 客户名称 入网时间 产品名称 号码状态
|id user_name nick_name email phonenumber sex avatar password status del_flag login_ip login_date
|src_ip dst_ip src_port dst_port protocol start_time duration bytes
|job_id start_time end_time duration status host
|patient_name id_card phone diagnosis visit_time doctor
|from_account to_account amount trans_time
|sensor_id timestamp latitude longitude pm25
|name lat lng address phone
|姓名 性别 职位 毕业院校 手机
|会议 主持人 开始时间 结束时间 参会人员
|楼栋 房号 业主姓名 联系电话 入住日期
CALL_RECORD|Time CallFrom CallTo TalkDuration(s) Status
""".strip().splitlines()
ASTERISK = [
    ["", "1001", "13812345678", "internal", '"1001" <1001>', "SIP/1001-0001", "SIP/trunk-0002", "Dial", "SIP/x,30",
     "2024-03-01 10:00:01", "2024-03-01 10:00:05", "2024-03-01 10:03:05", "184", "180", "ANSWERED", "DOCUMENTATION",
     "1709258401.1", ""],
    ["", "13987654321", "1001", "incoming", "", "SIP/trunk-0003", "SIP/1001-0004", "Dial", "SIP/1001,30",
     "2024-03-01 11:00:01", "", "2024-03-01 11:00:31", "30", "0", "NO ANSWER", "DOCUMENTATION", "1709262001.3", ""],
]  # fmt: skip
FREESWITCH = [
    ["1000", "1000", "13812345678", "default", "2024-03-01 10:00:01", "2024-03-01 10:00:05", "2024-03-01 10:03:05",
     "184", "180", "NORMAL_CLEARING", "2c3f6b3e-1111-4a4a-9c9c-aaaaaaaaaaaa", "2c3f6b3e-2222-4a4a-9c9c-aaaaaaaaaaaa",
     "1000", "PCMU", "PCMU"],
]  # fmt: skip


def kind_of(header: Sequence[str]) -> str:
    found = record_kind([RecordColumn(name) for name in header])
    return "" if found is None else found.entity_type


def test_all_six_kinds_are_there() -> None:
    assert [kind.entity_type for kind in KINDS] == [
        "ACADEMIC_RECORD", "CALL_RECORD", "CREDIT_RECORD", "DELIVERY_RECORD", "SUBSCRIBER_RECORD", "TRAJECTORY"
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.entity_type)
def test_kind_holds_together(kind: RecordKind) -> None:
    names = {role.name for role in kind.roles}
    for signature in kind.signatures:
        used = {name for need in signature.needs for name in need.split("|")}
        assert used | set(signature.also.split()) | set(signature.without.split()) <= names
        assert (signature.legal or kind.legal) in set(legal.keys())
    assert {role.shape for role in kind.roles if role.shape} <= set(SHAPES)
    assert set(kind.subject) <= names
    assert kind.source
    assert kind.name_zh
    assert {shape for layout in kind.layouts for shape in layout.shapes.values()} <= set(SHAPES)


@pytest.mark.parametrize(("expected", "header"), EXAMPLES, ids=[f"{kind} {header[0]}" for kind, header in EXAMPLES])
def test_example_is_told(expected: str, header: list[str]) -> None:
    assert kind_of(header) == expected


@pytest.mark.parametrize(
    ("wrong", "header"), COUNTER_EXAMPLES, ids=[f"{kind} {header[0]}" for kind, header in COUNTER_EXAMPLES]
)
def test_counter_example_is_not_taken(wrong: str, header: list[str]) -> None:
    assert kind_of(header) != wrong


@pytest.mark.parametrize("line", OTHERS)
def test_layout_of_another_system(line: str) -> None:
    expected, _, header = line.partition("|")
    assert kind_of(header.split(" ")) == expected


@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_case_and_other_columns_do_not_matter(example: tuple[str, list[str]], random: object) -> None:
    expected, header = example
    names = [*header, "extra_1", "扩展字段"]
    random.shuffle(names)  # type: ignore[attr-defined]
    assert kind_of(names) == expected
    assert kind_of([name.upper() if name == name.lower() else name for name in names]) == expected
    assert kind_of([f"t_table.{name} " for name in names]) == expected


@given(st.lists(st.tuples(st.text(max_size=12), st.lists(st.text(max_size=8), max_size=4)), max_size=6))
@settings(max_examples=80, deadline=None)
def test_any_table_gets_an_answer(columns: list[tuple[str, list[str]]]) -> None:
    found = record_kind([RecordColumn(name, None, values) for name, values in columns])
    assert found is None or (0 <= found.share <= 1 and len(found.roles) == len(columns))


@pytest.mark.parametrize(("rows", "first"), [(ASTERISK, "accountcode"), (FREESWITCH, "caller_id_name")])
def test_layout_without_header_is_known(rows: list[list[str]], first: str) -> None:
    names = layout_of(rows)
    assert names is not None
    assert names[0] == first
    found = record_kind(
        [RecordColumn(name, None, cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True)]
    )
    assert found is not None
    assert (found.entity_type, found.share) == ("CALL_RECORD", 1.0)


@pytest.mark.parametrize("cut", [0, 1, 2], ids=["userfield", "uniqueid", "neither"])
def test_asterisk_may_be_told_to_leave_the_last_columns_out(cut: int) -> None:
    names = layout_of([row[: len(row) - cut] for row in ASTERISK])
    assert names is not None
    assert len(names) == 18 - cut


@pytest.mark.parametrize("row", [["a"] * 18, [""] * 15, [], ["主叫", "被叫"]])
def test_other_rows_have_no_known_layout(row: list[str]) -> None:
    assert layout_of([row]) is None
    assert layout_of([]) is None


def test_share_counts_rows_that_hold_what_is_needed() -> None:
    found = record_kind(
        [
            RecordColumn("对方号码", None, ["13812345678", "", "10086", "-"]),
            RecordColumn("通话时间", None, ["2024-03-01 10:00:01"] * 4),
            RecordColumn("通话时长", None, ["3分25秒", "1秒", "00:00:21", "56秒"]),
        ]
    )
    assert found is not None
    assert found.share == 0.5
    assert found.is_row(["10086", "2024-03-01", "3"])
    assert not found.is_row(["无", "2024-03-01", "3"])
    assert not found.is_row(["10086"])


def test_values_overrule_a_header() -> None:
    flows = [
        RecordColumn("src", None, ["10.0.0.1", "10.0.0.2"]),
        RecordColumn("dst", None, ["192.168.1.1", "192.168.1.9"]),
        RecordColumn("start", None, ["2024-03-01 10:00:01"] * 2),
        RecordColumn("duration", None, ["12", "13"]),
    ]
    assert record_kind(flows) is None


def test_columns_without_headers_are_told_by_their_values() -> None:
    found = record_kind(
        [
            RecordColumn("", "CN_MOBILE", ["13812345678", "13912345678"]),
            RecordColumn("", "CN_MOBILE", ["13712345678", "13612345678"]),
            RecordColumn("", None, ["2024-03-01 10:00:01", "2024-03-01 11:00:01"]),
            RecordColumn("", None, ["3分25秒", "56秒"]),
        ]
    )
    assert found is not None
    assert found.entity_type == "CALL_RECORD"
    assert found.roles == ("number", "number", "bare_time", "bare_duration")


def test_hotel_rows_are_lodging_and_texts_are_content() -> None:
    hotel = record_kind([RecordColumn(name) for name in ("姓名", "身份证号", "房号", "入住时间", "离店时间")])
    texts = record_kind([RecordColumn(name) for name in ("对方号码", "短信内容", "发送时间")])
    assert hotel is not None
    assert texts is not None
    assert (hotel.entity_type, hotel.legal, texts.legal) == ("TRAJECTORY", "lodging", "content")


def test_what_keeps_a_call_graph_usable() -> None:
    header = ("本方号码", "对方号码", "开始时间", "时长", "lac:ci:mnc")
    found = record_kind([RecordColumn(name) for name in header])
    assert found is not None
    rules = {header[place]: rule[0] for place, rule in coarser_rules(found).items()}
    assert rules == {"开始时间": "generalize", "时长": "generalize", "lac:ci:mnc": "redact"}


@pytest.mark.skipif(not TABULAR.is_dir(), reason="the tables to develop with are not here")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cdr/bandicoot_ego.csv", "CALL_RECORD"),
        ("cdr/http_flow.csv", "CALL_RECORD"),
        ("gps/geolife_sample.csv.gz", "TRAJECTORY"),
        ("gps/transbigdata_sparsify.csv.gz", "TRAJECTORY"),
        ("mall/ums_member_receive_address.csv", "DELIVERY_RECORD"),
        ("litemall/litemall_comment.csv", ""),
        ("ruoyi_vue_pro/system_users.csv", ""),
        ("multipriv/persons.csv", ""),
        ("crosswoz/hotel.csv", ""),
        ("mall/ums_admin_login_log.csv", ""),
    ],
)
def test_real_table(name: str, expected: str) -> None:
    path = TABULAR / name
    with gzip.open(path, "rt") if name.endswith("gz") else path.open(encoding="utf-8") as stream:
        header, *rows = list(csv.reader(stream))
    cells = dict(zip(header, zip(*rows, strict=False), strict=False))
    found = record_kind([RecordColumn(column, None, cells.get(column, ())) for column in header])
    assert (found.entity_type if found else "") == expected
    if found:
        assert found.share > 0.9
