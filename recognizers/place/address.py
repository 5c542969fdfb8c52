"""Postal addresses in Chinese: whole values after a label, and full addresses in running text.

In text the anchor is a number with 号, 室, 栋 and the like; from there the address is read back to the name of a
division (GB/T 2260) or to a road with house and room. A bare city or county is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, LazyPattern, Recognizer, Score
from piiguard.recognizers.data import divisions

_HAN = "[㐀-鿿]"
_DIGIT = "[0-9A-Za-z一二三四五六七八九十百零〇甲乙丙丁东西南北-]"
_HOUSE = f"{_DIGIT}{{1,8}}(?:号楼|号院|号(?![线令文机])|弄|栋|幢|座|单元|楼|室|户|房)"
_UNIT = f"{_DIGIT}{{1,8}}(?:号楼|号院|号(?![线令文机])|弄|栋|幢|座|单元|层|楼|室|户|房|门|组|队|区)"
_PROVINCE = (
    "(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|"
    "青海|台湾)省?|(?:北京|上海|天津|重庆)市?|(?:内蒙古|广西|西藏|宁夏|新疆)(?:壮族|回族|维吾尔)?(?:自治区)?|"
    "(?:香港|澳门)(?:特别行政区)?"
)
_DIVISION = f"{_HAN}{{1,9}}?(?:自治州|自治县|自治旗|地区|盟|市|区|县|旗|新区|开发区)"
_ROAD = "[㐀-鿿0-9]{1,12}?(?:路|街|大道|大街|道|巷|弄|胡同|里|条|镇|乡|村|街道|社区|小区|花园|苑|公寓|大厦|广场|园)"
_COMPOUND = f"{_HAN}{{2,12}}?(?:小区|花园|公寓|大厦|大楼|广场|苑|园|城|宿舍|家属院)"
_TAIL = f"(?:[ ]?(?:{_COMPOUND})?[ ]?(?:{_UNIT}|[0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,3}}|[0-9]{{3,4}}(?![0-9年])))"
_FULL = LazyPattern(f"(?:{_PROVINCE})?(?:{_DIVISION}){{0,3}}(?:{_ROAD}){{1,4}}{_HOUSE}{_TAIL}*")
# Without a division, only a road or compound with house and room.
_SHORT = LazyPattern(
    f"[㐀-鿿]{{2,8}}?(?:路|街|大道|巷|弄|胡同|小区|花园|苑|公寓|新村)(?:[0-9]{{1,5}}(?:号院|号|弄)){_TAIL}{{1,4}}"
    f"|[㐀-鿿]{{2,8}}?(?:小区|花园|苑|公寓|新村|家园)(?:{_UNIT}){{2,4}}(?:[0-9]{{3,4}}(?![0-9年]))?"
)
_HOUSED = LazyPattern(
    "[0-9一二三四五六七八九十〇零](?:室|户|房)|(?:栋|幢|单元|号楼|座)[0-9]{3,4}|(?:栋|幢|号楼|座).{1,4}单元"
)
_PROVINCES = LazyPattern(_PROVINCE)
_SUFFIX = LazyPattern("[市县区州盟旗]")
# What opens an address in a sentence; nothing before it belongs to the address.
_LEAD = LazyPattern(
    "位于|坐落于|坐落在|地处|住在|住址|居住在|居住于|家住|现住|现居|户籍|寄到|寄往|送到|送往|搬到|来到|来自|前往|到达|"
    "走到|回到|赶到|窜至|行至|地址|设在|就在|人在"
)
# These tell where a building stands, not where somebody lives, unless a room follows.
_SITES = ("位于", "坐落于", "坐落在", "地处", "设在")
_SHORT_LEAD = LazyPattern("[在到于至往是为住居从和与及系我他她]+")
_BORDERS = "\n\r\t，,。；;：:|、！？!?“”\"'（）()<>【】"
_SPAN = 48

_names: set[str] = set()


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the full address whose house or room number ends at `at`."""
    low = max(0, at - _SPAN)
    low = max([low, *(text.rfind(sign, low, at) + 1 for sign in _BORDERS)])
    leads = [lead.span() for lead in _LEAD.finditer(text, low, at)]
    is_site = bool(leads) and text[slice(*leads[-1])] in _SITES
    low = leads[-1][1] if leads else low
    for start in _starts(text, low, at):
        match = _FULL.match(text, start)
        if match is not None and match.end() > at and match.end() - start >= 8:
            if is_site and _HOUSED.search(match.group()) is None:
                return
            yield Candidate(start, match.end(), match.group())
            return
    lead = _SHORT_LEAD.match(text, low)
    match = _SHORT.match(text, lead.end() if lead else low)
    if match is not None and match.end() > at and _HOUSED.search(match.group()):
        yield Candidate(match.start(), match.end(), match.group())


def _starts(text: str, low: int, at: int) -> Iterator[int]:
    """Yield where an address may begin: at a province, or at a division whose name is known; leftmost first."""
    starts = {match.start() for match in _PROVINCES.finditer(text, low, at)}
    for suffix in _SUFFIX.finditer(text, low, at):
        known = _known()
        end = suffix.end()
        starts.update(first for first in range(max(low, end - 12), end - 1) if text[first:end] in known)
    yield from sorted(starts)


def _known() -> set[str]:
    if not _names:
        _names.update(name for name in divisions.names().values() if len(name) > 1 and name[-1] in "市县区州盟旗")
    return _names


