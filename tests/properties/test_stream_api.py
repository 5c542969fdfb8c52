"""Streams give what the whole text gives, wherever the blocks of bytes or text happen to be cut."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import piiguard
from piiguard import ReadError, WriteError

GUARD = piiguard.Guard(policy="tag")
PARTS = st.sampled_from(
    [
        "手机13800001234",
        "，",
        "\n",
        "\r\n",
        "姓名：张三",
        " ",
        "订单号13800001234",
        "a@example.com",
        "138-0000-1234",
        "𠮷",
        "x",
        "１３８００００１２３４",
        "\u200b",
    ]
)
# Begun with a sentence: a few characters of GB18030 cannot be told from other bytes.
OPENING = "今天的会议改到明天上午，请大家准时参加。"
TEXTS = st.lists(PARTS, max_size=40).map(lambda parts: "".join((OPENING, *parts)))
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"])


class Choppy(io.RawIOBase):
    """Gives its bytes in pieces of the given sizes, as a pipe may."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self._data, self._sizes = data, sizes or [1 << 20]
        self._turn = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        most = self._sizes[self._turn % len(self._sizes)]
        self._turn += 1
        most = most if size < 0 else min(most, size)
        piece, self._data = self._data[:most], self._data[most:]
        return piece


class ChoppyText(io.StringIO):
    """Gives its text in pieces of at most `most` characters."""

    def __init__(self, text: str, most: int) -> None:
        super().__init__(text, newline="")
        self._most = most

    def read(self, size: int | None = -1) -> str:
        return super().read(self._most if size is None or size < 0 else min(size, self._most))


@given(TEXTS, ENCODINGS, st.lists(st.integers(1, 40), max_size=5))
def test_bytes_in_any_pieces(text: str, encoding: str, sizes: list[int]) -> None:
    data = text.encode(encoding)
    found = list(GUARD.scan_stream(Choppy(data, sizes)))
    assert found == GUARD.scan(text)
    out = io.BytesIO()
    assert GUARD.redact_stream(Choppy(data, sizes), out) == len(found)
    assert out.getvalue() == GUARD.redact(text).encode(encoding)


@given(TEXTS, st.integers(1, 40))
def test_text_in_any_pieces(text: str, most: int) -> None:
    assert list(GUARD.scan_stream(ChoppyText(text, most))) == GUARD.scan(text)
    as_text, as_bytes = io.StringIO(newline=""), io.BytesIO()
    GUARD.redact_stream(ChoppyText(text, most), as_text)
    GUARD.redact_stream(ChoppyText(text, most), as_bytes)
    assert as_text.getvalue() == as_bytes.getvalue().decode() == GUARD.redact(text)


def test_paths_are_read_and_replaced_whole(tmp_path: Path) -> None:
    text = "手机13800001234\r\n尾"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-16"))
    assert list(GUARD.scan_stream(path)) == list(GUARD.scan_stream(str(path))) == GUARD.scan(text)
    shown = io.StringIO(newline="")
    GUARD.redact_stream(path, shown)
    assert shown.getvalue() == GUARD.redact(text)
    GUARD.redact_stream(path, tmp_path / "b.txt")
    GUARD.redact_stream(path, path)
    assert path.read_bytes() == (tmp_path / "b.txt").read_bytes() == GUARD.redact(text).encode("utf-16")


def test_a_damaged_path_leaves_the_target(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes("手机13800001234\n".encode() + b"\xff\xff")
    (tmp_path / "old.txt").write_text("old")
    with pytest.raises(ReadError, match=r"bad\.txt: byte 18: "):
        GUARD.redact_stream(tmp_path / "bad.txt", tmp_path / "old.txt")
    assert (tmp_path / "old.txt").read_text() == "old"
    with pytest.raises(ReadError, match="No such file"):
        list(GUARD.scan_stream(tmp_path / "missing"))


def test_streams_stay_open_and_are_named_in_errors() -> None:
    src, dst = io.BytesIO(b"x"), io.BytesIO()
    GUARD.redact_stream(src, dst)
    assert not src.closed
    assert not dst.closed
    with pytest.raises(ReadError, match="<stream>: byte 6: a NUL"):
        list(GUARD.scan_stream(io.BytesIO(b"line\na\0b\n")))
    with pytest.raises(WriteError, match="<stream>: "):
        GUARD.redact_stream(io.StringIO("\ud800"), io.BytesIO())


def test_a_long_stream_is_scanned_as_it_comes() -> None:
    turns = 0

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            nonlocal turns
            turns += bool(size)
            return "手机13800001234\n".encode() * 100 if size else b""

    found = GUARD.scan_stream(Endless())
    places = [next(found).start for _ in range(250)]
    assert places == [2 + 14 * number for number in range(250)]
    assert turns <= 10
