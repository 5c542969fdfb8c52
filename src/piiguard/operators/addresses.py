"""Cuts a Chinese postal address into its levels by their words: province, city, county, town, road, and the rest.

Only the words are looked at (省 市 区 镇 路 …) and the names of the 300 cities of prefecture level: what these do not
settle belongs to the rest, so that a mask shows rather less than more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from piiguard.lazy import LazyPattern
from piiguard.operators.prefectures import CITIES, LONGEST

_HAN: Final = "[㐀-鿿]"
_MUNICIPALITIES: Final = ("北京", "上海", "天津", "重庆")
_PROVINCE: Final = LazyPattern(
    "(?:中国|中华人民共和国)?[ ,，]?(?:"
    "(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|"
    "青海|台湾)省?|(?:北京|上海|天津|重庆)市?|(?:内蒙古|广西|西藏|宁夏|新疆)(?:壮族|回族|维吾尔)?(?:自治区)?|"
    "(?:香港|澳门)(?:特别行政区)?)"
)
_BEFORE: Final = "[ ,，]?"
# 小区, 园区, 工业区, 一区 and the like are compounds and zones, not counties.
_COUNTY_WORD: Final = (
    "(?:自治县|自治旗|林区|特区|(?<![小社园校景厂宅活矿库牧专业发济术一二三四五六七八九十])区|"
    "县(?![城道级])|(?<!红)旗(?!杆|舰)|(?<![超门夜城])市(?![场区镇街心民政]))"
)
_WORDS: Final[Mapping[str, LazyPattern]] = {
    "city": LazyPattern(f"{_BEFORE}{_HAN}{{1,9}}?(?:自治州|地区|盟|(?<=[㐀-鿿])州(?!市)(?=[㐀-鿿]{{1,6}}[市县]))"),
    "county": LazyPattern(f"{_BEFORE}{_HAN}{{1,11}}?{_COUNTY_WORD}"),
    "town": LazyPattern(f"{_BEFORE}{_HAN}{{1,10}}?(?:镇|乡|苏木|街道(?:办事处)?|新区|开发区|高新区)"),
    "road": LazyPattern(
        f"{_BEFORE}(?:{_HAN}|[0-9]){{1,12}}?(?:大道|大街|[东南西北中]?路|街(?!道)|巷|弄|胡同|村|小区|社区)"
    ),
}
_COUNTY: Final = LazyPattern("[㐀-鿿]{1,6}?(?:区|县|市)")
_MUNICIPAL: Final = LazyPattern("市辖区|县(?=[㐀-鿿])")


def ends(address: str, last: str = "road") -> dict[str, int]:
    """Return where each level that `address` has ends, in order; a municipality is its own city.

    Args:
        address: a Chinese address as written, largest part first.
        last: the finest level to look for.
    """
    found: dict[str, int] = {}
    at = 0
    province = _PROVINCE.match(address)
    if province is not None:
        at = found["province"] = province.end()
        if province.group().lstrip("中国华人民共和 ,，").startswith(_MUNICIPALITIES):
            municipal = _MUNICIPAL.match(address, at)
            at = found["city"] = municipal.end() if municipal else at
    for level, words in _WORDS.items() if last != "province" else ():
        end = 0 if level in found else _end(address, at, level, words)
        if end:
            at = found[level] = end
        if level == last:
            break
    return found


def _end(address: str, at: int, level: str, words: LazyPattern) -> int:
    """Return where the part of `level` that begins at `at` ends; 0 when there is none."""
    if level == "city":
        city = _city(address, at)
        if city:
            return city
    match = words.match(address, at)
    return 0 if match is None or _crosses(match.group(), level) else match.end()


def _city(address: str, at: int) -> int:
    """Return where a prefecture-level city that begins at `at` ends; its 市 may be missing before a county."""
    at += address[at : at + 1] in (" ", ",", "，")
    for size in range(2, LONGEST + 1):
        if address[at : at + size] in CITIES:
            end = at + size
            if address[end : end + 1] == "市" and address[end + 1 : end + 2] not in ("场", "区"):
                return end + 1
            if _COUNTY.match(address, end):
                return end
    return 0


def end_of_level(address: str, level: str) -> int:
    """Return where `address` can be cut so that nothing below `level` stays; 0 when none of its levels is found."""
    return max(ends(address, level).values(), default=0)


def _crosses(part: str, level: str) -> bool:
    """Return whether `part`, read for `level`, holds the word of a finer level inside: then it is none."""
    ways = ("路", "街", "号", "巷")
    inside = any(word in part[1:-1] for word in ways) or any(word in part[1:-2] for word in ("镇", "乡"))
    return level != "road" and (any(word in part[1:-2] for word in ways) if level == "town" else inside)
