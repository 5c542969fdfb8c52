"""Text out: the encoding and mark it came with, and clear errors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from piiguard.errors import WriteError
from piiguard.text.encode import TextSink, byte_lengths


def test_mark_is_written_once_and_first() -> None:
    out = io.BytesIO()
    sink = TextSink(out, "out")
    for text in ("一", "二"):
        sink.write(text, "utf-16-le", b"\xff\xfe")
    assert out.getvalue() == "\ufeff一二".encode("utf-16-le")


def test_stream_that_takes_little_at_a_time_gets_everything() -> None:
    class Narrow(io.RawIOBase):
        def __init__(self) -> None:
            self.got = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            part = bytes(data)[:3]  # type: ignore[call-overload]
            self.got += part
            return len(part)

    out = Narrow()
    TextSink(out, "out").write("一二三四", "utf-8", b"")  # type: ignore[arg-type]
    assert out.got == "一二三四".encode()


def test_replacement_that_the_encoding_lacks_is_a_clear_error() -> None:
    with pytest.raises(WriteError, match="out: a replacement has a character that big5 lacks") as caught:
        TextSink(io.BytesIO(), "out").write("张", "big5", b"")
    assert caught.value.__context__ is None


def test_two_encodings_in_one_output_are_refused() -> None:
    sink = TextSink(io.BytesIO(), "out")
    sink.write("某", "utf-8", b"")
    sink.write("plain", "gb18030", b"")
    with pytest.raises(WriteError, match="name the encoding"):
        sink.write("张", "gb18030", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_a_write_error() -> None:
    with (
        open("/dev/full", "wb", buffering=0) as full,
        pytest.raises(WriteError, match="out: No space left on device"),
    ):
        TextSink(full, "out").write("x", "utf-8", b"")


def test_closed_pipe_is_left_to_the_caller() -> None:
    class Closed(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        TextSink(Closed(), "out").write("x", "utf-8", b"")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_byte_lengths_stand_before_each_position(encoding: str) -> None:
    text = "a好\U00020000é\nz"
    expected = [len(text[:at].encode(encoding)) for at in range(len(text) + 1)]
    assert byte_lengths(text, range(len(text) + 1), encoding) == expected
