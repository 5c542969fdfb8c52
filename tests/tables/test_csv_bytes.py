"""Rows treated as bytes become what they become as text, whatever the policy, the characters and the blocks."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import event, given, settings, strategies as st

from piiguard import Guard, Key
from piiguard.tables import csv_shared, csv_text
from piiguard.tables.csv_shared import SharedCsvRewriter
from piiguard.tables.csv_text import CsvRewriter
from piiguard.text.decode import TextSource

KEY = Key(bytes(range(3, 35)))
POLICIES = {
    "mask": Guard(),
    "strict": Guard(policy="strict"),
    "hash": Guard(policy="hash", key=KEY),
    "tag": Guard(policy={"default": {"operator": "tag", "number": "document"}}),
    "graph": Guard(policy={"records": {"CALL_RECORD": "graph"}}, key=KEY),
    "char": Guard(policy={"default": {"operator": "mask", "char": "某"}}),
    "quotes": Guard(policy={"default": {"operator": "replace", "text": 'a,"b"'}}),
}
NUMBERS = (
    "13800001234", "13912345678", "138 0000 1234", "0531-88776655", "10086", "1380000123", "13800001234.0",
    "+8613800001234", "138****1234", "'13800001234", "", " ", "0", "无", "１３８００００１２３４",
    "12345678901234567890123",
)  # fmt: skip
OTHERS = (
    "2024-03-01 10:00:01",
    "85",
    "1分25秒",
    "主叫",
    "被叫",
    "",
    "1709258401",
    "13800001234",
    "打13912345678",
    "😀",
    "a\rb",
    '""',
    '"13800001234"',
    'a"b',
    '"85"',
    '"主叫"',
    '"打13912345678，""好"""',
    '"甲\n乙"',
)
ROW = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS[:6]), *[st.sampled_from(OTHERS)] * 3)
BODY = st.lists(ROW, max_size=30)


def rows(body: list[tuple[str, ...]], end: str) -> str:
    return "".join(",".join(row) + end for row in body)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "PART", 60)
    monkeypatch.setattr(csv_text, "_ROWS", 6)
    monkeypatch.setattr(csv_shared, "_SHARE", 120)


@pytest.mark.parametrize("name", POLICIES)
@settings(max_examples=25, deadline=None)
@given(body=BODY, size=st.integers(1, 400), end=st.sampled_from(["\n", "\r\n"]), last=st.sampled_from(["", "1,2"]))
def test_bytes_and_text_agree(name: str, body: list[tuple[str, ...]], size: int, end: str, last: str) -> None:
    head = [
        ("主叫", "被叫", "开始时间", "时长", "备注"),
        *[("13800001234", "13912345678", "2024-03-01 10:00:01", "8", "")] * 7,
    ]
    text = rows([*head, *body], end) + last
    blocks = [text[at : at + size] for at in range(0, len(text), size)]
    results = []
    for by_bytes in (True, False):
        POLICIES[name].start_document()
        rewriter = CsvRewriter(POLICIES[name], "t")
        rewriter.by_bytes &= by_bytes  # numbered tags go by the order of the cells
        results.append(("".join(rewriter.rewritten(blocks)), rewriter.changed))
    assert results[0] == results[1]


def test_large_parts_are_treated_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    from piiguard.tables.csv_bytes import CsvBytes

    taken = []
    treated = CsvBytes.treated

    def told(self: CsvBytes, rows: object) -> object:
        taken.append(treated(self, rows))  # type: ignore[arg-type]
        return taken[-1]

    monkeypatch.setattr(CsvBytes, "treated", told)
    text = "手机\n" + "13800001234\n" * 80
    done = "".join(CsvRewriter(POLICIES["mask"], "t").rewritten([text[:200], text[200:]]))
    assert done == text.replace("0000", "****")
    assert taken


@settings(max_examples=80, deadline=None)
@given(
    body=st.lists(ROW, max_size=60),
    size=st.integers(1, 400),
    by_place=st.booleans(),
    name=st.sampled_from(["mask", "hash", "graph", "quotes"]),
)
def test_shares_treated_by_themselves_are_the_same_text(
    body: list[tuple[str, ...]], size: int, name: str, by_place: bool
) -> None:  # fmt: skip
    head = [
        ("主叫", "被叫", "开始时间", "时长", "备注"),
        *[("13800001234", "13912345678", "2024-03-01 10:00:01", "8", "")] * 7,
    ]
    data = rows([*head, *body], "\n").encode()
    source = TextSource(BytesIO(data), "t", block=size)
    whole = b"".join(CsvRewriter(POLICIES[name], "t", ragged="treat").rewritten_bytes(source.utf8()))
    rewriter, other = (SharedCsvRewriter(POLICIES[name], "t", ragged="treat") for _ in range(2))
    parts, shared = [], 0
    for part in rewriter.shares(TextSource(BytesIO(data), "t", block=size), by_place):
        if isinstance(part, bytes):
            parts.append(part)
            continue
        shared += 1
        if not isinstance(part.rows, bytes):
            part = part._replace(rows=data[slice(*part.rows)])
        parts.extend(other.treated_share(part, part.rows))
    assert b"".join(parts) == whole
    event("shared" if shared else "not shared")


def test_large_shares_are_given_by_their_places() -> None:
    data = rows([("手机", "n"), *[("13800001234", str(number)) for number in range(9_000)]], "\n").encode()
    shares = list(
        SharedCsvRewriter(POLICIES["mask"], "t").shares(TextSource(BytesIO(data), "t", block=50), by_place=True)
    )
    places = [part.rows for part in shares if not isinstance(part, bytes)]
    assert len(places) > 100
    assert all(isinstance(place, tuple) and data[place[1] - 1 : place[1]] == b"\n" for place in places)
