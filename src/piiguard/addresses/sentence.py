"""What the words of a sentence around an address say: where it begins and ends, and whether one stands there."""

from __future__ import annotations

import re
from typing import Final

from piiguard.lazy import LazyPattern

# Words of a sentence, of which names of places are not made; what stands before or behind one is another part of it.
STOP: Final = LazyPattern(
    "的|了(?!望)|什么|为(?!民)|是(?!非)|在|我|你|您|他(?!山)|她|它|们|请|这|哪|吗|呢|吧(?!街)|啊|被|把|让|很|"
    "也|还|又|再|就|已|仍|却|而|但|因|如果|虽|"
    "所以|并|或|不(?!夜|锈)|没有?|称|寄[到往至给]?|送[货餐水]?[到往至给]?(?!变)|位于|坐落|地处|座落|被害人|"
    "被告人|收件人|收货人|联系人|先生|"
    "女士|小姐|小时|时许|凌晨"
)
# Where no word says that an address begins, these end the stretch, too.
VERB: Final = LazyPattern(
    "及|以(?![北南东西])|于|从|到|至(?![善诚德北南东西])|往(?![东南西北])|由|将|给|说|问|找|有(?!限)|"
    "住(?![房建宅院所户地])|快递[给至放]|包裹放|"
    "发[往到给现生布]|窜|行至|途经|经过|路过|前往|返回|进入|潜入|翻入|盗|窃|来到|去|搬|反映|投诉|地址|住址|户籍|"
    "籍贯|电话|手机|联系电话|姓名|"
    "身份证|邮编|老师(?!大)|同学|出发|开车|步行|距|属于|成立|设立|建于|购买|租赁(?!房|屋)|上班|上学|毕业|出生|"
    "男|女(?!子|王|娲|贞)|现在|目前|今天|"
    "昨天|明天|名下|业主|乘坐|换乘|下车|开始|进行|提供|负责|需要|可以|出现|期间|上午|下午|晚上|伙同|采取|采用|"
    "伺机|实施|趁|承包|离婚|准备|选择|参观|"
    "参加|举行|召开|举办|加盟|帮助|击败|隶属|起点|终点|全长|沿(?![江河海山湖溪滨])|附近的|之间"
)
# Whether one of these words may stand in a clause, wherever in it one begins or ends to look.
ANY_WORD: Final = LazyPattern(re.sub("[(][?]![^)]*[)]", "", f"{STOP.source}|{VERB.source}"))
# Directly before an address, not in the line before: somebody lives there, or something is to go there …
LIVES: Final = LazyPattern(
    "(?:(?:住|居|家|户籍|籍贯|寄|送[货餐]?|邮|快递|发|收货|派|取件|搬|租|房子?|公司|单位|学校|店|总部|办公|地点|现场|"
    "地址|住址)(?:[在于到往至给去为是回了]|位于|坐落于?|地处)+|"
    "(?:(?<!居)住|居住|住址|家住|现居|现住|寄|送|地址|户籍|籍贯|店址|厂址))(?:了)?[:：]?\\Z"
)
# … or somebody tells of a place, …
TELLS: Final = LazyPattern("(?:反映|投诉|举报|报修|咨询|反馈|检修|维修|抢修)(?:了|称|说)?[:：]?\\Z")
# … or what follows belongs to a place: …的路灯, …的住户, …
OWNED: Final = LazyPattern(
    "的(?:路灯|井盖|住户|业主|居民|租户|邻居|房[子屋东主]?(?:里|内)?(?=[，,。；]|$)|商铺|店[铺面]|门面|垃圾|"
    "下水|电梯|物业|快递|包裹|车位|监控|"
    "信号灯|红绿灯|噪音|水[管表]|电表|煤气|燃气|空调|外墙|楼道|单元门|宽带|网络)"
)
# … or something stands there …
STANDS: Final = LazyPattern("(?:位于|坐落于?|坐落在|地处|设在|座落于?|(?:公司|学校|总部|店)在)(?:中国)?\\Z")
# … or something happens there.
HAPPENS: Final = LazyPattern("(?:在|到|至|于|往|从|由|经|过|入|回|窜|赴|抵|达)\\Z")
NO_TAIL: Final = LazyPattern(
    "[㐀-鿿]{2}收$|报修|报警|报案|求助|[0-9]{7}|[0-9]{1,4}[年月日时分元块万]|[^㐀-鿿0-9A-Za-z·_ -]"
)
# Names of places where nobody but those who live there has to do.
HOMES: Final = LazyPattern(
    "(?:小区|花园|家园|花苑|新村|嘉园|名苑|雅苑|佳苑|豪庭|豪苑|华庭|家属院|馨苑|景苑|嘉苑|丽苑|社區|花園|大厦|"
    "广场|工业园?区?|科技园|产业园|公馆|山庄)$"
)
# A remark behind an address.
BRACKET: Final = LazyPattern("[(（][^()（）\\n。，,；;]{1,40}[)）]")
# A road goes on behind it with its number: 湖墅南路（原石祥路）186号.
CONTINUED: Final = LazyPattern("[(（][^()（）\\n。，,；;]{1,20}[)）](?=[0-9]{1,5} ?[号號])")
# Where something happened, as seen from the address: the name of a shop and its door.
SEEN: Final = LazyPattern(
    "[㐀-鿿*×]{0,10}?(?:门口|门前|附近|工地|旁边|对面|楼下|停车场|宿舍|家中|室内|路边|后面|住处|餐馆|商店|房间|"
    "办公室|店)[内外里处旁前]?"
    "|[㐀-鿿*×]{0,4}?[内处外旁]"
)
# A masked name in quotes is a part of it: **路“**”餐馆门口.
QUOTED: Final = LazyPattern(
    '[“"][㐀-鿿]{0,6}[*×]{1,8}[㐀-鿿]{0,8}[”"](?:[㐀-鿿]{0,5}?[店馆院厅吧所室城楼行市场]+)?(?:门[口前外]|[内旁前处])?'
)
LIES: Final = LazyPattern("近|旁|对面|[侧面边口内]|路|街|号|楼|栋|米|站|桥|附近|[东南西北]")
# Lines, cells and quoted values; clauses of a sentence are none.
FIELD: Final = frozenset("\n\r\t,|;\"'><")
# What an address has below the county, by signs alone …
_FINER: Final = LazyPattern(
    "[0-9#*×路街道巷弄村镇乡屯庄寨嘎队组园苑寓厦墅邸府庭阁轩郡叉鎮鄉號]|"
    "[一二三四五六七八九十][^㐀-鿿]?[号楼层室栋单幢座期区组社户]"
)
# … and who says that an address without them follows.
_DWELLS: Final = LazyPattern(
    "[住寄送址居家户派租搬邮籍店司]|反映|投诉|举报|报修|快递|收货|地点|现场|窜|来到|进入|走至|潜入|被害人"
)


def is_coarse(text: str, low: int, high: int, at: int) -> bool:
    """Return whether nothing finer follows the division whose sign stands at `at`, in a clause that tells of no home.

    The clause goes from `low` to `high`. Most divisions of prose are like that, and need no further look.
    """
    if low == 0 or text[low - 1] in FIELD or _FINER.search(text, at + 1, high):
        return False
    return _DWELLS.search(text, low, at) is None and OWNED.match(text, high) is None
