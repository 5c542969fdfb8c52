"""Surnames: which there are, and which a name begins with."""

from __future__ import annotations

import pytest

from piiguard.recognizers.data import _table, surnames

COMPOUND = (
    "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 端木 南宫 呼延 闻人 申屠 钟离 "
    "鲜于 澹台 公冶 宗政 濮阳 淳于 单于 太叔 仲孙 轩辕 赫连 独孤 拓跋 百里 东郭 西门 万俟 闾丘 第五 亓官"
)


@pytest.mark.parametrize("surname", [*"王李张刘陈肖付闫覃冼褚於缑", "欧阳", "乐正", "第五"])
def test_surname(surname: str) -> None:
    assert surnames.is_surname(surname)


@pytest.mark.parametrize("text", ["", "的", "了", "电", "王李", "欧阳修", "W"])
def test_no_surname(text: str) -> None:
    assert not surnames.is_surname(text)


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        pytest.param("欧阳娜", "欧阳", id="the compound one, not the single one it begins with"),
        pytest.param("司马", "司马", id="the compound one alone"),
        pytest.param("王小明", "王", id="a single one"),
        pytest.param("王", "王", id="a single one alone"),
        pytest.param("的确", None, id="no surname"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_leading_surname(name: str, surname: str | None) -> None:
    assert surnames.leading_surname(name) == surname


def test_compound_surnames_have_two_characters() -> None:
    assert set(COMPOUND.split(" ")) <= surnames.compound()
    assert {len(each) for each in surnames.compound()} == {2}


@pytest.mark.parametrize(
    ("written", "simplified"), [("張", "张"), ("歐陽", "欧阳"), ("鍾", "钟"), ("鐘", "钟"), ("諸葛", "诸葛")]
)
def test_traditional_surnames_are_those_of_as_many_people(written: str, simplified: str) -> None:
    assert surnames.is_surname(written)
    assert surnames.share(written) == surnames.share(simplified)
    assert written not in surnames.everyone()


@pytest.mark.parametrize("character", [*"餘並範薑嶽"])
def test_traditional_characters_of_other_words_are_no_surnames(character: str) -> None:
    assert not surnames.is_surname(character)


def test_shares_cover_most_of_the_population() -> None:
    total = sum(surnames.share(row[0]) for row in _table.rows("surnames"))
    assert 90 < total <= 100
    assert surnames.share("王") > surnames.share("于") > surnames.share("欧阳") > 0
    assert surnames.share("第五") == surnames.share("的") == 0
