"""`--jobs` on one large file: the same as one process, also where it ends badly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from piiguard.cli import csv_file, one_file, parallel
from piiguard.guard import Guard
from piiguard.text.decode import BLOCK

from .conftest import LINE, MASKED, Cli

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers inherit what the test changes by fork alone")
PLAIN = "今天下午的会议改到明天上午，地点不变，请各位带好材料准时参加\n"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_file, "WORTH_PROCESSES", BLOCK)
    monkeypatch.setattr(one_file, "_RANGE", BLOCK)
    monkeypatch.setattr(csv_file, "_CUT", 1 << 16)


@pytest.fixture
def big(folder: Path) -> Path:
    """Return a file of three blocks and a bit, with something to find in each."""
    path = folder / "big.txt"
    one = PLAIN * 400 + LINE
    path.write_text(one * (3 * BLOCK // len(one.encode()) + 2), "utf-8")
    return path


def both(cli: Cli, *args: str) -> tuple[bytes, bytes]:
    """Return what a command writes in one process and in two."""
    written = []
    for jobs in ("1", "2"):
        done = cli(*args, "--names", "off", "--jobs", jobs, "-o", f"out{jobs}")
        assert done.code == 0, done.err
        written.append(Path(f"out{jobs}").read_bytes())
    return written[0], written[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_processes_give_what_one_gives(cli: Cli, big: Path, encoding: str) -> None:
    big.write_bytes(big.read_text("utf-8").encode(encoding))
    one, two = both(cli, "redact", "big.txt")
    assert one == two
    assert two.decode(encoding).endswith(MASKED)


def test_a_small_file_needs_no_processes(cli: Cli, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    def in_order(*args: object) -> Iterator[tuple[str, int]]:
        started.append(args)
        return iter([("by processes", 0)])

    monkeypatch.setattr(parallel, "in_order", in_order)
    assert cli("redact", "--jobs", "2", "note.txt").out == cli("redact", "note.txt").out
    assert not started
    assert cli("redact", "--jobs", "2", stdin=note.read_bytes()).out == b"by processes"


def test_several_files_go_one_behind_the_other(cli: Cli, big: Path, note: Path) -> None:
    one, two = both(cli, "redact", "note.txt", "big.txt", "note.txt", "big.txt")
    assert one == two
    assert two.startswith(MASKED.encode())


def test_scanned_findings_keep_their_places(cli: Cli, big: Path) -> None:
    text = big.read_text("utf-8").splitlines(keepends=True)
    text[5] = f"# piiguard: allow-begin[CN_MOBILE]\n{text[5]}"
    text[len(text) // 2] += "# piiguard: allow-end\n# piiguard: allow\n" + LINE
    text.append("# piiguard: allow[CN_MOBILE] not needed\n")
    big.write_text("".join(text), "utf-8")
    answers = [cli("scan", "--names", "off", "--jobs", jobs, "--output-format", "jsonl", "big.txt") for jobs in "12"]
    assert answers[0] == answers[1]
    assert answers[0].code == 1
    assert "this allow is not needed" in answers[0].err
    assert 50 < answers[0].out.count(b"\n") < 2 * big.read_text("utf-8").count(LINE)


@pytest.mark.parametrize("wrong", [b"\xff", b"\0"], ids=["not UTF-8", "NUL"])
@pytest.mark.parametrize("place", [0.2, 0.9])
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_left(
    cli: Cli, big: Path, wrong: bytes, place: float
) -> None:
    data = big.read_bytes()
    at = data.index(b"\n", int(place * len(data)))
    big.write_bytes(data[:at] + wrong + data[at:])
    answers = []
    for jobs in ("1", "2"):
        done = cli("redact", "--names", "off", "--jobs", jobs, "big.txt", "-o", "out")
        assert done.code == 3
        answers.append(done.err)
        assert os.listdir(".") == ["big.txt"]
    assert answers[0] == answers[1]
    assert f"big.txt: byte {at}: " in answers[0]
    found = [cli("scan", "--names", "off", "--jobs", jobs, "--output-format", "jsonl", "big.txt") for jobs in "12"]
    assert found[0] == found[1]
    assert found[0].code == 3


def test_a_process_that_dies_is_an_error_with_the_path(cli: Cli, big: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, redact_piece = os.getpid(), Guard.redact_piece

    def deadly(guard: Guard, piece: tuple[str, list[object]]) -> str:
        if os.getpid() != home:
            os.kill(os.getpid(), signal.SIGKILL)
        return redact_piece(guard, piece)  # type: ignore[arg-type]

    monkeypatch.setattr(Guard, "redact_piece", deadly)
    done = cli("redact", "--names", "off", "--jobs", "2", "big.txt", "-o", "out")
    assert (done.code, os.listdir(".")) == (3, ["big.txt"])
    assert done.err == "piiguard: big.txt: a process of --jobs ended before its work was done\n"


_START = """
import sys
from piiguard.cli import one_file
from piiguard.cli.main import run
one_file.WORTH_PROCESSES = one_file._RANGE = 1 << 20
sys.argv[0] = "piiguard"
run()
"""
COMMAND = [sys.executable, "-c", _START, "redact", "--names", "off", "--jobs", "2"]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_", "PIIGUARD_"))}


def test_standard_output_is_appended_to_in_order(cli: Cli, big: Path) -> None:
    one = cli("redact", "--names", "off", "big.txt").out
    done = subprocess.run([*COMMAND, "big.txt"], capture_output=True, env=CLEAN, timeout=300, check=False)
    assert (done.returncode, done.stderr, done.stdout == one) == (0, b"", True)
    with open("out", "w+b") as target:
        target.write(b"before\n")
        target.flush()
        subprocess.run([*COMMAND, "big.txt"], stdout=target, env=CLEAN, timeout=300, check=True)
    assert Path("out").read_bytes() == b"before\n" + one


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("to", ["stdout", "-o"])
def test_a_full_disk_ends_all_processes(big: Path, to: str) -> None:
    with open("/dev/full", "wb") as full:
        more = [] if to == "stdout" else ["-o", "/dev/full"]
        done = subprocess.run(
            [*COMMAND, "big.txt", *more], stdout=full, stderr=subprocess.PIPE, env=CLEAN, timeout=300, check=False
        )
    name = "<stdout>" if to == "stdout" else "/dev/full"
    assert (done.returncode, done.stderr.decode()) == (3, f"piiguard: {name}: No space left on device\n")


def test_a_pipe_that_is_closed_ends_all_processes(big: Path) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, "big.txt"], stdout=pipe, stderr=pipe, env=CLEAN) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b"piiguard: <stdout>: closed before everything was written\n"
        assert process.wait(timeout=60) == 3


@pytest.fixture
def table(folder: Path) -> Path:
    """Return a CSV of some megabytes, with a few cells in quotes and rows that are short."""
    some = [f"1380000{number % 9999:04},2024-03-01 10:00:0{number % 10},{number},好" for number in range(3_000)]
    some[70] = '13800001234,"a, ""b""",1,"电话13900005678\n第二行"'
    some[2_000] = "13800001234"
    path = folder / "t.csv"
    path.write_text("手机,时间,序号,备注\n" + "\n".join(some * 40) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_processes_share_a_table(cli: Cli, table: Path, encoding: str) -> None:
    table.write_bytes(table.read_text("utf-8").encode(encoding))
    one, two = both(cli, "redact", "--format", "csv", "t.csv")
    assert one == two
    assert one.decode(encoding).count("138****1234") >= 40


@pytest.mark.parametrize(
    ("wrong", "place"), [(b"\xff", 0.5), (b"\0", 0.9), (b'"', 0.7), (b"1,2,3,4,5,6\n", 0.6)],
    ids=["not UTF-8", "NUL", "open quote", "long row"],
)  # fmt: skip
def test_what_is_wrong_in_a_table_is_told_with_its_place(cli: Cli, table: Path, wrong: bytes, place: float) -> None:
    data = table.read_bytes()
    at = data.index(b"\n1", int(place * len(data))) + 1
    table.write_bytes(data[:at] + wrong + data[at:])
    answers = []
    for jobs in ("1", "2"):
        done = cli("redact", "--format", "csv", "--jobs", jobs, "t.csv", "-o", "out")
        assert (done.code, os.listdir(".")) == (3, ["t.csv"])
        answers.append(done.err)
    assert answers[0] == answers[1]
    assert "row " in answers[0] or f"byte {at}: " in answers[0]


LATE = {
    "nothing": "",
    "a line in quotes": '13800001234,"a\n13900005678\nb",1,好\n',
    "many lines in quotes": '13800001234,"' + "a\n13900005678,,\n" * 9_000 + '",1,好\n',
    "quotes around what seem to be rows": '13800001234,"\n"",1,2,好\n13900005678,"" \n",1,好\n',
    "quotes in a cell": '13800001234,5" 管,1,好\n',
    "a short row": "13800001234\n",
    "a long row": "1,2,3,4,5,13800001234\n",
    "an open quote": '13800001234,"a\n',
    "no text": "13800001234,\udcff,1,好\n",
    "a carriage return": "13800001234,a\r13900005678,1,2,3\n",
    "a row longer than a part": "13800001234," + "好" * 300_000 + ",1,13900005678\n",
    "no line end": "13800001234,a,1,13900005678",
}


@pytest.mark.parametrize(
    ("late", "ragged"), [*((late, "error") for late in LATE), ("a short row", "treat"), ("a long row", "treat")]
)
@pytest.mark.parametrize("place", [0.4, 1.0])
def test_a_table_cut_at_line_ends_becomes_what_it_becomes_whole(
    cli: Cli, folder: Path, late: str, place: float, ragged: str
) -> None:
    some = "".join(f"1380000{number % 9999:04},2024-03-01 10:00:07,{number},好\n" for number in range(45_000))
    at = some.index("\n", int(place * len(some)) - 1) + 1
    text = "手机,时间,序号,备注\n" + some[:at] + LATE[late] + some[at:]
    (folder / "t.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    answers = []
    for jobs in ("1", "2"):
        done = cli("redact", "--format", "csv", "--ragged", ragged, "--jobs", jobs, "t.csv", "-o", f"out{jobs}")
        written = Path(f"out{jobs}").read_bytes() if done.code == 0 else b""
        answers.append((done.code, done.err, written))
    # Not the texts themselves: they would be shown.
    assert [one == two for one, two in zip(*answers, strict=True)] == [True] * 3
    assert answers[0][0] in (0, 3)
