"""The formats for programs, the baseline, and inline allows, from the command line."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from piiguard.cli.main import main

_FIRST, _SECOND = "13905172846", "13716254839"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(f"𠮷手机{_FIRST}\n", "utf-8")
    return tmp_path


def _scan(capfd: Capture, *args: str) -> tuple[int, str, str]:
    code = main(["scan", "--isolated", *args])
    return code, *capfd.readouterr()


@pytest.mark.parametrize("form", ["full", "concise", "jsonl", "sarif", "github", "junit", "html", "csv"])
def test_no_format_shows_a_value_and_all_are_the_same_for_any_jobs(capfd: Capture, folder: Path, form: str) -> None:
    for number in range(6):
        (folder / f"{number} <&\"'.txt").write_text(f"手机{_SECOND}\n身份证不明\n", "utf-8")
    code, out, err = _scan(capfd, "--output-format", form, ".")
    assert code == 1
    assert not any(value in out + err for value in (_FIRST, _SECOND))
    assert _scan(capfd, "--output-format", form, "--jobs", "2", ".")[1] == out


def test_sarif_counts_columns_in_code_points(capfd: Capture) -> None:
    run = json.loads(_scan(capfd, "--output-format", "sarif", "a.txt")[1])["runs"][0]
    result = run["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (1, 4, 15)
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "CN_MOBILE"
    assert set(result["partialFingerprints"]) == {"piiguardLine/v1"}


def test_a_clean_scan_is_a_whole_report(capfd: Capture, folder: Path) -> None:
    (folder / "clean.txt").write_text("clean\n")
    assert json.loads(_scan(capfd, "--output-format", "sarif", "clean.txt")[1])["runs"][0]["results"] == []
    assert ET.fromstring(_scan(capfd, "--output-format", "junit", "clean.txt")[1].encode()).get("failures") == "0"
    assert _scan(capfd, "--output-format", "html", "clean.txt")[1].rstrip().endswith("</html>")


def test_jsonl_is_what_the_schema_says(capfd: Capture, root: Path) -> None:
    schema = json.loads((root / "docs/schema/finding.schema.json").read_text("utf-8"))
    found = json.loads(_scan(capfd, "--output-format", "jsonl", "a.txt")[1])
    assert list(found) == schema["required"]
    assert set(found) | {"value", "row", "column_name"} == set(schema["properties"])


def test_junit_and_csv_can_be_read(capfd: Capture) -> None:
    tree = ET.fromstring(_scan(capfd, "--output-format", "junit", "a.txt")[1].encode())
    assert [each.get("type") for each in tree.iter("failure")] == ["CN_MOBILE"]
    rows = list(csv.DictReader(_scan(capfd, "--output-format", "csv", "a.txt")[1].splitlines()))
    assert [(row["path"], row["line"], row["column"]) for row in rows] == [("a.txt", "1", "4")]


def test_names_cannot_end_a_workflow_command(capfd: Capture, folder: Path) -> None:
    (folder / "x,y:z\n::error::.txt").write_text(f"手机{_FIRST}\n", "utf-8")
    lines = _scan(capfd, "--output-format", "github", ".")[1].splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("::error file=x%2Cy%3Az%0A%3A%3Aerror%3A%3A.txt,line=1,")


def test_samples_do_not_fail_when_that_is_asked_for(capfd: Capture, folder: Path) -> None:
    (folder / "sample.txt").write_text("手机13800138000\n", "utf-8")
    assert _scan(capfd, "sample.txt")[0] == 1
    assert _scan(capfd, "--fail-on", "medium", "sample.txt")[0] == 0
    assert _scan(capfd, "--fail-on", "medium", "a.txt")[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        "手机{} # piiguard: allow[CN_MOBILE] support line\n",
        "# piiguard: allow[CN_MOBILE] support line\n手机{}\n",
        "<!-- piiguard: allow -->\n手机{}\n",
        "/* piiguard: allow[QQ, CN_MOBILE] */\n手机{}\n",
        "-- piiguard: allow-begin[CN_MOBILE]\n\n手机{}\n-- piiguard: allow-end\n",
    ],
)
def test_an_allow_covers_its_line_the_next_or_a_block(capfd: Capture, folder: Path, text: str) -> None:
    (folder / "b.txt").write_text(text.format(_FIRST), "utf-8")
    assert _scan(capfd, "b.txt")[0] == 0
    assert _scan(capfd, "--ignore-allows", "b.txt")[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        "手机{} # piiguard: allow[QQ] another kind\n",
        "clean # piiguard: allow[CN_MOBILE] on its own line only\n手机{}\n",
        "手机{}\n# piiguard: allow[CN_MOBILE] too late\n",
        "# piiguard: allow-begin\n# piiguard: allow-end\n手机{}\n",
    ],
)
def test_an_allow_covers_nothing_else_and_is_told(capfd: Capture, folder: Path, text: str) -> None:
    (folder / "b.txt").write_text(text.format(_FIRST), "utf-8")
    code, _, err = _scan(capfd, "b.txt")
    assert code == 1
    assert "allow is not needed" in err


def test_a_baseline_survives_moved_lines_and_fails_for_what_is_new(capfd: Capture, folder: Path) -> None:
    assert main(["baseline", "create", "b.baseline", "."]) == 0
    assert _scan(capfd, "--baseline", "b.baseline", ".")[0] == 0
    text = (folder / "a.txt").read_text("utf-8")
    (folder / "a.txt").write_text(f"\n\nmoved\n{text}", "utf-8")
    assert _scan(capfd, "--baseline", "b.baseline", "./a.txt")[0] == 0
    (folder / "a.txt").write_text(f"{text}回电{_SECOND}\n", "utf-8")
    assert _scan(capfd, "--baseline", "b.baseline", ".")[0] == 1
    assert main(["baseline", "update", "b.baseline", "."]) == 0
    assert _scan(capfd, "--baseline", "b.baseline", ".")[0] == 0


def test_a_baseline_is_sorted_and_holds_no_value_line_or_time(folder: Path) -> None:
    (folder / "z.txt").write_text(f"手机{_SECOND}\n", "utf-8")
    assert main(["baseline", "create", "b.baseline", "."]) == 0
    first = (folder / "b.baseline").read_bytes()
    assert first.splitlines()[1:] == sorted(first.splitlines()[1:])
    (folder / "a.txt").write_text(f"𠮷手机{_SECOND}\n", "utf-8")
    (folder / "b.baseline").unlink()
    assert main(["baseline", "create", "b.baseline", "."]) == 0
    assert (folder / "b.baseline").read_bytes() == first, "depends on a value"


def test_entries_without_a_finding_are_told_and_pruned(capfd: Capture, folder: Path) -> None:
    assert main(["baseline", "create", "b.baseline", "."]) == 0
    (folder / "a.txt").write_text("clean\n")
    assert "1 entries of scanned files are not needed" in _scan(capfd, "--baseline", "b.baseline", ".")[2]
    assert main(["baseline", "prune", "b.baseline", "."]) == 0
    assert (folder / "b.baseline").read_text() == "# piiguard baseline 1\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("# piiguard baseline 2\n", 2),
        ("{}", 2),
        ("# piiguard baseline 1\nx\n", 2),
        ("# piiguard baseline " + "9" * 5000, 2),
    ],
)
def test_a_baseline_of_another_make_is_refused(capfd: Capture, folder: Path, content: str, code: int) -> None:
    (folder / "b.baseline").write_text(content)
    assert _scan(capfd, "--baseline", "b.baseline", ".")[0] == code
    assert main(["baseline", "update", "b.baseline", "."]) == code
    assert (folder / "b.baseline").read_text() == content


def test_a_missing_baseline_is_said(capfd: Capture) -> None:
    assert _scan(capfd, "--baseline", "none", ".")[0] == 3
