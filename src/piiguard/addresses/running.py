"""Finds the addresses in a clause of running text: where each begins, where it ends, and whether it says enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.marks import Mark, marks
from piiguard.lazy import LazyPattern

BEFORE: Final = 64
AFTER: Final = 72
_CROWD: Final = LazyPattern("[号號室栋棟幢弄座层層楼樓户路街巷村区區市县縣省州旗镇鎮乡鄉*×]")
_MANY: Final = 16
_BORDERS: Final = frozenset("\n\r\t，,。；;：:|、！？!?“”\"'（）()<>{}[]【】《》「」=…")
_DIVISIONS: Final = ("province", "city", "county")
_NUMBERS: Final = ("number", "building", "unit", "floor", "room", "chain")
_INSIDE: Final = ("building", "unit", "room", "chain")
_NAMES: Final = ("town", "village", "road", "compound")
# Words of a sentence, of which names of places are not made; what stands before or behind one is another part of it.
_STOP: Final = LazyPattern(
    "的|了(?!望)|什么|为(?!民)|是(?!非)|在|我|你|您|他(?!山)|她|它|们|请|这|哪|吗|呢|吧(?!街)|啊|被|把|让|很|"
    "也|还|又|再|就|已|仍|却|而|但|因|如果|虽|"
    "所以|并|或|不(?!夜|锈)|没有?|称|寄[到往至给]?|送[货餐水]?[到往至给]?(?!变)|位于|坐落|地处|座落|被害人|"
    "被告人|收件人|收货人|联系人|先生|"
    "女士|小姐|小时|时许|凌晨"
)
# Where no word says that an address begins, these end the stretch, too.
_VERB: Final = LazyPattern(
    "及|以(?![北南东西])|于|从|到|至(?![善诚德北南东西])|往(?![东南西北])|由|将|给|说|问|找|有(?!限)|"
    "住(?![房建宅院所户地])|快递[给至]|"
    "发[往到给现生布]|窜|行至|途经|经过|路过|前往|返回|进入|潜入|翻入|盗|窃|来到|去|搬|反映|投诉|地址|住址|户籍|"
    "籍贯|电话|手机|联系电话|姓名|"
    "身份证|邮编|老师(?!大)|同学|出发|开车|步行|距|属于|成立|设立|建于|购买|租赁(?!房|屋)|上班|上学|毕业|出生|"
    "男|女(?!子|王|娲|贞)|现在|目前|今天|"
    "昨天|明天|名下|业主|乘坐|换乘|下车|开始|进行|提供|负责|需要|可以|出现|期间|上午|下午|晚上|伙同|采取|采用|"
    "伺机|实施|趁|承包|离婚|准备|选择|参观|"
    "参加|举行|召开|举办|加盟|帮助|击败|隶属|起点|终点|全长|沿(?![江河海山湖溪滨])|附近的|之间"
)
# Directly before an address: somebody lives there, or something is to go there …
_LIVES: Final = LazyPattern(
    "(?:(?:住|居|家|户籍|籍贯|寄|送[货餐]?|邮|快递|发|收货|派|取件|搬|租|房子?|公司|单位|学校|店|总部|办公|地点|现场|"
    "地址|住址)(?:[在于到往至给去为是回了]|位于|坐落于?|地处)+|"
    "(?:(?<!居)住|居住|住址|家住|现居|现住|寄|送|地址|户籍|籍贯|店址|厂址))(?:了)?[:：]?$"
)
# … or something stands there …
_STANDS: Final = LazyPattern("(?:位于|坐落于?|坐落在|地处|设在|座落于?|(?:公司|学校|总部|店)在)(?:中国)?$")
# … or something happens there.
_HAPPENS: Final = LazyPattern("(?:在|到|至|于|往|从|由|经|过|入|回|窜|赴|抵|达)$")
_OPENS: Final = frozenset("\n\r\t,，|;；\"'>:：。“=(（")
_CLOSES: Final = frozenset("\n\r\t,，|;；\"'<。”)）!！?？")
_DIGIT: Final = LazyPattern("[0-9*×]")
# Lines, cells and quoted values; clauses of a sentence are none.
_FIELD: Final = frozenset("\n\r\t,|;\"'><")
_NO_TAIL: Final = LazyPattern("[0-9]{7}|[0-9]{1,4}[年月日时分元块万]|[^㐀-鿿0-9A-Za-z·_ -]")
# Names of places where nobody but those who live there has to do.
_HOMES: Final = LazyPattern(
    "(?:小区|花园|家园|花苑|新村|嘉园|名苑|雅苑|佳苑|豪庭|豪苑|华庭|家属院|馨苑|景苑|嘉苑|丽苑|社區|花園|大厦|"
    "广场|工业园?区?|科技园|产业园|公馆|山庄)$"
)
# Doubtful words for a compound, which end the names of floors and many others, too.
_VAGUE: Final = "楼座居里"
_SHORTEST: Final = 3
_GAP: Final = 10
_TAIL: Final = 18
_MASKS: Final = "*×●■"
# Behind a name without a number these are no homes but what serves everybody, or a way.
_BRACKET: Final = LazyPattern("[(（][^()（）\\n。，,；;]{1,40}[)）]")
# Where something happened, as seen from the address: the name of a shop and its door.
_SEEN: Final = LazyPattern(
    "[㐀-鿿*×]{0,10}?(?:门口|门前|附近|工地|旁边|对面|楼下|停车场|宿舍|家中|室内|路边|后面|住处|餐馆|商店|房间|办公室|店)[内外里处旁前]?"
    "|[㐀-鿿*×]{0,4}?[内处外旁]"
)
# A masked name in quotes is a part of it: **路“**”餐馆门口.
_QUOTED: Final = LazyPattern(
    '[“"][㐀-鿿]{0,6}[*×]{1,8}[㐀-鿿]{0,8}[”"](?:[㐀-鿿]{0,5}?[店馆院厅吧所室城楼行市场]+)?(?:门[口前外]|[内旁前处])?'
)
_LIES: Final = LazyPattern("近|旁|对面|[侧面边口内]|路|街|号|楼|栋|米|站|桥|附近|[东南西北]")


class Run(NamedTuple):
    """Parts of an address that follow each other, and what stands around them."""

    parts: tuple[Mark, ...]
    start: int
    lives: bool
    stands: bool
    happens: bool
    opens: bool
    is_field: bool

    def having(self, *levels: str) -> int:
        """Return how many parts are of one of `levels`."""
        return sum(part.level in levels for part in self.parts)

    def divisions(self) -> int:
        """Return how many parts are divisions: known ones, or called a county directly behind one."""
        return sum((part.level in _DIVISIONS and part.whole) or part.sign == "division" for part in self.parts)


def addresses(text: str, at: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the span of each address in the part of a clause around `at`.

    Nothing beyond 64 characters before `at` and 72 behind it is looked at, and in a crowd of words for places only at
    the last, from where the others are seen: hostile text costs no more than its length.
    """
    low, high = _clause(text, at)
    if len(_CROWD.findall(text, low, at)) > _MANY and _CROWD.search(text, at + 1, at + 4):
        return
    start, end = _stretch(text, low, high, at, gazetteer)
    run = _run(text, start, end, at, gazetteer) if end - start >= _SHORTEST else None
    if run is not None and _says_enough(text, run):
        yield _borders(text, run, end)


