"""Names of persons directly after a label (姓名、联系人、收件人 …): high precision, no names in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import (
    ANY_NAME,
    DOUBTED,
    NO_PERSON,
    SURE_PERSON,
    AfterCue,
    Anchor,
    Candidate,
    LazyPattern,
    Mask,
    Recognizer,
    Score,
    Surnamed,
    all_forms,
    simplified,
)
from piiguard.recognizers.data import surnames
from piiguard.recognizers.person import _likely
from piiguard.recognizers.person._labels import LABELS, SPEAKERS, STRONG, WEAK
from piiguard.recognizers.person._words import ENDINGS, ETHNIC, NOT_NAMES

_KEYS = LazyPattern(
    "(?i)(?:(?:real|full|true|cust|customer|user|owner|receiver|recipient|consignee|sender|shipper|contact|contacts|"
    "patient|student|holder|card_?holder|account|guardian|applicant|insured|payee|payer|legal_?person|chinese|"
    "emergency_contact|linkman|member|employee|emp|staff|guest|doctor|driver|teacher|parent|person|buyer|passenger)_?"
    "name|receiver|recipient|consignee|linkman|xm|xingming|name|card_?holder|payee|payer|owner|contact|contacts|"
    "patient|buyer|sender|holder|applicant|guardian|name_?cn|name_?zh|cname|"
    "(?:contact|legal|responsible|emergency)_?(?:person|man)|principal|handler)"
)
_KEY = LazyPattern("[A-Za-z][A-Za-z_]*$")
_HAN = "[㐀-鿿豈-﫿𠀀-𱍏〇]"
_DOTS = "·•‧・."
_DOT_SET = frozenset(_DOTS)
_DOTTED = f"{_HAN}{{1,12}}(?:[{_DOTS}]{_HAN}{{1,12}}){{1,4}}"
_VALUE = LazyPattern(f"[ ]{{0,3}}[\"'“‘「『]?[ ]?({_DOTTED}|{_HAN} {_HAN}(?!{_HAN})|{_HAN}{{2,12}})")
# The next one of a list: 张伟、李娜和王小明; by other signs than 、 only where nothing is open.
_NEXT = LazyPattern(f"(?:[(（][^()（）\\n]{{1,10}}[)）])?(?:[ ]?[、/][ ]?|[和与及])({_HAN}{{2,4}})(?!{_HAN})")
_NEXT_LOOSE = LazyPattern(f"(?:[ ]?[，,;；][ ]?|[ ]{{1,2}}|[和与及])({_HAN}{{2,4}})(?!{_HAN}|[：:])")
_LIKELY_IN_LISTS = 1.0
# Behind labels of everything, from which a name follows as well.
_LIKELY_IF_WEAK = -2.0
_LABEL_TAIL = LazyPattern(
    "(?:[及和/](?:联系)?(?:电话|方式|手机号?|单位|职务))?(?:[(（][^()（）\\n]{1,8}[)）])?[\"'”」』】\\])）`]?[ ]*$"
)
_END = LazyPattern(f"(?:{ENDINGS})")
# By their last character, the longest first.
_BY_END = {last: tuple([label for label in LABELS if label[-1] == last]) for last in {label[-1] for label in LABELS}}
_CLOSING = ")）\"'”」』】` "
# How a label or a key of persons ends; most signs have no such word before them.
_REACH = 24
_LAST = (
    frozenset(label[-1] for label in all_forms(LABELS))
    | frozenset("me er nt ee an xm ng ct ts cn zh".split())
    | {*"话式机話機"}
)
_BEFORE_SIGN = "".join(sorted({char for last in _LAST for char in last[-1] + last[-1].upper()} | set(_CLOSING)))
_ONE = "".join(sorted({last for last in _LAST if len(last) == 1} | set(_CLOSING)))
_TWO = "|".join(f"(?<=(?i:{last}).)" for last in sorted(_LAST) if len(last) == 2)
# Whether the last two letters are those of a key is asked in a double negation, which is not followed up where the
# characters around tell if a match is possible: there are too many ways.
_AFTER_LABEL = f"(?<=[{_BEFORE_SIGN}][:：=＝])(?!(?!(?<=[{re.escape(_ONE)}].)|{_TWO}))"


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the name after the sign at `at`, and more of a list, when a label of persons stands before it."""
    arrow = at
    at -= text[at] == ">"  # 'name' => '张伟'
    if not _may_be_label(text, at):
        return
    value = _VALUE.match(text, arrow + 1)
    label = _label(text, at) if value else None
    if value is None or label is None:
        return
    start = value.start(1)
    name = _name(value[1], label)
    while name is not None:
        yield Candidate(start, start + len(name), name)
        start, name = _next(text, start + len(name))


def _may_be_label(text: str, at: int) -> bool:
    last = text[max(0, at - 4) : at].rstrip(_CLOSING)[-2:].lower()
    return last[-1:] in _LAST or last in _LAST or at <= 3 or text[at - 1] in ")）"


