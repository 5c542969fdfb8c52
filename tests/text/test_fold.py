"""What the shadow text changes, and that its spans lead back to the characters of the user's text."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from piiguard.text.fold import fold

INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
WIDE = "".join(map(chr, [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]))
SPACES = "\u00a0\u3000\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63－ー"


@pytest.mark.parametrize("char", WIDE, ids=ascii)
def test_full_width_letters_and_digits_become_ascii(char: str) -> None:
    assert fold(f"甲{char}").text == f"甲{chr(ord(char) - 0xFEE0)}"


@pytest.mark.parametrize(("wide", "plain"), list(zip("＠＋．／＿＃＊＜", "@+./_#*<", strict=True)))
def test_full_width_signs_become_ascii(wide: str, plain: str) -> None:
    assert fold(f"a{wide}b").text == f"a{plain}b"


@pytest.mark.parametrize("char", SPACES, ids=ascii)
def test_odd_spaces_become_a_space(char: str) -> None:
    assert fold(f"1{char}2").text == "1 2"


@pytest.mark.parametrize("char", DASHES, ids=ascii)
def test_dashes_become_a_hyphen(char: str) -> None:
    assert fold(f"1{char}2").text == "1-2"


@pytest.mark.parametrize("char", INVISIBLE, ids=ascii)
def test_invisible_characters_vanish_and_offsets_remain(char: str) -> None:
    text = f"{char}甲1{char}{char}2{char}乙"
    folded = fold(text)
    assert folded.text == "甲12乙"
    assert [text[slice(*folded.span(at, at + 1))] for at in range(4)] == ["甲", "1", "2", "乙"]
    start, end = folded.span(1, 3)
    assert text[start:end] == f"1{char}{char}2", "the span neither begins nor ends with an invisible character"


@pytest.mark.parametrize("char", "：（）【】“”，。；、！？")
def test_chinese_punctuation_stays(char: str) -> None:
    text = f"甲{char}1"
    assert fold(text).text is text


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("一三八零零零零一二三四", "13800001234"),
        ("幺三八〇〇〇〇幺两三四", "13800001234"),
        ("壹叁捌零零零零壹贰叁肆", "13800001234"),
        ("138零零零零1234", "13800001234"),
        ("一三八-零零零零-一二三四", "138-0000-1234"),
    ],
    ids=["plain", "as spoken", "capital", "mixed", "in groups"],
)
def test_a_number_in_Han_digits_becomes_digits(written: str, digits: str) -> None:
    assert fold(f"手机{written}。").text == f"手机{digits}。"


@pytest.mark.parametrize(
    "text",
    ["一二三四五六", "三五个人在一起", "拨打88776655一直占线", "二十一世纪二零二六", "plain ascii 13800001234", ""],
    ids=["six only", "words", "beside a number", "a year", "ascii", "empty"],
)
def test_numerals_of_a_sentence_stay(text: str) -> None:
    assert fold(text) == (text, None)


def test_text_without_anything_to_fold_is_not_copied() -> None:
    text = "没有什么" * 3
    assert fold(text).text is text


@given(st.text(alphabet=f"a1５Ａ一三八零〇 -，：\n\ud800{INVISIBLE}{SPACES}{DASHES}", max_size=60))
def test_every_shadow_character_leads_to_one_of_the_text(text: str) -> None:
    folded = fold(text)
    visible = [at for at, char in enumerate(text) if char not in INVISIBLE]
    assert [folded.span(at, at + 1) for at in range(len(folded.text))] == [(at, at + 1) for at in visible]
    if folded.text:
        assert folded.span(0, len(folded.text)) == (visible[0], visible[-1] + 1)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
