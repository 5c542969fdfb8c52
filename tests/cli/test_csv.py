"""`piiguard plan` and `redact --format csv`: columns treated by what they hold, all other bytes kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from piiguard.guard import Guard
from piiguard.tables.csv_text import CsvRewriter

from .conftest import MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

MASKED = f"{MOBILE[:3]}****{MOBILE[-4:]}"
GUARD = Guard()


def _csv(cli: Cli, text: str, *args: str, encoding: str = "utf-8") -> str:
    done = cli("redact", "--format", "csv", *args, stdin=text.encode(encoding))
    assert done.code == 0, done.err
    return done.out.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_changed_cells_differ(cli: Cli, encoding: str, end: str) -> None:
    rows = [
        '姓名,手机, 备注 ,"金额"',
        f'王小明,"{MOBILE}", a ,"1,200.00"',
        f'"李四",{MOBILE},"他说 ""好""",3',
        "张三,,,",
    ]
    safe = ['姓名,手机, 备注 ,"金额"', f'王**,"{MASKED}", a ,"1,200.00"', f'"李*",{MASKED},"他说 ""好""",3', "张*,,,"]
    assert _csv(cli, end.join([*rows, ""]), encoding=encoding) == end.join([*safe, ""])


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"], ids=["comma", "tab", "semicolon", "bar"])
def test_any_delimiter(cli: Cli, delimiter: str) -> None:
    text = f"id{delimiter}mobile\n1{delimiter}{MOBILE}\n2{delimiter}{MOBILE}"
    assert _csv(cli, text) == text.replace(MOBILE, MASKED)


def test_lines_above_the_header_are_treated_as_text(cli: Cli) -> None:
    text = f"客户通话清单,,\n机主号码：{MOBILE},,\n序号,姓名,手机号\n1,王小明,{MOBILE}\n2,李小红,{MOBILE}\n"
    safe = text.replace(MOBILE, MASKED).replace("王小明", "王**").replace("李小红", "李**")
    assert _csv(cli, text) == safe


def test_a_table_without_a_header_loses_no_row(cli: Cli) -> None:
    text = f"1,{MOBILE},{RESIDENT}\n2,{MOBILE},{RESIDENT}\n"
    assert MOBILE not in _csv(cli, text)
    assert RESIDENT not in _csv(cli, text)


def test_rows_of_other_lengths_are_treated_too(cli: Cli) -> None:
    text = f"id,mobile\n1,{MOBILE}\n2\n3,{MOBILE},又打了{MOBILE}\n"
    assert _csv(cli, text, "--ragged", "treat") == text.replace(MOBILE, MASKED)


@pytest.mark.parametrize("way", [(), ("-o", "safe.csv"), ("-i",), ("--check",), ("--jobs", "2")], ids=" ".join)
def test_a_row_that_is_too_long_is_an_error_and_nothing_is_written(
    cli: Cli, folder: Path, way: tuple[str, ...]
) -> None:
    text = f"id,mobile\n1,{MOBILE}\n3,x,{MOBILE}\n"
    (folder / "a.csv").write_text(text, "utf-8")
    done = cli("redact", "--format", "csv", "a.csv", *way)
    assert (done.code, done.out) == (3, b"")
    assert "a.csv: row 3, column 3: 3 cells under a header of 2" in done.err
    assert MOBILE not in done.err
    assert [each.name for each in folder.iterdir()] == ["a.csv"]
    assert (folder / "a.csv").read_text("utf-8") == text


def test_long_rows_are_treated_where_the_configuration_says_so(cli: Cli, folder: Path) -> None:
    text = f"id,mobile\n1,{MOBILE}\n3,x,{MOBILE}\n"
    (folder / "a.csv").write_text(text, "utf-8")
    (folder / "piiguard.toml").write_text('ragged = "treat"\n', "utf-8")
    done = cli("redact", "--format", "csv", "a.csv")
    assert done.code == 0
    assert MOBILE not in done.text
    assert cli("redact", "--format", "csv", "--ragged", "error", "a.csv").code == 3
    (folder / "piiguard.toml").write_text('ragged = "keep"\n', "utf-8")
    assert "ragged must be one of error, treat" in cli("redact", "--format", "csv", "a.csv").err


