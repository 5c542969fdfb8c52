"""Names in Latin letters in Chinese text: behind a label of persons, or before 先生, 女士, 小姐."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Mask, Recognizer, Score
from piiguard.recognizers.person import _likely

_WORD = "[A-Z][a-z]{1,15}"
_NAME = f"(?:{_WORD}(?:[ .·-]{{1,2}}(?:{_WORD}|[A-Z])){{0,3}})(?![0-9A-Za-z_@])"
_BEFORE = LazyPattern(f"(?<![0-9A-Za-z_@./-]){_WORD}(?:[ .·-]{{1,2}}(?:{_WORD}|[A-Z])){{0,3}}[ ]?$")
_LONGEST = 70
# A Han name in brackets behind the Latin one, or before it: Zhang Wei（张伟）, 张伟（Zhang Wei）.
_HAN_INSIDE = "[㐀-鿿]{2,4}(?:·[㐀-鿿]{1,8})?"
_HAN_BEHIND = LazyPattern(f"[(（][ ]?({_HAN_INSIDE})[ ]?[)）]")
_HAN_BEFORE = LazyPattern("([㐀-鿿]{2,4})[ ]?$")
_LATIN_INSIDE = (
    f"{_WORD}(?:[ ·-]{_WORD}){{1,2}}|{_WORD},[ ]?{_WORD}|[A-Z]{{2,12}}[ /,]{{1,2}}[A-Z][a-z]{{1,15}}|"
    "[A-Z]{2,12}[ /][A-Z]{2,20}"
)
_LATIN_BEHIND = LazyPattern(f"[(（][ ]?({_LATIN_INSIDE})[ ]?[)）]")
_SYLLABLE = (
    "(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:i?ang|i?ong|u?ang|[aeiou]ng|uai|iao|uan|ian|[aeiu]n|ai|ao|ei|ou|ui|"
    "iu|ie|ia|ua|uo|ue|"
    "ve|[aeiouv])|er"
)
_SPELT = "(?:[A-Z]{2,15}[ /][A-Z]{2,20}(?![A-Za-z])|[a-z]{2,8} [a-z]{2,12}(?![a-z]))"
# What stands behind a label in forms, code and mails instead of a name.
_NO_NAMES = frozenset(
    (
        "email mail tel phone mobile name wechat address test admin user null none true false string object info "
        "list type date time title the this that from to fax web http https root guest unknown default dear team "
        "support service office room road street no not id key value text data file code number contact person"
    ).split()
)
_CUES = (
    "姓名", "英文名", "外文名", "联系人", "收件人", "收货人", "寄件人", "发件人", "持卡人", "入住人",
    "乘客", "经纪人", "经理人", "导演", "编剧", "主演", "演员", "歌手", "主唱", "作者",
    "译者", "艺名", "昵称", "总裁", "总经理", "主席", "教练", "球员", "嘉宾", "主讲人",
    "设计师", "创始人",
)  # fmt: skip


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the Latin name that ends where the form of address at `at` begins."""
    name = _BEFORE.search(text, max(0, at - _LONGEST), at)
    if name is not None:
        yield Candidate(name.start(), name.start() + len(name[0].rstrip()), name[0].rstrip())


def find_beside(text: str, at: int) -> Iterator[Candidate]:
    """Yield the Latin and the Han name of one person, one of which the bracket at `at` opens."""
    behind = _HAN_BEHIND.match(text, at)
    latin = _BEFORE.search(text, max(0, at - _LONGEST), at) if behind else None
    if behind is not None and latin is not None and _is_spelt(latin[0], behind[1]) and _likely.is_name(behind[1]):
        yield Candidate(latin.start(), latin.start() + len(latin[0].rstrip()), latin[0].rstrip())
        yield Candidate(*behind.span(1), behind[1])
        return
    spelt = _LATIN_BEHIND.match(text, at)
    han = _HAN_BEFORE.search(text, max(0, at - 5), at) if spelt else None
    if spelt is None or han is None:
        return
    for first in range(han.start(1), han.end(1) - 1):
        name = text[first : han.end(1)]
        if (
            _likely.is_name(name)
            and _is_spelt(spelt[1], name)
            and (first == han.start(1) or _likely.behind(text, han.end(1)) is not None)
        ):
            yield Candidate(first, han.end(1), name)
            yield Candidate(*spelt.span(1), spelt[1])
            return


