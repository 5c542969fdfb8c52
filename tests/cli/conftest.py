"""Runs the command line in this process, in an empty folder, with its streams caught as bytes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

from piiguard.checks import mod_11_2
from piiguard.cli.main import main

MOBILE = "13800001234"
RESIDENT = "11010519900307123" + mod_11_2("11010519900307123")
LINE = f"手机{MOBILE}，证件{RESIDENT}\n"
MASKED = f"手机138****1234，证件{RESIDENT[:6]}********{RESIDENT[-4:]}\n"


class Done(NamedTuple):
    """What a command gave: its exit code, its output as bytes, and its talk."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Return the output as text."""
        return self.out.decode()


class Cli(Protocol):
    """Runs a command; see the fixture `cli`."""

    def __call__(self, *args: str, stdin: bytes | str = b"") -> Done:
        """Return what `piiguard ARGS` gives when it reads `stdin`."""


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PIIGUARD_")]:
        monkeypatch.delenv(name)
    for name in ("CI", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the empty folder the commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def cli(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Return a function that runs a command in this process."""

    def run(*args: str, stdin: bytes | str = b"") -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            try:
                code = main(args)
            except SystemExit as left:
                code = left.code if isinstance(left.code, int) else 1
        out.flush()
        err.flush()
        return Done(code, out.buffer.getvalue(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]

    return run


@pytest.fixture
def note(folder: Path) -> Path:
    """Return a file with a mobile number and a resident identity number."""
    path = folder / "note.txt"
    path.write_text(LINE, "utf-8", newline="")
    return path


@pytest.fixture
def key_file(folder: Path) -> Path:
    """Return a private key file."""
    path = folder / "secret.key"
    path.write_bytes(bytes(range(7, 39)))
    path.chmod(0o600)
    return path
