"""`piiguard risk` as it is used: before and after, output, and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ..conftest import Child

ROWS = [
    "姓名,年龄,性别,邮编,诊断", "王小明,23,男,100081,感冒", "李雷,24,男,100082,高血压", "韩梅梅,25,女,100083,糖尿病",
    "张伟,26,女,100084,感冒", "刘洋,27,男,100085,高血压", "陈静,28,女,100086,感冒", "杨勇,31,男,100091,哮喘",
    "赵磊,32,男,100092,感冒",
]  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "病人.csv"
    path.write_text("\n".join(ROWS) + "\n", "gb18030")
    return path


def test_measures_before_and_after(child: Child, table: Path, tmp_path: Path) -> None:
    target = tmp_path / "safe.csv"
    done = child(
        "-m", "piiguard", "risk", str(table), "--quasi", "年龄,性别,邮编", "--sensitive", "诊断", "--min-k", "2",
        "--output", str(target), "--output-format", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert (found["before"]["k"], found["after"]["k"], found["suppressed"]) == (1, 2, 0)
    assert found["after"]["sensitive"][0]["l"] == 2
    assert "姓名" in done.stderr.decode()
    assert "王小明" not in (done.stdout + done.stderr).decode()
    rows = list(csv.DictReader(target.read_text("gb18030").splitlines()))
    assert [row["姓名"] for row in rows] == [line.split(",")[0] for line in ROWS[1:]]
    assert rows[0] == {"姓名": "王小明", "年龄": "20-29", "性别": "男", "邮编": "10008*", "诊断": "感冒"}


def test_takes_quasi_identifiers_from_the_plan(child: Child) -> None:
    done = child("-m", "piiguard", "risk", "-q", stdin="\n".join(ROWS).encode())
    assert done.returncode == 0, done.stderr.decode()
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "quasi-identifiers: 年龄, 性别, 邮编"
    assert lines[1].split() == ["rows", "8"]
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("text", "args", "code", "said"),
    [
        ("\n".join(ROWS), ["--quasi", "年岭"], 2, "no column"),
        ("\n".join(ROWS), ["--quasi", "年龄", "--min-k", "1"], 2, "at least 2"),
        ("\n".join(ROWS), ["--quasi", "年龄", "--output", "x.csv"], 2, "--min-k"),
        ("\n".join(ROWS), ["--quasi", "年龄", "--min-k", "9", "--output", "x.csv"], 3, "cannot be reached"),
        ("\n".join([*ROWS, "多,1"]), ["--quasi", "年龄"], 3, "row 10: 2 cells"),
        ('a,b,c\n1,2,"3\n', ["--quasi", "a"], 3, "not closed"),
        ("a,a,b\n1,2,3\n", ["--quasi", "a"], 3, "two columns"),
        ("a,b\n1,2\n", [], 2, "no quasi-identifier"),
        ("", ["--quasi", "a"], 2, "no column"),
    ],
)  # fmt: skip
def test_what_it_refuses(child: Child, tmp_path: Path, text: str, args: list[str], code: int, said: str) -> None:
    places = [str(tmp_path / each) if each == "x.csv" else each for each in args]
    done = child("-m", "piiguard", "risk", *places, stdin=text.encode())
    assert (done.returncode, done.stdout) == (code, b"")
    assert said in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []
