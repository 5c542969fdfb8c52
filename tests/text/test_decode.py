"""Bytes in: which encoding is told, what stays as it was, and which byte an error names."""

from __future__ import annotations

import io
import random

import pytest

from piiguard.errors import ReadError, UsageError
from piiguard.text.decode import TextSource, codec_name

FORM = "姓名：张三\r\n地址：北京市朝阳区建国路一号\n编号 0017\n"
LONG = FORM * 400


class Dribble(io.RawIOBase):
    """A pipe that hands out the given parts one by one."""

    def __init__(self, *parts: bytes) -> None:
        self._parts = list(parts)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._parts.pop(0) if self._parts else b""


def read(data: bytes, encoding: str = "auto", block: int = 1 << 20) -> tuple[str, TextSource]:
    source = TextSource(io.BytesIO(data), "in.txt", encoding, block)
    return "".join(source), source


@pytest.mark.parametrize("block", [1, 7, 4096])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_encoding_is_told_without_a_mark(encoding: str, block: int) -> None:
    text, source = read(FORM.encode(encoding), block=block)
    assert (text, source.encoding, source.bom) == (FORM, encoding, b"")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_mark_tells_the_encoding_and_is_kept_apart(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    text, source = read(mark + "好".encode(encoding))
    assert (text, source.encoding, source.bom) == ("好", encoding, mark)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("张喆", id="a rare character in a name"),
        pytest.param("价格：￥12·5", id="mostly signs"),
        pytest.param("藏文 \u0f40\u0f41，混在普通的中文文本里面，照样读得懂\n", id="four-byte characters"),
        pytest.param("a,b\n" * 50_000 + "姓名", id="ASCII for two hundred thousand bytes first"),
    ],
)
def test_chinese_in_gb18030_is_read(text: str) -> None:
    got, source = read(text.encode("gb18030"))
    assert (got, source.encoding) == (text, "gb18030")


def test_plain_ascii_needs_no_decision() -> None:
    text, source = read(b"id,name\r\n1,x\n")
    assert (text, source.encoding) == ("id,name\r\n1,x\n", None)


def test_no_input_is_no_text() -> None:
    assert read(b"")[0] == ""


def test_utf16_with_the_commonest_character_whose_low_byte_is_zero() -> None:
    text = "一二三 abc\n一一一\n"
    assert read(text.encode("utf-16-le"))[0] == text


FOREIGN = [
    pytest.param("Müller, José: café à la crème\n", "latin-1", id="Latin-1"),
    pytest.param("“Hello”, don’t\n", "cp1252", id="Windows quotes"),
    pytest.param("Привет мир, как дела\n", "koi8-r", id="Russian in KOI8-R"),
    pytest.param("Привет мир, как дела\n", "cp1251", id="Russian in Windows-1251"),
    pytest.param("안녕하세요 홍길동입니다\n", "euc-kr", id="Korean"),
    pytest.param("名前は山田太郎です\n", "shift_jis", id="Japanese"),
    pytest.param("姓名：張三，電話號碼與住址\n", "big5", id="Big5"),
]


