"""What ends the command ends its worker processes at once: no file is rewritten any more, and nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import LINE
from .test_processes import started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
ENDS = [("SIGINT", 130, "piiguard: interrupted\n"), ("SIGTERM", 143, ""), ("SIGHUP", 129, ""), ("SIGKILL", -9, "")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "ab":
        (tmp_path / name).write_text(LINE * 200_000, "utf-8")
    return tmp_path


def end_when_writing(process: subprocess.Popen[bytes], folder: Path, name: str) -> str:
    """Send a signal once there is something beside the files; return the talk of the command and its workers."""
    while process.poll() is None and len(os.listdir(folder)) < 3:
        time.sleep(0.01)
    process.send_signal(getattr(signal, name))
    # Workers have its standard error, too: it ends when the last one does.
    return process.communicate(timeout=60)[1].decode()


@pytest.mark.parametrize(("name", "code", "talk"), ENDS, ids=[name for name, _, _ in ENDS])
def test_files_that_processes_rewrite_stay_as_they_were(folder: Path, name: str, code: int, talk: str) -> None:
    with started("redact", "--jobs", "2", "-i", str(folder)) as process:
        said = end_when_writing(process, folder, name)
        assert (process.returncode, said) == (code, talk)
    assert sorted(os.listdir(folder)) == ["a", "b"]
    assert all((folder / each).read_text("utf-8") == LINE * 200_000 for each in "ab")


@pytest.mark.parametrize(("name", "code", "talk"), ENDS[:3], ids=[name for name, _, _ in ENDS[:3]])
def test_parts_of_a_file_that_processes_write_are_taken_back(folder: Path, name: str, code: int, talk: str) -> None:
    with started("redact", "--jobs", "2", str(folder / "a"), "-o", str(folder / "c")) as process:
        said = end_when_writing(process, folder, name)
        assert (process.returncode, said) == (code, talk)
    assert sorted(os.listdir(folder)) == ["a", "b"]
