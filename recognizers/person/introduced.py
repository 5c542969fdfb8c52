"""Names with which somebody introduces, signs or is addressed: 我叫…, 我是…, 本人…, @…, 此致敬礼."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.person import _likely

# The verb before the name, and how likely the name must be.
_CALLED = LazyPattern('(?:叫做?|名(?:叫做?|为)|名字(?:叫做?|是|为)|自称)[：: “"「]{0,2}')
_BEING = LazyPattern('(?:本人|我是|这是|您是|你是|署名)[：: “"「]{0,2}')
_GREETING = LazyPattern("敬礼[！!。]?[ \\u3000]*\\n?[ \\u3000]*(?:[㐀-鿿]{1,12}[：:])?[ ]*")
_BORDER = LazyPattern(
    "$|[^㐀-鿿A-Za-z·_]|(?:今年|来自|是|在|的|性别|出生|于|因|系|身份证|联系|电话|男|女|毕业|住|家住|现|自愿|"
    "承诺|声明|"
    "同意|申请|特|向|先生|女士|小姐|老师|同学|医生|律师|师傅|经理)"
)
_ADDRESSED = LazyPattern("$|[ ]*[：:，,！!]|先生|女士|小姐|老师|同学|您好|你好")
_FREE = LazyPattern("$|[^㐀-鿿A-Za-z0-9_·-]")
_DEAR = LazyPattern("(?:尊敬|亲爱)的(?:用户|客户|家长|会员|同事|同学|老师)?")
_LIKELY_WHERE_CALLED = -4.0
_LIKELY = 2.5


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the name behind the word or sign at `at`."""
    sign = text[at]
    if sign == "@":
        yield from _name(text, at + 1, _LIKELY, _FREE)
    elif sign == "敬":
        opening = _GREETING.match(text, at)
        if opening is not None:
            yield from _name(text, opening.end(), _LIKELY_WHERE_CALLED, _FREE)
    elif sign in "尊亲":
        opening = _DEAR.match(text, at)
        if opening is not None:
            yield from _name(text, opening.end(), _LIKELY, _ADDRESSED)
    elif sign in "叫名自":
        opening = _CALLED.match(text, at)
        if opening is not None:
            yield from _name(text, opening.end(), _LIKELY_WHERE_CALLED, _BORDER)
    else:
        opening = _BEING.match(text, at)
        if opening is not None:
            yield from _name(text, opening.end(), _LIKELY, _BORDER)


def _name(text: str, at: int, least: float, border: LazyPattern) -> Iterator[Candidate]:
    found = _likely.ahead(text, at)
    if found is not None and found.likely > least and border.match(text, found.end):
        yield Candidate(found.start, found.end, text[found.start : found.end])


RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（自我介绍、落款、提及）",
    name_en="Name of a person who introduces or signs himself, or is mentioned by @",
    candidates=(
        Anchor("叫", "(?<=[我他她名是女男个儿子人友婆公弟妹哥姐妈爸]叫)(?:做|：)?[㐀-鿿]"),
        Anchor("名", "(?:叫|为|字[叫是为])做?(?=[㐀-鿿])"),
        Anchor("自", "称(?=[㐀-鿿])"),
        Anchor("本", "人[：: ]?[㐀-鿿]"),
        Anchor("我您你这", "是[：: ]?[㐀-鿿]{2,3}(?:[^㐀-鿿]|[，。,.！!]|$|今年|来自|[，,]|的|在)"),
        Anchor("署", "名[：:]?[㐀-鿿]"),
        Anchor("敬", "礼"),
        Anchor("尊", "敬的"),
        Anchor("亲", "爱的"),
        Anchor("@", "[㐀-鿿]"),
    ),
    score=Score(0.85, 0.90),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料",
    examples=(
        "大家好，我叫⟦王小明⟧，今年30岁",
        "我是⟦李建国⟧，想咨询一下",
        "本人⟦赵丽华⟧，身份证号",
        "他名叫⟦张伟⟧，住在附近",
        "我的名字叫⟦陈静⟧",
        "一名自称⟦刘强⟧的男子",
        "@⟦周小舟⟧ 请看一下",
        "此致\n敬礼！\n⟦孙志强⟧\n2024年5月1日",
        "我叫⟦欧阳明月⟧来自成都",
        "她女儿叫⟦陈思雨⟧，上小学",
        "尊敬的⟦张伟⟧：您的订单已发货",
    ),
    counter_examples=(
        "我叫高中生来帮忙", "我是高中生，想问", "我是马上就到", "本人应当签字", "@全体成员", "我叫他明天来",
        "本人金额有误", "我是黄金会员，", "叫做方法", "致以崇高的敬礼", "@江苏广电",
        "亲爱的高中生，", "尊敬的黄金会员：",
    ),
    max_length=32,
    mask=Mask(1, 0, 1, 0),
    find=find,
)  # fmt: skip
