"""The command as a process: slow and closed pipes, full disks, closed streams, Ctrl-C, and bounded memory."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import LINE, MASKED

COMMAND = [sys.executable, "-m", "piiguard"]
# The tests measure coverage in this process alone; a measured child would start and write more.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_", "PIIGUARD_"))}
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and devices")
pytestmark = posix


def run(*args: str, **given: object) -> subprocess.CompletedProcess[bytes]:
    settings = {"capture_output": True, "env": CLEAN, "timeout": 300, "check": False} | given
    return subprocess.run([*COMMAND, *args], **settings)  # type: ignore[call-overload,no-any-return]


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run `script` with `$P` for the command."""
    return subprocess.run(
        ["/bin/sh", "-c", script], capture_output=True, cwd=folder, timeout=300, check=False,
        env=CLEAN | {"P": f"{sys.executable} -m piiguard"},
    )  # fmt: skip


def started(*args: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *args], stdin=pipe, stdout=pipe, stderr=pipe, env=CLEAN, bufsize=0)


def read_line(process: subprocess.Popen[bytes]) -> bytes:
    """Return the next line, or what is there when nothing comes for a minute."""
    assert process.stdout is not None
    line = b""
    while not line.endswith(b"\n") and select.select([process.stdout], [], [], 60)[0]:
        got = os.read(process.stdout.fileno(), 1)
        if not got:
            break
        line += got
    return line


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (("redact",), MASKED.encode()),
        (("redact", "--jobs", "2"), MASKED.encode()),
        (("scan", "-", "--entities", "CN_MOBILE", "--output-format", "concise"), None),
        (("scan", "-", "--entities", "CN_MOBILE", "--output-format", "jsonl"), None),
    ],
    ids=["redact", "redact with jobs", "scan", "scan as JSON"],
)
def test_a_line_is_answered_before_the_next_is_written(args: tuple[str, ...], answer: bytes | None) -> None:
    with started(*args) as process:
        assert process.stdin is not None
        for _ in range(3):
            process.stdin.write(LINE.encode())
            line = read_line(process)
            assert line == answer if answer else b"138****1234" in line
        process.stdin.close()
        assert process.wait(timeout=60) == (0 if answer else 1)


@pytest.mark.parametrize("verb", [("redact",), ("scan", "-")], ids=["redact", "scan"])
def test_a_pipe_that_is_closed_ends_the_work_with_one_line(verb: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text(LINE * 5_000, "utf-8")
    with (
        (tmp_path / "many.txt").open("rb") as source,
        subprocess.Popen(
            [*COMMAND, *verb], stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=CLEAN
        ) as process,
    ):
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b"piiguard: <stdout>: closed before everything was written\n"
        assert process.wait(timeout=60) == 3


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("$P redact note.txt > /dev/full", "<stdout>"),
        ("$P redact --jobs 2 note.txt > /dev/full", "<stdout>"),
        ("$P scan note.txt > /dev/full", "<stdout>"),
        ("$P scan --output-format jsonl note.txt > /dev/full", "<stdout>"),
        ("$P recognizers list > /dev/full", "<stdout>"),
        ("$P redact note.txt -o /dev/full", "/dev/full"),
        ("$P scan note.txt --output-file /dev/full", "/dev/full"),
    ],
)
def test_a_full_disk_is_told_in_one_line(command: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(LINE, "utf-8")
    done = shell(command, tmp_path)
    assert done.stderr.decode() == f"piiguard: {name}: No space left on device\n"
    assert done.returncode == 3


@pytest.mark.parametrize(
    ("command", "code", "out", "err"),
    [
        ("$P redact note.txt >&-", 3, "", "piiguard: <stdout>: is closed\n"),
        ("$P scan note.txt >&-", 3, "", "piiguard: <stdout>: is closed\n"),
        ("$P redact <&-", 3, "", "piiguard: <stdin>: is closed\n"),
        ("$P redact note.txt 2>&-", 0, MASKED, ""),
        ("$P redact missing 2>&-", 3, "", ""),
        ("$P redact --nonsense 2>&-", 2, "", ""),
    ],
)
def test_streams_that_are_closed_from_the_start(command: str, code: int, out: str, err: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(LINE, "utf-8")
    done = shell(command, tmp_path)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (code, out, err)


def test_appending_to_the_input_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(LINE, "utf-8")
    done = shell("$P redact note.txt >> note.txt", tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "note.txt").read_text("utf-8") == LINE


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupting_ends_with_130_and_one_line(jobs: str) -> None:
    with started("redact", "--jobs", jobs) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(LINE.encode())
        assert read_line(process) == MASKED.encode()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"piiguard: interrupted\n"
        assert process.wait(timeout=60) == 130


def test_interrupting_a_rewrite_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_text(LINE * 40_000, "utf-8")
    size = path.stat().st_size
    with started("redact", "-i", str(path)) as process:
        while process.poll() is None and len(os.listdir(tmp_path)) < 2:
            select.select([], [], [], 0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        assert process.stderr.read() == b"piiguard: interrupted\n"
        assert process.wait(timeout=60) == 130
    assert os.listdir(tmp_path) == ["big.txt"]
    assert path.stat().st_size == size
    assert path.read_text("utf-8") == LINE * 40_000


@pytest.mark.parametrize("entry", [["-m", "piiguard"], ["-c", "from piiguard.cli.main import run; run()"]], ids=str)
def test_both_ways_to_start_it(entry: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *entry, "redact"],
        input=LINE.encode(),
        capture_output=True,
        env=CLEAN,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, MASKED.encode(), b"")


def test_output_is_the_same_under_any_locale_and_hash_seed() -> None:
    seen = set()
    for locale, seed in (("C", "1"), ("C.UTF-8", "2")):
        env = CLEAN | {"LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = run("scan", "-", "--output-format", "jsonl", input=f"姓名：张三\n{LINE}".encode(), env=env)
        assert done.returncode == 1
        seen.add(done.stdout)
        assert run("redact", input=LINE.encode(), env=env).stdout == MASKED.encode()
        assert run("scan", "-", input=f"姓名：张三\n{LINE}".encode(), env=env).returncode == 1
    assert len(seen) == 1


# The process tells its own peak: what `wait4` counts for it begins with the size of the parent it was forked from.
_PEAK = """
import sys
from piiguard.cli.main import main
code = main(sys.argv[1:])
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(code, int(peak) // 1024, file=sys.stderr)
"""


def test_help_is_shown_where_its_characters_are_not_known() -> None:
    env = CLEAN | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run("--help", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"echo '\\u624b\\u673a" in done.stdout


def _fed(blocks: Iterator[bytes], *args: str) -> int:
    """Return the peak memory in MiB of a command that is fed `blocks`."""
    command = [sys.executable, "-c", _PEAK, *args]
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=null, stderr=pipe, env=CLEAN) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        for block in blocks:
            process.stdin.write(block)
        process.stdin.close()
        code, peak = process.stderr.read().split()
    assert code == b"0"
    return int(peak)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")
@pytest.mark.parametrize("args", [("redact",), ("scan", "-", "-q")], ids=["redact", "scan"])
@pytest.mark.parametrize("end", ["\n", "，"], ids=["many lines", "one line"])
def test_memory_does_not_grow_with_the_input(args: tuple[str, ...], end: str) -> None:
    block = (("日志里没有什么可看的，" * 40 + end) * 600).encode()
    short, long = (_fed((block for _ in range(count)), *args) for count in (20, 50))
    assert len(block) * 30 > 20 << 20
    assert long < short + 12
