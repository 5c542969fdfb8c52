"""Names in Latin letters in Chinese text: beside a person, in a list, and by what stands around them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard
from piiguard.errors import ModelError
from piiguard.names import latin

_PIECES = (
    "王小明", "约翰·史密斯", "（",
    "）", "(", ")", "、", "和", "John Smith", "Anna", "Ben", "iPhone", "CEO", " ", "说",
    "导演", "\n", "选手", "abc@example.com", "，", "2",
)  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(entities=["PERSON"])


def names(guard: Guard, text: str) -> list[str]:
    return [text[each.start : each.end] for each in guard.scan(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("董事长王小明（Tom Wang）先生表示，公司今年将扩大生产。", ["王小明", "Tom Wang"]),
        ("导演Tom Harper、Sam Miller出席了首映式。", ["Tom Harper", "Sam Miller"]),
        ("联系人：Anna Lopez，电话略。昨天Anna Lopez没有来。", ["Anna Lopez", "Anna Lopez"]),
        ("John Smith说，选手John Smith和Anna出席。", ["John Smith", "John Smith", "Anna"]),
        ("董事长王小明（CEO）表示，公司今年将扩大生产。", ["王小明"]),
        ("董事长王小明（author）表示，公司今年将扩大生产。", ["王小明"]),
        ("请把iPhone和iPad交给前台，WiFi密码写在墙上。", []),
        ("使用Spring Boot框架，配合MySQL和Redis缓存。", []),
    ],
)
def test_latin_names_beside_persons(guard: Guard, text: str, found: list[str]) -> None:
    assert names(guard, text) == found


def test_strict_reads_no_latin_name_by_its_surroundings_alone() -> None:
    text = "合伙人Richard Miller昨天宣布辞职，与弟弟Henry在上海开店。"
    strict = Guard(entities=["PERSON"], names="strict")
    assert not [each for each in strict.scan(text) if each.reason == "read as a name"]


def test_hyphens_join_the_parts_of_a_foreign_name(guard: Guard) -> None:
    text = "总统约翰-史密斯会见了来宾，乘坐北京-上海的列车离开。"
    assert names(guard, text) == ["约翰-史密斯"]


def test_traditional_characters_are_read_as_simplified_ones(guard: Guard) -> None:
    assert names(guard, "董事長陳志強表示，公司今年將擴大生產。") == ["陳志強"]
    assert names(guard, "董事长陈志强表示，公司今年将扩大生产。") == ["陈志强"]


@given(texts)
@settings(max_examples=100)
def test_findings_lie_inside_and_lines_do_not_change_each_other(guard: Guard, text: str) -> None:
    line = text.replace("\n", " ") + "。"
    alone = guard.scan(line)
    assert all(0 <= each.start < each.end <= len(line) for each in alone)
    again = [each.shift(len(line) + 1) for each in alone]
    assert guard.scan(f"{line}\n{line}") == [*alone, *again]


def test_a_damaged_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "latin.bin"
    with pytest.raises(ModelError, match=r"latin.bin: .*reinstall: pip install --force-reinstall piiguard"):
        latin.read(path)
    data = bytearray(latin.PATH.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="checksum is wrong"):
        latin.read(path)


_ROUND_WORDS = st.text(st.sampled_from("ab Z{@中。，、（.-·9\n"), max_size=16)
_BESIDE = re.compile("[㐀-鿿，。、：（“《][A-Za-z]{2}|[A-Za-z]{2}[㐀-鿿]")


@given(_ROUND_WORDS, st.integers(0, 30))
@settings(max_examples=400)
def test_texts_without_latin_words_beside_han_are_told_wherever_they_lie(text: str, shift: int) -> None:
    # Blocks end within the text.
    text = "0" * (latin.PIECE - shift) + text
    codes = np.array([*map(ord, text)], np.uint32)
    assert latin.may_have_words(codes) == (_BESIDE.search(text) is not None)


@given(_ROUND_WORDS)
@settings(max_examples=400)
def test_words_are_whole_and_stand_beside_a_han_character(text: str) -> None:
    starts, ends = latin.words(np.array([*map(ord, text)], np.uint32))
    found = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    assert all(re.fullmatch("[A-Za-z]+(?:[ ·.-][A-Za-z]+)*", word) and 3 <= len(word) <= 48 for word in found)
    around = [text[max(0, start - 1) : start] + text[end : end + 1] for start, end in zip(starts, ends, strict=True)]
    assert all("中" in beside and not re.search("[A-Za-z@.9-]", beside) for beside in around)
    if re.search("(?<![A-Za-z{@.·9-])(?<![A-Za-z][ ])中[a]{3}中", text):
        assert "aaa" in found
