"""Postal addresses in Chinese: whole values after a label, and full addresses in running text.

In text the anchor is a number with 号, 室, 栋 and the like; from there the address is read to the left up to a
division name and to the right to the room. A bare county or city is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiguard.recognizer import AfterCue, Anchor, Candidate, Mask, Recognizer, Score

_DIGIT = "[0-9０-９A-Za-z一二三四五六七八九十百零〇甲乙丙丁东西南北-]"
_UNIT = f"{_DIGIT}{{1,8}}(?:号楼|号院|号|弄|栋|幢|座|单元|层|楼|室|户|房|门|组|队|区)"
_HAN = "[㐀-鿿]"
_PROVINCE = "(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省?|(?:北京|上海|天津|重庆)市?|(?:内蒙古|广西|西藏|宁夏|新疆)(?:壮族|回族|维吾尔)?(?:自治区)?|(?:香港|澳门)(?:特别行政区)?"
_DIVISION = f"{_HAN}{{1,9}}?(?:自治州|自治县|自治旗|地区|盟|市|区|县|旗|新区|开发区)"
_ROAD = f"[㐀-鿿0-9]{{1,12}}?(?:路|街|大道|大街|道|巷|弄|胡同|里|条|镇|乡|村|街道|社区|小区|花园|苑|公寓|大厦|广场|园)"
_FULL = re.compile(
    f"(?:{_PROVINCE})?(?:{_DIVISION}){{0,3}}(?:{_ROAD}){{1,4}}(?:{_DIGIT}{{1,8}}(?:号楼|号院|号|弄|栋|幢|座|单元|楼|室|户|房))"
    f"(?:[ ]?(?:{_HAN}{{2,12}}?(?:小区|花园|公寓|大厦|大楼|广场|苑|园|城|宿舍|家属院))?[ ]?(?:{_UNIT}|[0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,3}}|[0-9]{{3,4}}(?![0-9])))*"
)
_START = re.compile(f"{_PROVINCE}|(?<![㐀-鿿])[㐀-鿿]{{2,5}}[市县区]|[㐀-鿿]{{2,4}}(?:市|自治州)(?=[㐀-鿿]{{2,8}}[区县市])")
_LEAD = re.compile("(?:家住|现住|居住|住址|现居|户籍|位于|坐落|落户|住在|寄到|送到|寄往|送往|搬到|来到|来自|前往|到达|到|在|于|至|往|是|为|住|居|从|和|与|及|系)*")
_LABELLED = (
    "(?=[^\\n\\r\\t,，;；。|\"'”<>]{0,60}(?:[0-9０-９一二三四五六七八九十]{1,6}(?:号|栋|幢|座|单元|室|楼|层|弄|组|队|户|-)|[㐀-鿿](?:路|街|道|巷|村|镇|乡|小区|花园|大厦|县|区|市|省)))"
    "[㐀-鿿][^\\n\\r\\t,，;；。|\"'”<>{}!！?？]{3,80}"
)
_TAIL_LABEL = re.compile("[ \u3000]*(?:[(（]?(?:联系)?(?:电话|手机|邮编|收件人|收货人|联系人|姓名|邮政编码|身份证|QQ|微信|邮箱|Tel|tel|传真)|[ \u3000]{2,}|1[3-9][0-9]{9}|电联)")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the full address whose building number ends at `at`."""
    if not at or not (text[at - 1].isdigit() or text[at - 1] in "一二三四五六七八九十零〇甲乙"):
        return
    low = max(0, at - 48)
    border = max(text.rfind(sign, low, at) for sign in "\n，,。；;：:|\t、！？“”\"'（）()")
    low = max(low, border + 1)
    start = _START.search(text, low, at)
    while start is not None:
        lead = _LEAD.match(text, start.start())
        match = _FULL.match(text, lead.end() if lead else start.start())
        if match is not None and match.end() > at and match.end() - match.start() >= 8:
            yield Candidate(match.start(), match.end(), match.group())
            return
        start = _START.search(text, start.start() + 1, at)


def validate(value: str) -> str | None:
    """Return the address without spaces, cut before the next label; None when nothing is left."""
    cut = _TAIL_LABEL.search(value)
    return re.sub("[ \u3000]", "", value[: cut.start()] if cut else value) or None


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut a labelled value before the next label, a telephone number or a wide gap."""
    cut = _TAIL_LABEL.search(text, start + 1, end)
    return start, cut.start() if cut and cut.start() - start >= 4 else len(text[:end].rstrip(" )）"))


_CUES = (
    "地址", "住址", "家庭住址", "户籍地址", "户籍所在地", "现住址", "现居住地", "居住地", "收货地址", "收件地址", "通讯地址", "通信地址", "详细地址",
    "送货地址", "联系地址", "居住地址", "家庭地址", "寄件地址", "单位地址", "办公地址", "常住地址", "身份证地址", "住所", "邮寄地址",
    "address", "addr", "home_address", "ship_addr", "shipping_address", "residence", "cert_addr", "receiver_address", "detail_address", "live_address",
)  # fmt: skip
_SOURCE = "GB/T 2260-2007; GB/T 10114-2003; GB/T 41832-2022"

RECOGNIZERS = (
    Recognizer(
        entity_type="CN_ADDRESS",
        name_zh="地址",
        name_en="Chinese postal address",
        candidates=(Anchor("号室栋幢弄", ""),),
        score=Score(0.85, 0.97),
        legal="basic",
        source=_SOURCE,
        examples=(
            "王某住在⟦山东省济南市槐荫区经十路21382号3号楼2单元501室⟧，已婚",
            "寄到⟦北京市海淀区中关村南大街5号⟧。",
            "⟦上海市浦东新区世纪大道100号20楼⟧",
            "现居⟦广东省深圳市南山区科技园路1号创业大厦5栋1203室⟧多年",
            "住⟦江苏省昆山市玉山镇人民路88号3幢201室⟧",
        ),
        counter_examples=("人民路很长", "第3号文件", "北京市海淀区", "国务院令第123号", "会议室3号室", "中国证监会北京市监管局第5号公告"),
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
        candidates=(AfterCue(f"(?<=[:：=\"' ]){_LABELLED}"),),
        score=Score(0.0, 0.93),
        legal="basic",
        source=_SOURCE,
        examples=(
            "收货地址：⟦浙江杭州余杭区五常街道文一西路969号⟧，电话",
            '"address":"⟦阳光花园3栋2单元501室⟧"',
            "家庭住址：⟦山东省济南市槐荫区经十路21382号⟧。",
            "地址：⟦朝阳路12号院4号楼⟧ 电话：010-65529988",
            "现住址：⟦李家庄村3组12号⟧",
        ),
        counter_examples=("地址：", "地址：见附件", "内存地址：0x7fff12345678", "邮箱地址：zhang@example.com"),
        max_length=120,
        cues=_CUES,
        anti_cues=("邮箱地址", "内存地址", "网络地址", "IP地址", "ip地址", "MAC地址", "网址"),
        validate=validate,
        widen=widen,
        strength=1,
    ),
)
