"""The gazetteer of addresses: all divisions of GB/T 2260, and those of Hong Kong, Macau and Taiwan by name.

The names beyond GB/T 2260, in both scripts, are facts of public law: the 18 districts of the District Councils
Ordinance (Cap. 547), the parishes of Macau, the counties and cities of Taiwan's 地方制度法.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from piiguard.addresses.gazetteer import Gazetteer, Place
from piiguard.recognizers.data import divisions

_TAIWAN: Final = (
    "台北市 臺北市 新北市 桃园市 桃園市 台中市 臺中市 台南市 臺南市 高雄市 基隆市 新竹市 新竹县 新竹縣 嘉义市 "
    "嘉義市 嘉义县 "
    "嘉義縣 苗栗县 苗栗縣 彰化县 彰化縣 南投县 南投縣 云林县 雲林縣 屏东县 屏東縣 宜兰县 宜蘭縣 花莲县 花蓮縣 "
    "台东县 "
    "臺東縣 台東縣 澎湖县 澎湖縣 金门县 金門縣 连江县 連江縣"
).split()
_HONG_KONG: Final = (
    "中西区 中西區 湾仔 灣仔 油尖旺区 油尖旺區 深水埗 九龙城区 九龍城區 黄大仙 黃大仙 观塘 觀塘 葵青区 葵青區 "
    "荃湾 荃灣 "
    "屯门 屯門 元朗 上水 大埔 沙田 西贡 西貢 离岛区 離島區 旺角 尖沙咀 铜锣湾 銅鑼灣 中环 中環 北角 油麻地 "
    "将军澳 將軍澳"
).split()
_HONG_KONG_AREAS: Final = "九龙 九龍 新界 香港岛 香港島 港岛 港島".split()
_MACAU: Final = "花地玛堂区 花地瑪堂區 风顺堂区 風順堂區 氹仔 路环 路環 澳门半岛 澳門半島".split()
_PROVINCES: Final = {
    "71": "台湾 臺灣 台灣 台湾省 臺灣省 台灣省",
    "81": "香港 香港特区 香港特別行政區",
    "82": "澳门 澳門 澳门特区 澳門特別行政區",
    "65": "新疆生产建设兵团",
}

# What a text that names its own place elsewhere says.
_HERE: Final = (("本省", "province"), ("本市", "city"), ("本区", "county"), ("本县", "county"), ("该市", "city"))

_built: list[Gazetteer] = []


def gazetteer() -> Gazetteer:
    """Return the gazetteer, built when it is first asked for (some 20 ms)."""
    if not _built:
        _built.append(Gazetteer(divisions.names(), _beyond()))
    return _built[0]


def _beyond() -> Iterator[tuple[str, Place]]:
    for code, names in _PROVINCES.items():
        yield from ((name, Place("province", code, name[-1] in "省区區团")) for name in names.split())
    yield from ((name, Place(level, "0", True)) for name, level in _HERE)
    for code, level, listed in (
        ("7101", "city", _TAIWAN),
        ("8100", "city", _HONG_KONG_AREAS),
        ("810001", "county", _HONG_KONG),
        ("820001", "county", _MACAU),
    ):
        yield from ((name, Place(level, code, name[-1] in "市县縣区區")) for name in listed)
