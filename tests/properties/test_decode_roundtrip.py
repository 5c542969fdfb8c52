"""For any bytes and any way they arrive: the same text and the same bytes back, or an error, never a change."""

from __future__ import annotations

import io

from hypothesis import given, strategies as st

from piiguard.errors import ReadError
from piiguard.text.decode import TextSource
from piiguard.text.encode import TextSink

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)
CHINESE = st.text("的一是了我不人在他有这个，。0123456789\r\n abc", min_size=1, max_size=200)


def through(data: bytes, block: int, encoding: str) -> bytes:
    out = io.BytesIO()
    source = TextSource(io.BytesIO(data), "x", encoding, block)
    sink = TextSink(out, "y")
    for text in source:
        sink.write(text, source.encoding or "utf-8", source.bom)
    return out.getvalue()


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(1, 64), st.booleans())
def test_named_encoding_gives_the_same_text_and_bytes(text: str, encoding: str, block: int, mark: bool) -> None:
    text = ("\ufeff" if mark else "") + text.lstrip("\ufeff") + "."
    data = text.encode(encoding)
    source = TextSource(io.BytesIO(data), "x", encoding, block)
    assert "".join(source) == text.removeprefix("\ufeff")
    assert through(data, block, encoding) == data


@given(st.binary(max_size=300), st.integers(1, 64), st.sampled_from(["auto", "big5", "cp932", "latin-1", *ENCODINGS]))
def test_any_bytes_come_back_or_are_refused_with_a_place(data: bytes, block: int, encoding: str) -> None:
    refused: ReadError | None = None
    again = b""
    try:
        again = through(data, block, encoding)
    except ReadError as error:
        refused = error
    if refused is None:
        # A byte order mark alone is no text, so nothing is written.
        assert again == data or not again
    else:
        assert refused.offset is not None
        assert 0 <= refused.offset <= len(data)


@given(CHINESE, st.sampled_from(["utf-8", "gb18030"]), st.integers(1, 64))
def test_blocks_do_not_change_what_is_told(text: str, encoding: str, block: int) -> None:
    text += "姓名电话\n"
    source = TextSource(io.BytesIO(text.encode(encoding)), "x", "auto", block)
    assert "".join(source) == text
    assert source.encoding == encoding
