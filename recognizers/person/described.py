"""Names before what describes a person, as in the first line of a CV or a judgment: 王小明，男，1980年出生."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.person import _likely

_HAN = "[㐀-鿿〇𠀀-𱍏]"
_GAP = "[ \\u3000]*(?:[，,、：:（(|\\t]|[ \\u3000])[ \\u3000]*"
# What may stand between the name and the anchor.
_SEX = LazyPattern(f"({_HAN}{{2,4}}|{_HAN}{{2,12}}·{_HAN}{{1,12}})(?:先生|女士)?{_GAP}$")
_YEARS = LazyPattern(f"({_HAN}{{2,4}})(?:先生|女士)?{_GAP}(?:现年|今年|年)?[0-9]{{1,3}}(?:周)?$")
_BORN = LazyPattern(
    f"({_HAN}{{2,4}})(?:先生|女士)?{_GAP}(?:(?:男|女)性?{_GAP})?(?:{_HAN}{{1,4}}族{_GAP})?"
    "[12][0-9]{3}[年./-](?:[0-9]{1,2}[月./-]?(?:[0-9]{1,2}日?)?)?$"
)
_NATION = LazyPattern(
    f"({_HAN}{{2,4}})(?:先生|女士)?{_GAP}(?:汉|满|回|藏|壮|苗|蒙古|维吾尔|土家|侗|彝|布依|瑶|白|朝鲜|黎)$"
)
_NUMBERED = LazyPattern(f"({_HAN}{{2,4}})(?:先生|女士)?{_GAP}(?:公民|居民)?$")
_RECEIVES = LazyPattern(f"({_HAN}{{2,4}})(?:先生|女士)?[ （(]{{1,2}}(?:亲)?$")
_BEHIND = {
    "男": _SEX,
    "女": _SEX,
    "岁": _YEARS,
    "出": _BORN,
    "族": _NATION,
    "身": _NUMBERED,
    "性": _NUMBERED,
    "收": _RECEIVES,
    "摄": _RECEIVES,
}
# Before the name a line, a clause or a role has its border.
_ROLE = LazyPattern(
    "(?:^|[^㐀-鿿0-9A-Za-z]|[0-9][.、)）]|(?:被告|被告人|原告|被害人|证人|上诉人|申请人|嫌疑人|患者|病人|死者|"
    "伤者|户主|当事人|"
    "负责人|联系人|法定代表人|委托人|受托人|姓名|机主|家长|学生|考生|同事|朋友|其中|代表人|系))$"
)
_REACH = 48


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the name that the description with its sign at `at` belongs to."""
    low = max(0, at - _REACH)
    found = _BEHIND[text[at]].search(text, low, at)
    if found is None:
        return
    start, end = found.span(1)
    if "·" in found[1]:
        if _ROLE.search(text, max(low, start - 5), start):
            yield Candidate(start, end, found[1])
        return
    for first in range(start, end - 1):
        if _likely.is_name(text[first:end]) and _ROLE.search(text[max(low, first - 6) : first]):
            yield Candidate(first, end, text[first:end])
            return


RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（性别、年龄、出生前）",
    name_en="Name of a person before sex, age, birth or ethnic group",
    candidates=(
        Anchor("男女", "(?<=[，,、：:（( \\u3000|\\t].)(?=性|[，,。.；;、）)|\\s0-9]|$)"),
        Anchor("岁", "(?<=[0-9].)"),
        Anchor("出", "生(?!产)(?<=[年月日0-9].生)"),
        Anchor("身", "份证(?:号码?)?[：: ]{0,2}[0-9]"),
        Anchor("性", "别[：:]"),
        Anchor("收摄", "(?<=[ （(].)(?=[）)]|\\s|$|[0-9])"),
        Anchor("族", "(?<=[汉满回藏壮苗古尔家侗彝依瑶白鲜黎].)(?=[，,。；;、 ]|$)"),
    ),
    score=Score(0.90, 0.93),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料",
    examples=(
        "⟦王小明⟧，男，1980年出生，汉族",
        "⟦李静⟧ 女 汉族 本科",
        "被告人⟦赵大勇⟧，男，汉族，初中文化",
        "⟦张伟⟧（男，35岁）",
        "⟦魏明哲⟧，27岁男性",
        "⟦欧阳明月⟧：女，1990年5月出生",
        "⟦周立⟧，1975年8月出生，工程师",
        "⟦阿卜杜拉·买买提⟧，男，维吾尔族",
        "⟦张三丰⟧，身份证号：110101199003078873",
        "济南市经十路5号 ⟦李娜⟧（收）",
        "（⟦赵建国⟧ 摄）",
    ),
    counter_examples=(
        "患者，男，45岁", "学生，女，12岁", "司机，男，当场死亡", "招聘保安，男，50岁以下", "高中生，女，",
        "衣服，男，大号", "今年，30岁", "性别：男", "包工头，男，",
    ),
    max_length=64,
    mask=Mask(1, 0, 1, 0),
    find=find,
)  # fmt: skip
