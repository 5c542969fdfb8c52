"""Pieces of a stream: cut at line ends, never through a finding, in bounded memory."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from subprocess import CompletedProcess

import pytest

from piiguard.finding import Finding
from piiguard.text.chunks import pieces

_TOY = re.compile(r"(?<![0-9])[0-9]{4,11}(?![0-9])")
MARGIN = 12

STREAM = """
import pathlib, re, resource
from piiguard.finding import Finding
from piiguard.text.chunks import pieces
toy = re.compile(r"(?<![0-9])[0-9]{4,11}(?![0-9])")
def scan(text):
    return [Finding("X", m.start(), m.end(), 1.0, "toy", "") for m in toy.finditer(text)]
part = ("日志记录没有数字；" * 50 + "id=12345678 结果；") * 150
total = count = 0
for piece in pieces((part for _ in range(200_000_000 // len(part))), scan, 900):
    total += len(piece.text)
    count += len(piece.findings)
status = pathlib.Path("/proc/self/status")
# The resource module counts what the parent held when it forked.
own = re.search(r"VmHWM:\\s*([0-9]+)", status.read_text()) if status.exists() else None
print(total, count, int(own[1] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024)
"""


def toy(text: str) -> list[Finding]:
    return [Finding("X", match.start(), match.end(), 1.0, "toy", "") for match in _TOY.finditer(text)]


def test_complete_lines_are_passed_on_while_the_rest_waits() -> None:
    def blocks() -> list[str]:
        return ["one\ntwo\nthr", "ee\n", "four"]

    assert [piece.text for piece in pieces(blocks(), toy, MARGIN)] == ["one\ntwo\n", "three\n", "four"]


def test_line_end_is_not_waited_for_to_get_more() -> None:
    def blocks() -> Iterator[str]:
        yield "one\n"
        pytest.fail("asked for more before the line was passed on")

    stream = pieces(blocks(), toy, MARGIN)
    assert next(stream).text == "one\n"


@pytest.mark.parametrize("size", [1, 5, 13, 100])
def test_number_on_a_cut_of_a_long_line_is_found_whole(size: int) -> None:
    text = "".join(f"号码{'1' * (4 + k % 8)}，" for k in range(60))
    got = list(pieces([text], toy, MARGIN, size))
    assert len(got) > 1
    assert "".join(piece.text for piece in got) == text
    assert [p.text[f.start : f.end] for p in got for f in p.findings] == [text[f.start : f.end] for f in toy(text)]


def test_carriage_return_and_line_feed_stay_together() -> None:
    text = "abcdefgh\r\n" * 20
    for size in range(1, 15):
        for piece in pieces(list(text), toy, 1, size):
            assert not piece.text.startswith("\n")


def test_finding_longer_than_promised_still_ends() -> None:
    def all_of_it(text: str) -> list[Finding]:
        return [Finding("X", 0, len(text), 1.0, "toy", "")]

    got = list(pieces(["x" * 1000], all_of_it, 2, 10))
    assert "".join(piece.text for piece in got) == "x" * 1000
    assert got[0].findings


def test_many_lines_in_one_block_are_scanned_part_by_part() -> None:
    longest = 0

    def watched(text: str) -> list[Finding]:
        nonlocal longest
        longest = max(longest, len(text))
        return []

    assert "".join(piece.text for piece in pieces(["line\n" * 10_000], watched, MARGIN, 100)) == "line\n" * 10_000
    assert longest <= 300


@pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module")
def test_line_of_two_hundred_million_characters_needs_little_memory(
    child: Callable[..., CompletedProcess[bytes]],
) -> None:
    done = child("-c", STREAM)
    total, count, megabytes = map(int, done.stdout.split())
    assert total > 190_000_000
    assert count == total // 465
    assert megabytes < 200
