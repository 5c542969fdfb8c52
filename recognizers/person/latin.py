"""Names in Latin letters in Chinese text: behind a label of persons, or before 先生, 女士, 小姐."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, Mask, Recognizer, Score

_WORD = "[A-Z][a-z]{1,15}"
_NAME = f"(?:{_WORD}(?:[ .·-]{{1,2}}(?:{_WORD}|[A-Z])){{0,3}})(?![0-9A-Za-z_@])"
_BEFORE = re.compile(f"(?<![0-9A-Za-z_@./-]){_WORD}(?:[ .·-]{{1,2}}(?:{_WORD}|[A-Z])){{0,3}}[ ]?$")
_LONGEST = 70
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


def validate(value: str) -> str | None:
    """Return the name, None when one of its words is none of a name.

    >>> validate("John Smith")
    'John Smith'
    """
    return None if any(word.lower() in _NO_NAMES for word in re.split("[ .·-]+", value)) else value


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
            "导演⟦Tom Hooper⟧表示",
            "收件人 ⟦Maria Lopez⟧",
        ),
        counter_examples=("联系人：Email", "姓名：null", "作者：admin", "导演iPhone"),
        max_length=80,
        mask=Mask(1, 0, 1, 0),
        cues=_CUES,
        validate=validate,
    ),
)
