"""`piiguard scan`: where things are, in three formats, and the exit code that a hook relies on."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import LINE, MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

MASKED_ID = f"{RESIDENT[:6]}********{RESIDENT[-4:]}"


def test_full_names_the_file_once_and_gives_reasons(cli: Cli, note: Path) -> None:
    done = cli("scan", "note.txt")
    assert done.code == 1
    head, first, second = done.text.splitlines()
    assert head == "note.txt"
    assert first.split()[:3] == ["1:3", "CN_MOBILE", "138****1234"]
    assert second.split()[:3] == ["1:17", "CN_RESIDENT_ID", MASKED_ID]
    assert first.endswith(")")
    assert done.err == "piiguard: 2 findings in 1 file\n"


def test_concise_is_a_short_line_each(cli: Cli, note: Path) -> None:
    done = cli("scan", "--output-format", "concise", "-q", "note.txt")
    assert done.text == f"note.txt:1:3: CN_MOBILE 138****1234\nnote.txt:1:17: CN_RESIDENT_ID {MASKED_ID}\n"
    assert done.err == ""


FIELDS = (
    "path line column start end byte_start byte_end entity_type score recognizer reason masked legal severity".split()
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_jsonl_gives_true_places_in_text_and_bytes(cli: Cli, folder: Path, encoding: str) -> None:
    text = f"一𠮷\r\n二{LINE}三，手机{MOBILE}"
    data = text.encode(encoding)
    (folder / "a.txt").write_bytes(data)
    done = cli("scan", "--output-format", "jsonl", "a.txt")
    assert done.code == 1
    found: list[dict[str, Any]] = [json.loads(line) for line in done.text.splitlines()]
    assert [list(each) for each in found] == [FIELDS] * 3
    assert [text[each["start"] : each["end"]] for each in found] == [MOBILE, RESIDENT, MOBILE]
    plain = encoding.replace("-sig", "").replace("utf-16", "utf-16-le")
    assert [data[each["byte_start"] : each["byte_end"]].decode(plain) for each in found] == [MOBILE, RESIDENT, MOBILE]
    assert [(each["line"], each["column"]) for each in found] == [(2, 4), (2, 18), (3, 5)]
    assert {each["legal"] for each in found} <= {"basic", "identity"}


def test_jsonl_is_free_of_values_unless_they_are_asked_for(cli: Cli, note: Path) -> None:
    assert MOBILE not in cli("scan", "--output-format", "jsonl", "note.txt").text
    shown = cli("scan", "--output-format", "jsonl", "--show-values", "note.txt").text
    assert [json.loads(line)["value"] for line in shown.splitlines()] == [MOBILE, RESIDENT]


@pytest.mark.parametrize("form", ["full", "concise", "jsonl"])
def test_values_are_never_shown_in_continuous_integration(
    cli: Cli, note: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")
    done = cli("scan", "--output-format", form, "--show-values", "note.txt")
    assert done[:2] == (2, b"")
    assert MOBILE not in done.err


@pytest.mark.parametrize(
    ("args", "stdin", "code"),
    [
        ((), "没有\n", 0),
        ((), LINE, 1),
        (("--exit-zero",), LINE, 0),
        (("--exit-zero", "missing"), LINE, 3),
        (("missing",), LINE, 3),
        (("--entities", "QQ"), LINE, 0),
        (("--entities", "QQQ"), LINE, 2),
    ],
    ids=["clean", "found", "found, exit zero", "unreadable beats exit zero", "3 beats 1", "other kinds", "usage"],
)
def test_exit_code(cli: Cli, args: tuple[str, ...], stdin: str, code: int) -> None:
    assert cli("scan", "-", *args, stdin=stdin).code == code


def test_inputs_are_told_in_the_order_given(cli: Cli, note: Path, folder: Path) -> None:
    (folder / "zz").mkdir()
    (folder / "zz/b.txt").write_text(LINE, "utf-8")
    done = cli("scan", "--output-format", "concise", "zz", "-", "note.txt", stdin=LINE)
    assert [line.partition(":")[0] for line in done.text.splitlines()] == [
        *["zz/b.txt"] * 2, *["<stdin>"] * 2, *["note.txt"] * 2
    ]  # fmt: skip


def test_several_processes_say_the_same(cli: Cli, folder: Path) -> None:
    for number in range(6):
        (folder / f"{number}.txt").write_bytes(LINE.encode() * number + (b"\xff\xff\n" if number == 4 else b""))
    for form in ("full", "concise", "jsonl"):
        one = cli("scan", "--output-format", form, ".")
        assert one.code == 3
        assert cli("scan", "--output-format", form, "--jobs", "2", ".") == one


def test_findings_can_go_to_a_file(cli: Cli, note: Path, folder: Path) -> None:
    shown = cli("scan", "--output-format", "jsonl", "note.txt")
    done = cli("scan", "--output-format", "jsonl", "--output-file", "found.jsonl", "note.txt")
    assert done == (1, b"", shown.err)
    assert (folder / "found.jsonl").read_bytes() == shown.out


def test_binary_files_are_counted_not_read(cli: Cli, note: Path, folder: Path) -> None:
    (folder / "a.png").write_bytes(b"\x89PNG" + MOBILE.encode())
    assert cli("scan", ".").err == "piiguard: 2 findings in 1 file, 1 binary left out\n"


def test_a_file_name_of_any_bytes_is_told(cli: Cli, folder: Path) -> None:
    name = b"\xff\xe4\xb8\xad.txt".decode("utf-8", "surrogateescape")
    (folder / name).write_text(LINE, "utf-8")
    for form, shown in (
        *((each, r"\udcff中.txt") for each in ("full", "concise", "jsonl")),
        ("sarif", "%FF%E4%B8%AD.txt"),
    ):
        done = cli("scan", "--output-format", form, ".")
        assert done.code == 1
        assert shown in done.text
    assert json.loads(cli("scan", "--output-format", "jsonl", ".").text.splitlines()[0])["path"] == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_file_name_steers_no_terminal_and_begins_no_line(cli: Cli, folder: Path) -> None:
    (folder / "\x1b[31mred\na.txt:1:1: CN_MOBILE").write_text(LINE, "utf-8")
    for form in ("full", "concise"):
        text = cli("scan", "--output-format", form, ".").text
        assert r"\x1b[31mred\na.txt:1:1: CN_MOBILE" in text
        assert "\x1b" not in text
    said = cli("redact", "-i", ".").err
    assert said.startswith(r"piiguard: \x1b[31mred\na.txt:1:1: CN_MOBILE: 2 values treated")
    assert said.count("\n") == 2


@pytest.mark.parametrize(
    ("variable", "colored"), [(None, False), ("FORCE_COLOR", True), ("NO_COLOR", False)], ids=str
)
def test_colour_only_where_it_is_wanted(
    cli: Cli, note: Path, variable: str | None, colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")
    assert ("\033[" in cli("scan", "note.txt").text) is colored
    assert "\033[" not in cli("scan", "--output-format", "concise", "note.txt").text


def test_no_colour_beats_forced_colour(cli: Cli, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in cli("scan", "note.txt").text


def test_findings_do_not_replace_what_was_scanned(cli: Cli, note: Path) -> None:
    done = cli("scan", "note.txt", "--output-file", "./note.txt")
    assert done == (2, b"", "piiguard: note.txt: is also the output; write the findings somewhere else\n")
    assert note.read_text("utf-8") == LINE
