"""Names of several parts with a dot between them, in running text: 艾尼瓦尔·吐尔逊, 约翰·史密斯."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, LazyPattern, Mask, Recognizer, Score

# Characters with which the sounds of other languages are written, in names of minorities and of foreigners.
_SOUNDS = (
    "阿艾爱安奥巴拜班邦鲍贝本比宾波勃伯布查达戴丹道德登蒂迪丁东杜顿多厄恩尔法菲费芬丰弗福富盖甘冈高戈格葛古瓜圭"
    "哈海汉赫亨"
    "侯胡华怀惠霍基吉加贾杰金京久卡凯坎康考柯科克肯孔库夸拉莱赖兰朗劳勒雷里理利丽莉列林琳留龙卢鲁露伦罗洛吕马迈"
    "麦曼毛梅门"
    "蒙米密敏明莫默姆木穆纳娜南瑙内尼尤涅宁纽农努诺欧帕派潘庞佩彭皮平珀普其奇恰钱乔切钦琴丘屈热仁荣茹儒萨赛桑瑟森沙山"
    "尚舍申圣施石史士舒斯思司苏索塔泰坦汤唐陶特腾提廷图吐托瓦万旺威韦维魏温文翁沃乌伍武西希锡夏香肖谢辛欣兴修许"
    "雪逊雅亚延扬"
    "耶叶伊依因英永于雨约泽扎詹章珍朱祖佐茨兹什娃娅妮安妮妲婕玛黛薇珊莎诗芙芭苔茜莫莱萝蕾琪琼玫瑰赞臻塞买提江逊"
    "艾力迪热"
    "拜合孜祖丽胡如曼巴依仓央嘉措顿珠次旦增多杰卓措姆索朗夫翰铁隆滕卜历符贡埃奈丝弥勋茂摩墨牟乃浦琴瑞琐松颂堂忒"
    "推脱悉歇休絮"
    "牙彦耀易尹印蕴宰赞哲芝治宗邹昂敖白保堡毕碧滨柏薄策昌彻慈韦库维弗凡诃肃苑仑戎宏鸿蓝岚弥蜜缪妙麻玻坡珂茅遮尧"
    "翠楚崔庄"
)
_SOUND = f"[{''.join(sorted(set(_SOUNDS)))}]"
_PART = f"{_SOUND}{{2,8}}"
_LEFT = LazyPattern(f"(?<![·《]){_PART}$")
_RIGHT = LazyPattern(f"·{_PART}(?:·{_SOUND}{{1,8}}){{0,3}}")
_INITIAL = LazyPattern(f"·[A-Z](?:[.·]{{1,2}}{_PART})")
_LONGEST = 9
# Words made of such characters that stand before a name: 总统约翰, 和, 与 are none of them.
_NOT_FIRST = LazyPattern(
    "(?:日本|东京|华南|西南|东南|西安|海南|丽江|马来西亚|意大利|加拿大|巴西|伊朗|文具|明星|英雄|影星|高中|"
    "高尔夫|许多)"
)
_BODY = LazyPattern("(?:公司|酒店|品牌|广场|花园|小区|系列|牌|店|集团|银行|大学|》)")


def find(text: str, at: int) -> Iterator[Candidate]:
    """Yield the name whose first dot stands at `at`."""
    left = _LEFT.search(text, max(0, at - _LONGEST), at)
    right = _RIGHT.match(text, at) or _INITIAL.match(text, at)
    if left is None or right is None:
        return
    start = left.start()
    lead = _NOT_FIRST.match(text, start, at)
    if lead is not None:
        start = lead.end()
    if text[start - 1 : start + 1] == "总理":
        start += 1
    if at - start < 2 or _BODY.match(text, right.end()):
        return
    yield Candidate(start, right.end(), text[start : right.end()])


RECOGNIZER = Recognizer(
    entity_type="PERSON",
    name_zh="姓名（间隔号）",
    name_en="Name of parts with a middle dot",
    candidates=(Anchor("·", "(?<=[㐀-鿿]{2}.)(?:[㐀-鿿]{2}|[A-Z][.·])"),),
    score=Score(0.80, 0.90),
    legal="basic",
    source="GB/T 35273-2020 annex A 个人基本资料",
    examples=(
        "⟦艾尼瓦尔·吐尔逊⟧昨天来过",
        "记者采访了⟦约翰·史密斯⟧。",
        "⟦迪里娜尔·迪力夏提⟧出席",
        "⟦阿卜杜拉·买买提⟧，和田人",
    ),
    counter_examples=("《三国演义·关羽》", "万科·城市花园3期", "春·夏·秋·冬", "中国·北京", "文化·教育"),
    max_length=48,
    mask=Mask(1, 0, 1, 0),
    find=find,
    strength=0,
)  # fmt: skip
