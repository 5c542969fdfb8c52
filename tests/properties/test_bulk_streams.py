"""Large files, damaged or not: the bulk executor gives the same results and errors as the exact one."""

from __future__ import annotations

import io

import pytest
from benchmarks.mixtures import Mixtures
from hypothesis import given, strategies as st

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.text.decode import BLOCK

pytest.importorskip("numpy")


def guard(executor: str) -> Guard:
    made = Guard(names="off")
    made.engine.executor = executor  # type: ignore[assignment]
    return made


EXACT, BULK = guard("exact"), guard("bulk")
LINE = "联系人：张三丰 手机13800001234，卡号6222020000000000000\n".encode()
PROSE = "春天刚到的时候，邻居们围着石榴树看了半天\n".encode()


def outcome(of: Guard, data: bytes) -> tuple[bytes, str]:
    """Return what was written of a stream, and the error it ended with."""
    target = io.BytesIO()
    try:
        of.redact_stream(io.BytesIO(data), target)
    except ReadError as error:
        return target.getvalue(), str(error)
    return target.getvalue(), ""


def assert_same(data: bytes) -> str:
    exact, bulk = outcome(EXACT, data), outcome(BULK, data)
    assert (exact[0] == bulk[0]) is True
    assert exact[1] == bulk[1]
    return bulk[1]


WRONG = {
    "lone continuation": b"\x80",
    "cut off": b"\xe4\xbd",
    "cut off, four bytes": b"\xf0\x9f\x98",
    "cut off, two bytes": b"\xc3",
    "overlong": b"\xc0\xaf",
    "overlong, three bytes": b"\xe0\x80\xaf",
    "overlong, four bytes": b"\xf0\x80\x80\xaf",
    "surrogate": b"\xed\xa0\x80",
    "pair of surrogates": b"\xed\xa0\xbd\xed\xb8\x80",
    "beyond Unicode": b"\xf4\x90\x80\x80",
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "never a byte": b"\xff",
    "one continuation too many": b"\xe4\xbd\xa0\xa0",
    "NUL": b"\x00",
}


@pytest.mark.parametrize("place", [BLOCK - 3, BLOCK - 1, BLOCK, BLOCK + 1])
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_damage_at_the_end_of_a_block_is_told_with_its_place(wrong: bytes, place: int) -> None:
    lines = PROSE * (place // len(PROSE))
    start = lines + b"x" * (place - len(lines))
    message = assert_same(start + wrong + b"\n" + LINE * 10)
    good = 3 if wrong[:3].decode("utf-8", "replace").isalpha() else 0  # a character that is right comes before
    assert f"byte {place + good}: " in message


def test_the_first_of_two_faults_is_told_whatever_the_blocks() -> None:
    for first, second in ((b"\0", b"\xff"), (b"\xff", b"\0")):
        data = PROSE * 10 + first + PROSE * 10 + second + PROSE * BLOCK
        assert f"byte {len(PROSE) * 10}: " in assert_same(data[: 2 * BLOCK])


def test_a_line_longer_than_a_block_is_cut_alike() -> None:
    one = (PROSE * 20 + LINE).replace(b"\n", "，".encode())
    assert_same(one * (3 * BLOCK // len(one)) + b"\n" + LINE)


def test_line_ends_of_every_kind() -> None:
    for end in (b"\r\n", b"\r", b"\x0b", b"\x0c", "\u2028".encode(), "\x85".encode()):
        assert_same(LINE.rstrip(b"\n").join([b"", *[end] * 400]))


@given(st.integers(0, 10**6))
def test_any_stream(seed: int) -> None:
    assert_same("\n".join(Mixtures(seed).texts(20)).replace("\0", " ").encode("utf-8", "replace"))
