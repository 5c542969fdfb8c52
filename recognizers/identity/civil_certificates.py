"""Certificates of civil status and property: birth, marriage and divorce, household, real estate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Digits, Mask, Recognizer, Score, Token

_MARRIAGE = re.compile(r"(?<![0-9A-Za-z])B?[JL][0-9]{6}-[0-9]{4}-[0-9]{6}(?![0-9A-Za-z-])")
_PROPERTY = re.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]?[(（][12][0-9]{3}[)）][㐀-鿿]{1,12}$")
_NUMBER = re.compile("(?:不动产权|房地产权|房权证|国用)第? ?[0-9]{6,9} ?号")


def find_marriage(text: str, at: int) -> Iterator[Candidate]:
    """Yield the certificate number that starts with the J or L (or the B before it) at `at`."""
    match = _MARRIAGE.match(text, at - 1 if at and text[at - 1] in "Bb" else at)
    if match is not None:
        yield Candidate(match.start(), match.end(), match.group())


def find_property(text: str, at: int) -> Iterator[Candidate]:
    """Yield the whole certificate number around the 不动产权 at `at`."""
    tail = _NUMBER.match(text, at)
    head = _PROPERTY.search(text, max(0, at - 20), at)
    if tail is not None and head is not None:
        yield Candidate(head.start(), tail.end(), text[head.start() : tail.end()])


def validate(value: str) -> str | None:
    """Return the number in upper case."""
    return value.upper()


RECOGNIZERS = (
    Recognizer(
        entity_type="CN_BIRTH_CERT_NO",
        name_zh="出生医学证明编号",
        name_en="Birth certificate number",
        candidates=(Token((10,), "[A-Z][0-9]{9}"),),
        score=Score(0.10, 0.90),
        legal="identity",
        source="国家卫生健康委 出生医学证明编号规则",
        examples=(
            "出生医学证明⟦P123456789⟧",
            "出生证编号：⟦O123456789⟧",
            "birth_cert_no=⟦P123456789⟧",
            "出生医学证明编号⟦Ｐ１２３４５６７８９⟧",
            "出生证号 ⟦Q123456780⟧。",
        ),
        counter_examples=("P123456789", "型号P123456789", "出生医学证明PP12345678"),
        max_length=10,
        mask=Mask(1, 2, 1, 0),
        cues=("出生医学证明", "出生医学证明编号", "出生证", "出生证号", "出生证编号", "birth_cert_no", "birth_certificate"),
        validate=validate,
        strength=1,
    ),
    Recognizer(
        entity_type="CN_MARRIAGE_CERT_NO",
        name_zh="结婚/离婚证字号",
        name_en="Marriage or divorce certificate number",
        candidates=(Anchor("JL", "[0-9]{6}-[0-9]{4}-[0-9]{6}"),),
        score=Score(0.85, 0.95),
        legal="identity",
        source="民政部 婚姻登记工作规范 (证件字号)",
        examples=(
            "结婚证字号⟦J110105-2020-001234⟧",
            "⟦BJ110105-2020-001234⟧",
            "离婚证：⟦L310101-2019-000012⟧。",
            "marriage_no=⟦J110105-2020-001234⟧",
            "字号⟦Ｊ１１０１０５－２０２０－００１２３４⟧号",
        ),
        counter_examples=("K110105-2020-001234", "AJ110105-2020-001234", "J110105-2020-0012345"),
        max_length=22,
        mask=Mask(1, 2, 1, 0),
        cues=("结婚证", "离婚证", "结婚证字号", "离婚证字号", "marriage_no", "marriage_cert"),
        find=find_marriage,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_HOUSEHOLD_NO",
        name_zh="户号",
        name_en="Household register number",
        candidates=(Digits((9,)),),
        score=Score(0.0, 0.85),
        legal="identity",
        source="公安部 居民户口簿 (户号)",
        examples=(
            "户号⟦123456789⟧",
            "户口簿户号：⟦012345678⟧",
            "household_no=⟦123456789⟧",
            "户号：⟦１２３４５６７８９⟧",
            "户口本号 ⟦123456789⟧",
        ),
        counter_examples=("123456789", "账户号码123456789", "用户号123456789"),
        max_length=9,
        mask=Mask(2, 2, 1, 0),
        cues=("户号", "户口簿户号", "户口号", "户口本号", "household_no", "hukou_no"),
        anti_cues=("账户号", "用户号", "客户号", "帐户号", "商户号"),
        strength=0,
    ),
    Recognizer(
        entity_type="CN_PROPERTY_CERT_NO",
        name_zh="不动产权证号",
        name_en="Real estate certificate number",
        candidates=(Anchor("不房国", "(?:动产权|地产权|权证|用)第? ?[0-9]{6}"),),
        score=Score(0.90, 0.95),
        legal="property",
        source="自然资源部 不动产权证书编号规则",
        examples=(
            "⟦京(2020)朝阳区不动产权第0012345号⟧",
            "证号：⟦沪（2021）浦不动产权第012345号⟧。",
            "权属⟦粤(2019)深圳市不动产权第0123456号⟧登记",
            "⟦苏（２０２０）苏州市不动产权第００１２３４５号⟧",
            "property_no=⟦浙(2018)杭州市不动产权第0012345号⟧",
        ),
        counter_examples=("不动产权第12号", "不动产权证书", "2020年不动产权第0012345号"),
        max_length=40,
        mask=Mask(1, 1, 1, 1),
        cues=("不动产权证", "不动产权证号", "房产证", "房产证号", "property_no"),
        find=find_property,
        strength=2,
    ),
)
