"""`redact`, `plan` and `scan` on workbooks, Parquet and Arrow files, JSON and SQL dumps."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

openpyxl = pytest.importorskip("openpyxl")
pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
MASKED = f"{MOBILE[:3]}****{MOBILE[-4:]}"
TABLE = {
    "姓名": ["王小明", "李红", None],
    "手机": [MOBILE, None, MOBILE],
    "号码": pa.array([int(MOBILE), None, int(MOBILE)], pa.int64()),
    "金额": [1.5, 2.5, 3.0],
    "城市": pa.array(["甲", MOBILE, "甲"]).dictionary_encode(),
    "联系": [[{"tel": MOBILE, "n": 1}], [], None],
    "照片": [b"\xff\xd8\x00", MOBILE.encode(), None],
    "时间": pa.array([datetime(2024, 3, 1, 1, 2, 3)] * 3, pa.timestamp("ms")),
}


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "客户"
    sheet.append(["客户名单", None, None, None, None])
    sheet.merge_cells("A1:E1")
    sheet.append(["姓名", "手机", "出生日期", "金额", "备注"])
    sheet.append(["王小明", int(MOBILE), date(1990, 3, 7), 12.5, f"打{MOBILE}"])
    sheet.append(["李红", MOBILE, date(1991, 3, 7), "=SUM(D3:D3)", f'=CONCATENATE("电话{MOBILE}",B3)'])
    sheet["A3"].font = openpyxl.styles.Font(bold=True)
    sheet["D3"].number_format = "0.00"
    sheet["A3"].comment = openpyxl.comments.Comment(f"证件{RESIDENT}", "王小明")
    sheet["A4"].hyperlink = f"tel:{MOBILE}"
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, range_string="客户!$B$3:$B$4"))
    sheet.add_chart(chart, "G1")
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "hidden"
    hidden.append(["mobile"])
    hidden.append([MOBILE])
    book.create_sheet("空")
    book.properties.creator = "王小明"
    book.save(path)


def test_a_workbook_keeps_formats_and_formulas(cli: Cli, folder: Path) -> None:
    workbook(folder / "a.xlsx")
    done = cli("redact", "a.xlsx", "-o", "safe.xlsx")
    assert (done.code, done.err) == (0, "")
    book = openpyxl.load_workbook(folder / "safe.xlsx")
    assert book.sheetnames == ["客户", "隐藏", "空"]
    assert book["隐藏"].sheet_state == "hidden"
    assert book["隐藏"]["A2"].value == MASKED
    sheet = book["客户"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["姓名", "手机", "出生日期", "金额", "备注"],
        ["王**", MASKED, "1990-**-**", 12.5, f"打{MASKED}"],
        ["李*", MASKED, "1991-**-**", "=SUM(D3:D3)", f'=CONCATENATE("电话{MASKED}",B3)'],
    ]
    assert sheet["A3"].font.bold
    assert sheet["D3"].number_format == "0.00"
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:E1"]
    with zipfile.ZipFile(folder / "safe.xlsx") as archive:
        text = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert not [value for value in (MOBILE, RESIDENT, "王小明", "李红") if value in text]


def test_a_plan_of_a_workbook_is_edited_and_passed_back(cli: Cli, folder: Path) -> None:
    workbook(folder / "a.xlsx")
    plan = cli("plan", "a.xlsx").text
    assert MOBILE not in plan
    assert 'name = "客户!手机"\nentity_type = "CN_MOBILE"' in plan
    (folder / "plan.toml").write_text(plan.replace('treatment = "mask"', 'treatment = "redact"'), "utf-8")
    assert cli("redact", "-i", "a.xlsx", "--plan", "plan.toml").code == 0
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["客户"]
    assert [sheet["A3"].value, sheet["B3"].value, sheet["D3"].value] == [None, None, 12.5]


def written(path: Path, form: str) -> None:
    table = pa.table(TABLE).replace_schema_metadata({"made by": "test"})
    if form == "parquet":
        parquet.write_table(table, path, compression="zstd", row_group_size=2)
    else:
        with (pa.ipc.new_file if form == "arrow" else pa.ipc.new_stream)(str(path), table.schema) as writer:
            writer.write_table(table, 2)


def read(path: Path) -> Any:
    if path.suffix == ".parquet":
        return parquet.read_table(path)
    with (pa.ipc.open_file if path.suffix == ".arrow" else pa.ipc.open_stream)(str(path)) as reader:
        return reader.read_all()


@pytest.mark.parametrize("form", ["parquet", "arrow", "arrows"])
def test_columns_keep_their_types_but_numbers_that_change(cli: Cli, folder: Path, form: str) -> None:
    path = folder / f"a.{form}"
    written(path, form)
    before = read(path)
    assert cli("redact", "--check", path.name).code == 1
    assert cli("redact", "-i", path.name).code == 0
    done = read(path)
    assert done.schema.metadata == before.schema.metadata
    changed = {"号码": pa.string()}
    assert done.schema.types == [changed.get(field.name, field.type) for field in before.schema]
    assert done.column("姓名").to_pylist() == ["王**", "李*", None]
    assert done.column("手机").to_pylist() == done.column("号码").to_pylist() == [MASKED, None, MASKED]
    assert done.column("城市").to_pylist() == ["甲", MASKED, "甲"]
    assert done.column("联系").to_pylist() == [[{"tel": MASKED, "n": 1}], [], None]
    assert done.column("照片").to_pylist() == [b"\xff\xd8\x00", MASKED.encode(), None]
    assert done.select(["金额", "时间"]).equals(before.select(["金额", "时间"]))
    if form == "parquet":
        assert parquet.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"
    assert cli("redact", "--check", path.name).code == 0


def test_a_file_of_which_nothing_changes_is_not_touched(cli: Cli, folder: Path) -> None:
    parquet.write_table(pa.table({"a": [1, 2]}), folder / "a.parquet")
    before = (folder / "a.parquet").stat()
    assert cli("redact", "-i", "a.parquet").code == 0
    assert (folder / "a.parquet").stat().st_mtime_ns == before.st_mtime_ns


def test_json_and_sql_by_their_ending_with_a_plan(cli: Cli, folder: Path) -> None:
    (folder / "a.jsonl").write_text(json.dumps({"user": {"tel": MOBILE}}) + "\n", "utf-8")
    (folder / "a.sql").write_text(f"INSERT INTO t (id, tel) VALUES (1, '{MOBILE}');\n", "utf-8")
    for name in ("a.jsonl", "a.sql"):
        assert cli("plan", name, "-o", "plan.toml").code == 0
        done = cli("redact", name, "--plan", "plan.toml")
        assert (done.code, MASKED in done.text, MOBILE in done.text) == (0, True, False), done.err
        asked = cli("redact", "--format", name.partition(".")[2], stdin=(folder / name).read_bytes())
        assert asked.out == done.out


def test_files_that_are_no_text_are_not_joined(cli: Cli, folder: Path) -> None:
    workbook(folder / "a.xlsx")
    assert cli("redact", "a.xlsx", "a.xlsx").code == 2


BAD = {
    "a damaged workbook": ("a.xlsx", b"PK\x03\x04 and nothing else", 3, "is damaged, or no workbook"),
    "a workbook with a password": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 3, "has a password"),
    "an empty workbook": ("a.xlsx", b"", 3, "is damaged, or no workbook"),
    "another file called Parquet": ("a.parquet", b"PAR0 and so on", 3, "is no Parquet or Arrow file"),
    "Parquet that is cut off": ("a.parquet", b"PAR1\x15\x04\x15", 3, "is no Parquet or Arrow file"),
    "an empty Parquet file": ("a.parquet", b"", 3, "is no Parquet or Arrow file"),
    "no JSON": ("a.json", f'{{"tel": "{MOBILE}",\n }}'.encode(), 3, "line 2, column 2: not JSON"),
    "JSON that ends early": ("a.jsonl", f'{{"tel": "{MOBILE}"}}\n{{"a":'.encode(), 3, "line 2: ends before its JSON"),
    "SQL that ends early": (
        "a.sql",
        f"INSERT INTO t VALUES ('{MOBILE}'".encode(),
        3,
        "line 1: a statement that does",
    ),
    "a quote that is not closed": ("a.csv", f'a,b\n1,2\n3,"{MOBILE}\n'.encode(), 3, "row 3, column 2: a quote"),
    "two encodings": ("a.csv", f"姓名,手机\n王小明,{MOBILE}\n".encode() + "李红,无\n".encode("gb18030"), 3, "byte "),
}


@pytest.mark.parametrize(("name", "data", "code", "why"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("way", ["-o", "-i", "--check", "plan"])
def test_bad_input_is_told_with_its_place_and_nothing_is_written(
    cli: Cli, folder: Path, name: str, data: bytes, code: int, why: str, way: str
) -> None:
    (folder / name).write_bytes(data)
    form = name.partition(".")[2]
    command = ["plan", name] if way == "plan" else ["redact", "--format", form, name, way, *(["x"] * (way == "-o"))]
    done = cli(*command)
    assert (done.code, why in done.err, f"piiguard: {name}: " in done.err) == (code, True, True), done.err
    assert MOBILE not in done.err
    assert [each.name for each in folder.iterdir()] == [name]
    assert (folder / name).read_bytes() == data


def test_a_plan_that_names_a_missing_column_is_refused(cli: Cli, folder: Path) -> None:
    workbook(folder / "a.xlsx")
    parquet.write_table(pa.table({"手机": [MOBILE]}), folder / "a.parquet")
    (folder / "a.json").write_text(f'{{"手机":"{MOBILE}"}}', "utf-8")
    (folder / "a.sql").write_text(f"INSERT INTO t (手机) VALUES ('{MOBILE}');\n", "utf-8")
    (folder / "a.csv").write_text(f"手机\n{MOBILE}\n", "utf-8")
    (folder / "plan.toml").write_text('plan = 1\n[[column]]\nname = "电话"\n', "utf-8")
    for ending in ("xlsx", "parquet", "json", "sql", "csv"):
        done = cli("redact", f"a.{ending}", "--plan", "plan.toml", "-o", "safe")
        assert (done.code, "no column '电话', which the plan names" in done.err) == (2, True), done.err
        assert not (folder / "safe").exists()


@pytest.mark.parametrize(
    ("missing", "name", "data"),
    [("openpyxl", "a.xlsx", b"PK\x03\x04"), ("pyarrow", "a.parquet", b"PAR1")],
    ids=["openpyxl", "pyarrow"],
)
def test_the_extra_is_named(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch, missing: str, name: str, data: bytes
) -> None:
    import sys

    (folder / name).write_bytes(data)
    monkeypatch.setitem(sys.modules, missing, None)
    done = cli("redact", name, "-o", "safe")
    assert (done.code, "pip install 'piiguard[table]'" in done.err) == (2, True), done.err


def test_ten_thousand_columns(cli: Cli, folder: Path) -> None:
    header = ",".join([*(f"c{number}" for number in range(9_999)), "手机"])
    row = ",".join([*("1" for _ in range(9_999)), MOBILE])
    (folder / "a.csv").write_text(f"{header}\n{row}\n{row}\n", "utf-8")
    done = cli("redact", "--format", "csv", "a.csv")
    assert done.code == 0
    assert done.text == f"{header}\n{row}\n{row}\n".replace(MOBILE, MASKED)


def test_a_header_twice_and_ragged_rows(cli: Cli) -> None:
    text = f"手机,手机,备注\n{MOBILE},{MOBILE},\n手机,手机,备注\n{MOBILE}\n\n{MOBILE},{MOBILE},{MOBILE},{MOBILE}\n"
    done = cli("redact", "--format", "csv", "--ragged", "treat", stdin=text)
    assert done.text == text.replace(MOBILE, MASKED), done.err
    done = cli("redact", "--format", "csv", stdin=text)
    assert (done.code, done.out) == (3, b"")
    assert "<stdin>: row 6, column 4: 4 cells under a header of 3" in done.err


@pytest.mark.parametrize("form", ["csv", "json", "sql"])
@pytest.mark.parametrize("text", ["", "\n", " "])
def test_files_with_nothing_in_them_stay(cli: Cli, form: str, text: str) -> None:
    done = cli("redact", "--format", form, stdin=text)
    assert (done.code, done.text) == (0, text)


def test_scan_tells_row_and_column(cli: Cli, folder: Path) -> None:
    workbook(folder / "a.xlsx")
    written(folder / "a.parquet", "parquet")
    done = cli("scan", "--output-format", "jsonl", ".")
    assert done.code == 1
    found = [json.loads(line) for line in done.text.splitlines()]
    places = {(each["path"], each["row"], each["column_name"]): each["entity_type"] for each in found}
    assert places["a.xlsx!客户", 3, "手机"] == places["a.xlsx!隐藏", 2, "mobile"] == "CN_MOBILE"
    assert places["a.xlsx!客户", 4, "姓名"] == "PERSON"
    assert places["a.parquet", 3, "号码"] == places["a.parquet", 1, "联系"] == "CN_MOBILE"
    assert MOBILE not in done.text
    assert cli("scan", "a.xlsx").code == 1
    assert cli("baseline", "create", "base", "a.xlsx").code == 0
    assert cli("scan", "--baseline", "base", "a.xlsx").code == 0


def test_scan_says_what_it_cannot_read(cli: Cli, folder: Path) -> None:
    (folder / "a.parquet").write_bytes(b"PAR0")
    done = cli("scan", "a.parquet")
    assert (done.code, "a.parquet: is no Parquet or Arrow file" in done.err) == (3, True)