# A labelled value must hold a house number or a word for a place.
_MARK = "[0-9一二三四五六七八九十]{1,6}(?:号|栋|幢|座|单元|室|楼|层|弄|组|队|户|-)"
_PLACE = f"{_HAN}(?:路|街|道|巷|村|镇|乡|小区|花园|大厦|县(?!级)|区(?!分)|市(?!场|面|民)|省)"
_STOP = "\\n\\r\\t,，;；。|\"'”<>{}!！?？"
_LABELLED = f"(?<=[:：=＝\"' 是为在于])(?=[^{_STOP}]{{0,60}}(?:{_MARK}|{_PLACE})){_HAN}[^{_STOP}]{{3,80}}"
_NEXT_LABEL = LazyPattern(
    "[ ]*(?:[(（]?(?:联系)?(?:电话|手机|邮编|收件人|收货人|联系人|姓名|邮政编码|身份证|QQ|微信|邮箱|Tel|tel|传真)|"
    "[ ]{2,}|1[3-9][0-9]{9}|[ ]+[㐀-鿿]{2,4}[ ]*(?=1[3-9][0-9]{9})|电联|[ ]+[㐀-鿿]{1,6}[:：])"
)
_OPENING = LazyPattern("(?:是|在|为|位于|就在)+")
_MASKED = LazyPattern(r"[*×＊●■]{3}$")


def validate(value: str) -> str | None:
    """Return the address without spaces; None for one that is masked: what is left tells no house."""
    return None if _MASKED.search(value) else value.replace(" ", "") or None


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut a labelled value after its opening 在 or 位于, and before the next label, a number or a wide gap."""
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening and end - opening.end() >= 4 else start
    cut = _NEXT_LABEL.search(text, start + 4, end)
    end = cut.start() if cut else end
    value = text[start:end].rstrip()
    while value.endswith((")", "）")) and not re.search("[(（]", value):
        value = value[:-1]
    return start, start + len(value)


_CUES = (
    "地址", "住址", "家庭住址", "户籍地址", "户籍所在地", "现住址", "现居住地", "居住地", "收货地址", "收件地址",
    "通讯地址", "通信地址", "详细地址", "送货地址", "联系地址", "居住地址", "家庭地址", "寄件地址", "单位地址",
    "办公地址", "地址在", "地址位于", "常住地址", "身份证地址", "住所", "邮寄地址", "收货人地址", "收件人地址",
    "address", "addr", "home_address", "ship_addr", "shipping_address", "residence", "cert_addr",
    "receiver_address", "detail_address", "live_address",
)  # fmt: skip
_SOURCE = "GB/T 2260-2007; GB/T 10114-2003; GB/T 41832-2022"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_ADDRESS",
        name_zh="地址",
        name_en="Chinese postal address",
        candidates=(Anchor("号室栋幢弄", "(?<=[0-9A-Za-z一二三四五六七八九十零〇甲乙][号室栋幢弄])"),),
        score=Score(0.85, 0.97),
        legal="basic",
        source=_SOURCE,
        examples=(
            "王某住在⟦山东省济南市槐荫区经十路21382号3号楼2单元501室⟧，已婚",
            "寄到⟦北京市海淀区中关村南大街5号⟧。",
            "⟦上海市浦东新区世纪大道100号20楼⟧",
            "现居⟦广东省深圳市南山区科技园路1号创业大厦5栋1203室⟧多年",
            "住⟦江苏省昆山市玉山镇人民路88号3幢201室⟧",
            "公司上海店位于⟦上海市静安区南京西路1266号5楼506室⟧",
            "他后来搬进海淀区的新家，我住⟦阳光路88号3栋201室⟧",
            "⟦南昌市八一大道一号⟧",
        ),
        counter_examples=(
            "人民路很长", "第3号文件", "北京市海淀区", "国务院令第123号", "会议室3号室",
            "大厦位于上海市浦东新区银城中路188号，",
            "中国证监会北京市监管局第5号公告", "北京市海淀区地铁10号线", "后第十区上海的14号",
        ),
        max_length=120,
        cues=_CUES,
        find=find,
        validate=validate,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_ADDRESS",
        name_zh="地址（标签后）",
        name_en="Chinese postal address after a label",
        candidates=(AfterCue(_LABELLED),),
        score=Score(0.0, 0.93),
        legal="basic",
        source=_SOURCE,
        examples=(
            "收货地址：⟦浙江杭州余杭区五常街道文一西路969号⟧，电话",
            '"address":"⟦阳光花园3栋2单元501室⟧"',
            "家庭住址：⟦山东省济南市槐荫区经十路21382号⟧。",
            "地址：⟦朝阳路12号院4号楼⟧ 电话：010-65529988",
            "现住址：⟦李家庄村3组12号⟧",
            "地址是在⟦小河镇南里村南里大队对面⟧。",
            "收货地址：⟦浙江省杭州市西湖区文三路1号⟧ 张小三 13800138000",
        ),
        counter_examples=(
            "地址：", "地址：见附件", "地址：北京市朝阳区*************", "内存地址：0x7fff12345678",
            "邮箱地址：zhang@example.com",
            "IP地址：服务器位于机房2层", "地址是否正确由市场部确认",
        ),
        max_length=120,
        cues=_CUES,
        anti_cues=("邮箱地址", "内存地址", "网络地址", "IP地址", "ip地址", "MAC地址", "网址"),
        validate=validate,
        widen=widen,
        strength=1,
    ),
)  # fmt: skip
