"""Names of provinces, cities and counties as people write them: whole, shortened, without the people's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

# The 55 minorities of GB/T 3304, as names of autonomous places hold them.
_PEOPLES: Final = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 "
    "景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 "
    "裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
).split()
_PEOPLE: Final = re.compile(
    f"(?:(?:{'|'.join(sorted(_PEOPLES, key=len, reverse=True))})族)+|(?:维吾尔|蒙古|哈萨克|柯尔克孜)$"
)
_SUFFIX: Final = re.compile("(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|盟|旗|林区|特区|新区)$")
# Names of many places, which mean one only behind their city.
_COMMON: Final = frozenset("市辖区 郊区 城区 市区 矿区 新区 县 城郊区 市中区".split())
_NO_NAMES: Final = re.compile("直辖|行政单位|海域$")
_MEMO_LIMIT: Final = 8192


class Place(NamedTuple):
    """A place that a name may mean: its level, the code of it and all below it, and whether the name is whole."""

    level: str
    code: str
    whole: bool


class Match(NamedTuple):
    """A name found in a text: where it ends, and the place it means there."""

    end: int
    place: Place


class Gazetteer:
    """Finds names of divisions at a place in a text.

    Args:
        names: six-digit codes of divisions (GB/T 2260) and their names.
        more: further names, each with its level and code.
    """

    def __init__(self, names: Mapping[str, str], more: Iterable[tuple[str, Place]] = ()) -> None:
        self._places: dict[str, list[Place]] = {}
        for code, name in names.items():
            self._add(code, name)
        for name, place in more:
            self._places.setdefault(name, []).append(place)
        lengths: dict[str, set[int]] = {}
        for name in self._places:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {start: tuple(sorted(sizes, reverse=True)) for start, sizes in lengths.items()}
        self._known: dict[tuple[str, str, bool], Place | None] = {}

    def _add(self, code: str, name: str) -> None:
        if len(name) < 2 or _NO_NAMES.search(name):
            return
        level, prefix = _ranked(code)
        self._places.setdefault(name, []).append(Place(level, prefix, name not in _COMMON))
        for short, whole in _shortened(name).items():
            self._places.setdefault(short, []).append(Place(level, prefix, whole))

    def names(self) -> dict[str, bool]:
        """Return all names of divisions, and of each whether there is a place of which it is the whole name."""
        return {name: any(place.whole for place in places) for name, places in self._places.items()}

    def may_begin(self, two: str) -> bool:
        """Return whether a name begins with these two characters."""
        return two in self._lengths

    def match(self, text: str, at: int, end: int, inside: str = "", loose: bool = False) -> Match | None:
        """Return the longest name at `at` that ends by `end`, and the place it means; None where there is none.

        Args:
            text: any text.
            at: where the name begins.
            end: where it ends at the latest.
            inside: the code of the place that is named before it; a shortened county needs one that it lies in …
            loose: … or that this is set.
        """
        for size in self._lengths.get(text[at : at + 2], ()):
            if at + size <= end:
                key = text[at : at + size], inside, loose
                if key in self._known:
                    place = self._known[key]
                else:
                    place = self._mean(key)
                if place is not None:
                    return Match(at + size, place)
        return None

    def _mean(self, key: tuple[str, str, bool]) -> Place | None:
        """Return the place that a name means behind another one, and remember it if there is such a name."""
        name, inside, loose = key
        places = self._places.get(name)
        if not places:
            return None
        if len(self._known) >= _MEMO_LIMIT:
            self._known.clear()
        place = self._known[key] = _meant(places, inside, loose)
        return place


def _ranked(code: str) -> tuple[str, str]:
    if code.endswith("0000"):
        return "province", code[:2]
    return ("city", code[:4]) if code.endswith("00") else ("county", code)


def _shortened(name: str) -> dict[str, bool]:
    """Return the other ways to write a division's name, and whether each still says what kind of division it is."""
    suffix = _SUFFIX.search(name)
    if suffix is None:
        return {}
    stem = name[: suffix.start()]
    bare = _PEOPLE.sub("", stem) if len(stem) > 2 else stem
    forms = dict.fromkeys((stem, bare), False)
    if suffix.group() in ("自治州", "自治县", "自治旗") or bare != stem:
        forms.update((form + suffix.group()[-1], True) for form in (stem, bare) if not form.endswith("族"))
    return {form: whole for form, whole in forms.items() if len(form) >= 2 and form != name}


def _meant(places: list[Place], inside: str, loose: bool) -> Place | None:
    """Return which of `places` a name means behind the place with code `inside`."""
    if inside:
        nested = [each for each in places if each.code.startswith(inside[:2]) and len(each.code) > len(inside)]
        nearest = [each for each in nested if each.code.startswith(inside)] or nested
        if nearest:
            return nearest[0]
    coarse = [each for each in places if loose or each.whole or each.level != "county"]
    return min(coarse, key=lambda each: (len(each.code), not each.whole)) if coarse else None