def test_damaged_values_of_a_column_do_not_stay(cli: Cli) -> None:
    good = "\n".join([MOBILE] * 8)
    safe = _csv(cli, f"手机号\n{good}\n1.38E+10\n'{MOBILE}\n{MOBILE}.0\n{MOBILE}\t\n")
    assert MOBILE not in safe
    assert safe.splitlines()[-3] == f"'{MASKED}"
    assert safe.splitlines()[-1] == f"{MASKED}\t"


def test_a_quote_that_is_not_closed_is_an_error_and_nothing_is_written(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(f'a,b\n1,"{MOBILE}\n', "utf-8")
    done = cli("redact", "--format", "csv", "a.csv", "-o", "safe.csv")
    assert done.code == 3
    assert "a.csv: row" in done.err
    assert "not closed" in done.err
    assert MOBILE not in done.err
    assert not (folder / "safe.csv").exists()


@pytest.mark.parametrize("text", ["", "a", "a\n", "\n", ",\n", "\n\n"])
def test_next_to_nothing_stays(cli: Cli, text: str) -> None:
    assert _csv(cli, text) == text


def test_in_place_and_check(cli: Cli, folder: Path) -> None:
    text = f"id,mobile\n1,{MOBILE}\n"
    (folder / "a.csv").write_text(text, "utf-8")
    assert cli("redact", "--format", "csv", "--check", "a.csv").code == 1
    assert cli("redact", "--format", "csv", "-i", "a.csv").code == 0
    assert (folder / "a.csv").read_text("utf-8") == text.replace(MOBILE, MASKED)
    assert cli("redact", "--format", "csv", "--check", "a.csv").code == 0
    assert cli("redact", "--format", "csv", "--diff", "a.csv").code == 0


def test_a_plan_is_printed_edited_and_passed_back(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_text(f"编号,手机,备注\n1,{MOBILE},无\n2,{MOBILE},电{MOBILE}\n", "utf-8")
    assert cli("plan", "a.csv", "-o", "plan.toml").code == 0
    plan = (folder / "plan.toml").read_text("utf-8")
    assert MOBILE not in plan
    assert 'name = "手机"\nentity_type = "CN_MOBILE"\nrecognizer = "telecom.mobile"\ntreatment = "mask"\n' in plan
    edited = plan.replace('treatment = "mask"', 'treatment = "replace"\nparams = {text = "-"}')
    edited = edited.replace('name = "备注"\ntreatment = "by cell"', 'name = "备注"\ntreatment = "redact"')
    (folder / "plan.toml").write_text(edited, "utf-8")
    done = cli("redact", "a.csv", "--plan", "plan.toml")
    assert done.text == "编号,手机,备注\n1,-,\n2,-,\n", done.err


@pytest.mark.parametrize(
    ("old", "new", "code", "why"),
    [
        ('name = "手机"', 'name = "电话号"', 2, "no column '电话号'"),
        ('treatment = "mask"', 'treatment = "hide"', 2, "unknown operator"),
        ('"CN_MOBILE"', '"CN_NOTHING"', 2, "unknown entity type"),
        ("plan = 1", "plan = 2", 2, "not a plan"),
        ("plan = 1", "plan = ", 2, "not TOML"),
        ('treatment = "mask"', 'treatment = "hash"', 2, "key"),
        ('treatment = "mask"', 'treatmnt = "mask"', 2, "unknown key"),
    ],
)
def test_a_wrong_plan_is_refused(cli: Cli, folder: Path, old: str, new: str, code: int, why: str) -> None:
    (folder / "a.csv").write_text(f"手机\n{MOBILE}\n", "utf-8")
    plan = cli("plan", "a.csv").text.replace(old, new)
    (folder / "plan.toml").write_text(plan, "utf-8")
    done = cli("redact", "a.csv", "--plan", "plan.toml", "-o", "safe.csv")
    assert (done.code, why in done.err) == (code, True), done.err
    assert not (folder / "safe.csv").exists()


@given(st.text(alphabet=st.sampled_from(list('a中1,;"\r\n\t |9')), max_size=60), st.integers(1, 7))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_text_without_findings_stays_whatever_its_form(text: str, size: int) -> None:
    if text.count('"') % 2:
        text += '"'
    blocks = [text[at : at + size] for at in range(0, len(text), size)]
    try:
        rewriter = CsvRewriter(GUARD, "t", ragged="treat")
        result = "".join(rewriter.rewritten(blocks))
    except Exception as error:  # a quote in the middle of a cell
        assert "not closed" in str(error)  # noqa: PT017
        return
    if not rewriter.changed:
        assert result == text


def test_a_header_that_comes_again_stays(cli: Cli) -> None:
    lines = _csv(cli, f"姓名,手机,n\n王小明,{MOBILE},1\n姓名,手机,n\n李红,{MOBILE},2\n").splitlines()
    assert lines[2] == "姓名,手机,n"
    assert lines[3] == f"李*,{MASKED},2"


def test_scan_says_what_the_columns_of_a_table_hold(cli: Cli, folder: Path) -> None:
    rows = f"{MOBILE},0531-88776655,2024-03-01 10:00:01,85,{MOBILE}\n{MOBILE},10086,2024-03-01 11:00:01,20,\n"
    (folder / "calls.csv").write_text(f"本方号码,对方号码,开始时间,时长,备注\n{rows}", "utf-8")
    done = cli("scan", "calls.csv")
    assert done.code == 1
    said = done.text.partition("columns of ")[2]
    assert said.startswith("calls.csv (each row: CALL_RECORD), as redact treats them:\n")
    assert "\n  本方号码  CN_MOBILE          100%  direct    mask       2 of 2 sampled cells\n" in said
    assert MOBILE not in done.text
    assert "columns of" not in cli("scan", "--output-format", "concise", "calls.csv").text
    assert "columns of" not in cli("scan", ".").text


def test_processes_share_a_table_and_keep_its_order(cli: Cli, tmp_path: Path) -> None:
    rows = [f"1380000{number:04},2024-03-01 10:00:0{number % 10},{number}" for number in range(10_000)]
    text = "手机,时间,序号\n" + "\n".join(rows * 30) + "\n"
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    answers = []
    for jobs in ("1", "2"):
        target = tmp_path / f"out{jobs}.csv"
        done = cli("redact", "--format", "csv", "--jobs", jobs, str(path), "-o", str(target))
        assert done.code == 0, done.err
        answers.append(target.read_bytes())
    assert answers[0] == answers[1] != path.read_bytes()
    assert answers[0].count(b"\n") == text.count("\n")


def test_rows_of_another_length_are_treated_and_told(cli: Cli) -> None:
    text = f"姓名,手机,n\n王小明,{MOBILE},1\n李红,{MOBILE}\n\n张伟,{MOBILE},3,电话{MOBILE}\n"
    done = cli("redact", "--format", "csv", "--ragged", "treat", stdin=text.encode())
    assert done.code == 0
    assert done.text.splitlines()[2:] == [f"李*,{MASKED}", "", f"张*,{MASKED},3,电话{MASKED}"]
    assert "<stdin>: 2 rows have another length than the header, the first is row 3" in done.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_rows_of_another_length_are_told_and_numbered_from_every_process(cli: Cli, tmp_path: Path, jobs: str) -> None:
    rows = [f"1380000{number % 10_000:04},2024-03-01 10:00:0{number % 10},{number}" for number in range(500_000)]
    rows[300_000] = rows[300_000][:11]
    rows[480_000] = "1"
    path = tmp_path / "t.csv"
    path.write_text("手机,时间,序号\n" + "\n".join(rows) + "\n", "utf-8")
    done = cli("redact", "--format", "csv", "--jobs", jobs, str(path), "-o", str(tmp_path / "out.csv"))
    assert done.code == 0, done.err
    assert "2 rows have another length than the header, the first is row 300002;" in done.err
    rows[480_000] = "1,2,3,4"
    path.write_text("手机,时间,序号\n" + "\n".join(rows) + "\n", "utf-8")
    done = cli("redact", "--format", "csv", "--jobs", jobs, str(path), "-o", str(tmp_path / "other.csv"))
    assert done.code == 3
    assert "t.csv: row 480002, column 4: 4 cells under a header of 3" in done.err
    assert not (tmp_path / "other.csv").exists()