def _clause(text: str, at: int) -> tuple[int, int]:
    low = start = max(0, at - BEFORE)
    for index in range(at - 1, start - 1, -1):
        if text[index] in _BORDERS:
            low = index + 1
            break
    high = end = min(len(text), at + AFTER)
    for index in range(at, end):
        if text[index] in _BORDERS:
            high = index
            break
    return low, high


def _stretch(text: str, low: int, high: int, at: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """Return the part of the clause around `at` that holds no word of a sentence."""
    start = low
    for pattern in (_STOP, _VERB):
        for stop in pattern.finditer(text, start, at):
            if not _is_in_division(text, stop.start(), high, gazetteer):
                start = max(start, stop.end())
    before = text[max(0, start - 12) : start]
    is_opened = _LIVES.search(before) is not None or start == 0 or text[start - 1] in _FIELD
    for pattern in (_STOP,) if is_opened else (_STOP, _VERB):
        for stop in pattern.finditer(text, at, high):
            if not _is_in_division(text, stop.start(), high, gazetteer):
                high = stop.start()
                break
    while start < high and text[start] in " _-":
        start += 1
    return start, high


def _is_in_division(text: str, at: int, end: int, gazetteer: Gazetteer) -> bool:
    """Return whether the sign at `at` is a part of the whole name of a division: 乐至县, 让胡路区."""
    for first in range(max(0, at - 3), at + 1):
        found = gazetteer.match(text, first, end)
        if found is not None and found.place.whole and found.end > at + 1:
            return True
    return False


def _run(text: str, start: int, end: int, at: int, gazetteer: Gazetteer) -> Run | None:
    """Return the parts around `at` that belong together."""
    ahead = text[max(0, start - 12) : start]
    lives = text[start] != "地" and _LIVES.search(ahead) is not None  # 居住地 is no verb
    loose = lives or start == 0 or text[start - 1] in _FIELD
    runs: list[list[Mark]] = []
    for mark in marks(text, start, end, gazetteer, loose):
        begins = not runs or mark.gap > _GAP or (mark.gap and mark.sign == "division") or _is_apart(text, mark)
        if begins:
            runs.append([mark])
        else:
            runs[-1].append(mark)
    for run in runs:
        if run[0].start - run[0].gap <= at <= run[-1].end:
            first = run[0]
            begin = first.start
            if loose and first.sign in ("numbered", "chain") and begin - first.gap == start:
                begin = start  # 诚信一区, 下沙4号大街
            before = text[max(0, begin - 12) : begin]
            opens = begin == 0 or text[begin - 1] in _OPENS
            is_field = (begin == 0 or text[begin - 1] in _FIELD) and (end == len(text) or text[end] in _FIELD)
            return Run(
                tuple(run),
                begin,
                lives and begin == start,
                _STANDS.search(before) is not None,
                _HAPPENS.search(before) is not None,
                opens,
                is_field,
            )
    return None


def _is_apart(text: str, mark: Mark) -> bool:
    """Return whether a wide blank lies in what stands between a part and the one before it."""
    return " " in text[mark.start - mark.gap : mark.start].strip() or "  " in text[mark.start - mark.gap : mark.end]


def _says_enough(text: str, run: Run) -> bool:
    """Return whether the parts tell a place as exact as a house, or one where somebody is said to live."""
    parts = run.parts
    numbers = run.having(*_NUMBERS)
    names = run.having(*_NAMES)
    divisions = run.divisions()
    places = run.having("place")
    if _is_masked(text, run):
        return len(parts) >= 2 and names + numbers + (places if divisions else 0) >= 1
    is_whole = any(part.sign == "division" and (part.whole or len(parts) > 2) for part in parts)
    if is_whole and numbers and (names or places or _named_gap(text, parts)):
        return True
    sure = sum(part.level in _NAMES and part.whole for part in parts)
    if _has_house(text, run) or (numbers and sure >= 2) or (sure and run.having(*_INSIDE) >= 2):
        return True
    if run.lives or run.is_field:
        return _is_home(text, run, sure)
    homes = sum(part.level == "compound" and text[part.end - 1] not in _VAGUE for part in parts)
    if homes and numbers >= 2:
        return True
    near = run.having("suffix", "place")
    areas = sum(part.level in ("village", "compound") and part.whole for part in parts)
    if divisions and (areas or (run.having("road") and (near or names >= 2))):
        return run.happens or run.stands or divisions >= 2
    if divisions >= 2 and run.having("town") and places:
        return True
    return (run.stands and divisions > 0 and run.having("road") > 0) or (run.happens and _is_village(parts))


def _is_village(parts: tuple[Mark, ...]) -> bool:
    """Return whether a town and a village of it are named: 三乡镇平东村."""
    pairs = pairwise(parts)
    return any(
        town.level == "town" and village.level == "village" and town.end - town.start > 2 and village.gap == 0
        for town, village in pairs
    )


def _is_home(text: str, run: Run, sure: int) -> bool:
    """Return whether parts behind 住在 or 寄到, or alone in a field, tell where: there, less is enough."""
    parts = run.parts
    numbers, places, divisions = run.having(*_NUMBERS), run.having("place"), run.divisions()
    homes = [part for part in parts if part.level == "compound" and text[part.end - 1] not in _VAGUE]
    if divisions and (sure or homes or (places and (run.lives or divisions > 1))):
        return True
    if (sure or homes) and sure + places + numbers >= 2:
        return True
    if run.having(*_INSIDE) and (homes or places or ((run.lives or numbers >= 2) and _named_gap(text, parts))):
        return True
    return run.lives and any(_HOMES.search(text, part.start + 2, part.end) for part in homes)


def _is_masked(text: str, run: Run) -> bool:
    return any(text[part.start] in _MASKS for part in run.parts if part.level != "suffix")


def _named_gap(text: str, parts: tuple[Mark, ...]) -> bool:
    """Return whether a number follows a name that no word for a place ends; 一号 after one is mostly no house."""
    return any(
        part.level in _NUMBERS
        and 2 <= part.gap <= _GAP
        and (part.level != "number" or _DIGIT.search(text, part.start, part.end))
        for part in parts
    )


def _has_house(text: str, run: Run) -> bool:
    """Return whether a road or village has its number directly behind it, and this is no chance."""
    for name, number in pairwise(run.parts):
        if name.level in ("road", "village", "town") and number.level in ("number", "chain", "building"):
            size = name.end - name.start
            if number.gap == 0 and size >= 3 and name.whole and (number.sign != "bare" or run.lives or run.opens):
                return True
    return False


def _borders(text: str, run: Run, end: int) -> tuple[int, int]:
    """Return where the address begins and ends: a name behind the last number, and a remark in brackets, too."""
    start, last = run.start, run.parts[-1].end
    if text.endswith("中国", 0, start):
        start -= 2
    rest = text[last:end]
    at_border = end == len(text) or text[end] in _CLOSES
    if (
        (run.lives or run.opens)
        and at_border
        and 0 < len(rest) <= _TAIL
        and _NO_TAIL.search(rest) is None
        and " " not in rest
    ):
        last = end
    if last < end and run.happens:
        seen = _SEEN.match(text, last, end)
        last = seen.end() if seen else last
    quoted = _QUOTED.match(text, last, min(len(text), last + 40))
    if quoted is not None:
        last = quoted.end()
    if last < len(text) and text[last] in "(（":
        bracket = _BRACKET.match(text, last, min(len(text), last + 44))
        if bracket is not None and _LIES.search(bracket.group()):
            last = bracket.end()
    return start, last
