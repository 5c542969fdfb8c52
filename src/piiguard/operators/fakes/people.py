"""Names of people who do not exist: the same length and kind of surname, Han or Latin, with middle dots or without.

Any ordinary name has bearers; a name alone tells nobody. Characters are those common in given names today.
"""

from __future__ import annotations

import re
from typing import Final

from piiguard.operators.draw import Draw
from piiguard.operators.names import surname_length

_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
)
_COMPOUND: Final = "欧阳 上官 司马 诸葛 司徒 皇甫 令狐 慕容 夏侯 端木 尉迟 东方 长孙 宇文 公孙 轩辕".split()
_GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文斌波辉鹏宇浩轩子涵梓怡欣悦思睿晨曦诗雨佳琪"
    "雪慧婷莹颖琳璐瑶萱彤妍晶蕾薇倩楠桐宁安康乐然皓博俊凯瑞泽林森峰岩山川海江河清源润泓沐阳晓东南北春夏秋冬"
    "龙飞翔鸿志远达成立功德仁义礼智信忠孝和谦恒毅勤朴真善美诚正中庆祥福禄寿喜富贵荣昌盛兴旺宝珍珠琴棋书画"
)
_PARTS: Final = (
    "阿迪力 买买提 艾尼 吐尔逊 古丽 阿依夏 玉素甫 热合曼 努尔 卡德尔 帕提曼 伊力亚 扎西 卓玛 达瓦 次仁 尼玛 多吉 "
    "央金 旺堆 巴特尔 其木格 乌兰 苏和 那仁 托娅 约翰 玛丽 安娜 彼得 伊万 索菲 大卫 卡洛斯 保罗 海伦"
).split()
_LATIN_GIVEN: Final = (
    "Alex Anna Ben Carla Daniel Emma Felix Grace Henry Iris Jack Julia Kevin Laura Mark Nina Oscar Paula Robert Sara "
    "Tom Vera Wei Xin Yan Jing Lei Min Fang Jun"
).split()
_LATIN_SURNAME: Final = (
    "Adams Baker Carter Dixon Evans Foster Green Harris Irving Jones Keller Lewis Moore Nolan Owens Parker Quinn "
    "Reed Stone Turner Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu"
).split()
_HIDDEN: Final = "某*×＊xX〇O○"
_TITLES: Final = (
    "先生 女士 小姐 太太 老师 医生 教授 律师 经理 总 主任 院长 局长 处长 科长 师傅 同学 警官 法官 护士 阿姨 叔叔 "
    "哥 姐"
).split()
_DOTS: Final = "([·•‧・．])"


def name(value: str, draw: Draw) -> str | None:
    """Return another name for `value`; None when it is not written like a name."""
    if re.search(_DOTS, value):
        return "".join(part if re.fullmatch(_DOTS, part) else draw.choice(_PARTS) for part in re.split(_DOTS, value))
    if value.isascii():
        return _latin(value, draw)
    compact = re.sub("[ \u3000]", "", value)
    if not compact.isalpha() and not any(sign in compact for sign in _HIDDEN):
        return None
    size = surname_length(compact)
    surname = draw.choice(_COMPOUND) if size == 2 else draw.choice(_SURNAMES)
    rest = compact[size:]
    if rest in _TITLES or all(sign in _HIDDEN for sign in rest):
        return surname + rest
    gap = " " if " " in value else "\u3000" if "\u3000" in value else ""
    return surname + gap + "".join(draw.choice(_GIVEN) for _ in rest)


def _latin(value: str, draw: Draw) -> str | None:
    """Return as many Latin names, each with the case of the word it replaces; the last one is a surname."""
    words = re.findall("[A-Za-z]+", value)
    if not words:
        return None
    left = len(words)

    def other(match: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        new = draw.choice(_LATIN_SURNAME if left == 0 and len(words) > 1 else _LATIN_GIVEN)
        word = match.group()
        return new.upper() if len(word) > 1 and word.isupper() else new.lower() if word.islower() else new

    return re.sub("[A-Za-z]+", other, value)
