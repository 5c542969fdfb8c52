"""Postal addresses in Chinese: whole values after a label, and full addresses in running text.

In text the anchor is a number with 号, 室, 栋 and the like; from there the address is read back to the name of a
division (GB/T 2260) or to a road with house and room. A bare city or county is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from piiguard.addresses.levels import Span, levels
from piiguard.addresses.plain import plain, written
from piiguard.addresses.running import addresses_at
from piiguard.recognizer import AfterCue, Anchor, Candidate, Doubt, LazyPattern, Recognizer, Score
from piiguard.recognizers.data.gazetteer import gazetteer

_HAN = "[㐀-鿿]"
_DIGIT = "[0-9A-Za-z一二三四五六七八九十百零〇甲乙*×]"
_AFTER_DIVISION = f"{_HAN}{{1,9}}?(?:[区县市镇乡村路街巷區縣鎮鄉]|大道|小区|花园|工业|社区|公寓|大厦)"
_AFTER_TOWN = f"{_HAN}{{1,9}}?(?:[村路街巷]|大道|小区|花园|工业|社区|公寓|大厦|市场|对面)"
_MASKED_PLACE = "(?<![*×].)[*×]{0,7}(?:[省市区县镇乡村街路道巷号栋幢座室楼层组屯]|单元|小区|社区|大道|花园)"
_LIVES = LazyPattern("(?:住|寄|送[货餐]?)(?:在|于|到|往|至|给)?")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the addresses around the anchor at `at`."""
    return find_all(text, (at,))


def find_all(text: str, places: Sequence[int]) -> Iterator[Candidate]:
    """Yield the addresses around the anchors at `places`."""
    leads = [_LIVES.match(text, at) if text[at] in "住寄送" else None for at in places]
    inside = sorted([at if lead is None else lead.end() for at, lead in zip(places, leads, strict=True)])
    for start, end in addresses_at(text, inside, gazetteer()):
        yield Candidate(start, end, text[start:end])


# A labelled value must hold a house number or a word for a place.
_MARK = "[0-9一二三四五六七八九十]{1,6}(?:号|栋|幢|座|单元|室|楼|层|弄|组|队|户|-)"
_PLACE = f"{_HAN}(?:路|街|道|巷|村|镇|乡|小区|花园|大厦|县(?!级)|区(?!分)|市(?!场|面|民)|省)"
_STOP = "\\n\\r\\t,，;；。|\"'”<>{}!！?？"
# Behind 是 or 在 there has to be something of an address; behind a colon whatever is no remark.
_SAID = f"(?<=[ 是为在于])(?=[^{_STOP}]{{0,60}}(?:{_MARK}|{_PLACE})){_HAN}[^{_STOP}]{{3,100}}"
_NOTHING = (
    "见|详|同(?![安江心仁德])|无(?![锡为棣极])|不(?!夜)|暂|请|未(?!央)|否|略|空(?!港)|待|如(?![皋东])|点击|填|"
    "以下|上述|"
    "[nN]ull|[nN]one|NULL"
)
_FILLED = f"(?<=[:：=＝\"'])(?!{_NOTHING})(?=[^{_STOP}]{{0,10}}{_HAN}{{2}})[㐀-鿿0-9A-Za-z#*×][^{_STOP}]{{3,100}}"
# What no address says, but a form, a manual or a comment does.
_REMARK = LazyPattern(
    "的|请|填写|输入|选择|是否|不能|不得|必须|应当|如何|什么|为空|可以|或者|根据|支持|用于|表示|参数|字段|格式|"
    "变量|指针|数据|服务器|端口|"
    "接口|网址|链接|页面|文件|内存|函数|主机|网络|默认|返回|获取|错误|信息|内容|类型|地址|所有|如果|由|我们|"
    "他们|通过"
)
_NEXT_LABEL = LazyPattern(
    "[ ]*(?:[(（]?(?:联系)?(?:电话|手机(?![店城大维专配快卖])|邮编|收件人|收货人|联系人|姓名|邮政编码|身份证|"
    "QQ|微信|邮箱|Tel|tel|传真)|"
    "[ ]{2,}|1[3-9][0-9]{9}|[ ]+[㐀-鿿]{1,3}[㐀-鿿0-9][ ]*(?=1[3-9][0-9]{9})|[ ]+[㐀-鿿]{1,6}[:：])"
)
_OPENING = LazyPattern("(?:是|在|为|位于|就在)+")
_HOUSE = ("number", "compound", "building", "unit", "floor", "room")
_CLEAR = 2
_REMEMBERED = 8192
_MASKED = LazyPattern(r"[*×＊●■]{3}$")
_ACCEPTED = "[^ *×＊●■]+"


