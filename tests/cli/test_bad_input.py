"""Whatever is wrong with an input: one line with path and offset, exit code 3, no value, and the file as it was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from .conftest import LINE, MASKED, MOBILE, RESIDENT

if TYPE_CHECKING:
    from .conftest import Cli

SIZE = len(LINE.encode())
BAD = {
    "undecodable bytes": (LINE.encode() + b"\xff\xff\n", SIZE, "neither UTF-8 nor GB18030|not valid UTF-8"),
    "a NUL byte": (LINE.encode() + b"a\0b\n", SIZE + 1, "a NUL byte"),
    "a truncated UTF-8 character": (
        LINE.encode() + "中".encode()[:2],
        SIZE,
        "not valid UTF-8: unexpected end of data",
    ),
    "a lone surrogate in UTF-8": (LINE.encode() + b"\xed\xa0\x80\n", SIZE, "not valid UTF-8"),
    "a lone surrogate in UTF-16": (
        b"\xff\xfe" + LINE.encode("utf-16-le") + b"\x00\xd8\n\0",
        2 + len(LINE.encode("utf-16-le")),
        "not valid UTF-16-LE",
    ),
    "half a UTF-16 unit": (
        b"\xff\xfe" + LINE.encode("utf-16-le") + b"\x2d",
        2 + len(LINE.encode("utf-16-le")),
        "not valid UTF-16-LE: truncated data",
    ),
    "a truncated GB18030 character": (
        LINE.encode("gb18030") * 20 + b"\x81",
        len(LINE.encode("gb18030")) * 20,
        "not valid GB18030",
    ),
}
COMMANDS = {
    "redact": ("redact",),
    "redact with jobs": ("redact", "--jobs", "2"),
    "rewrite": ("redact", "-i"),
    "diff": ("redact", "--diff"),
    "check": ("redact", "--check"),
    "scan": ("scan",),
    "scan as JSON": ("scan", "--output-format", "jsonl"),
    "explain": ("explain",),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(("data", "offset", "said"), BAD.values(), ids=BAD)
def test_bytes_that_are_no_text(
    cli: Cli, folder: Path, command: tuple[str, ...], data: bytes, offset: int, said: str
) -> None:
    (folder / "bad.txt").write_bytes(data)
    done = cli(*command, "bad.txt")
    assert done.code == 3
    faults = [line for line in done.err.splitlines() if "bad.txt" in line]
    assert len(faults) == 1
    assert faults[0].startswith(f"piiguard: bad.txt: byte {offset}: ")
    assert any(each in faults[0] for each in said.split("|"))
    assert not any(value in done.err or value.encode() in done.out for value in (MOBILE, RESIDENT))
    assert (folder / "bad.txt").read_bytes() == data
    assert os.listdir(folder) == ["bad.txt"]


def test_what_stands_before_the_damage_is_passed_on(cli: Cli) -> None:
    done = cli("redact", "--encoding", "utf-8", stdin=LINE.encode() + b"\xff\n")
    assert done.code == 3
    assert MASKED.encode().startswith(done.out)
    assert done.err == f"piiguard: <stdin>: byte {SIZE}: not valid UTF-8: invalid start byte\n"


def test_standard_input_is_called_what_it_is_said_to_be(cli: Cli) -> None:
    done = cli("redact", "--stdin-filename", "log/app.log", stdin=b"\0")
    assert done.err.startswith("piiguard: log/app.log: byte 0: ")


@pytest.fixture
def unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make files that cannot be read, each called what it is."""
    (folder / "loop").symlink_to("pool")
    (folder / "pool").symlink_to("loop")
    (folder / "nowhere").symlink_to("missing")
    (folder / "locked").write_text(LINE, "utf-8")
    os.mkfifo(folder / "pipe")

    def locked(path: str, mode: str) -> IO[bytes]:
        if path == "locked":
            raise PermissionError(13, "Permission denied", path)
        return open(path, mode)  # type: ignore[return-value]

    # Not by its mode: the tests may run as root, who may read everything.
    monkeypatch.setattr("piiguard.streaming.open", locked, raising=False)


@pytest.mark.usefixtures("unreadable")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing", "no such file"),
        ("loop", "too many levels|circle"),
        ("nowhere", "no such file|leads nowhere"),
        ("locked", "permission denied"),
    ],
    ids=["missing", "a loop of links", "a link to nothing", "not readable"],
)
def test_inputs_that_cannot_be_opened(cli: Cli, command: tuple[str, ...], name: str, said: str) -> None:
    done = cli(*command, name)
    assert done.code == 3
    (fault,) = [line for line in done.err.splitlines() if line.startswith(f"piiguard: {name}: ")]
    assert any(each in fault.lower() for each in said.split("|"))
    assert "Traceback" not in done.err


@pytest.mark.usefixtures("unreadable")
@pytest.mark.parametrize("command", [("redact", "-i"), ("redact", "--check"), ("scan",)], ids=" ".join)
def test_a_pipe_is_no_file_to_come_back_to(cli: Cli, command: tuple[str, ...]) -> None:
    done = cli(*command, "pipe")
    assert done.code == 3
    assert done.err.startswith("piiguard: pipe: not a regular file\n")


def test_a_folder_is_walked_where_files_are_wanted_and_refused_where_text_is(cli: Cli, note: Path) -> None:
    assert cli("scan", ".").code == 1
    assert cli("redact", "--check", ".").code == 1
    assert cli("redact", ".") == (3, b"", "piiguard: .: Is a directory\n")
    assert cli("redact", "note.txt", "-o", ".").code == 2
    assert cli("redact", "-i", ".").code == 0
    assert note.read_text("utf-8") == MASKED


def test_a_loop_of_folders_is_told_and_ends(cli: Cli, note: Path, folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a/b").symlink_to("../a")
    done = cli("scan", ".")
    assert done.code == 3
    assert "piiguard: a/b: a link that leads in a circle\n" in done.err
    assert "138****1234" in done.text


def test_a_path_with_a_nul_is_told(cli: Cli) -> None:
    done = cli("redact", "a\0b")
    assert done == (3, b"", "piiguard: a?b: a path with a NUL character\n")


def test_a_file_that_grows_meanwhile_is_not_lost(cli: Cli, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from piiguard.guard import Guard

    whole = Guard.redact_piece

    def overtaken(self: Guard, piece: tuple[str, list[object]]) -> str:
        with note.open("ab") as other:
            other.write(b"one more line\n")
        return whole(self, piece)  # type: ignore[arg-type]

    monkeypatch.setattr(Guard, "redact_piece", overtaken)
    done = cli("redact", "-i", "note.txt")
    assert done.code == 3
    assert "note.txt: changed while it was being rewritten" in done.err
    assert note.read_bytes() == LINE.encode() + b"one more line\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_rule_that_never_ends_is_told_and_the_next_file_read(
    cli: Cli, folder: Path, jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("piiguard.anchors.PATTERN_BUDGET_SECONDS", 0.2)
    (folder / "a.txt").write_text(LINE, "utf-8")
    (folder / "b.txt").write_text("x" * 60_000 + "!", "utf-8")
    (folder / "slow.yaml").write_text(
        "recognizers:\n- name: slow\n  supported_entity: SLOW\n"
        "  patterns: [{name: n, regex: '(?:x+x+)+y', score: 0.9}]\n"
    )
    done = cli("scan", "--recognizers", "slow.yaml", "--jobs", jobs, "--output-format", "concise", "b.txt", "a.txt")
    assert done.code == 3
    assert "piiguard: b.txt: " in done.err
    assert "a.txt:1:3: CN_MOBILE" in done.text
