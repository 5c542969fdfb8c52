"""Names of which courts and papers show the surname alone: 王某某, 李某, 张某甲."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Mask, Recognizer, Score
from piiguard.recognizers.data import surnames

# What 某 stands for behind a surname; before a noun or a classifier it only means "some".
_REST = re.compile("某(?:某{1,2}|[甲乙丙丁戊己庚辛壬癸一二三四五六]|[0-9A-Z](?![0-9A-Za-z])|)")
_SOME = re.compile(
    "[个种些类项次天年月日时段处地方件家位条款国省市县区镇村乡路公单部机学校物产品企业商店银行医院网媒线点"
    "栋层楼张本篇场台架艘辆支座段批期层级名人]"
)
# Surnames that are prepositions, and what stands before them then: 对于某, 由于某, 以及和某.
_SMALL_WORDS = frozenset("于和向从应任由则即当对为以及与在有将被把给比就时是")
_BEFORE_SMALL = re.compile("[对关由基用属位出在处等至鉴限敢善归小大高低便利有介忙源始终落取见急缘]$")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the masked name whose 某 stands at `at`."""
    if text[at - 1 : at] == "某" or not at:
        return
    size = 2 if surnames.is_surname(text[at - 2 : at]) and at > 1 else 1
    surname = text[at - size : at]
    if not surnames.is_surname(surname):
        return
    rest = _REST.match(text, at)
    assert rest is not None
    if rest.end() == at + 1 and _SOME.match(text, at + 1):
        return
    if surname in _SMALL_WORDS and (
        text[at + 1 : at + 2] == "一" or _BEFORE_SMALL.search(text, max(0, at - 2), at - 1)
    ):
        return
    start = at - size
    yield Candidate(start, rest.end(), text[start : rest.end()])


RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（隐去名字）",
    name_en="Name of a person with the given name left out",
    candidates=(Anchor("某"),),
    score=Score(0.80, 0.85),
    legal="basic",
    source="最高人民法院关于人民法院在互联网公布裁判文书的规定（法释〔2016〕19号）第八条、第九条",
    examples=(
        "被告人⟦王某某⟧与⟦李某⟧共谋盗窃。",
        "⟦张某甲⟧、⟦张某乙⟧的证言",
        "⟦欧阳某⟧于2015年到案",
        "证人⟦赵某1⟧称",
        "⟦于某⟧供述",
    ),
    counter_examples=(
        "对于某个问题",
        "位于某地",
        "属于某一类",
        "某某公司",
        "某日，某人报案",
        "由于某种原因",
        "张某些日子",
    ),
    max_length=8,
    mask=Mask(1, 0, 1, 0),
    find=find,
)
