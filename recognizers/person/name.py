"""Names of persons directly after a label (姓名、联系人、收件人 …): high precision, no names in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.data import surnames
from piiguard.recognizers.person._words import ENDINGS, NOT_NAMES

# Labels that lead to a name even without a colon.
_STRONG = (
    "姓名", "收件人", "收货人", "寄件人", "发件人", "联系人", "紧急联系人", "机主", "户主", "持卡人", "投保人",
    "被保险人", "法定代表人", "监护人", "签收人", "入住人", "开户人", "经办人", "申请人", "曾用名",
)  # fmt: skip
_LABELS = (
    *_STRONG,
    "受益人", "户名", "患者", "病人", "考生", "学生", "家长", "委托人", "受托人", "被告人", "原告", "被告",
    "上诉人", "当事人", "证人", "负责人", "客户", "乘客", "旅客", "车主", "房东", "租客", "业主", "法人", "名字",
    "承租人", "出租人", "借款人", "担保人", "收款人", "付款人", "汇款人", "预订人", "老师", "医生", "主治医师",
    "班主任", "辅导员", "导师", "配偶", "父亲", "母亲", "丈夫", "妻子", "员工", "会员", "护士", "司机", "驾驶员",
    "嫌疑人", "受害人", "被害人", "死者",
)  # fmt: skip
# Labels that also open what somebody says; behind them only common surnames count.
_SPEAKERS = ("学生", "家长", "客户", "乘客", "旅客", "老师", "医生", "导师", "班主任", "患者", "病人", "父亲", "母亲")
_KEYS = LazyPattern(
    "(?i)(?:(?:real|full|true|cust|customer|user|owner|receiver|recipient|consignee|sender|shipper|contact|contacts|"
    "patient|student|holder|card_?holder|account|guardian|applicant|insured|payee|payer|legal_?person|chinese|"
    "emergency_contact|linkman|member|employee|emp|staff|guest|doctor|driver|teacher|parent|person|buyer|passenger)_?"
    "name|receiver|recipient|consignee|linkman|xm|xingming|name|card_?holder|payee|payer|owner|contact|contacts|"
    "patient|buyer|sender|holder|applicant|guardian|name_?cn|name_?zh|cname)"
)
_KEY = LazyPattern("[A-Za-z][A-Za-z_]*$")
_HAN = "[㐀-鿿豈-﫿𠀀-𱍏〇]"
_DOTS = "·•‧・."
_DOTTED = f"{_HAN}{{1,12}}(?:[{_DOTS}]{_HAN}{{1,12}}){{1,4}}"
_VALUE = LazyPattern(f"[ ]{{0,3}}[\"'“‘「『]?[ ]?({_DOTTED}|{_HAN} {_HAN}(?!{_HAN})|{_HAN}{{2,12}})")
_NEXT = LazyPattern(f"、({_HAN}{{2,4}})(?!{_HAN})")
_LABEL_TAIL = LazyPattern("(?:[(（][^()（）\\n]{1,8}[)）])?[\"'”」』】]?[ ]*$")
_END = LazyPattern(f"(?:{ENDINGS})")
_CLOSING = ")）\"'”」』】 "
# How a label or a key of persons ends; most signs have no such word before them.
_LAST = frozenset(label[-1] for label in _LABELS) | frozenset("me er nt ee an xm ng ct ts cn zh".split())


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the name after the sign at `at`, and more by 、, when a label of persons stands before it."""
    last = text[max(0, at - 3) : at].rstrip(_CLOSING)[-2:].lower()
    if last[-1:] not in _LAST and last not in _LAST and at > 3 and text[at - 1] not in ")）":
        return
    value = _VALUE.match(text, at + 1)
    label = _label(text, at) if value else None
    if value is None or label is None:
        return
    start = value.start(1)
    name = _name(value[1], least_share=0.05 if label in _SPEAKERS else 0.0)
    while name is not None:
        yield Candidate(start, start + len(name), name)
        following = _NEXT.match(text, start + len(name))
        if following is None:
            return
        start, name = following.start(1), _name(following[1], least_share=0.05)


def _label(text: str, at: int) -> str | None:
    """Return the label that ends at `at`, None when there is none or an XML attribute has it."""
    before = text[max(0, at - 24) : at].rpartition("\n")[2]
    tail = _LABEL_TAIL.sub("", before)
    key = _KEY.search(tail)
    if key is not None:
        snake = re.sub("(?<=[a-z])(?=[A-Z])", "_", key.group())
        return snake if "<" not in tail and _KEYS.fullmatch(snake) else None
    phrase = tail.replace(" ", "")
    return next((label for label in _LABELS if phrase.endswith(label)), None)


