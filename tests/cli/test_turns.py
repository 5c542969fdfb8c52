"""Parts of one output that come in any order: each is written in its turn, and what keeps it from that is told."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from piiguard.cli.turns import Turns
from piiguard.errors import ReadError, WorkerError, WriteError


def nothing() -> None:
    """Stand for a look at processes that all live."""


def put(turns: Turns, number: int, text: str, error: Exception | None = None) -> None:
    with turns.part(number) as sink:
        sink.write(text, "utf-8", b"")
        if error is not None:
            raise error


def test_a_part_waits_for_those_before_it_and_nobody_for_it(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "out"), "out")
    put(turns, 1, "二")
    assert turns.written == 0
    put(turns, 0, "一")
    put(turns, 2, "三")
    turns.finish(3, nothing)
    assert (tmp_path / "out").read_text("utf-8") == "一二三"


def test_parts_of_two_processes_keep_their_order(tmp_path: Path) -> None:
    # Two that share what they count, as processes do: each has its own parts to hold.
    first = Turns(str(tmp_path / "out"), "out")
    second = Turns(str(tmp_path / "out"), "out")
    second._changed, second._next, second._failed = first._changed, first._next, first._failed
    parts = [str(number) * random.Random(number).randrange(5) for number in range(60)]
    for number, text in enumerate(parts):
        put(second if number % 2 else first, number, text)
    first.finish(len(parts), nothing)
    assert (tmp_path / "out").read_text("utf-8") == "".join(parts)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is full")
def test_why_a_part_could_not_be_written_later_is_told(tmp_path: Path) -> None:
    turns = Turns("/dev/full", "out")
    put(turns, 1, "二")
    put(turns, 0, "")
    with pytest.raises(WriteError, match="No space left"):
        turns.finish(2, nothing)
    with pytest.raises(WriteError, match="No space left"):
        put(turns, 2, "三")


def test_an_error_in_a_part_comes_when_those_before_it_are_written(tmp_path: Path) -> None:
    turns = Turns(str(tmp_path / "out"), "out")
    put(turns, 0, "一")
    with pytest.raises(ReadError):
        put(turns, 1, "二", ReadError("in", "cannot be read"))
    put(turns, 2, "三")
    assert (tmp_path / "out").read_text("utf-8") == "一二"
    with pytest.raises(WorkerError):
        turns.finish(3, nothing)
