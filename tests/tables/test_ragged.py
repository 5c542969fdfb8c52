"""Rows of a CSV with another length than its header: long ones are refused or treated, short ones leave nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard, Key
from piiguard.errors import ReadError
from piiguard.tables import csv_text
from piiguard.tables.csv_text import CsvRewriter

MOBILE = "13800001234"
CARD = "6222020000000000000"
KEY = Key(bytes(range(3, 35)))
POLICIES = {
    "mask": Guard(),
    "tag": Guard(policy="tag"),
    "hash": Guard(policy="hash", key=KEY),
    "redact": Guard(policy="redact"),
}
HEADER = "订单号,姓名,手机,金额,下单时间,备注"
USUAL = f"20240001,王小明,{MOBILE},85.00,2024-03-01 10:00:01,无\n"


def done(text: str, guard: Guard | None = None, ragged: str = "error") -> tuple[str, CsvRewriter]:
    rewriter = CsvRewriter(guard or POLICIES["mask"], "t.csv", ragged=ragged)
    return "".join(rewriter.rewritten([text])), rewriter


def test_a_row_that_is_too_long_is_an_error_with_its_place() -> None:
    text = f"{HEADER}\n{USUAL}20240002,王,小明,{MOBILE},85.00,2024-03-01 10:00:01,无\n"
    with pytest.raises(
        ReadError, match=r"t\.csv: row 3, column 7: 7 cells under a header of 6.*--ragged treat"
    ) as told:
        done(text)
    assert "小明" not in str(told.value)


def test_nothing_comes_before_an_error_in_the_first_rows() -> None:
    parts = CsvRewriter(POLICIES["mask"], "t").rewritten([f"{HEADER}\n{USUAL}{USUAL[:-1]},1\n"])
    with pytest.raises(ReadError):
        next(parts)


def test_a_long_row_further_down_is_an_error_with_its_number() -> None:
    text = f"{HEADER}\n{USUAL * 9000}{USUAL[:-1]},1\n{USUAL * 9000}"
    for by_bytes in (True, False):
        rewriter = CsvRewriter(POLICIES["mask"], "t")
        rewriter.by_bytes = by_bytes
        with pytest.raises(ReadError, match="row 9002, column 7"):
            list(rewriter.rewritten([text]))


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("extra", [1, 2])
def test_whatever_stands_too_much_in_a_row_no_value_of_it_stays(policy: str, extra: int) -> None:
    cells = USUAL.strip().split(",")
    for at in range(len(cells) + 1):
        shifted = [*cells[:at], *["x"] * extra, *cells[at:]]
        safe, rewriter = done(f"{HEADER}\n{USUAL * 3}{','.join(shifted)}\n", POLICIES[policy], "treat")
        last = safe.splitlines()[-1]
        assert "王小明" not in last, at
        assert MOBILE not in last, at
        assert rewriter.notes == [
            "1 row has another length than the header, the first is row 5; cells may be shifted"
        ]


def test_of_a_value_that_a_delimiter_cuts_no_piece_stays() -> None:
    safe, _rewriter = done(f"{HEADER}\n{USUAL * 3}1,王,小明,{MOBILE},85.00,,无\n", ragged="treat")
    assert safe.splitlines()[-1] == "1,*,小*,138****1234,85.00,,无"
    safe, _rewriter = done(f"{HEADER}\n{USUAL * 3}1,李,红,{MOBILE[:3]},{MOBILE[3:]},,,,\n", ragged="treat")
    assert safe.splitlines()[-1].startswith("1,*,*,1**,********,")


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from([MOBILE, f"打{MOBILE}", CARD, "85", "", "无", "2024-03-01", f'"a ""{MOBILE}"""']), max_size=5
    )
)
def test_a_short_row_keeps_nothing_that_its_cells_hold_alone(policy: str, cells: list[str]) -> None:
    guard = POLICIES[policy]
    safe, _rewriter = done(f"{HEADER}\n{USUAL * 3}{','.join(cells)}\n", guard)
    last = safe.split("\n")[4]
    for cell in cells:
        for each in guard.scan(cell):
            assert cell[each.start : each.end] not in last
    assert last.count(",") == max(len(cells) - 1, 0)


def test_a_phone_under_order_numbers_stays_but_in_a_short_row() -> None:
    safe, _rewriter = done(f"{HEADER}\n{MOBILE}{USUAL[8:]}{MOBILE}\n")
    assert safe.splitlines()[1].startswith(MOBILE)
    assert safe.splitlines()[2] == "138****1234"


def test_what_the_line_says_of_a_cell_counts_in_short_rows_and_above_the_header() -> None:
    safe, _rewriter = done(f"银行卡号,{CARD}\n{HEADER}\n{USUAL * 3}银行卡号,{CARD}\n")
    assert CARD not in safe


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([MOBILE, "王小明", "85", "无", "", "1"]), min_size=1, max_size=8), max_size=12)
)
def test_rows_of_any_length_as_bytes_and_as_text_give_the_same(rows: list[list[str]]) -> None:
    text = f"{HEADER}\n{USUAL * 5}" + "".join(",".join(row) + "\n" for row in rows)
    results = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_text, "PART", 60)
        patch.setattr(csv_text, "_ROWS", 6)
        for by_bytes in (True, False):
            rewriter = CsvRewriter(POLICIES["mask"], "t", ragged="treat")
            rewriter.by_bytes = by_bytes
            results.append(("".join(rewriter.rewritten([text])), rewriter.changed, rewriter.notes))
    assert results[0] == results[1]
    assert [len(line.split(",")) for line in results[0][0].splitlines()] == [
        len(line.split(",")) for line in text.splitlines()
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"中国移动通话详单\n客户,王小明\n\n序号,号码,时长,地点\n1,{MOBILE},20,济南\n2,{MOBILE},30,济南\n合计,2\n",
        f"1,{MOBILE},王小明\n2,{MOBILE},李红\n",
        f"手机,n\n\n{MOBILE},1\n\n\n{MOBILE},2\n",
        f"手机\n{MOBILE}\n\n{MOBILE}\n",
        f"姓名,手机\n王小明,{MOBILE},\n李红,{MOBILE},\n",
        f"姓名,手机,备注,\n王小明,{MOBILE},无,\n",
    ],
    ids=["a bill", "no header", "blank lines", "one column", "a delimiter behind each row", "one behind all rows"],
)
def test_these_are_no_errors(text: str) -> None:
    safe, _rewriter = done(text)
    assert safe == text.replace(MOBILE, "138****1234").replace("王小明", "王**").replace("李红", "李*")


def test_a_header_that_is_shorter_than_every_row_is_an_error() -> None:
    with pytest.raises(ReadError, match="row 2, column 3: 3 cells under a header of 2"):
        done(f"姓名,手机\n王小明,x,{MOBILE}\n")
