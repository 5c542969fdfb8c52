"""Postal addresses in Chinese that go on in the next line, as they are printed on labels and wrapped in mails."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.addresses.broken import LEAD, broken_addresses
from piiguard.recognizer import Anchor, Candidate, LazyPattern, Recognizer, Score
from piiguard.recognizers.data.gazetteer import gazetteer
from piiguard.recognizers.place.address import parts, validate

_LONGEST = 44
# What a line begins with that goes on with a house: 88号, B座, 3-2-501室.
_HOUSE = "号號室栋棟幢座单單楼樓层層弄户"
_HEAD = LazyPattern(f"\n{LEAD}[0-9A-Za-z]{{1,6}}(?:-[0-9A-Za-z]{{1,6}}){{0,3}}#?[{_HOUSE}]")
# Before such a house a line begins, or another number; most stand inside of a line.
_OPENS = "[\n \t\u3000>-]"
_BEFORE = (
    f"(?:(?<={_OPENS}[0-9A-Za-z])|(?<={_OPENS}[0-9A-Za-z]{{2}})|(?<={_OPENS}[0-9A-Za-z]{{3}})|"
    "(?<=[0-9A-Za-z]{4})|(?<=#))"
)
# A line of building, unit and room alone. The double negation keeps the ways to match few that are told beforehand.
_ENDS = "[ ]{0,4}(?:[\\r\\n，,。；;]|$)"
_CHAIN = f"[0-9]{{1,3}}-(?!(?![0-9]{{1,4}}(?:-[0-9]{{1,4}}){{0,2}}{_ENDS}))"
# A room, or what a line end has left of it, behind the house at the end of the line before.
_BEHIND_HOUSE = "|".join(
    f"(?<=[{_HOUSE}元]{digits}{blank}\\n)"
    for digits in ("", "[0-9]", "[0-9]{2}", "[0-9]{3}")
    for blank in ("", "[\\r ]")
)
_ROOM = f"(?:{_BEHIND_HOUSE})(?!(?!{LEAD}[0-9]{{1,5}}{_ENDS}))"


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the parts, one a line, of the address that goes on in the line at the beginning of which `at` is."""
    end = text.rfind("\n", max(0, at - _LONGEST), at + 1)
    if end == at or (end >= 0 and _HEAD.fullmatch(text, end, at + 1)):
        for first, last in broken_addresses(text, end, gazetteer()):
            yield Candidate(first, last, text[first:last])


RECOGNIZER = Recognizer(
    entity_type="CN_ADDRESS",
    name_zh="地址（跨行）",
    name_en="Chinese postal address broken by a line end",
    candidates=(Anchor(_HOUSE, "(?<=[0-9A-Za-z#].)", _BEFORE), Anchor("\n", _CHAIN), Anchor("\n", _ROOM)),
    score=Score(0.85, 0.97, 0.6, 0.9),
    legal="basic",
    source="GB/T 2260-2007; GB/T 10114-2003; GB/T 41832-2022",
    examples=(
        "住址：⟦槐荫区经十路21382号3号楼2单元⟧\n⟦501室⟧，电话",
        "寄到⟦上海市浦东新区世纪大道⟧\n  ⟦88号金茂大厦⟧。",
        "我在⟦阳光路⟧\n⟦15号3栋201室⟧等你",
        "收货地址：⟦杭州市西湖区文三路1⟧\n⟦38号5栋302室⟧",
        "> ⟦北京市海淀区中关村南大街5号⟧\n> ⟦12号楼⟧\n> ⟦3单元⟧\n> ⟦401室⟧",
        "地址：⟦阳光家园⟧\n⟦3-1-902⟧\n",
    ),
    counter_examples=(
        "地址：北京市海淀区中关村南大街5号\n12号文件",
        "王某住在海淀区\n3号文件",
        "会议在五楼\n3号室",
        "订单\n3号楼的电梯坏了",
    ),
    max_length=120,
    find=find,
    validate=validate,
    parts=parts,
    strength=2,
)
