"""Records in running text: told when all parts stand in one line, and never made up of parts of two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

import piiguard
from piiguard.records_text import TextRecord, records

CALL = "2017-12-01 10:23:45 主叫13812345678 被叫0531-88776655 通话时长3分25秒"
LINES = [
    ("CALL_RECORD", CALL),
    ("CALL_RECORD", "src=13812345678 dst=02088887777 start=20240101100000 billsec=30"),
    ("CALL_RECORD", "主叫13812345678 被叫10086 10:23:45 通话56秒"),
    (
        "CALL_RECORD",
        '{"caller": "13812345678", "callee": "13912345678", "start": "2024-01-01T10:00:00", "duration": 35}',
    ),
    ("CALL_RECORD", "Mar  1 10:00:01 pbx: Call from 13812345678 to 13912345678 answered, billsec=85"),
    ("TRAJECTORY", "李明 G123次 北京南-上海虹桥 2024-05-01 08:00 身份证11010519491231002X"),
    ("DELIVERY_RECORD", "收件人：张伟，电话13812345678，地址：山东省济南市历下区经十路1号2单元301室"),
    ("SUBSCRIBER_RECORD", "机主姓名：王小明 手机13912345678 身份证11010519491231002X"),
    ("ACADEMIC_RECORD", "学号：20210123456 姓名：李明 总分：612 排名3"),
    ("CREDIT_RECORD", "身份证11010519491231002X 逾期3期，贷款余额12000元"),
    ("TRAJECTORY", "姓名：李明 身份证号11010519491231002X 2023年5月1日入住酒店"),
]
NO_RECORDS = [
    "2024-01-01 10:00:00 INFO calling API for user 13812345678",
    "请拨打13812345678联系我们",
    "2024-01-01 10:00:00 we called from the office, duration=3, contact 13812345678",
    "主叫13812345678",
    "2017-12-01 10:23:45 主叫 被叫 通话时长3分25秒",
    "身份证11010519491231002X 2023-05-01 办理",
    "电话13812345678，地址：山东省济南市历下区经十路1号",
    "",
    "主叫 13812345678 于\n10:23:45 通话 56秒",
]


def found(text: str) -> list[TextRecord]:
    return list(records(text, piiguard.scan(text)))


@pytest.mark.parametrize(("kind", "line"), LINES, ids=[f"{kind} {number}" for number, (kind, _) in enumerate(LINES)])
def test_line_is_one_record_with_its_parts(kind: str, line: str) -> None:
    (record,) = found(line)
    assert record.entity_type == kind
    assert record.parts
    for part in record.parts:
        assert record.start <= part.start < part.end <= record.end <= len(line)


@pytest.mark.parametrize("line", NO_RECORDS, ids=range(len(NO_RECORDS)))
def test_values_alone_are_no_record(line: str) -> None:
    assert found(line) == []


def test_parts_of_a_call_are_named() -> None:
    (record,) = found(CALL)
    names = [(part.name, CALL[part.start : part.end]) for part in record.parts if part.name != "said"]
    assert names == [
        ("clock", "2017-12-01 10:23:45"), ("CN_MOBILE", "13812345678"), ("CN_LANDLINE", "0531-88776655"),
        ("lasting", "3分25秒"),
    ]  # fmt: skip
    assert (record.start, record.legal, record.subject.name) == (0, "communication", "CN_MOBILE")


def test_each_object_of_a_line_of_json_is_a_record() -> None:
    objects = ",".join(
        f'{{"caller":"1381234567{number}","callee":"13912345678","start":"2024-01-01 10:00:00","duration":35}}'
        for number in range(4)
    )
    assert [record.entity_type for record in found(f"[{objects}]")] == ["CALL_RECORD"] * 4


@given(st.lists(st.sampled_from([line for _, line in LINES] + NO_RECORDS[:-1]), max_size=8))
@settings(max_examples=40, deadline=None)
def test_records_of_a_text_are_those_of_its_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    whole = [record.entity_type for record in found(text)]
    assert whole == [record.entity_type for line in lines for record in found(line)]


@given(st.text(alphabet="主叫被13812345678 :-\n{},秒通话", max_size=80))
@settings(max_examples=60, deadline=None)
def test_places_lie_in_the_text(text: str) -> None:
    for record in found(text):
        assert 0 <= record.start < record.end <= len(text)
        assert all(text[part.start : part.end] for part in record.parts)
