"""`piiguard redact` as a filter: what goes in comes out, byte for byte but for what was found."""

from __future__ import annotations

import codecs
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import LINE, MASKED, MOBILE

if TYPE_CHECKING:
    from .conftest import Cli

ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("gb18030", b""),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", b""),
    ("utf-32-le", codecs.BOM_UTF32_LE),
]
IDS = [f"{name}{' with BOM' if bom else ''}" for name, bom in ENCODINGS]
TEXTS = {
    "unix lines": "第一行，" + LINE + "尾\n",
    "windows lines": "第一行，" + LINE.replace("\n", "\r\n") + "尾\r\n",
    "mixed lines, none at the end": "第一行\r，" + LINE + "\r\n\n\u2028尾㐂𠮷",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize(("encoding", "bom"), ENCODINGS, ids=IDS)
def test_every_byte_outside_the_findings_stays(cli: Cli, encoding: str, bom: bytes, text: str) -> None:
    wanted = text.replace(LINE.rstrip(), MASKED.rstrip())
    done = cli("redact", stdin=bom + text.encode(encoding))
    assert done == (0, bom + wanted.encode(encoding), "")


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\n", b"x"], ids=repr)
def test_nearly_nothing_stays_what_it_is(cli: Cli, data: bytes) -> None:
    assert cli("redact", stdin=data) == (0, data, "")


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE + LINE.encode("utf-16-be")], ids=["a BOM", "a line"]
)
def test_encodings_are_kept_by_several_processes_too(cli: Cli, data: bytes) -> None:
    assert cli("redact", "--jobs", "2", stdin=data) == cli("redact", stdin=data)


def test_files_are_joined_and_a_dash_is_standard_input(cli: Cli, note: Path) -> None:
    done = cli("redact", "note.txt", "-", "note.txt", stdin="中\n")
    assert done == (0, f"{MASKED}中\n{MASKED}".encode(), "")


def test_behind_two_dashes_all_are_files(cli: Cli, folder: Path) -> None:
    (folder / "-x").write_text(LINE, "utf-8")
    assert cli("redact", "-q", "--", "-x", "-", stdin=LINE).text == MASKED * 2
    assert cli("scan", "--exit-zero", "-q", "--", "-x").code == 0
    assert cli("redact", "-q", "-i", "--", "-x").code == 0
    assert (folder / "-x").read_text("utf-8") == MASKED
    assert cli("redact", "--", "--policy").err == f"piiguard: .{os.sep}--policy: No such file or directory\n"


def test_files_may_stand_between_options(cli: Cli, note: Path) -> None:
    done = cli("redact", "note.txt", "--policy", "tag", "note.txt", "-q")
    assert done.text == "手机<CN_MOBILE>，证件<CN_RESIDENT_ID>\n" * 2


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("mask", "手机138****1234"),
        ("strict", "手机138******34"),
        ("tag", "手机<CN_MOBILE>"),
        ("redact", "手机"),
    ],
)
def test_a_policy_decides_what_stands_there(cli: Cli, policy: str, wanted: str) -> None:
    assert cli("redact", "--policy", policy, stdin=f"手机{MOBILE}").text == wanted


def test_a_policy_file_decides_by_kind(cli: Cli, folder: Path) -> None:
    (folder / "p.toml").write_text('extends = "tag"\n[entities]\nCN_MOBILE = "mask"\n')
    assert cli("redact", "--policy", "p.toml", stdin=LINE).text == "手机138****1234，证件<CN_RESIDENT_ID>\n"


def test_a_policy_file_is_understood_after_a_name_was_masked(cli: Cli, folder: Path) -> None:
    (folder / "p.toml").write_text('default = "keep"\n[entities]\nPERSON = "tag"\n')
    assert cli("redact", stdin="姓名：张三").text == "姓名：张*"
    assert cli("redact", "--policy", "p.toml", stdin="姓名：张三").text == "姓名：<PERSON>"


def test_only_the_named_kinds_are_treated(cli: Cli) -> None:
    done = cli("redact", "--entities", "CN_MOBILE, QQ", stdin=LINE)
    assert done.text == LINE.replace(MOBILE, "138****1234")


def test_a_high_threshold_lets_weak_findings_stand(cli: Cli) -> None:
    assert cli("redact", "--threshold", "1", stdin=f"转{MOBILE}").text == f"转{MOBILE}"


def test_output_goes_to_a_file_whole_or_not_at_all(cli: Cli, note: Path, folder: Path) -> None:
    assert cli("redact", "note.txt", "-o", "safe.txt") == (0, b"", "")
    assert (folder / "safe.txt").read_text("utf-8") == MASKED
    (folder / "bad.txt").write_bytes(LINE.encode() + b"\xff\xff")
    done = cli("redact", "bad.txt", "-o", "safe.txt")
    assert done.code == 3
    assert (folder / "safe.txt").read_text("utf-8") == MASKED
    assert sorted(os.listdir(folder)) == ["bad.txt", "note.txt", "safe.txt"]


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_output_may_name_standard_output(cli: Cli, note: Path, name: str) -> None:
    assert cli("redact", "note.txt", "-o", name) == (0, MASKED.encode(), "")


def test_output_may_be_a_device(cli: Cli, note: Path) -> None:
    assert cli("redact", "note.txt", "-o", os.devnull) == (0, b"", "")


def test_output_may_be_a_named_pipe(cli: Cli, note: Path, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((folder / "pipe").read_bytes()))
    reader.start()
    done = cli("redact", "note.txt", "-o", "pipe")
    reader.join(timeout=60)
    assert done.code == 0
    assert got == [MASKED.encode()]


def test_output_that_is_also_input_is_refused(cli: Cli, note: Path) -> None:
    done = cli("redact", "note.txt", "-o", "./note.txt")
    assert done.code == 2
    assert done.err == "piiguard: note.txt: is also the output; use -i to rewrite a file in place\n"
    assert note.read_text("utf-8") == LINE


def test_jobs_change_nothing_but_the_time(cli: Cli) -> None:
    text = "".join(f"{number} {'无' * 90} {LINE if number % 9 == 0 else ''}\n" for number in range(9_000))
    assert len(text.encode()) > 2 << 20  # more than two batches
    one, two = cli("redact", stdin=text), cli("redact", "--jobs", "2", stdin=text)
    assert one.out.count(b"138****1234") == 1_000
    assert one == two


def test_what_was_redacted_stays_as_it_is(cli: Cli) -> None:
    once = cli("redact", stdin=LINE).out
    assert cli("redact", stdin=once).out == once


@pytest.mark.parametrize(
    ("first", "second"), [("utf-8", "gb18030"), ("utf-16", "utf-8"), ("gb18030", "utf-16")], ids=str
)
def test_files_in_different_encodings_are_not_mixed(cli: Cli, folder: Path, first: str, second: str) -> None:
    (folder / "a.txt").write_bytes(LINE.encode(first))
    (folder / "b.txt").write_bytes(LINE.encode(second))
    done = cli("redact", "a.txt", "b.txt")
    assert (done.code, done.out) == (3, MASKED.encode(first))
    assert done.err.startswith("piiguard: b.txt: is in ")
    assert done.err.endswith("; redact them one by one\n")
