"""`piiguard evaluate`: what is found and missed on labelled data, and what is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

TEXT = f"手机{MOBILE}，证件{RESIDENT}"
SPANS: list[dict[str, object]] = [
    {"start": 2, "end": 13, "type": "CN_MOBILE"},
    {"start": 16, "end": 34, "type": "CN_RESIDENT_ID"},
]
COUNTS = {"gold": 1, "found": 1, "exact": 1, "covered": 1, "touching": 1, "characters": 11, "leaked": 0}
PERFECT = COUNTS | {
    "precision": 1.0, "recall": 1.0, "f1": 1.0, "overlap_precision": 1.0, "overlap_recall": 1.0, "leak": 0.0,
}  # fmt: skip


def line(text: str = TEXT, spans: object = SPANS) -> str:
    return json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n"


def span(start: object, end: object, entity_type: object = "CN_MOBILE") -> dict[str, object]:
    return {"start": start, "end": end, "type": entity_type}


@pytest.fixture
def gold(folder: Path) -> Path:
    """Return a file whose only text is labelled as it is found."""
    path = folder / "gold.jsonl"
    path.write_text(line(), "utf-8")
    return path


def figures(cli: Cli, *args: str, stdin: str = "") -> dict[str, Any]:
    done = cli("evaluate", "--output-format", "json", "--data", *args, stdin=stdin)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.text)
    return found


def test_data_that_is_labelled_as_found_is_perfect(cli: Cli, gold: Path) -> None:
    found = figures(cli, "gold.jsonl")
    assert found["texts"] == 1
    assert found["types"]["CN_MOBILE"] == PERFECT
    assert {found["total"][name] for name in ("precision", "recall", "f1")} == {1.0}
    assert found["total"]["characters"] == 29
    assert found["errors"] == []


def test_the_table_has_a_line_for_each_type_and_one_in_total(cli: Cli, gold: Path) -> None:
    done = cli("evaluate", "--data", "gold.jsonl")
    head, *rows = (row.split() for row in done.text.splitlines())
    assert head == "gold found precision recall F1 overlap P overlap R leak".split()
    assert rows == [
        ["CN_MOBILE", "1", "1", *["1.000"] * 5, "0.000"],
        ["CN_RESIDENT_ID", "1", "1", *["1.000"] * 5, "0.000"],
        ["total", "2", "2", *["1.000"] * 5, "0.000"],
    ]
    assert done.err == "piiguard: 1 text measured\n"


def test_several_files_packed_ones_and_standard_input_are_one_measurement(cli: Cli, gold: Path) -> None:
    (gold.parent / "more.jsonl.gz").write_bytes(gzip.compress(line().encode()))
    found = figures(cli, "gold.jsonl", "more.jsonl.gz", "--data", "-", stdin=f"\n{line()}")
    assert (found["texts"], found["total"]["exact"]) == (3, 6)


def test_other_ends_count_as_overlap_and_leak_what_no_finding_covers(cli: Cli) -> None:
    found = figures(cli, "-", stdin=line(spans=[span(0, 13), SPANS[1]]))["types"]["CN_MOBILE"]
    assert (found["exact"], found["covered"], found["touching"]) == (0, 1, 1)
    assert (found["characters"], found["leaked"]) == (13, 2)


def test_a_value_found_as_another_type_is_missed_but_does_not_leak(cli: Cli) -> None:
    found = figures(cli, "-", stdin=line(spans=[span(2, 13, "IMEI"), SPANS[1]]))["types"]
    assert (found["IMEI"]["recall"], found["IMEI"]["leak"]) == (0.0, 0.0)
    assert (found["CN_MOBILE"]["precision"], found["CN_MOBILE"]["recall"]) == (0.0, None)


def test_offsets_are_code_points(cli: Cli) -> None:
    assert figures(cli, "-", stdin=line(f"😀手机{MOBILE}", [span(3, 14)]))["total"]["f1"] == 1.0


def test_a_span_that_is_labelled_twice_counts_once(cli: Cli) -> None:
    found = figures(cli, "-", stdin=line(spans=[*SPANS, *SPANS]))
    assert found["total"]["gold"] == 2


def test_types_of_the_data_are_mapped_and_ignored(cli: Cli) -> None:
    data = line(spans=[span(2, 13, "PHONE"), SPANS[1], span(0, 2, "WORD")])
    found = figures(cli, "-", "--map", "PHONE=CN_MOBILE", "--ignore", "WORD", stdin=data)
    assert found["total"]["f1"] == 1.0


def test_only_the_named_types_are_measured(cli: Cli, gold: Path) -> None:
    assert list(figures(cli, "gold.jsonl", "--entities", "CN_MOBILE")["types"]) == ["CN_MOBILE"]


def test_all_unknown_types_are_named_with_what_could_be_meant(cli: Cli) -> None:
    data = line() + line(spans=[span(2, 13, "PHONE")]) + line(spans=[span(0, 2, "CN_MOBIL"), span(0, 2, "词")])
    done = cli("evaluate", "--data", "-", stdin=data)
    assert done == (
        2,
        b"",
        "piiguard: <stdin>: line 2: types that piiguard does not know: 'PHONE' (did you mean PHONE_NUMBER?), "
        "'CN_MOBIL' (did you mean CN_MOBILE?), '词'; say --map PHONE=OURS or --ignore PHONE\n",
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--map", "PHONE"), "--map 'PHONE': write THEIR=OURS, as in PHONE=CN_MOBILE"),
        (("--map", "PHONE=CN_MOBIL"), "unknown entity type 'CN_MOBIL'; did you mean CN_MOBILE?"),
        (("--map", "P=IMEI", "--ignore", "P"), "type 'P' is both mapped and ignored"),
        (("--map", "P=IMEI", "--map", "P=IMSI"), "type 'P' is mapped to both IMEI and IMSI"),
        (("--fail-under", "90"), "--fail-under must lie between 0 and 1"),
        (("--errors", "-1"), "--errors must not be negative"),
    ],
    ids=["no mapping", "unknown target", "mapped and ignored", "mapped twice", "per cent", "negative"],
)
def test_wrong_options_are_refused(cli: Cli, gold: Path, args: tuple[str, ...], said: str) -> None:
    assert cli("evaluate", "--data", "gold.jsonl", *args) == (2, b"", f"piiguard: {said}\n")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (f'{{"text": "{TEXT}"', "not JSON at column"),
        ("[1]", "not a JSON object"),
        ("[" * 200_000, "nested too deep"),
        ('{"spans": []}', '"text" is missing or no string'),
        (f'{{"text": "{TEXT}"}}', '"spans" is missing or no list'),
        (line(spans=[7]), "span 1 is not a JSON object"),
        (line(spans=[*SPANS, span(True, 3)]), 'span 3: "start" or "end" is missing or no whole number'),
        (line(spans=[span(2, 13, None)]), 'span 1: "type" is missing or no string'),
        (line(spans=[span(2, 35)]), "span 1: 2 to 35 is no part of the text, which has 34 characters"),
        (line(spans=[span(-1, 2)]), "span 1: -1 to 2 is no part of the text"),
        (line(spans=[span(3, 3)]), "span 1: 3 to 3 is no part of the text"),
    ],
    ids=[
        "cut off", "no object", "too deep", "no text", "no spans", "span is a number", "offset is true", "no type",
        "beyond the end", "before the begin", "empty span",
    ],
)  # fmt: skip
def test_a_damaged_line_is_an_error_with_file_and_line(cli: Cli, gold: Path, bad: str, said: str) -> None:
    gold.write_text(line() + bad.rstrip("\n") + "\n", "utf-8")
    done = cli("evaluate", "--data", "gold.jsonl")
    assert done[:2] == (3, b"")
    assert done.err.startswith("piiguard: gold.jsonl: line 2: ")
    assert said in done.err
    assert MOBILE not in done.err


def test_a_damaged_packed_file_is_an_error(cli: Cli, folder: Path) -> None:
    packed = gzip.compress(line().encode())
    for name, data in (("cut", packed[:-12]), ("plain", line().encode())):
        (folder / f"{name}.gz").write_bytes(data)
        done = cli("evaluate", "--data", f"{name}.gz")
        assert done[:2] == (3, b"")
        assert done.err.startswith(f"piiguard: {name}.gz: ")


def test_a_missing_file_is_an_error(cli: Cli, gold: Path) -> None:
    done = cli("evaluate", "--data", "gold.jsonl", "none.jsonl")
    assert done[:2] == (3, b"")
    assert "none.jsonl" in done.err


def test_mistakes_are_counted_by_kind_and_masked(cli: Cli) -> None:
    data = line(f"手机{MOBILE}", []) * 2 + line(
        f"编号{RESIDENT}", [span(0, 2, "PERSON"), span(3, 20, "CN_RESIDENT_ID")]
    )
    done = cli("evaluate", "--data", "-", "--errors", "2", stdin=data)
    blank = done.text.splitlines().index("")
    masked = f"{RESIDENT[:6]}********{RESIDENT[-4:]}"
    assert [" ".join(row.split()) for row in done.text.splitlines()[blank + 1 :]] == [
        "2 false CN_MOBILE not labelled; 11 digits <stdin>:1:2-13 138****1234",
        f"1 false CN_RESIDENT_ID labelled with other ends; 18 digits <stdin>:3:2-20 {masked}",
    ]
    assert MOBILE not in done.text
    assert "found, but never labelled: CN_MOBILE; --entities measures only some" in done.err


def test_values_are_shown_when_asked_but_not_in_ci(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("evaluate", "--data", "-", "--errors", "3", "--show-values")
    assert f" {MOBILE}\n" in cli(*args, stdin=line(spans=SPANS[1:])).text
    monkeypatch.setenv("CI", "1")
    done = cli(*args, stdin=line(spans=SPANS[1:]))
    assert done[:2] == (2, b"")
    assert "--show-values is refused" in done.err


def test_a_missed_value_cannot_steer_the_terminal(cli: Cli) -> None:
    data = line("见\x1b[2J\n好", [span(1, 6, "PERSON")])
    done = cli("evaluate", "--data", "-", "--errors", "1", "--show-values", stdin=data)
    assert "\\x1b[2J\\n\n" in done.text
    assert "\x1b" not in done.text


def test_a_low_f1_fails(cli: Cli, gold: Path) -> None:
    assert cli("evaluate", "--data", "gold.jsonl", "--fail-under", "1").code == 0
    gold.write_text(line(spans=SPANS[:1]), "utf-8")  # found twice, labelled once: F1 is 2/3
    assert cli("evaluate", "--data", "gold.jsonl", "--fail-under", "0.66").code == 0
    assert cli("evaluate", "--data", "gold.jsonl", "--fail-under", "0.67").code == 1


def test_data_without_anything_cannot_pass(cli: Cli) -> None:
    done = cli("evaluate", "--data", "-", "--fail-under", "0", stdin="")
    assert done.code == 1
    assert "there is no F1 to compare" in done.err


def test_what_makes_figures_mean_less_is_said(cli: Cli) -> None:
    data = line("住在南京", [span(2, 4, "LOC")])
    done = cli("evaluate", "--data", "-", "--map", "LOC=LOCATION", "--ignore", "TITLE", stdin=data)
    assert done.code == 0
    assert "type 'TITLE' is mapped or ignored, but not in the data" in done.err
    assert "LOCATION is found on request alone: name it with --entities" in done.err


def test_long_data_is_scanned_in_parts(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiguard.cli.evaluate._CHARACTERS", 100)
    assert figures(cli, "-", stdin=line() * 50)["total"]["exact"] == 100
