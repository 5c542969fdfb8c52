"""Names directly behind the role that somebody has in a case: 被告人王小明趁…, 被害人李静、赵敏."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.data import surnames
from piiguard.recognizers.person import _likely

# Roles outside of a court open other sentences as well: there the name must be a likely one.
_SPOKEN = LazyPattern(
    "记者|通讯员|患者|客户|用户|学生|家长|户主|司机|业主|市民|村民|网友|旅客|乘客|会员|员工|同事|同学|男子|"
    "女子|民警|店主|房东|车主"
)
_LIKELY_IF_SPOKEN = 3.0
_ROLE = LazyPattern(
    "(?:被(?:告人?|害人|上诉人|申请人)|证人|嫌疑人|上诉人|受害人|原告人?|死者|伙同(?:被告人)?)(?:人)?[)）]?|"
    "(?:审判[长员]|书记员|人民陪审员)[： ]{1,4}"
)
_ROLE_BEGINS = frozenset("被证嫌上受原死伙审书人")
_NEXT = LazyPattern("[、和与及](?:被告人|被害人|证人)?")
_LIKELY = -1.0
_MOST = 8


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the names behind the role at `at`, one after the other by 、 or 和."""
    role, least = _ROLE.match(text, at) if text[at : at + 1] in _ROLE_BEGINS else None, _LIKELY
    if role is None:
        role, least = _SPOKEN.match(text, at), _LIKELY_IF_SPOKEN
    end = role.end() if role else 0
    for _ in range(_MOST):
        end += text[end : end + 1] == " " and end > 0
        if not end or _likely.at_most(text[end : end + 2]) < least:
            return
        found = _likely.ahead(text, end)
        if found is None or found.likely < least or "某" in text[found.start : found.end + 1]:
            return
        yield Candidate(found.start, found.end, text[found.start : found.end])
        following = _NEXT.match(text, found.end)
        end = following.end() if following else 0


_SURNAMES = "".join(sorted({surname[0] for surname in surnames.all_forms()}))


def _then(role: str) -> str:
    """Return what follows the first character of a role: the others, and something like a name."""
    return f"(?:{role})人?[)）]?[ ]?[{_SURNAMES}][^\\x00-\\xff]"


RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（案件身份后）",
    name_en="Name of a person behind the role in a case",
    candidates=(
        Anchor("被", _then("告人?|害人|上诉人|申请人")),
        Anchor("证", _then("人")), Anchor("嫌", _then("疑人")), Anchor("受", _then("害人")),
        Anchor("原", _then("告人?")), Anchor("死", _then("者")), Anchor("伙", _then("同(?:被告人)?")),
        Anchor("审", _then("判[长员][： ]{1,4}")), Anchor("书", _then("记员[： ]{1,4}")),
        Anchor("记患", _then("者")), Anchor("通", _then("讯员")),
        Anchor("客用", _then("户(?!名|端|[ ]?[的在对可需不要反])")), Anchor("学", _then("生")),
        Anchor("家", _then("长")), Anchor("户业店车", _then("主")), Anchor("司", _then("机")),
        Anchor("市村", _then("民")), Anchor("网", _then("友")), Anchor("旅乘", _then("客")),
        Anchor("员", _then("工")), Anchor("同", _then("[事学]")), Anchor("男女", _then("子")),
        Anchor("民", _then("警")),
    ),
    score=Score(0.85, 0.90),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料",
    examples=(
        "被告人⟦何斌⟧在某镇盗窃",
        "被害人⟦李静⟧、⟦赵敏⟧报案",
        "原告⟦孙志强⟧与被告⟦钱丽⟧离婚一案",
        "证人⟦周小舟⟧称",
        "⟦王⟧先生伙同⟦黄大伟⟧作案",
        "客户⟦王小明⟧反映",
        "审判长　⟦赵刚⟧",
        "上诉人（原审被告）⟦马建军⟧",
        "患者⟦李娜⟧因头痛入院",
        "记者⟦赵建国⟧、⟦孙丽⟧报道",
    ),
    counter_examples=(
        "被告人应当到庭", "被害人有权申请", "原告向人民法院起诉", "证人方可作证", "被害人家属", "被告人王某某",
        "死者家属", "原告方面",
        "客户方便的时候", "学生高兴地说", "家长时间", "用户金额", "市民许多", "记者从现场", "员工应该",
    ),
    max_length=64,
    mask=Mask(1, 0, 1, 0),
    find=find,
    strength=0,
)  # fmt: skip
