"""A rewritten file is wholly old or wholly new, whatever goes wrong and whenever."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from piiguard.errors import PiiguardError, ReadError, UsageError, WriteError
from piiguard.files.rewrite import replacing

OLD, NEW = b"old line\n" * 5000, b"new text\n" * 5000
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "data.txt"
    path.write_bytes(OLD)
    return path


def rewrite(path: Path, data: bytes = NEW) -> None:
    with replacing(str(path)) as stream:
        stream.write(data)


def is_untouched(path: Path) -> bool:
    return path.read_bytes() == OLD and os.listdir(path.parent) == [path.name]


@posix
def test_content_changes_and_mode_stays(target: Path) -> None:
    target.chmod(0o640)
    rewrite(target)
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert os.listdir(target.parent) == ["data.txt"]


@posix
def test_new_content_is_private_until_it_is_in_place(target: Path) -> None:
    target.chmod(0o644)
    with replacing(str(target)) as stream:
        stream.write(NEW)
        (beside,) = [path for path in target.parent.iterdir() if path != target]
        assert beside.name.startswith(".piiguard-")
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
        assert target.read_bytes() == OLD


def test_new_file_where_there_was_none(tmp_path: Path) -> None:
    with replacing(str(tmp_path / "out.txt"), must_exist=False) as stream:
        stream.write(NEW)
    assert (tmp_path / "out.txt").read_bytes() == NEW


def test_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250 + ".txt")
    path.write_bytes(OLD)
    rewrite(path)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, MemoryError])
@pytest.mark.parametrize("written", [0, 1, 9000, len(NEW)])
def test_error_inside_leaves_the_old_file(target: Path, error: type[BaseException], written: int) -> None:
    def interrupted() -> None:
        with replacing(str(target)) as stream:
            stream.write(NEW[:written])
            raise error

    with pytest.raises(error):
        interrupted()
    assert is_untouched(target)


@pytest.mark.parametrize("step", ["fsync", "replace", "fchmod", "fchown"])
def test_failing_step_leaves_the_old_file(target: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(WriteError, match=r"data\.txt: No space left on device"):
        rewrite(target)
    assert is_untouched(target)


def test_owner_that_cannot_be_kept_takes_the_group_rights(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    target.chmod(0o664)
    monkeypatch.setattr(os, "fchown", refuse)
    rewrite(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o604


def test_file_written_to_meanwhile_is_not_lost(target: Path) -> None:
    def overtaken() -> None:
        with replacing(str(target)) as stream:
            stream.write(NEW)
            with target.open("ab") as other:
                other.write(b"a line of another program\n")

    with pytest.raises(WriteError, match="changed while"):
        overtaken()
    assert target.read_bytes() == OLD + b"a line of another program\n"
    assert os.listdir(target.parent) == ["data.txt"]


@posix
def test_what_is_no_plain_single_file_is_refused(target: Path) -> None:
    folder = target.parent
    (folder / "link").symlink_to("data.txt")
    (folder / "dangling").symlink_to("missing")
    os.mkfifo(folder / "pipe")
    (folder / "dir").mkdir()
    os.link(target, folder / "dir/second name")
    for name, why in [
        ("link", "link"),
        ("dangling", "link"),
        ("pipe", "regular"),
        ("dir", "regular"),
        ("data.txt", "2 names"),
    ]:
        with pytest.raises(UsageError, match=why):
            rewrite(folder / name)
    assert target.read_bytes() == OLD
    assert sorted(os.listdir(folder)) == ["dangling", "data.txt", "dir", "link", "pipe"]


def test_missing_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        rewrite(tmp_path / "missing")


# Measuring coverage in a child writes files of its own, which the limits set here would hit too.
_UNMEASURED = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_"))}


def python(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=_UNMEASURED, check=False)


def started(*args: str) -> subprocess.Popen[bytes]:
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-c", *args], stdin=pipe, stdout=pipe, stderr=null, env=_UNMEASURED)


_CHILD = """
import os, sys
from piiguard.errors import PiiguardError
from piiguard.files.rewrite import replacing
path, mode = sys.argv[1:]
if mode == "limit":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
if mode == "nobody" and os.geteuid() == 0:
    os.seteuid(65534)
try:
    with replacing(path) as stream:
        for _ in range(5000):
            stream.write(b"new text\\n")
        if mode == "wait":
            print("ready", flush=True)
            sys.stdin.read()
except PiiguardError as error:
    sys.exit(f"{type(error).__name__} {error.args[0].removeprefix(path)}")
"""
_LOOP = """
import sys
from piiguard.files.rewrite import replacing
path = sys.argv[1]
print("ready", flush=True)
for turn in range(10**9):
    with replacing(path) as stream:
        for _ in range(5000):
            stream.write(b"old line\\n" if turn % 2 else b"new text\\n")
"""


@posix
def test_disk_that_takes_no_more_leaves_the_old_file(target: Path) -> None:
    done = python(_CHILD, str(target), "limit")
    assert done.stderr == "WriteError : File too large\n"
    assert is_untouched(target)


@posix
def test_directory_that_takes_no_files_leaves_the_old_file(target: Path) -> None:
    target.chmod(0o666)
    for folder in target.parents:
        if folder.stat().st_uid == os.geteuid() and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o711)
    target.parent.chmod(0o555)
    try:
        done = python(_CHILD, str(target), "nobody")
    finally:
        target.parent.chmod(0o755)
    assert done.stderr == "WriteError : cannot write beside it: Permission denied\n"
    assert is_untouched(target)


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signal_leaves_the_old_file_and_nothing_else(target: Path, number: signal.Signals) -> None:
    with started(_CHILD, str(target), "wait") as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        assert len(os.listdir(target.parent)) == 2
        child.send_signal(number)
        child.wait(timeout=60)
    assert child.returncode != 0
    assert is_untouched(target)


@posix
def test_kill_at_any_moment_leaves_one_whole_file(target: Path) -> None:
    chance = random.Random(3)
    for _ in range(12):
        with started(_LOOP, str(target)) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.random() / 20)
            child.kill()
        assert target.read_bytes() in (OLD, NEW)
    left = [name for name in os.listdir(target.parent) if name != target.name]
    assert all(name.startswith(".piiguard-") and name.endswith(".tmp") for name in left)


def test_errors_are_the_products_own(target: Path) -> None:
    for wrong in (target.parent, target.parent / "missing"):
        with pytest.raises(PiiguardError):
            rewrite(wrong)
