"""`scan` of a CSV tells the row and the column beside line, column and bytes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from piiguard.cli import csv_places
from piiguard.guard import Guard
from piiguard.tables.csv_rows import Splitter

from .conftest import MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

TEXT = (
    f'客户清单,,\n机主：{MOBILE},,\n姓名,手机,"备 注"\n王小明,{MOBILE},"他说 ""打{MOBILE}""\n又打{MOBILE}"\n\n'
    f"李红,,{RESIDENT}\n"
)
PLACES = [(2, "姓名"), (4, "手机"), (4, "备 注"), (4, "备 注"), (6, "备 注")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_row_and_column_are_told(cli: Cli, folder: Path, encoding: str, jobs: str) -> None:
    (folder / "a.csv").write_text(TEXT, encoding)
    (folder / "b.txt").write_text(TEXT, encoding)
    done = cli(
        "scan", "--output-format", "jsonl", "--jobs", jobs, "--entities", "CN_MOBILE,CN_RESIDENT_ID", "a.csv", "b.txt"
    )
    found = [json.loads(line) for line in done.text.splitlines()]
    table = [each for each in found if each["path"] == "a.csv"]
    assert [(each.pop("row"), each.pop("column_name")) for each in table] == PLACES
    assert [{**each, "path": "b.txt"} for each in table] == [each for each in found if each["path"] == "b.txt"]


def test_every_format_for_people_and_sheets_tells_them(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(TEXT, "utf-8")
    rows = list(csv.DictReader(io.StringIO(cli("scan", "--output-format", "csv", "a.csv").text)))
    assert {(int(each["row"]), each["column_name"]) for each in rows} >= set(PLACES)
    assert "(row 4, column '手机', 0." in cli("scan", "a.csv").text
    assert MOBILE not in cli("scan", "a.csv").text


def test_a_csv_that_is_no_table_has_none(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(f"他说：今天,下雨\n打{MOBILE}\n一,二,三,四\n", "utf-8")
    done = cli("scan", "--output-format", "jsonl", "a.csv")
    assert "row" not in json.loads(done.text)


CELLS = st.sampled_from(["", "a", "甲", '"b"', '"c,d"', '"e\nf"', '"g""h"', "1"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=9), st.integers(1, 20), st.data())
def test_every_place_is_in_the_row_and_column_that_it_is_in(
    rows: list[list[str]], size: int, data: st.DataObject
) -> None:
    text = "x,y,z,w\n" + "".join(",".join(cells) + "\n" for cells in rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_places, "_HEAD_SIZE", 1)
        places = csv_places._Places(Guard(), iter([text[at : at + size] for at in range(0, len(text), size)]))
    expected = []
    for number, row in enumerate(Splitter(",").rows(text)[0], 1):
        for column, cell in enumerate(row.cells):
            expected += [(number, column)] * (len(cell) + 1)
    for offset in sorted(data.draw(st.sets(st.integers(0, len(text) - 1)))):
        number, column = expected[offset]
        row, name = places.of(offset)
        assert row == number
        if places._names == ["x", "y", "z", "w"]:
            assert name == "xyzw"[column]


HEAD = f"姓名,手机,备注\n王小明,{MOBILE},无\n".encode() * 3
WAYS = {
    "redact": ("redact",),
    "as a table": ("redact", "--format", "csv"),
    "as text": ("redact", "--format", "text"),
    "in processes": ("redact", "--jobs", "2", "-o", "safe.csv"),
    "in place": ("redact", "-i"),
    "check": ("redact", "--check"),
    "diff": ("redact", "--diff"),
    "scan": ("scan",),
    "report": ("report",),
    "plan": ("plan",),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    ("data", "place"),
    [
        (HEAD + b"a,b\xff\xfe,c\n", "row 7, column 2"),
        (HEAD + b'"a\n,b","c""\nd",\xe4\xbd', "row 7, column 3"),
        (HEAD + b"\xff\n", "row 7, column 1"),
        (HEAD + b"a,b\0,c\n", "row 7, column 2"),
        ("姓名,手机\n王小明,1\n".encode("utf-16") + b"\x00\xd8", "row 3, column 1"),
    ],
    ids=["UTF-8", "behind quotes", "first column", "NUL", "UTF-16"],
)
def test_bytes_that_are_no_text_are_told_with_row_and_column(
    cli: Cli, folder: Path, way: tuple[str, ...], data: bytes, place: str
) -> None:
    (folder / "a.csv").write_bytes(data)
    done = cli(*way, "a.csv")
    assert done.code == 3
    assert f", {place}: " in done.err, done.err
    assert "piiguard: a.csv: byte " in done.err
    assert MOBILE not in done.err
    assert [each.name for each in folder.iterdir()] == ["a.csv"]


def test_a_place_far_into_a_file_is_told(cli: Cli, folder: Path) -> None:
    rows = b"".join(b'%d,"a\n%d","%d"\n' % (number, number, number) for number in range(60_000))
    (folder / "a.csv").write_bytes("编号,甲,乙\n".encode() + rows + b"1,2,\xff\n" + rows)
    done = cli("redact", "--encoding", "utf-8", "a.csv", "-o", "b.csv")
    assert (done.code, "row 60002, column 3: not valid UTF-8" in done.err) == (3, True), done.err
