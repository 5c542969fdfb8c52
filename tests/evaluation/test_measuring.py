"""The timing and memory benchmarks run, measure what they say, and need no peer."""

from __future__ import annotations

import json
import os
import sys

import pytest
from benchmarks import clock, corpus, memory, peers, speed, startup


def test_chunks_put_together_are_the_text():
    whole = corpus.text(50_000)
    pieces = speed.chunks(whole, 8_000)
    assert "".join(pieces) == whole
    assert len(pieces) > 3
    assert all(piece.endswith("\n") for piece in pieces)


def test_speed_prints_a_table_and_writes_json(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(speed, "pin", lambda core: "no core")
    target = tmp_path / "speed.json"
    assert speed.main(["--size", "0.01", "--rounds", "1", "--peers", "re", "--json", str(target)]) == 0
    figures = json.loads(target.read_text())
    assert figures["MB/s"]["text: piiguard redact, by line"] > 0
    assert set(figures["µs per call"]) == {"without digits", *speed.WITH_DIGITS}
    assert "| text: re, ten patterns, by line |" in capsys.readouterr().out


def test_the_lines_of_the_per_call_figures_have_a_hundred_characters():
    for line in (speed.WITHOUT_DIGITS, *speed.WITH_DIGITS.values()):
        assert len(line) >= 97
    assert not any(char.isdecimal() for char in speed.WITHOUT_DIGITS)


def test_a_peer_that_is_not_installed_is_named_and_skipped(monkeypatch):
    monkeypatch.setitem(sys.modules, "helan", None)
    built, notes = peers.installed(["re", "helan"])
    assert [peer.name for peer in built] == ["re, ten patterns"]
    assert notes == ["helan is not installed: skipped"]


def test_interleaved_runs_every_job_once_to_warm_up_and_once_a_round():
    calls: list[str] = []
    seconds = clock.interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=2)
    assert calls == ["a", "b"] * 3
    assert set(seconds) == {"a", "b"}


def test_streams_have_their_size_and_a_long_line_is_one():
    for size in (100_000, 100_001, 100_002):
        assert size - 3 < sum(map(len, memory.stream(size))) <= size
        line = b"".join(memory.long_line(size))
        assert line.decode().count("\n") == 1
        assert size - 2 < len(line) <= size + 1


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell a child's memory")
def test_memory_measures_the_peak_of_the_child():
    hold = "import sys; kept = bytearray(80_000_000); sys.stdout.write(sys.stdin.read())"
    peak = memory.measure([sys.executable, "-c", hold], memory.stream(50_000))
    assert (round(peak.megabytes_in, 2), round(peak.megabytes_out, 2)) == (0.05, 0.05)
    assert 76 < peak.peak_rss < 250


def test_the_start_up_sample_is_small_and_holds_something(tmp_path):
    path = startup.sample_file(tmp_path)
    assert 500 < path.stat().st_size < 10_000
    assert next(iter(startup.jobs(path))) == startup.BARE
