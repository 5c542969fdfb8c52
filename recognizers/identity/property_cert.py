"""Real estate certificate number (不动产权证号) and its forerunners for houses and land, before 2015."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Mask, Recognizer, Score

_PLACE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼深]"
_YEAR = "[(（][12][0-9]{3}[)）]"
_SERIAL = "第 ?[0-9]{5,12} ?号"
# What stands before 第: 京(2020)朝阳区不动产权, 京海国用(2010), 京房权证朝字, 沪房地浦字(2005), 深房地字.
_HEAD = (
    f"(?:{_PLACE}?{_YEAR}[㐀-鿿]{{1,12}}(?:不动产权|国用)|{_PLACE}[㐀-鿿]?国用{_YEAR}"
    f"|{_PLACE}?房(?:屋所有|地产?)?(?:权证|证)?(?:(?!房)[㐀-鿿]){{0,5}}字(?:{_YEAR})?"
    f"|{_PLACE}?房(?:屋所有|地产?)?权证)$"
)


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the whole certificate number around the 第 at `at`."""
    tail = re.compile(_SERIAL).match(text, at)
    head = re.compile(_HEAD).search(text, max(0, at - 26), at)
    if tail is not None and head is not None:
        yield Candidate(head.start(), tail.end(), text[head.start() : tail.end()])


RECOGNIZER = Recognizer(
    entity_type="CN_PROPERTY_CERT_NO",
    name_zh="不动产权证号",
    name_en="Real estate certificate number",
    candidates=(Anchor("第", "(?<=[权证字用)）]第) ?[0-9]{5}"),),
    score=Score(0.90, 0.95),
    legal="property",
    source="自然资源部 不动产权证书编号规则",
    examples=(
        "⟦京(2020)朝阳区不动产权第0012345号⟧",
        "证号：⟦沪（2021）浦不动产权第012345号⟧。",
        "权属⟦粤(2019)深圳市不动产权第0123456号⟧登记",
        "⟦苏（２０２０）苏州市不动产权第００１２３４５号⟧",
        "房产证⟦京房权证朝字第1234567号⟧",
        "⟦沪房地浦字（2005）第012345号⟧",
        "土地证⟦京海国用（2010）第12345号⟧",
        "property_no=⟦浙(2018)杭州市不动产权第0012345号⟧",
    ),
    counter_examples=(
        "不动产权第12号",
        "不动产权证书",
        "2020年不动产权第0012345号",
        "房屋买卖合同第123456号",
        "住房公积金第123456号",
    ),
    max_length=40,
    mask=Mask(1, 1, 1, 1),
    cues=("不动产权证", "不动产权证号", "房产证", "房产证号", "房屋所有权证", "property_no", "property_cert_no"),
    find=find,
    strength=2,
)