def label_kind(text: str, at: int) -> int:
    """Return what kind of label of persons ends at the sign at `at`, as `Surnamed` says."""
    label = _label(text, at) if _may_be_label(text, at) else None
    if label is None:
        return NO_PERSON
    if label in SPEAKERS or label in WEAK:
        return DOUBTED
    return SURE_PERSON if label in STRONG else ANY_NAME


def _next(text: str, at: int) -> tuple[int, str | None]:
    """Return where the next name of a list begins behind `at`, and the name; None when the list has ended."""
    for pattern, least in ((_NEXT, _UNLIKELY), (_NEXT_LOOSE, _LIKELY_IN_LISTS)):
        found = pattern.match(text, at)
        name = _until_ending(found[1]).rstrip("等") if found else ""
        if found is not None and _is_likely(name, least):
            return found.start(1), name
    return at, None


_UNLIKELY = -7.0


def _is_likely(name: str, least: float) -> bool:
    surname = surnames.leading_surname(name)
    given = name[len(surname) :] if surname else ""
    return surname is not None and 1 <= len(given) <= 2 and _likely.likelihood(surname, given) > least


def _label(text: str, at: int) -> str | None:
    """Return the label that ends at `at`, None when there is none or an XML attribute has it."""
    before = text[max(0, at - _REACH) : at].rpartition("\n")[2]
    tail = _LABEL_TAIL.sub("", before)
    key = _KEY.search(tail)
    if key is not None:
        snake = re.sub("(?<=[a-z])(?=[A-Z])", "_", key.group())
        return snake if "<" not in tail and _KEYS.fullmatch(snake) else None
    phrase = simplified(tail.replace(" ", ""))
    return next((label for label in _BY_END.get(phrase[-1:], ()) if phrase.endswith(label)), None)


def _name(written: str, label: str) -> str | None:
    """Return the name that `written` begins with, without title and next label; None when it is none."""
    if not _DOT_SET.isdisjoint(written):
        parts = re.split(f"[{_DOTS}]", written)
        is_long = max(map(len, parts)) > (_LONGEST_PART if label not in WEAK else _LONGEST_SURE_PART)
        return written if not is_long and not any(part[:2] in NOT_NAMES for part in parts) else None
    name = _until_ending(written)
    compact = name.replace(" ", "")
    surname = surnames.leading_surname(compact)
    if surname is None or compact[:2] in NOT_NAMES or "某" in compact:
        return name if label in STRONG and ETHNIC.fullmatch(compact) else None
    given = compact[len(surname) :]
    if len(given) not in (1, 2):
        if label not in STRONG or ETHNIC.fullmatch(compact):
            return name if label in STRONG else None
        begun = _likely.ahead(written, 0)  # 收件人：王小明请在周五前领取
        return written[: begun.end] if begun is not None and begun.likely > _LIKELY_IN_LISTS else None
    if label in SPEAKERS and surnames.share(surname) < _COMMON:
        return None
    return name if label not in WEAK or _likely.likelihood(surname, given) > _LIKELY_IF_WEAK else None


_COMMON = 0.05
_LONGEST_PART, _LONGEST_SURE_PART = 12, 6


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
    name = _name(value, _UNSIGNED)
    return validate(name) if name == value else None


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a particle that ends the sentence."""
    return start, start + len(text[start:end].rstrip(_PARTICLES))


# Without a colon only common surnames count, as for labels that open what somebody says.
_UNSIGNED = SPEAKERS[0]
_PARTICLES = "吗呢吧啊呀的了"
_SOURCE = "GB/T 35273-2020 annex A 个人基本资料"

RECOGNIZERS = (
    Recognizer(
        entity_type="PERSON",
        name_zh="姓名（标签后）",
        name_en="Name of a person after a label",
        candidates=(
            Anchor(":：=＝", f"{_AFTER_LABEL}[ ]{{0,3}}[\"'“‘「『]?[ ]?[㐀-鿿𠀀-𱍏]"),
            Anchor("]）)", "(?<=(?:姓名|系人|件人|货人).)[ ]{0,2}[㐀-鿿]"),
            Anchor(">", "(?<==>)[ ]{0,2}['\"]?[㐀-鿿]"),
        ),
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
            "参会人员：⟦张伟⟧，⟦李娜⟧ ⟦王小明⟧",
            "联系人：⟦张伟⟧和⟦李娜⟧",
            "[姓名] ⟦赵小兰⟧",
            "经办：⟦周小舟⟧",
            "姓名：⟦旺堆次仁⟧",
            "'name' => '⟦孙小圣⟧'",
            "紧急联系人及电话：⟦李建国⟧ 13800138000",
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
        accepted="[^ ]{2,}",
        strength=1,
        surnamed=Surnamed(label_kind, _REACH, surnames.all_forms, NOT_NAMES, "某", f"{_DOTS}(（", " ，,;；、/"),
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
        cues=(*STRONG, "real_name", "full_name", "receiver_name", "owner_name", "contact_name", "customer_name"),
        validate=validate_unsigned,
        widen=widen,
        strength=1,
    ),
)  # fmt: skip