def _is_spelt(latin: str, han: str) -> bool:
    """Return whether `latin` are as many syllables of pinyin as `han` are characters."""
    letters = re.sub("[^a-z]", "", latin.lower())
    return re.fullmatch(f"(?:{_SYLLABLE}){{{len(han)}}}", letters) is not None


def validate(value: str) -> str | None:
    """Return the name, None when one of its words is none of a name.

    >>> validate("John Smith")
    'John Smith'
    """
    return None if any(word.lower() in _NO_NAMES for word in re.split("[ .·/,-]+", value)) else value


_SOURCE = "GB/T 35273-2020 annex A 个人基本资料"

RECOGNIZERS = (
    Recognizer(
        entity_type="PERSON",
        name_zh="外文姓名（称谓前）",
        name_en="Name in Latin letters before a form of address",
        candidates=(Anchor("先", "生"), Anchor("女", "士"), Anchor("小", "姐")),
        score=Score(0.80, 0.85),
        legal="basic",
        source=_SOURCE,
        examples=("请联系⟦Lisa⟧小姐", "⟦John Smith⟧先生您好", "感谢⟦Anna-Maria Lopez⟧女士"),
        counter_examples=("Tel 先生", "HTTP先生", "先生们", "user_Lisa小姐"),
        max_length=80,
        mask=Mask(1, 0, 1, 0),
        find=find,
        validate=validate,
    ),
    Recognizer(
        entity_type="PERSON",
        name_zh="外文姓名（标签后）",
        name_en="Name in Latin letters after a label",
        candidates=(AfterCue(_NAME),),
        score=Score(0.0, 0.85),
        legal="basic",
        source=_SOURCE,
        examples=(
            "联系人：⟦John Smith⟧，电话",
            "英文名：⟦Xiaoming Wang⟧",
            "导演⟦Tom Harper⟧表示",
            "收件人 ⟦Maria Lopez⟧",
        ),
        counter_examples=("联系人：Email", "姓名：null", "作者：admin", "导演iPhone"),
        max_length=80,
        mask=Mask(1, 0, 1, 0),
        cues=_CUES,
        validate=validate,
    ),
    Recognizer(
        entity_type="PERSON",
        name_zh="外文姓名（与汉字姓名并列）",
        name_en="Name in Latin letters beside the same name in Han characters",
        candidates=(
            Anchor(
                "(（",
                f"(?:(?<=[㐀-鿿].)|(?<=[㐀-鿿] .))[ ]?(?:{_LATIN_INSIDE})[ ]?[)）]|"
                f"(?:(?<=[a-z].)|(?<=[a-z] .)){_HAN_INSIDE}[ ]?[)）]",
            ),
        ),
        score=Score(0.85, 0.90),
        legal="basic",
        source=_SOURCE,
        examples=("⟦Zhang Wei⟧（⟦张伟⟧）负责", "⟦李娜⟧(⟦Li Na⟧)到场", "⟦王小明⟧（⟦WANG Xiaoming⟧）"),
        counter_examples=("Spring Boot（框架）", "方法（Method）", "金山（King Soft）软件", "高山（High Mountain）"),
        max_length=80,
        mask=Mask(1, 0, 1, 0),
        find=find_beside,
        validate=validate,
    ),
    Recognizer(
        entity_type="PERSON",
        name_zh="姓名拼音（标签后）",
        name_en="Name spelt in pinyin after a label",
        candidates=(AfterCue(_SPELT), AfterCue(_NAME)),
        score=Score(0.0, 0.88),
        legal="basic",
        source=_SOURCE,
        examples=(
            "姓名拼音：⟦ZHANG WEI⟧",
            "旅客姓名：⟦WANG/XIAOMING⟧ MR",
            "拼音姓名：⟦Zhang Xiaoming⟧，",
            "乘客姓名拼音 ⟦li na⟧",
        ),
        counter_examples=("姓名拼音：见护照", "拼音：ni hao", "姓名拼音：不填"),
        max_length=80,
        mask=Mask(1, 0, 1, 0),
        cues=(
            "姓名拼音", "拼音姓名", "英文姓名", "旅客姓名", "乘客姓名", "乘机人姓名", "护照姓名", "姓名英文",
            "拼音名",
            "旅客姓名拼音", "乘客姓名拼音",
        ),
        validate=validate,
    ),
)  # fmt: skip
