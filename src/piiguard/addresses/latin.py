"""Chinese addresses in Latin letters: Room 501, Building 3, No. 21 Jingshi Road, Huaiyin District, Jinan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from piiguard.addresses.levels import Span
from piiguard.lazy import LazyPattern

_REACH: Final = 110
# Provinces and large cities as their names are spelt in pinyin (GB/T 16159) and in older ways.
_PROVINCES: Final = (
    "Beijing Tianjin Hebei Shanxi Inner.Mongolia Liaoning Jilin Heilongjiang Shanghai Jiangsu Zhejiang Anhui "
    "Fujian "
    "Jiangxi Shandong Henan Hubei Hunan Guangdong Guangxi Hainan Chongqing Sichuan Guizhou Yunnan Tibet Xizang "
    "Shaanxi "
    "Gansu Qinghai Ningxia Xinjiang Taiwan Hong.Kong Macau Macao Neimenggu"
)
_CITIES: Final = (
    "Jinan Qingdao Yantai Weifang Zibo Nanjing Suzhou Wuxi Changzhou Nantong Xuzhou Yangzhou Kunshan Hangzhou "
    "Ningbo Wenzhou "
    "Jiaxing Huzhou Shaoxing Jinhua Yiwu Taizhou Hefei Wuhu Fuzhou Xiamen Quanzhou Zhangzhou Nanchang Ganzhou "
    "Zhengzhou Luoyang "
    "Wuhan Yichang Changsha Zhuzhou Guangzhou Shenzhen Dongguan Foshan Zhuhai Zhongshan Huizhou Shantou "
    "Nanning Guilin Haikou "
    "Sanya Chengdu Mianyang Guiyang Kunming Dali Lhasa Xi'?an Xianyang Lanzhou Xining Yinchuan Urumqi "
    "Shijiazhuang Baoding "
    "Tangshan Taiyuan Datong Hohhot Baotou Shenyang Dalian Changchun Harbin Daqing Taipei Kaohsiung Taichung "
    "Tainan Kowloon"
)
_HONG_KONG: Final = (
    "Wan Chai|Central|Sheung Wan|Admiralty|Causeway Bay|North Point|Quarry Bay|Tai Koo|Taikoo Shing|Chai Wan|"
    "Aberdeen|"
    "Tsim Sha Tsui|Mong Kok|Mongkok|Yau Ma Tei|Sham Shui Po|Cheung Sha Wan|Lai Chi Kok|Hung Hom|Kowloon Bay|"
    "Kowloon Tong|"
    "Kwun Tong|Wong Tai Sin|Kwai Chung|Kwai Fong|Tsing Yi|Tsuen Wan|Tuen Mun|Yuen Long|Tin Shui Wai|Sheung "
    "Shui|Fanling|"
    "Tai Po|Sha Tin|Shatin|Ma On Shan|Sai Kung|Tseung Kwan O|New Territories"
)
# A word of a name, which is none for a district or the like: Chaoyang Qu Jianguo Lu.
_NAME: Final = "(?!(?:Qu|Xian|Shi|Sheng|Zhen|District|County|City|Town|Province)[ ,])[A-Z][A-Za-z']{1,15}"
_UNIT: Final = "#?[A-Z]?[0-9]{1,5}[A-Z]?(?:-[0-9]{1,4})?"
_WAY: Final = "(?:Road|Rd|Street|St|Avenue|Ave|Lane|Alley|Boulevard|Blvd|Lu|Jie|Dajie|Dadao|Xiang|Hutong)"
_BELOW: Final = (
    "(?:Garden|Gardens|Plaza|Mansion|Square|Cent(?:er|re)|Park|Court|Residence|Community|Village|Xiaoqu|Huayuan)"
)
_COUNTRY: Final = "P\\.? ?R\\.? ?(?:C\\.?|China)|(?:Mainland )?China"
_PARTS: Final = (
    ("room", f"(?:Room|Rm|Flat|Suite|Apartment|Apt|Shi)\\.? ?(?:{_UNIT}|[A-Z](?![a-z]))|{_UNIT} ?(?:Room|Shi)"),
    ("unit", f"Unit ?{_UNIT}|Danyuan ?{_UNIT}|{_UNIT} ?Danyuan"),
    ("floor", "(?:Floor|Fl|Level)\\.? ?[0-9]{1,3}|[0-9]{1,3}(?:st|nd|rd|th)? ?(?:Floor|/F|F)"),
    (
        "building",
        f"(?:Building|Bldg|Block|Tower|Dong)\\.? ?(?:{_UNIT}|[A-Z])|"
        f"{_UNIT} ?(?:Building|Bldg|(?:Hao )?Lou|Dong|Zhuang)",
    ),
    ("number", "(?:No\\.?|Number|Lane|Alley) ?[0-9]{1,5}(?:-[0-9]{1,4})?[A-Z]?(?=,)|[0-9]{1,5}(?:-[0-9]{1,4})? ?Hao"),
    (
        "road",
        f"(?:(?:No\\.? ?)?[0-9]{{1,5}}(?:-[0-9]{{1,5}})?[A-Z]?,? )?(?:{_NAME} ){{1,4}}{_WAY}\\.?"
        "(?: (?:East|West|North|South|Middle))?|(?:Section|Sec\\.?) ?[0-9]{1,2}",
    ),
    (
        "province",
        f"(?:{'|'.join(_PROVINCES.split()).replace('.', '[ ]?')})(?: (?:Province|Sheng|Shi|City|Municipality|SAR))?",
    ),
    ("city", f"(?:{'|'.join(_CITIES.split())})(?: (?:City|Shi))?"),
    (
        "county",
        f"(?:{_HONG_KONG})|(?:{_NAME} ){{1,3}}(?:District|Dist\\.?|County|Qu|Xian)|(?:{_NAME} ){{1,2}}(?:City|Shi)",
    ),
    ("town", f"(?:{_NAME} ){{1,3}}(?:Town|Township|Subdistrict|Sub-district|Zhen|Jiedao)"),
    ("compound", f"(?:{_NAME} ){{1,4}}{_BELOW}"),
)
_PART: Final = "|".join(f"(?P<{level}>{pattern})" for level, pattern in _PARTS)
_PLAIN: Final = "|".join(f"(?:{pattern})" for _, pattern in _PARTS)
_ENDS: Final = "(?![A-Za-z0-9])"
_REST: Final = f"(?:{_COUNTRY}|[1-8][0-9]{{5}})"
_WHOLE: Final = LazyPattern(
    f"(?<![A-Za-z0-9.])(?:(?:{_PLAIN}){_ENDS})(?:(?:, ?| )(?:(?:{_PLAIN}|{_REST}){_ENDS})){{1,9}}"
)
_ONE: Final = LazyPattern(f"(?<![A-Za-z0-9])(?:{_PART}){_ENDS}")
_NUMBER: Final = LazyPattern("(?:No\\.? ?)?[0-9]{1,5}(?:-[0-9]{1,5})?[A-Z]?(?=[ ,])")
_EARLIER: Final = LazyPattern(f"[ ]{_WAY}(?![A-Za-z])")


def latin_addresses(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the span of an address of China in Latin letters whose road has its last word at `at`."""
    low = max(text.rfind("\n", max(0, at - _REACH), at) + 1, at - _REACH, 0)
    line_end = text.find("\n", at, at + _REACH)
    high = line_end if line_end >= 0 else min(len(text), at + _REACH)
    if _EARLIER.search(text, max(low, at - 16), at - 1):
        return
    for found in _WHOLE.finditer(text, low, high):
        if found.start() <= at < found.end():
            names = {span.level for span in latin_levels(found.group())}
            if names & {"province", "city"} and "road" in names and names & {"room", "unit", "building", "number"}:
                yield found.span()
            return


def latin_levels(address: str) -> Iterator[Span]:
    """Yield the levels of an address in Latin letters in the order in which they are written, smallest first."""
    for found in _ONE.finditer(address):
        assert found.lastgroup is not None
        level, start, end = found.lastgroup, found.start(), found.end()
        number = _NUMBER.match(address, start, end) if level == "road" else None
        if number is not None:
            yield Span("number", start, number.end())
            start = end - len(address[number.end() : end].lstrip(" ,"))
        yield Span(level, start, end)
