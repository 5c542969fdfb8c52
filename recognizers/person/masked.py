"""Names of which courts and papers show the surname alone: 王某某, 李某, 张某甲."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.data import given_names, surnames

# What 某 stands for behind a surname; before a noun or a classifier it only means "some".
_REST = LazyPattern("某(?:某{1,2}|[甲乙丙丁戊己庚辛壬癸一二三四五六]|[0-9A-Z](?![0-9A-Za-z])|)")
_SOME = LazyPattern(
    "[个种些类项次天年月日时段处地方件家位条款国省市县区镇村乡路公单部机学校物产品企业商店银行医院网媒线点"
    "栋层楼张本篇场台架艘辆支座段批期层级名人]"
)
# Surnames that are prepositions, and what stands before them then: 对于某, 由于某, 以及和某.
_SMALL_WORDS = frozenset("于和向从应任由则即当对为以及与在有将被把给比就时是")
_BEFORE_SMALL = LazyPattern("[对关由基用属位出在处等至鉴限敢善归小大高低便利有介忙源始终落取见急缘]$")


# What is no name before 某某 though it is a Han character, and no border of one either.
_FUNCTION = frozenset(
    "在对由被的将与和等之该此其有为是及从向给到找让跟了着过去来以因或至于自当把叫说称又也还就都本各每上下内外中"
)
# Who is named by 某某 without a surname that is known: behind a role, or in a list of such names.
_ROLE = LazyPattern("(?:被告人|被害人|证人|嫌疑人|上诉人|受害人|同案人|当事人|伙同|[某甲乙丙丁][、和与]|人[、和与])$")
_BODIES = LazyPattern(
    "[县市省区镇村路街号局厅部]|公司|单位|企业|学校|医院|银行|酒店|宾馆|小区|商店|超市|工地|集团|法院|机关|平台|软件"
)
# Given names that begin a word as well: 李某明知, 王某强行.
_VERBAL = frozenset("明强文成建新兴志振发立正")
_FOLLOWS = LazyPattern("[^㐀-鿿]|$|[在和与的将于被至到从驾窜趁伙、，。说称因系是犯对把为]")
_GIVEN = 2.5
_SURE_GIVEN = 3.5


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the masked name whose 某 stands at `at`."""
    if text[at - 1 : at] == "某" or not at:
        return
    rest = _REST.match(text, at)
    assert rest is not None
    end = rest.end()
    size = 2 if surnames.is_surname(text[at - 2 : at]) and at > 1 else 1
    surname = text[at - size : at]
    if not surnames.is_surname(surname):
        if end - at > 1:
            yield from _unknown(text, at, end)
        return
    if end == at + 1 and _is_given(text, end):
        end += 1  # 陈某华
    elif end == at + 1 and _SOME.match(text, at + 1):
        return
    if surname in _SMALL_WORDS and (
        text[at + 1 : at + 2] == "一" or _BEFORE_SMALL.search(text, max(0, at - 2), at - 1)
    ):
        return
    if text[at - 2 : at] in _ENDING_WORDS or (text[at + 1 : at + 2] in "一二" and text[at + 2 : at + 3] in "纸人"):
        end = at + 1 if text[at - 2 : at] not in _ENDING_WORDS else at
    if end > at:
        yield Candidate(at - size, end, text[at - size : end])


# Common nouns that end in a surname: 军区某师, 国家某项.
_ENDING_WORDS = frozenset("军区 单位 国家 地区 山区 市区 南宁 辖区 专家 大家 方向 部位 岗位 学校".split())


def _is_given(text: str, at: int) -> bool:
    """Return whether the character behind 某 is the given name that is left."""
    weight = given_names.weight(text[at : at + 1])
    if weight < _GIVEN:
        return False
    return _FOLLOWS.match(text, at + 1) is not None or (weight >= _SURE_GIVEN and text[at] not in _VERBAL)


def _unknown(text: str, at: int, end: int) -> Iterator[Candidate]:
    """Yield a name of 某 whose surname no list holds, or which shows none at all, where a role says that it "
    "is one."""
    start = at - 1
    before = text[max(0, start - 4) : start]
    if text[start] not in _FUNCTION and _ROLE.search(before) and not _BODIES.match(text, end):
        yield Candidate(start, end, text[start:end])


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
        "被告人⟦陈某华⟧驾车",
        "被害人⟦色某某⟧报案",
    ),
    counter_examples=(
        "对于某个问题",
        "位于某地",
        "属于某一类",
        "某某公司",
        "某日，某人报案",
        "由于某种原因",
        "张某些日子",
        "军区某师",
        "证人在某某公司",
    ),
    max_length=8,
    mask=Mask(1, 0, 1, 0),
    find=find,
)
