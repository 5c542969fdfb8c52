"""`piiguard report`: what a leak would expose, counted by record and legal class; no value is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

CALL = "2024-05-01 10:2{0}:45 主叫1380000{0:04d} 被叫0531-88776655 通话时长3分25秒\n"


def _report(cli: Cli, *args: str, stdin: str = "") -> dict[str, Any]:
    done = cli("report", "--output-format", "json", *args, stdin=stdin)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.text)
    return found


def _of(found: dict[str, Any], kind: str, part: str = "records") -> dict[str, Any]:
    return next((each for each in found[part] if each["entity_type"] == kind), {})


def test_calls_in_a_log_are_records_and_their_numbers_are_parts(cli: Cli, folder: Path) -> None:
    (folder / "a.log").write_text("".join(CALL.format(n) for n in (1, 2, 2, 3)), "utf-8")
    found = _report(cli, "a.log")
    line = _of(found, "CALL_RECORD")
    assert (line["pieces"], line["distinct"], line["subjects"]) == (4, 3, 3)
    assert found["values"] == []
    assert found["exposure_index"] == pytest.approx(3 / 500)


def test_a_table_of_calls_is_counted_by_rows(cli: Cli, folder: Path) -> None:
    rows = "".join(f"1380000{n % 5:04d},0531-88776655,2024-05-01 10:{n:02d}:00,60,被叫\n" for n in range(20))
    (folder / "a.csv").write_text("主叫,被叫,开始时间,时长,类型\n" + rows, "utf-8")
    line = _of(_report(cli, "a.csv"), "CALL_RECORD")
    assert (line["pieces"], line["distinct"]) == (20, 20)


def test_values_are_counted_once_and_in_all_whatever_their_form(cli: Cli) -> None:
    found = _report(cli, "-", stdin=f"手机{MOBILE}\n电话 {MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}\n身份证{RESIDENT}\n")
    line = _of(found, "CN_MOBILE", "values")
    assert (line["pieces"], line["distinct"]) == (2, 1)
    assert [each["class"] for each in found["classes"]] == ["basic", "identity"]


def test_attributes_are_counted_by_person(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text("编号,性别\n1,男\n2,男\n3,女\n", "utf-8")
    assert _of(_report(cli, "a.csv"), "GENDER", "values")["distinct"] == 3


@pytest.mark.parametrize("form", ["full", "json", "html"])
def test_no_value_is_told_and_the_words_of_caution_are(cli: Cli, folder: Path, form: str) -> None:
    (folder / "a.csv").write_text(f"姓名,手机,身份证\n王小明,{MOBILE},{RESIDENT}\n", "utf-8")
    done = cli("report", "--output-format", form, ".")
    assert done.code == 0
    assert not any(value in done.text for value in (MOBILE, RESIDENT, "王小明"))
    assert "no legal finding" in done.text
    assert "法释〔2017〕10号" in done.text


def test_what_cannot_be_read_is_said_and_the_counts_are_called_incomplete(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(f'a,b\n1,"{MOBILE}\n', "utf-8")
    (folder / "b.txt").write_text(f"手机{MOBILE}\n", "utf-8")
    done = cli("report", ".")
    assert done.code == 3
    assert "a.csv" in done.err
    assert "lack 1" in done.err
    assert "CN_MOBILE" in done.text


def test_a_report_goes_into_a_file_that_is_no_input(cli: Cli, folder: Path) -> None:
    (folder / "b.txt").write_text(f"手机{MOBILE}\n", "utf-8")
    assert cli("report", "b.txt", "-o", "r.html", "--output-format", "html").code == 0
    assert (folder / "r.html").read_text("utf-8").startswith("<!doctype html>")
    assert cli("report", "b.txt", "-o", "b.txt").code == 2


ROWS = [
    ["主叫", "被叫", "开始时间", "时长"],
    *([MOBILE, "0531-88776655", f"2024-05-01 10:{n:02d}:00", 60] for n in range(9)),
]


def test_a_workbook_is_counted_by_rows(cli: Cli, folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(folder / "a.xlsx")
    assert _of(_report(cli, "a.xlsx"), "CALL_RECORD")["pieces"] == 9
    (folder / "b.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert cli("report", "b.xlsx").code == 3


def test_a_parquet_file_is_counted_by_rows(cli: Cli, folder: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = dict(zip(ROWS[0], map(list, zip(*ROWS[1:], strict=True)), strict=True))
    parquet.write_table(pa.table(columns), folder / "a.parquet")
    assert _of(_report(cli, "a.parquet"), "CALL_RECORD")["pieces"] == 9
    (folder / "b.parquet").write_bytes(b"no magic")
    assert cli("report", "b.parquet").code == 3


@pytest.mark.parametrize("ending", ["arrow", "arrows", "feather"])
def test_an_arrow_file_is_counted_by_rows(cli: Cli, folder: Path, ending: str) -> None:
    pa = pytest.importorskip("pyarrow")
    table = pa.table(dict(zip(ROWS[0], map(list, zip(*ROWS[1:], strict=True)), strict=True)))
    path = folder / f"a.{ending}"
    new = pa.ipc.new_stream if ending == "arrows" else pa.ipc.new_file
    with path.open("wb") as file, new(file, table.schema) as writer:
        writer.write_table(table)
    assert _of(_report(cli, path.name), "CALL_RECORD")["pieces"] == 9
    path.write_bytes(path.read_bytes()[:200])
    assert cli("report", path.name).code == 3


def test_lines_of_json_are_counted_by_objects(cli: Cli, folder: Path) -> None:
    lines = [json.dumps(dict(zip(ROWS[0], row, strict=True)), ensure_ascii=False) for row in ROWS[1:]]
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    assert _of(_report(cli, "a.jsonl"), "CALL_RECORD")["pieces"] == 9
    (folder / "b.jsonl").write_text(lines[0] + "\n{", "utf-8")
    done = cli("report", "b.jsonl")
    assert (done.code, "line 2" in done.err) == (3, True)


PEOPLE = [
    {"姓名": "王小明", "手机": MOBILE, "备注": "无"},
    {"姓名": "李红", "手机": f"{MOBILE[:-1]}5", "备注": f"打{MOBILE}"},
]
NESTED = {"更新": "2024-05-01", "数据": {"客户": PEOPLE}, "联系": {"手机": f"{MOBILE[:-1]}6"}}
DUMP = (
    "-- MySQL dump 10.13\nCREATE TABLE `t` (`a` int, `b` varchar(20) COMMENT '姓名', `c` varchar(20), `d` text);\n"
    f"INSERT INTO `t` VALUES (1,'王小明','{MOBILE}','无'),(2,'李红','{MOBILE[:-1]}5','打{MOBILE}');\n"
    f"UPDATE t SET c = '{MOBILE[:-1]}6';\n"
)
COPIED = (
    "COPY public.t (id, name, phone, note) FROM stdin;\n"
    f"1\t王小明\t{MOBILE}\t无\n2\t李红\t{MOBILE[:-1]}5\t打{MOBILE}\n\\.\n-- 电话{MOBILE[:-1]}6\n"
)
FORMS = {
    "a list": ("a.json", json.dumps(PEOPLE, ensure_ascii=False), 2),
    "nested": ("a.json", json.dumps(NESTED, indent=1), 3),
    "lines of JSON": ("a.json", "\n".join(json.dumps(each) for each in PEOPLE) + "\n", 2),
    "a dump of MySQL": ("a.sql", DUMP, 3),
    "a dump of PostgreSQL": ("a.sql", COPIED, 3),
}


@pytest.mark.parametrize(("name", "text", "mobiles"), FORMS.values(), ids=FORMS)
def test_json_and_sql_are_counted_as_tables(cli: Cli, folder: Path, name: str, text: str, mobiles: int) -> None:
    (folder / name).write_text(text, "utf-8")
    found = _report(cli, name)
    counted = {kind: _of(found, kind, "values").get("distinct") for kind in ("PERSON", "CN_MOBILE")}
    subjects = _of(found, "SUBSCRIBER_RECORD").get("pieces", 0)
    if not subjects:
        assert counted == {"PERSON": 2, "CN_MOBILE": mobiles}
    done = cli("report", name)
    assert not any(value in done.text for value in (MOBILE, "王小明"))


def test_json_that_ends_early_and_rows_that_do_not_fit_are_errors(cli: Cli, folder: Path) -> None:
    (folder / "a.json").write_text(f'[{{"手机": "{MOBILE}"}},\n', "utf-8")
    (folder / "a.sql").write_text(f"INSERT INTO t (a, b) VALUES (1, '{MOBILE}'),\n(1);\n", "utf-8")
    (folder / "c.json").write_text(f'// 注\n{{"手机": "{MOBILE}"}}\n', "utf-8")
    done = cli("report", "--output-format", "json", "a.json", "a.sql", "c.json")
    assert done.code == 3
    assert "a.json: line 2: ends before its JSON does" in done.err
    assert "a.sql: line 2: 1 values for the 2 columns of 't'" in done.err
    assert _of(json.loads(done.text), "CN_MOBILE", "values")["distinct"] == 1


def test_cells_beyond_the_header_are_counted(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(f"编号,备注\n1,无\n2,无,{MOBILE}\n", "utf-8")
    assert _of(_report(cli, "a.csv"), "CN_MOBILE", "values")["pieces"] == 1
