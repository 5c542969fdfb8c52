"""`redact` without `--format`: tables are told by their ending, and what is none by its beginning."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from piiguard.cli import forms
from piiguard.guard import Guard
from piiguard.tables.csv_text import CsvRewriter

from .conftest import MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

MASKED = f"{MOBILE[:3]}****{MOBILE[-4:]}"
GUARD = Guard()
TABLES = {
    "a.csv": f"姓名,n\n王小明,{MOBILE}\n",
    "a.tsv": f"姓名\tn\n王小明\t{MOBILE}\n",
    "a.jsonl": f'{{"姓名": "王小明", "n": "{MOBILE}"}}\n',
    "a.ndjson": f'{{"姓名": "王小明", "n": "{MOBILE}"}}\n',
    "a.json": f'[{{"姓名": "王小明", "n": "{MOBILE}"}},\n {{"姓名": "李红", "n": null}}]\n',
    "a.sql": f"INSERT INTO t (`姓名`, n) VALUES ('王小明', '{MOBILE}'),\n('李红', NULL);\n",
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "name,phone,note\n王小明,13760329669,a\ufdd0b\n李雷,13960329669,x\n"),
        ("a.csv", "name,phone,note\n王小明,13760329669,\ufdd0gg\ufdd1 13960329669\ufdd1y\ufdd2\n"),
        ("a.json", '[{"name":"王小明","note":"a\\ufdd0b"},{"name":"李雷","phone":"13960329669"}]\n'),
    ],
)
def test_marks_of_a_diff_in_the_table_itself_are_an_error(cli: Cli, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    done = cli("redact", "--diff", name)
    assert done.code == 3
    assert "noncharacters" in done.err
    shown = done.out.decode() + done.err
    assert not any(value in shown for value in ("13760329669", "13960329669", "王小明", "李雷"))
    assert cli("redact", name).code == 0


@pytest.mark.parametrize(("name", "out"), [("a.csv", "b.xlsx"), ("a.txt", "b.parquet"), ("a.xlsx", "b.csv")])
def test_an_output_with_the_ending_of_another_form_is_refused(cli: Cli, folder: Path, name: str, out: str) -> None:
    (folder / name).write_text(TABLES["a.csv"], "utf-8")
    done = cli("redact", name, "-o", out)
    assert (done.code, done.out) == (2, b"")
    assert done.err == f"piiguard: {out}: {name} stays in its own form; piiguard does not convert\n"
    assert not (folder / out).exists()


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_told_by_their_ending(cli: Cli, folder: Path, name: str) -> None:
    text = TABLES[name]
    (folder / name).write_text(text, "utf-8")
    safe = text.replace(MOBILE, MASKED).replace("王小明", "王**").replace("李红", "李*")
    assert cli("redact", name) == (0, safe.encode(), "")
    assert cli("redact", "--check", name).code == 1
    assert cli("redact", "-i", name).code == 0
    assert (folder / name).read_text("utf-8") == safe
    assert cli("redact", "--check", name).code == 0


def test_standard_input_is_text(cli: Cli) -> None:
    done = cli("redact", "--stdin-filename", "a.csv", stdin=f"订单号,n\n{MOBILE},85\n")
    assert (done.text, done.err) == (f"订单号,n\n{MASKED},85\n", "")


@pytest.mark.parametrize("name", TABLES)
def test_a_diff_shows_the_lines_of_a_table_and_no_value(cli: Cli, folder: Path, name: str) -> None:
    (folder / name).write_text(TABLES[name], "utf-8")
    done = cli("redact", "--diff", name)
    assert done.code == 1
    assert done.text.startswith(f"--- {name}\n+++ {name} (redacted)\n@@ -")
    assert not any(value in done.text for value in (MOBILE, "王小明", "李红"))
    old, new = ([line[1:] for line in done.text.splitlines()[2:] if line[0] == sign] for sign in "-+")
    assert [line.count("<PERSON>") for line in old] == [1] * len(old)
    assert sum(line.count("<CN_MOBILE>") for line in old) == 1
    assert set(new) <= set(cli("redact", name).text.splitlines())
    (folder / name).write_text(cli("redact", name).text, "utf-8")
    assert cli("redact", "--diff", name)[:2] == (0, b"")


def test_a_diff_shows_the_values_on_request_and_rows_of_several_lines(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(f'手机,备注\n{MOBILE},"甲\n打{MOBILE}"\n1,无\n{MOBILE},\n', "utf-8")
    done = cli("redact", "--diff", "a.csv")
    assert done.text.splitlines()[2:] == [
        "@@ -2 +2 @@",
        '-<CN_MOBILE>,"甲',
        f'+{MASKED},"甲',
        "@@ -3 +3 @@",
        '-打<CN_MOBILE>"',
        f'+打{MASKED}"',
        "@@ -5 +5 @@",
        "-<CN_MOBILE>,",
        f"+{MASKED},",
    ]
    assert f"-打{MOBILE}" in cli("redact", "--diff", "--show-values", "a.csv").text


@pytest.mark.parametrize("policy", ["mask", "tag", "redact", "strict", "generalize"])
def test_a_diff_counts_what_a_redaction_changes(cli: Cli, folder: Path, policy: str) -> None:
    rows = "".join(f"{number},1380000{number:04},王小明,打{MOBILE}\n" for number in range(400))
    (folder / "a.csv").write_text(f"n,手机,姓名,备注\n{rows}", "utf-8")
    checked, shown = (cli("redact", way, "--policy", policy, "a.csv") for way in ("--check", "--diff"))
    assert checked.err == shown.err
    new = [line[1:] for line in shown.text.splitlines() if line[0] == "+" and not line.startswith("+++")]
    assert new == cli("redact", "--policy", policy, "a.csv").text.splitlines()[1:]


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.arrow", "a.feather"])
def test_a_diff_of_what_is_no_text_is_refused(cli: Cli, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"PK\3\4")
    done = cli("redact", "--diff", name)
    assert done[:2] == (2, b"")
    assert f"{name}: is no text, of which --diff shows lines; --check counts what would change" in done.err


PROSE = {
    "lines of prose": f"他说：今天,下雨了\n明天再打{MOBILE},好\n没有逗号\n又,一,行,话\n证件{RESIDENT}\n",
    "a log": f"GET /a?tel={MOBILE} 200\nGET /b 200\n姓名：王小明 来访\n",
    "one line": f"电话{MOBILE}",
    "labels": f"姓名：王小明\n手机：{MOBILE}\n",
    "a sentence above": f"订单号如下。\n{MOBILE}\n",
}


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_a_csv_that_is_no_table_is_text(cli: Cli, folder: Path, text: str) -> None:
    (folder / "a.csv").write_text(text, "utf-8")
    done = cli("redact", "a.csv")
    assert done.text == cli("redact", stdin=text).text != text
    assert done.err == (
        "piiguard: a.csv: is no table by its first rows, and treated as text; --format csv treats it as a table\n"
    )
    assert cli("redact", "-q", "a.csv").err == ""
    assert "treated as text" in cli("redact", "-i", "a.csv").err


@pytest.mark.parametrize("text", [f'// note\n{{"tel": "{MOBILE}"}}\n', f"{{'tel': '{MOBILE}'}}\n"])
def test_json_with_comments_is_text(cli: Cli, folder: Path, text: str) -> None:
    (folder / "tsconfig.json").write_text(text, "utf-8")
    done = cli("redact", "tsconfig.json")
    assert (done.code, done.text) == (0, text.replace(MOBILE, MASKED))
    assert "is no JSON, and treated as text" in done.err


@pytest.mark.parametrize("text", [f'{{"tel": "{MOBILE}"', '{"a": [1, 2', '"abc', ""])
def test_json_that_ends_early_is_an_error_and_not_text(cli: Cli, folder: Path, text: str) -> None:
    (folder / "a.json").write_text(text, "utf-8")
    done = cli("redact", "a.json")
    assert (done.code, done.out) == ((3, b"") if text else (0, b""))


def test_files_of_many_forms_are_rewritten_together(cli: Cli, folder: Path) -> None:
    for name, text in TABLES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "a.txt").write_text(f"{MOBILE}\n", "utf-8")
    (folder / "a.py").write_text(f"tel = '{MOBILE}'\n", "utf-8")
    assert cli("redact", "-i", ".", "--jobs", "2").code == 0
    assert not [each.name for each in folder.iterdir() if MOBILE in each.read_text("utf-8")]
    assert json.loads((folder / "a.json").read_text("utf-8"))[0] == {"姓名": "王**", "n": MASKED}


def test_the_encoding_that_is_named_counts_for_the_first_look(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_bytes(f"姓名,手机\n王小明,{MOBILE}\n".encode("big5"))
    done = cli("redact", "--encoding", "big5", "a.csv")
    assert done.out.decode("big5") == f"姓名,手机\n王**,{MASKED}\n"


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.sql"])
def test_bytes_that_are_no_text_are_told_with_their_place(cli: Cli, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"a,b\n\xff\xff\xff\n")
    for way in ((), ("-i",), ("--check",), ("--diff",)):
        done = cli("redact", name, *way)
        assert done.code == 3
        assert f"{name}: " in done.err
        assert "byte 4" in done.err


def test_a_form_that_is_named_counts(folder: Path) -> None:
    assert forms.form_of("a.csv", forms.Asked("text")) == "text"
    assert forms.form_of("a.txt", forms.Asked("tsv")) == "csv"
    assert forms.form_of("-", forms.Asked()) == "text"
    assert forms.form_of("-", forms.Asked(is_table=True)) == "csv"


WORDS = ("无", "好的", "备注", "姓名：", "地址", "85", "2024-03-01", "a b", "")
VALUES = (
    MOBILE, f"打{MOBILE}", "王小明", f"证件{RESIDENT}", RESIDENT, "a@example.com", "116.397128", "39.916527",
    "0531-88776655", "南京市玄武区中山路18号2栋301室", "6222020000000000000", "192.168.3.77", "姓名：王小明",
)  # fmt: skip
CELL = st.sampled_from(WORDS + VALUES)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table, with a header or without, mostly with rows of one length."""
    width = draw(st.integers(1, 5))
    head = draw(st.sampled_from([[], ["类型", "值", "说明", "内容", "其他"][:width]]))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8))
    return "".join(",".join(cells) + "\n" for cells in [*([head] if head else []), *rows])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_a_table_keeps_nothing_that_text_would_not(text: str) -> None:
    done = "".join(CsvRewriter(GUARD, "t", ragged="treat").rewritten([text]))
    lines, safe = text.splitlines(), done.splitlines()
    assert len(lines) == len(safe)
    for line, new in zip(lines, safe, strict=True):
        for found in GUARD.scan(line):
            value = line[found.start : found.end]
            # Names and addresses are read in running text, which cells side by side are not.
            is_told = found.reason.endswith(("label beside", "cue near")) or found.recognizer != "person.in_text"
            if is_told and "," not in value and GUARD.redact(value) != value:
                assert new.count(value) < line.count(value)


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.arrow"])
@pytest.mark.parametrize(
    "way",
    [
        ("redact", "-o", "b"),
        ("redact", "--check"),
        ("redact", "-i"),
        ("redact", "-i", "--jobs", "2", "b.txt"),
        ("scan",),
        ("scan", "--jobs", "2", "b.txt"),
        ("plan",),
    ],
    ids=" ".join,
)
def test_a_missing_extra_is_named(
    cli: Cli, folder: Path, name: str, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("openpyxl", "pyarrow", "pyarrow.parquet", "pyarrow.ipc"):
        monkeypatch.setitem(sys.modules, module, None)
    (folder / "b.txt").write_text("x\n")
    (folder / name).write_bytes(b"PK\3\4" if name == "a.xlsx" else b"PAR1")
    done = cli(*way, name)
    assert (done.code, "pip install 'piiguard[table]'" in done.err) == (2, True), done
    assert sorted(each.name for each in folder.iterdir()) == sorted(["b.txt", name])


def test_rows_that_end_in_carriage_returns_alone_are_text(cli: Cli, folder: Path) -> None:
    text = f"姓名,手机\r王小明,{MOBILE}\r李红,{MOBILE}\r"
    (folder / "a.csv").write_text(text, "utf-8", newline="")
    assert MOBILE not in cli("redact", "a.csv").text
    assert cli("redact", "a.csv").text == cli("redact", stdin=text).text


def test_an_empty_table_is_nothing_to_speak_of(cli: Cli, folder: Path) -> None:
    for name in TABLES:
        (folder / name).write_bytes(b"")
        assert cli("redact", name) == (0, b"", "")
