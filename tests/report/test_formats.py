"""Every format says the same findings, well-formed, without values."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from piiguard.checks import mod_11_2
from piiguard.cli.main import main
from piiguard.report.formats import FORMATS

MOBILE = "13800001234"
RESIDENT = "11010519900307123" + mod_11_2("11010519900307123")
TEXT = f'第一行\n\t😀手机{MOBILE}，证件{RESIDENT}\nemail="li.si@example.com"\n'
NAME = "a b,中%:'<&>\".txt"


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    (tmp_path / NAME).write_text(TEXT, "utf-8")

    def run(form: str, *args: str) -> str:
        assert main(["scan", "-q", "--isolated", "--output-format", form, "--output-file", "out", NAME, *args]) in (
            0,
            1,
        )
        return (tmp_path / "out").read_text("utf-8")

    return run


@pytest.mark.parametrize("form", FORMATS)
def test_no_value_is_shown(told: Any, form: str) -> None:
    said = told(form)
    assert said
    assert MOBILE not in said
    assert RESIDENT not in said


def test_sarif_has_what_code_scanning_needs(told: Any) -> None:
    log = json.loads(told("sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 5, 2, 16)
    assert TEXT[region["charOffset"] : region["charOffset"] + region["charLength"]] == MOBILE
    assert TEXT.encode()[region["byteOffset"] : region["byteOffset"] + region["byteLength"]] == MOBILE.encode()
    uri = first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert not set(uri) & set(' "<>%中') - {"%"}
    assert len({result["partialFingerprints"]["piiguardLine/v1"] for result in run["results"]}) == len(run["results"])
    assert {result["level"] for result in run["results"]} <= {"error", "warning", "note"}


def test_sarif_without_findings_is_a_log_too(told: Any) -> None:
    assert json.loads(told("sarif", "--entities", "VIN"))["runs"][0]["results"] == []


def test_fingerprints_survive_moved_lines(told: Any, tmp_path: Path) -> None:
    def fingerprints() -> list[str]:
        results = json.loads(told("sarif"))["runs"][0]["results"]
        return [result["partialFingerprints"]["piiguardLine/v1"] for result in results]

    before = fingerprints()
    (tmp_path / NAME).write_text("更多\n" * 9 + TEXT.replace("\t", "    "), "utf-8")
    assert fingerprints() == before


def test_github_commands_are_one_line_each_and_escaped(told: Any) -> None:
    lines = told("github").splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(
        "::error file=a b%2C中%25%3A'<&>\".txt,line=2,endLine=2,col=5,endColumn=16,title=piiguard CN_MOBILE::"
    )


def test_junit_counts_and_parses(told: Any) -> None:
    root = ElementTree.fromstring(told("junit"))
    assert (root.get("failures"), len(root.findall(".//failure"))) == ("3", 3)
    (case,) = root.findall(".//testcase")
    assert case.get("name") == NAME
    assert ElementTree.fromstring(told("junit", "--entities", "VIN")).get("failures") == "0"


def test_csv_has_a_header_and_harmless_cells(told: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(told("csv"))))
    assert [row["entity_type"] for row in rows] == ["CN_MOBILE", "CN_RESIDENT_ID", "EMAIL_ADDRESS"]
    assert rows[0]["path"] == NAME
    assert not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row.values())


def test_html_is_whole_and_loads_nothing(told: Any) -> None:
    page = told("html")
    opened: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in ("script", "img", "link", "iframe")
            if tag != "meta":
                opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert opened.pop() == tag

    Reader().feed(page)
    assert opened == []
    assert "a b,中%:&#x27;&lt;&amp;&gt;&quot;.txt" in page


def test_jsonl_keeps_to_its_schema(told: Any) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "finding.schema.json").read_text("utf-8"))
    kinds = {"string": str, "integer": int, "number": (int, float)}
    for line in told("jsonl", "--entities", "CN_MOBILE").splitlines():
        item = json.loads(line)
        assert set(schema["required"]) <= set(item) <= set(schema["properties"])
        assert all(isinstance(value, kinds[schema["properties"][key]["type"]]) for key, value in item.items())
