"""A file that is shared out by ranges of its bytes: the same text, findings and errors as read in one go."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.text import decode, ranges as ranges_module
from piiguard.text.chunks import pieces
from piiguard.text.decode import TextSource
from piiguard.text.ranges import PartSource, Range, can_be_cut, ranges

GUARD = Guard(names="off")
LINES = (
    "联系人电话13800001234，备用13900005678", "普通的一行", "", "plain ascii 0531-88776655", "x" * 90,
    "很长的一行" * 30, "尾\r", "😀表情13700002468", "\t", "，".join(["13800001234"] * 9),
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32")
WRONG = (b"\x80", b"\xe4\xbd", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"\x00", b"\x81\x20")


@pytest.fixture(autouse=True, scope="module")
def _small_samples() -> Iterator[None]:
    """Let so few bytes tell the encoding that small files have parts before and behind that place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "SAMPLE", 64)
        patch.setattr(ranges_module, "SAMPLE", 64)
        yield


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("shared") / "file.txt")


def treated(source: TextSource, block: int) -> tuple[str, str]:
    """Return what becomes of a text, piece by piece as the commands read it, and the error it ends with."""
    done = []
    try:
        for piece in pieces(source, GUARD.find, GUARD.engine.margin, block):
            done.append(f"{len(piece.text)}:{GUARD.redact_piece(piece)}")
    except ReadError as error:
        return "\0".join(done), str(error)
    return "\0".join(done), ""


def by_ranges(path: str, encoding: str, block: int, size: int) -> tuple[str, str, list[Range]]:
    done, met = [], []
    with open(path, "rb") as first, open(path, "rb") as beside:
        try:
            for part in ranges(TextSource(first, path, encoding, block), beside, size):
                met.append(part)
                with open(path, "rb") as raw:
                    text, problem = treated(PartSource(raw, path, part, block), block)
                done += [text] if text else []
                if problem:
                    return "\0".join(done), problem, met
        except ReadError as error:
            return "\0".join(done), str(error), met
    return "\0".join(done), "", met


@given(
    st.lists(st.sampled_from(LINES), max_size=40),
    st.sampled_from(ENCODINGS),
    st.booleans(),
    st.sampled_from((64, 128, 256)),
    st.integers(1, 5),
    st.booleans(),
    st.tuples(st.sampled_from(WRONG), st.floats(0, 1)) | st.none(),
    st.integers(0, 12),
)
def test_any_cut_gives_the_whole(
    path: str, lines: list[str], encoding: str, is_told: bool, block: int, times: int, ends: bool,
    damage: tuple[bytes, float] | None, ascii_first: int,
) -> None:  # fmt: skip
    text = "\n".join(["only ascii 1 2 3"] * ascii_first + lines) + ("\n" if ends else "")
    data = text.encode(encoding)
    if damage is not None:
        at = int(damage[1] * len(data))
        data = data[:at] + damage[0] + data[at:]
    Path(path).write_bytes(data)
    asked = encoding if is_told else "auto"
    with open(path, "rb") as stream:
        whole, problem = treated(TextSource(stream, path, asked, block), block)
    shared, same_problem, met = by_ranges(path, asked, block, times * block)
    assert same_problem == problem
    if problem:
        assert shared.startswith(whole)  # the lines before it in a block that does not begin a range are there, too
    else:
        assert shared == whole
        assert met[-1].stop is None
        assert [one.stop for one in met[:-1]] == [two.start for two in met[1:]]


def test_large_files_are_cut_and_long_lines_are_not(path: str) -> None:
    line = "一行文字，有些长度\n".encode()
    Path(path).write_bytes(line * 100)
    assert len(by_ranges(path, "auto", 64, 256)[2]) > 8
    Path(path).write_bytes(line.replace(b"\n", b"") * 100)
    assert len(by_ranges(path, "auto", 64, 256)[2]) == 1


def test_the_last_ranges_are_shorter(path: str) -> None:
    Path(path).write_bytes("一行文字，有些长度\n".encode() * 800)
    with open(path, "rb") as first, open(path, "rb") as beside:
        found = [*ranges(TextSource(first, path, "auto", 64), beside, 1024, 4)]
    sizes = [each.stop - each.start for each in found[1:] if each.stop is not None]
    assert max(sizes[:4]) > 900
    assert max(sizes[-4:]) < 150


@pytest.mark.parametrize(
    ("encoding", "can"), [("utf-8", True), ("latin-1", True), ("cp1252", True), ("big5", True), ("cp037", False),
                          ("euc_jis_2004", False), (None, True)],
)  # fmt: skip
def test_encodings_in_which_a_line_end_tells_itself(encoding: str | None, can: bool) -> None:
    assert can_be_cut(encoding if encoding is None else codecs.lookup(encoding).name) == can


def part_of(path: str) -> Range:
    status = os.stat(path)
    return Range(8, 16, "utf-8", None, (status.st_dev, status.st_ino))


@pytest.mark.parametrize("size", [4, 12])
def test_a_file_that_becomes_shorter_is_an_error(path: str, size: int) -> None:
    Path(path).write_bytes(b"1234567\n" * 3)
    part = part_of(path)
    Path(path).write_bytes(b"1234567\n1234567\n"[:size])
    with open(path, "rb") as raw, pytest.raises(ReadError, match=f"byte {size}: became shorter while it was read"):
        list(PartSource(raw, path, part))


def test_another_file_of_the_name_is_an_error(path: str) -> None:
    Path(path).write_bytes(b"1234567\n" * 3)
    part = part_of(path)
    os.rename(path, f"{path}.old")
    Path(path).write_bytes(b"1234567\n" * 3)
    with open(path, "rb") as raw, pytest.raises(ReadError, match="replaced by another file"):
        list(PartSource(raw, path, part))


def test_a_file_that_becomes_shorter_in_one_process_is_an_error(path: str) -> None:
    Path(path).write_bytes(b"1234567\n" * 30)
    with open(path, "rb", buffering=0) as stream:
        blocks = iter(TextSource(stream, path, block=80))
        assert next(blocks)
        os.truncate(path, 100)
        with pytest.raises(ReadError, match="byte 100: became shorter while it was read"):
            list(blocks)


def test_what_is_added_while_a_file_is_read_belongs_to_it(path: str) -> None:
    Path(path).write_bytes(b"1234567\n" * 30)
    with open(path, "rb", buffering=0) as stream:
        blocks = iter(TextSource(stream, path, block=80))
        text = next(blocks)
        with open(path, "ab") as more:
            more.write(b"89\n")
        assert (text + "".join(blocks)).endswith("1234567\n89\n")
