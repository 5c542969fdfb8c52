"""Progress is shown on a terminal, once work takes long, and never between the lines of the output."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from piiguard.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)


def _said(
    monkeypatch: pytest.MonkeyPatch, err: io.StringIO, out: io.StringIO, path: Path, quiet: bool = False
) -> str:
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", out)
    with path.open("rb") as raw, progress.progress(raw, "big.log", quiet) as stream:
        assert stream.seekable()
        assert b"".join(iter(lambda: stream.read1(1000), b"")) == path.read_bytes()
    return err.getvalue()


@pytest.fixture
def big(tmp_path: Path) -> Path:
    path = tmp_path / "big.log"
    path.write_bytes(b"x" * 5000)
    return path


def test_long_work_on_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch, big: Path) -> None:
    assert "big.log" in _said(monkeypatch, Terminal(), io.StringIO(), big)
    assert "5.00k" in _said(monkeypatch, Terminal(), io.StringIO(), big)


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch, big: Path) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 3600.0)
    assert _said(monkeypatch, Terminal(), io.StringIO(), big) == ""


@pytest.mark.parametrize(
    ("err", "out", "quiet"),
    [(io.StringIO, io.StringIO, False), (Terminal, Terminal, False), (Terminal, io.StringIO, True)],
    ids=["no terminal", "output on the terminal too", "quiet"],
)
def test_nothing_is_shown_where_it_would_disturb(
    monkeypatch: pytest.MonkeyPatch, big: Path, err: type[io.StringIO], out: type[io.StringIO], quiet: bool
) -> None:
    assert _said(monkeypatch, err(), out(), big, quiet) == ""


def test_a_stream_without_a_size_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    err = Terminal()
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with progress.progress(io.BytesIO(b"x" * 3000), "<stdin>", False) as stream:
        while stream.read1(1000):
            pass
    assert "<stdin>: " in err.getvalue()
