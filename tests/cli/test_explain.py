"""`piiguard explain`: why something is found or is not, and what a kind is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .conftest import LINE, MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli


def test_found_values_come_with_place_reason_and_what_the_mask_leaves(cli: Cli) -> None:
    done = cli("explain", stdin=f"一\n手机{MOBILE}\n")
    assert done.code == 0
    assert done.text.startswith("2:3-13  CN_MOBILE  138****1234\n    found: checks passed")
    assert "the usual mask leaves about 10,000 candidates" in done.text


def test_rejected_candidates_come_with_the_check_that_failed(cli: Cli) -> None:
    wrong = RESIDENT[:-1] + ("1" if RESIDENT[-1] != "1" else "2")
    done = cli("explain", stdin=f"证件{wrong}")
    assert f"check digit does not match ({RESIDENT[-1]} ≠ {wrong[-1]})" in done.text
    assert wrong not in done.text


def test_a_number_inside_a_longer_one_is_told(cli: Cli) -> None:
    done = cli("explain", stdin=f"编号 9{RESIDENT[:-1]}{RESIDENT[-1]}77\n单号9{MOBILE}\n")
    lines = done.text.splitlines()
    assert lines[0].startswith("1:5-22  CN_RESIDENT_ID") or RESIDENT[-1] == "X"
    assert "2:4-14  CN_MOBILE  138****1234" in lines
    assert "    rejected: inside a longer number, of 12 digits (score 0.00, recognizer telecom.mobile)" in lines
    assert MOBILE not in done.text


def test_a_label_against_it_is_told(cli: Cli) -> None:
    done = cli("explain", stdin=f"订单号{MOBILE}")
    assert "below threshold" in done.text
    assert "found:" not in done.text


def test_only_the_named_kinds_are_explained(cli: Cli) -> None:
    done = cli("explain", "--entities", "CN_RESIDENT_ID", stdin=LINE)
    assert "CN_RESIDENT_ID" in done.text
    assert "CN_MOBILE" not in done.text


def test_text_with_nothing_to_explain_says_so(cli: Cli) -> None:
    assert cli("explain", stdin="没有\n") == (
        0,
        b"",
        "piiguard: nothing in it has the shape of a kind that is known\n",
    )


def test_values_are_shown_only_when_asked(cli: Cli, note: Path) -> None:
    assert MOBILE not in cli("explain", "note.txt").text
    assert MOBILE in cli("explain", "--show-values", "note.txt").text


def test_a_kind_is_described(cli: Cli) -> None:
    done = cli("explain", "CN_RESIDENT_ID", "CN_MOBILE")
    assert done.code == 0
    assert "居民身份证" in done.text
    assert "GB 11643" in done.text
    assert "  mask " in done.text
    assert "法释〔2017〕10号" in done.text


def test_an_unknown_kind_gets_a_suggestion(cli: Cli) -> None:
    done = cli("explain", "CN_MOBIL")
    assert done == (2, b"", "piiguard: unknown entity type 'CN_MOBIL'; did you mean CN_MOBILE?\n")


def test_a_file_that_is_named_like_a_kind_is_read(cli: Cli, folder: Path) -> None:
    (folder / "NOTES").write_text(LINE, "utf-8")
    assert "CN_MOBILE" in cli("explain", "NOTES").text