def validate(value: str) -> str | None:
    """Return the address without spaces, doubtful without a house; None for one whose house is masked."""
    canonical = value.replace(" ", "")
    if not canonical or _MASKED.search(value):
        return None
    if any(level in _HOUSE for level, _, _ in parts(value)):
        return canonical
    return Doubt(canonical, "no house number")


def validate_labelled(value: str) -> str | None:
    """Return the value without spaces, doubtful if it names no place; None for a remark, or a masked one."""
    found = sum(level != "suffix" for level, _, _ in parts(value))
    if found < _CLEAR and _REMARK.search(value):
        return None
    canonical = value.replace(" ", "")
    if not canonical or _MASKED.search(value):
        return None
    return canonical if found else Doubt(canonical, "no part of it is known")


def parts(value: str) -> tuple[Span, ...]:
    """Return the levels of an address: the name of each, where it begins and where it ends."""
    return _parts(plain(value))


@lru_cache(_REMEMBERED)
def _parts(form: bytes) -> tuple[Span, ...]:
    return tuple(levels(written(form), gazetteer()))


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
        candidates=(
            Anchor("号號室栋棟幢弄座层層楼樓户", f"(?<={_DIGIT}.)"),
            Anchor("路街巷弄村区苑园城道庄厦寓里院期镇乡团心场店厂司馆校筑府邸郡坊湾庭", "[0-9A-Z*×]"),
            Anchor("省市县区州旗縣區", _AFTER_DIVISION),
            Anchor("镇乡道鎮鄉", _AFTER_TOWN),
            Anchor("*×", _MASKED_PLACE),
            Anchor("叉", "口"),
            Anchor("连", f"(?<=团{_DIGIT}.)|(?<=团{_DIGIT}{{2}}.)"),
            Anchor("住寄送", f"(?:[在于到往至给]|(?={_HAN}{{2,12}}[省市县区镇村路街]))"),
        ),
        score=Score(0.85, 0.97, 0.6, 0.9),
        legal="basic",
        source=_SOURCE,
        examples=(
            "王某住在⟦山东省济南市槐荫区经十路21382号3号楼2单元501室⟧，已婚",
            "寄到⟦北京市海淀区中关村南大街5号⟧。",
            "⟦上海市浦东新区世纪大道100号20楼⟧",
            "现居⟦广东省深圳市南山区科技园路1号创业大厦5栋1203室⟧已多年",
            "住⟦江苏省昆山市玉山镇人民路88号3幢201室⟧",
            "公司上海店位于⟦上海市静安区南京西路1266号5楼506室⟧",
            "他后来搬进海淀区的新家，我住⟦阳光路88号3栋201室⟧",
            "⟦南昌市八一大道一号⟧",
        ),
        counter_examples=(
            "人民路很长", "第3号文件", "北京市海淀区", "国务院令第123号", "会议室3号室",
            "中国证监会北京市监管局第5号公告", "北京市海淀区地铁10号线", "后第十区上海的14号",
        ),
        max_length=120,
        cues=_CUES,
        find=find,
        find_all=find_all,
        validate=validate,
        accepted=_ACCEPTED,
        parts=parts,
        strength=2,
    ),
    Recognizer(
        entity_type="CN_ADDRESS",
        name_zh="地址（标签后）",
        name_en="Chinese postal address after a label",
        candidates=(AfterCue(_SAID), AfterCue(_FILLED)),
        score=Score(0.0, 0.97, 0.0, 0.9),
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
        validate=validate_labelled,
        widen=widen,
        parts=parts,
        strength=2,
        told_by=(_NEXT_LABEL.source, _OPENING.source),
    ),
)  # fmt: skip