@pytest.mark.parametrize(("text", "encoding"), FOREIGN)
def test_other_8_bit_text_is_refused_and_read_when_named(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    with pytest.raises(ReadError, match="name the encoding"):
        read(data)
    assert read(data, encoding)[0] == text


def test_noise_is_refused() -> None:
    noise = random.Random(7)
    for _ in range(30):
        with pytest.raises(ReadError):
            read(noise.randbytes(3000))


UTF8, GBK, UTF16 = LONG.encode(), LONG.encode("gb18030"), LONG.encode("utf-16-le")
BROKEN = [
    pytest.param(UTF8 + b"\xff" + UTF8, len(UTF8), "UTF-8", id="a byte that UTF-8 never has"),
    pytest.param(UTF8 * 9 + b"\xff" + UTF8, 9 * len(UTF8), "UTF-8", id="the same far behind the sample"),
    pytest.param(FORM.encode() + GBK, len(FORM.encode()), "UTF-8", id="UTF-8 that turns to GBK"),
    pytest.param(UTF8 + "好".encode()[:2], len(UTF8), "UTF-8", id="UTF-8 cut inside its last character"),
    pytest.param(UTF8 + b"\xed\xa0\x80", len(UTF8), "UTF-8", id="a surrogate written in UTF-8"),
    pytest.param(UTF8 + b"x\0y", len(UTF8) + 1, "NUL", id="a NUL in UTF-8"),
    pytest.param(b"abc\0def", 3, "NUL", id="a NUL in ASCII"),
    pytest.param(b"a\n" * 99 + b"\0", 198, "NUL", id="a NUL at the end of ASCII"),
    pytest.param(GBK + b"\xff" + GBK, len(GBK), "GB18030", id="a byte that GB18030 never has"),
    pytest.param(GBK + b"\xb0", len(GBK), "GB18030", id="GB18030 cut inside its last character"),
    pytest.param(GBK + b"\0", len(GBK), "NUL", id="a NUL in GB18030"),
    pytest.param(UTF16 + b"a", len(UTF16), "UTF-16", id="UTF-16 of odd length"),
    pytest.param(UTF16 + b"\x00\xd8a\x00", len(UTF16), "UTF-16", id="half a surrogate pair in UTF-16"),
    pytest.param(b"\xff\xfe" + UTF16 + b"\x00\xdc", len(UTF16) + 2, "UTF-16", id="the other half, after a mark"),
]


@pytest.mark.parametrize("block", [997, 1 << 20])
@pytest.mark.parametrize(("data", "offset", "why"), BROKEN)
def test_error_names_the_first_wrong_byte(data: bytes, offset: int, why: str, block: int) -> None:
    with pytest.raises(ReadError, match=why) as caught:
        read(data, block=block)
    assert caught.value.offset == offset
    assert str(caught.value).startswith(f"in.txt: byte {offset}: ")


def test_error_holds_no_input() -> None:
    with pytest.raises(ReadError) as caught:
        read("手机13800138000".encode() + b"\xff")
    error: BaseException | None = caught.value
    assert error is not None
    assert error.__cause__ is None
    assert error.__context__ is None
    assert "138" not in repr(error)


def test_bytes_that_would_not_come_back_are_refused() -> None:
    twice = bytes.fromhex("8790")  # one of the signs that code page 932 has in two places
    assert twice.decode("cp932").encode("cp932") != twice
    with pytest.raises(ReadError, match="would not come back the same") as caught:
        read(b"abc" + twice, "cp932")
    assert caught.value.offset == 3


def test_mark_against_the_named_encoding_is_an_error() -> None:
    with pytest.raises(ReadError, match="byte order mark of utf-8") as caught:
        read("\ufeff好".encode(), "gb18030")
    assert caught.value.offset == 0


@pytest.mark.parametrize("name", ["utf-16", "utf-8-sig", "utf-8"])
def test_named_encoding_takes_a_mark_or_none(name: str) -> None:
    form = {"utf-16": "utf-16-be"}.get(name, "utf-8")
    for mark in ("", "\ufeff"):
        text, source = read((mark + FORM).encode(form), name)
        assert (text, source.encoding, source.bom) == (FORM, form, mark.encode(form))


@pytest.mark.parametrize(
    ("name", "known"), [("GBK", "gb18030"), ("gb2312", "gb18030"), ("UTF8", "utf-8"), ("Big5", "big5")]
)
def test_encoding_names(name: str, known: str) -> None:
    assert codec_name(name) == known


@pytest.mark.parametrize(
    "name", ["rot13", "base64", "iso2022_jp", "utf-7", "hz", "unicode_escape", "nonesuch", "a\0b"]
)
def test_unfit_encodings_are_usage_errors(name: str) -> None:
    with pytest.raises(UsageError):
        codec_name(name)


def test_misspelt_encoding_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match="did you mean 'gb18030'"):
        codec_name("gb10830")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_line_from_a_slow_pipe_is_passed_on_before_the_next_comes(encoding: str) -> None:
    lines = [line.encode(encoding) for line in ("start\n", "姓名：张三\n", "住址：上海\n")]
    arrived: list[str] = []
    blocks = iter(TextSource(Dribble(*lines), "-"))
    for line in lines:
        while "".join(arrived) != b"".join(lines[: lines.index(line) + 1]).decode(encoding):
            arrived.append(next(blocks))
    assert len(arrived) == len(lines)


def test_failing_stream_is_a_read_error() -> None:
    class Failing(Dribble):
        def read(self, size: int = -1) -> bytes:
            if not self._parts:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(ReadError, match="byte 6: Input/output error"):
        list(TextSource(Failing(b"hello\n"), "x"))


def test_stream_that_does_not_wait_is_not_taken_for_its_end() -> None:
    class Impatient(Dribble):
        def read(self, size: int = -1) -> bytes | None:  # type: ignore[override]
            return super().read(size) or None

    with pytest.raises(ReadError, match="does not wait"):
        list(TextSource(Impatient(b"hello\n"), "x"))


def test_every_two_byte_code_of_gb18030_comes_back() -> None:
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            code = bytes((lead, trail))
            assert code.decode("gb18030").encode("gb18030") == code
