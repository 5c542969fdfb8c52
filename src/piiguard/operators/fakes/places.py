"""Addresses that nobody lives at, in the same city: a county of that city, a made-up road, a number above 9,000."""

from __future__ import annotations

import re
from typing import Final

from piiguard.operators.addresses import end_of_level
from piiguard.operators.draw import Draw
from piiguard.recognizers.data import divisions

_ROAD: Final = (
    "青云 长宁 梧桐 望江 朝晖 永安 锦绣 百花 迎宾 文昌 学府 临湖 翠竹 松柏 丹桂 金穗 银杏 红枫 海棠 玉兰 月湖 星河 "
    "凤鸣 龙泉 鹤鸣 东篱 南屏 西畴 北苑 中和 怀远 定安 崇文 尚德 至善 思源 明理 弘毅 惠民 康宁"
).split()
_WAYS: Final = ("路", "路", "路", "街", "大道", "巷")
_ROOM: Final = re.compile("室|户|单元|栋|幢|号楼|座|层|[0-9]-[0-9]")
_counties: dict[str, list[str]] = {}


def address(value: str, draw: Draw, valid: bool) -> str:
    """Return another address in the city of `value`; with `valid` the number is an ordinary one."""
    city = value[: end_of_level(value, "city")]
    county = _county(city, draw) if city else ""
    number = draw.below(300) + 1 if valid else 9001 + draw.below(999)
    street = f"{draw.choice(_ROAD)}{draw.choice(_WAYS)}{number}号"
    room = ""
    if _ROOM.search(value[len(city) :]):
        room = f"{draw.below(30) + 1}栋{draw.below(4) + 1}单元{draw.below(18) + 1}{draw.below(6) + 1:02d}室"
    return city + county + street + room


def _county(city: str, draw: Draw) -> str:
    known = _counties_of(city)
    return draw.choice(known) if known else ""


def _counties_of(city: str) -> list[str]:
    """Return the names of the counties in use of the city that `city` (an address down to it) ends with."""
    found = _counties.get(city)
    if found is None:
        found = _counties[city] = _looked_up(city)
    return found


def _looked_up(city: str) -> list[str]:
    names = divisions.names()
    prefixes = [
        code[:4] if code[2:4] != "00" else code[:2]
        for code, name in names.items()
        if code.endswith("00") and len(name) > 1 and city.endswith((name, name.rstrip("市省")))
    ]
    if not prefixes:
        return []
    prefix = max(prefixes, key=len)
    if len(prefix) == 2 and prefix not in ("11", "12", "31", "50"):
        return []  # a province alone: a county would need its city
    return sorted(
        name
        for code, name in names.items()
        if code.startswith(prefix) and code[4:] != "00" and divisions.is_current(code) and not name.startswith("市辖")
        and name != "县"
    )  # fmt: skip
