"""Lines of JSON that are alike are treated as bytes: what comes out is what reading them value by value gives."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings, strategies as st

pytest.importorskip("numpy")

from piiguard.errors import ReadError
from piiguard.guard import Guard
from piiguard.tables import json_lines, json_text
from piiguard.tables.json_keys import Keys
from piiguard.tables.json_lines import JsonLines
from piiguard.tables.json_text import JsonRewriter

GUARD = Guard()
VALUES = st.one_of(
    st.sampled_from(["13800001234", "138-0000-1234", "王小明", "li@example.com", "", "无", "*"]),
    st.sampled_from(["北京市海淀区中关村大街1号", '说"是"', "\\", "\u0001", "\u2028", "a\tb", "\ud800", "😀"]),
    st.sampled_from([0, -1, 7, 13800001234, 10**20, 1.5, -0.25, 1e300, 1.5e-9, True, False, None]),
    st.text(max_size=4),
)
SHAPES = st.sampled_from(
    [
        ["phone", "name"], ["id", "手机"], ["身份证", "note", "phone"], ["a"], ["邮箱", "地址"], ["13800001234"],
        ["id", "x", "y"],
    ]
)  # fmt: skip
RECORDS = st.builds(
    lambda keys, values, nest: (
        {"用户": dict(zip(keys, values, strict=False)), "n": values[:1]}
        if nest
        else dict(zip(keys, values, strict=False))
    ),
    SHAPES,
    st.lists(VALUES, min_size=3, max_size=3),
    st.integers(0, 5).map(lambda number: number == 0),
)
ODD = st.sampled_from(
    ["", " ", "[", "]", "{", "1 2", '"x"', '{"a": }', '{"a": 01}', '{"a": "x" }', '{"a":"x","a":"y"}', "[1,\n2]",
     '{"phone": "13800001234", "name"\n: "x"}', "\ufeff", '{"a": "\\q"}', "null", "{}", '{"id": 1, "手机": nul}']
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Text of JSON, mostly a record a line, written one way or several."""
    ways = draw(st.lists(st.tuples(st.booleans(), st.sampled_from([None, (",", ":")])), min_size=1, max_size=2))
    lines = []
    for number, record in enumerate(draw(st.lists(RECORDS, max_size=30))):
        ascii_, separators = ways[number % len(ways)]
        lines.append(json.dumps(record, ensure_ascii=ascii_, separators=separators))
        if draw(st.integers(0, 40)) == 0:
            lines.append(draw(ODD))
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join(lines) + draw(st.sampled_from(["\n", ""]))


def outcome(text: str, size: int, by_bytes: bool) -> tuple[str, int]:
    rewriter = JsonRewriter(GUARD, "t")
    rewriter.by_bytes = by_bytes
    try:
        blocks = [text[at : at + size].encode("utf-8", "surrogatepass") for at in range(0, len(text), size)]
        done = b"".join(rewriter.rewritten_bytes(blocks)).decode("utf-8", "surrogatepass")
    except ReadError as error:
        done = str(error)
    return done, rewriter.changed


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_WORTH", 0)
    monkeypatch.setattr(json_text, "_WORTH_IF_LOADED", 0)
    monkeypatch.setattr(json_text, "SIZE", 400)
    monkeypatch.setattr(json_lines, "_WORTH", 1)


@given(texts(), st.integers(20, 3000))
@settings(max_examples=150, deadline=None)
def test_lines_told_at_once_become_what_values_read_one_by_one_do(text: str, size: int) -> None:
    assert outcome(text, size, True) == outcome(text, size, False)


@given(texts(), st.integers(1, 900), st.booleans())
@settings(max_examples=60, deadline=None)
def test_it_does_not_matter_how_a_text_is_read(text: str, size: int, by_bytes: bool) -> None:
    assert outcome(text, size, by_bytes) == outcome(text, len(text) + 1, by_bytes)


def test_lines_behind_an_odd_one_are_told_at_once_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    alike = JsonLines.alike
    monkeypatch.setattr(JsonLines, "alike", lambda own, data: asked.append(data) or alike(own, data))
    good, odd = '{"a": "x"}\n' * 35, '{"a": [1, 2]}\n'
    outcome((good + odd) * 5, 400, True)
    assert len(asked) == 5


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_most_lines_of_an_export_are_told_at_once(end: str) -> None:
    records = [
        {"id": row, "name": "王小明", "用户": {"phone": "13800001234"}, "x": 1.5, "ok": True} for row in range(50)
    ]
    data = "".join(json.dumps(each, ensure_ascii=False) + end for each in records).encode()
    alike = JsonLines(Keys(GUARD)).alike(data)
    assert alike.others == []
    assert [(each.path, each.form, len(each.cells.starts)) for each in alike.columns] == [
        ("id", "number", 50), ("name", "plain", 50), ("用户.phone", "plain", 50), ("x", "number", 50)
    ]  # fmt: skip
    assert alike.columns[0].texts() == [str(row) for row in range(50)]


@pytest.mark.parametrize(
    "value",
    [
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "+1",
        "1e",
        "0x1",
        "１",
        "1 2",
        "1,",
        "",
        '"x',
        'x"',
        '"\t"',
        '"\\"',
        "nul",
        "1}",
        "[1",
    ],
)
@pytest.mark.parametrize("key", ["a", "b"])
def test_a_line_that_only_looks_alike_is_an_error(value: str, key: str) -> None:
    good = '{"a": 7, "b": "x"}\n'
    bad = f'{{"a": {value}, "b": "x"}}\n' if key == "a" else f'{{"a": 7, "b": {value}}}\n'
    text = good * 30 + bad + good * 3
    assert "line 31, column" in outcome(text, len(text), True)[0]
    assert outcome(text, len(text), True) == outcome(text, len(text), False)