def _name(written: str, least_share: float) -> str | None:
    """Return the name that `written` begins with, without title and next label; None when it is none."""
    if any(dot in written for dot in _DOTS):
        parts = re.split(f"[{_DOTS}]", written)
        return written if not any(part[:2] in NOT_NAMES for part in parts) else None
    name = _until_ending(written)
    compact = name.replace(" ", "")
    surname = surnames.leading_surname(compact)
    if surname is None or surnames.share(surname) < least_share or compact[:2] in NOT_NAMES:
        return None
    given = compact[len(surname) :]
    return name if 1 <= len(given) <= 2 and "某" not in given else None


def _until_ending(written: str) -> str:
    """Return what stands before the first title or label, which never begins before the third character."""
    ending = _END.search(written, 2)
    return written[: ending.start()] if ending else written


def validate(value: str) -> str | None:
    """Return the name without spaces, None for what cannot be one.

    >>> validate("欧阳 明月")
    '欧阳明月'
    """
    compact = value.replace(" ", "")
    return compact if len(compact) > 1 else None


def validate_unsigned(value: str) -> str | None:
    """Return the name behind a label without a colon; None unless its surname is a common one."""
    value = value.rstrip(_PARTICLES)
    name = _name(value, least_share=0.05)
    return validate(name) if name == value else None


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a particle that ends the sentence."""
    return start, start + len(text[start:end].rstrip(_PARTICLES))


_PARTICLES = "吗呢吧啊呀的了"
_SOURCE = "GB/T 35273-2020 annex A 个人基本资料"

RECOGNIZERS = (
    Recognizer(
        entity_type="PERSON",
        name_zh="姓名（标签后）",
        name_en="Name of a person after a label",
        candidates=(Anchor(":：=＝", "[ ]{0,3}[\"'“‘「『]?[ ]?[㐀-鿿𠀀-𱍏]"),),
        score=Score(0.95, 0.97),
        legal="basic",
        source=_SOURCE,
        examples=(
            "姓名：⟦张三丰⟧，电话",
            "姓  名：⟦李四⟧",
            '{"real_name": "⟦欧阳明月⟧"}',
            "收件人: ⟦王小明⟧ 13800138000",
            "联系人（紧急）：⟦阿卜杜拉·买买提⟧。",
            "receiver=⟦赵六⟧",
            "户主：⟦诸葛小亮⟧\n",
            "姓名：⟦王 五⟧",
            "姓名：⟦张三⟧性别：男",
            "原告：⟦赵小兰⟧、⟦钱多⟧。",
            "联系人：⟦李胜男⟧女士",
            "机主＝⟦周小舟⟧；",
        ),
        counter_examples=(
            "联系人：电话", "姓名：", "负责人：应当依法", "name: 系统管理员", "学生：高中生们都来了",
            "filename: 张三", "原告：万元以下", "姓名：王某某", "姓名：张**", "客户：谢谢老师",
        ),
        max_length=64,
        mask=Mask(1, 0, 1, 0),
        cues=("姓名", "联系人", "name"),
        find=find,
        validate=validate,
        strength=1,
    ),
    Recognizer(
        entity_type="PERSON",
        name_zh="姓名（标签后，无冒号）",
        name_en="Name of a person after a label without a colon",
        candidates=(AfterCue(f"(?:{_HAN}{{2,4}}|{_HAN}{{2,12}}[·•‧]{_HAN}{{1,12}})(?!{_HAN})"),),
        score=Score(0.0, 0.90),
        legal="basic",
        source=_SOURCE,
        examples=(
            "姓名 ⟦张三丰⟧，电话",
            "收件人“⟦李小四⟧”",
            "联系人（⟦王小明⟧）",
            "机主是⟦赵小六⟧。",
            "您好，姓名⟦周小舟⟧，麻烦登记",
            "他的户主是⟦任琪⟧吗？",
            "【联系人】⟦梁超⟧",
            "|姓名|⟦赵建⟧|",
            "<real_name>⟦王小涵⟧</real_name>",
        ),
        counter_examples=("联系人应当", "姓名和住址。", "收件人地址", "申请人签字", "姓名 必填"),
        max_length=64,
        mask=Mask(1, 0, 1, 0),
        cues=(*_STRONG, "real_name", "full_name", "receiver_name", "owner_name", "contact_name", "customer_name"),
        validate=validate_unsigned,
        widen=widen,
        strength=1,
    ),
)  # fmt: skip
