"""The words of addresses, by what they say of the name or number before them."""

from __future__ import annotations

from typing import Final

from piiguard.lazy import LazyPattern

HAN: Final = "[㐀-鿿]"
HAN_DIGIT: Final = "[一二三四五六七八九十百零〇两壹贰叁肆伍陆柒捌玖拾]"
MASKED: Final = "[*×●■]"

# A number as houses have them: 21382, A7, 404-411, 附3, 甲70, 十二, masked.
_ONE: Final = f"(?:[A-Za-z]{{0,3}}[0-9]{{1,6}}[A-Za-z]?|[A-Za-z]{{1,2}}|{HAN_DIGIT}{{1,6}}|{MASKED}{{1,6}}|某{{1,3}})"
NUMBER: Final = (
    f"(?<![0-9A-Za-z*×●■])(?<![0-9]\\.)[附甲乙丙丁戊负負]?{_ONE}"
    f"(?:(?:[-~、/至之]{{1,2}}|-?[附甲乙丙丁])(?:{_ONE})){{0,5}}"
)
# What follows the number, and the level that it then is; longer words first.
_UNITS: Final = (
    ("building", "号楼 號樓 号馆 号厂房 号仓库 号仓 号塔楼 号宿舍楼 号別墅 号别墅 #楼 栋楼 幢楼 栋 幢 棟 座 橦"),
    ("number", "号院 號院 号大院 号门牌 弄"),
    ("room", "号房间 号房 号室 号铺 号商铺 号摊位 号门面 号店 室 铺位 铺 房间 房 户 戶 卡位"),
    ("unit", "单元 單元 梯 门"),
    ("floor", "层 層 楼 樓"),
    ("village", "村民小组 组 組 生产队 队 隊 社"),
    ("road", "段 巷"),
    ("compound", "期 区 區"),
    ("building", "排"),
)
_AFTER: Final = {
    "巷": "(?![战子口尾])",
    "楼": "(?![盘市梯道层])", "樓": "(?![盤市梯道])", "室": "(?![内外温友]|[0-9一二三两]?厅)",
    "房": "(?![子价产贷地屋租东源间])",
    "户": "(?![籍口主型外])", "层": "(?![面级次出])", "座": "(?![位谈机椅右])", "区": "(?![别分间块域])",
    "社": "(?![会区团保])",
    "组": "(?![织成合长建])", "队": "(?![伍员长])", "期": "(?![间限望待末刊中货])", "梯": "(?![子队])",
    "门": "(?=[0-9])", "铺": "(?![设垫])", "团": "(?![队体员结购伙长])", "连": "(?![续接锁同长带])", "師": "",
    "师": "(?![傅父范长])",
    "段": "(?![时落子])", "营": "(?![业长员地])", "排": "(?![名列除放行])",
}  # fmt: skip
UNIT_LEVELS: Final = {word: level for level, words in _UNITS for word in words.split()}
_UNIT: Final = "|".join(
    word + _AFTER.get(word, "") for word in sorted(UNIT_LEVELS, key=lambda word: (-len(word), word))
)
# 3月5号 and 第3号文件 are no houses, 10号线 is no house either.
_HOUSE: Final = "(?:号|號)(?![线線口令文机码召称决规章型钢角染盐公]|风球|信号|[0-9一二三四五六七八九十]{1,3}[时点:])"
_BOUND: Final = "(?<!月)(?<!月[0-9])(?<!第)(?<!年)"
UNIT: Final = f"(?P<unit>{_UNIT})|(?P<house>{_HOUSE})|(?P<sign>#)|(?P<floor>F(?![A-Za-z]))"
# What a unit begins with: a test that costs less than trying all of them behind every digit.
UNIT_BEGINS: Final = "号號#F" + "".join(sorted({word[0] for word in UNIT_LEVELS}))
NUMBERED: Final = f"{_BOUND}{NUMBER} ?(?=[{UNIT_BEGINS}])(?:{UNIT})(?:之(?:[0-9]{{1,3}}|{HAN_DIGIT}{{1,2}}))?"
CHAIN: Final = (
    f"{_BOUND}(?<![-0-9A-Za-z])[A-Za-z]?[0-9]{{1,5}}[A-Za-z]?(?:-[A-Za-z]?[0-9]{{1,5}}[A-Za-z]?){{1,3}}(?![-0-9])"
)

# The corps of Xinjiang: 第八师, 农二师, 一四三团, 12连.
CORPS: Final = (
    f"[第农]?(?:[0-9]{{1,3}}|{HAN_DIGIT}{{1,4}})"
    "(?:师|團|团场|团(?![队体员结购伙长])|连(?![续接锁同长带])|营(?![业长员地]))"
)

# Words that end a name, and the level of the name. Those of one sign that end many other words, too, count only
# where a number, an end or a sign follows.
_NAMED: Final = {
    "province": "自治区 特别行政区",
    "city": "自治州",
    "county": "自治县 自治旗 市辖区 林区",
    "town": "街道办事处 街道办 街道 地区办事处 民族乡 苏木 镇 鎮 乡 鄉",
    "village": "村民委员会 村委会 村委 居委会 居民委员会 行政村 自然村 嘎查 大队 社区 村 屯",
    "road": "东道 西道 南道 北道 中道 大道 大街 胡同 公路 国道 省道 县道 环路 支路 弄堂 路 街 巷 弄",
    "compound": (
        "小区 花园 家园 花苑 公寓 大厦 大楼 广场 园区 校区 宿舍 工业园区 工业园 工业区 工业城 开发区 科技园 "
        "产业园 创业园 "
        "物流园 软件园 物流基地 新村 新苑 新城 新区 别墅 山庄 公馆 华庭 嘉园 名苑 雅苑 佳苑 豪庭 豪苑 写字楼 "
        "商务楼 综合楼 "
        "家属院 家属楼 大院 组团 号院 停车场 大楼 馨苑 景苑 嘉苑 丽苑 名邸 华府 御府 御园 名城 社區 花園 大廈 "
        "廣場 新邨 商务大楼"
    ),
    "place": (
        "有限公司 有限责任公司 公司 集团 商贸城 商城 商场 市场 中心 大酒店 酒店 宾馆 旅馆 饭店 餐厅 医院 "
        "卫生院 学院 大学 "
        "中学 小学 幼儿园 学校 超市 便利店 银行 信用社 基地 仓库 车站 客运站 公交站 火车站 加油站 收费站 "
        "服务站 派出所 公园 "
        "车间 出租屋 出租房 茶楼 网吧 网咖 会所 浴池 菜场 码头 批发部 加工厂 机械厂 印染厂 服装厂 家具厂 工厂 "
        "专卖店 门市部 "
        "商店 食堂 财务部 办公室 办公楼 教学楼 实验室 人民政府 管委会 工地 项目部 体育馆 图书馆 博物馆 电商城 "
        "建材城 "
        "酒楼 茶馆 诊所 药店 药房 中转站 门市 服务中心 购物中心 商业中心 餐馆 饭馆 面馆 浴室 医疗室 看守所 "
        "部队 安置房 车库 库房 公交站台 公交站牌 报刊亭 烟酒行 家具城 厂房 卫生室 养殖场 机场 农场 林场 景区 "
        "寺 饭庄 物管处 物业处 商行 经营部"
    ),
}
_DOUBTFUL: Final = {
    "county": "县 縣 区 區 市 旗",
    "village": "庄 寨 里 岙 埭 坝 组",
    "road": "道 条 线 环 段 桥 堤 坡",
    "compound": "苑 园 城 院 府 湾 庭 轩 阁 居 楼 邸 郡 墅 厦 寓",
    "place": "厂 店 馆 站 校 局 所 库 吧",
}
_NOT_BEFORE: Final = {
    "路": "(?![程过灯人牌由费况径基线]|上(?!海)|街道)", "街": "(?![头舞坊])",
    "村": "(?![民镇]|[东南西北中]{0,2}(?:大?街|路|大道))",
    "镇": "(?![静压痛]|大?街|路|大道)",
    "乡": "(?![镇下亲愁土音]|大?街|路|大道)",
    "巷": "(?![战])", "东道": "(?!主)", "中道": "(?!理)",
    "弄": "(?![清错坏])", "屯": "(?![兵])", "社区": "(?![服])", "大队": "(?![长])",
    "中心": "(?![思])", "寺": "(?![庙])",
    "大道": "(?![理])",
}  # fmt: skip
_ENDING: Final = (
    f"(?=[ _]*(?:$|[0-9A-Za-z#*×(（,，。、_-]|{HAN_DIGIT}{{1,3}}[号號栋幢座单层楼期区组室]|"
    f"[东西南北][门区侧面苑首头]|附近|旁|对面|"
    "[门口前后内外处]|大院|楼[上下顶梯]|与|和))"
)


def _branch(words: dict[str, str]) -> tuple[dict[str, str], str]:
    levels = {word: level for level, listed in words.items() for word in listed.split()}
    longest_first = sorted(levels, key=lambda word: (-len(word), word))
    return levels, "|".join(word + _NOT_BEFORE.get(word, "") for word in longest_first)


_SURE_LEVELS, SURE = _branch(_NAMED)
_DOUBTFUL_LEVELS, UNSURE = _branch(_DOUBTFUL)
NAME_LEVELS: Final = {**_DOUBTFUL_LEVELS, **_SURE_LEVELS}
# A county whose name no list holds: behind a larger division only, so that 小区 and 市场 are none.
COUNTY: Final = LazyPattern(
    f"{HAN}{{1,8}}?(?:自治县|自治旗|新区|开发区|高新区|"
    f"(?<![小社园校景厂业地辖市一二三四五六七八九十])[区區](?![别分间块域])|"
    f"[县縣](?![级委城道])|旗(?![杆舰])|"
    "(?<![超夜门城])市(?![场民政委区价面]))"
)
# What a number and a word begin with: most characters are neither, and no more is tried at them.
NUMBER_BEGINS: Final = "第农附甲乙丙丁戊负負0-9A-Za-z一二三四五六七八九十百零〇两壹贰叁肆伍陆柒捌玖拾*×●■某"
WORD_BEGINS: Final = "".join(sorted({word[0] for word in NAME_LEVELS}))
TOKEN: Final = LazyPattern(
    f"(?=[{NUMBER_BEGINS}])(?:(?P<corps>{CORPS})|(?P<numbered>{NUMBERED})|(?P<chain>{CHAIN}))|"
    f"(?=[{WORD_BEGINS}])(?<=[㐀-鿿0-9A-Za-z*×○])(?:(?P<name>{SURE})|"
    f"(?P<maybe>(?:(?<!号)(?:{UNSURE})){_ENDING}))"
)
# A number without a word directly behind a name or a building: 友谊路1821, 71栋751.
BARE: Final = LazyPattern(
    "[A-Za-z]{0,2}[0-9]{1,5}[A-Za-z]?(?![0-9A-Za-z年月日时点元块米人个只名台辆次岁平万余多%％.:："
    "号路天晚周家间条位种项届期批倍度分秒克吨斤升线])|"
    "[A-Z][0-9]?(?![0-9A-Za-z])"
)
BARE_BEGINS: Final = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_WAY: Final = f"(?:[0-9]{{1,5}}|{HAN_DIGIT}{{1,4}})[多余]?(?:米|公里|千米|m|M)(?:左右)?(?:处|远)?"
_SIDE: Final = "(?:[东西南北]{1,2}|[左右前后斜])"
# What may follow: where the place lies as seen from it.
SUFFIX_BEGINS: Final = frozenset(
    "往向朝东西南北左右前后斜约大0123456789一二三四五六七八九十百零〇两壹贰叁肆伍陆柒捌玖拾交丁叉路附旁隔对门楼内院里室家住街桥口边"
    "走私外周拐入出处进电"
)
SUFFIX: Final = LazyPattern(
    f"(?:(?:[往向朝]?{_SIDE}(?:侧|面|边|角|首|头)?)?(?:约|大约)?{_WAY}(?:[路街]?[东西南北])?|"
    f"(?:交叉|交汇|交界|交叉路|十字路|丁字路|三岔路|叉)(?:口|处)(?:处)?|十字|路口|"
    f"{_SIDE}(?:侧|面|边|角|首|出口|入口|大?门口?|口|隔壁|岸|头|旁)|斜?对[面过]|附近|旁边|旁|隔壁|门口|门前|"
    f"门外|楼下|楼上|楼顶|"
    f"内|院内|里面|室内|家中|家门口|住处|街上|后门|楼道内?|桥下|门[处内]|口(?![镇村区路街])|边(?![防])|楼梯处?|"
    f"走廊内?|私宅|后面|外围|周边|一带|拐角处?|入口处?|出口处?|处|进口|路边|路旁|[路街][东西南北]|电联|"
    f"[东西南北](?=$|[（(，,。；; ]))"
)
# A number of a house in the country: 3号 of 李家村, and 5组.
CONNECTORS: Final = " _,，、·-—~/"
# No division, though it begins like one: 北京路, 南京大学.
# Counting words: 一座城, 三层, but 阳光小区三栋.
COUNTED: Final = LazyPattern(f"{HAN_DIGIT}+ ?[座户戶期组組队隊社团连師师营段排层層楼樓]$")
WAY_BEHIND: Final = LazyPattern(
    "(?:[东西南北中一二三四五六七八九十]{0,2}(?:路|街|大道|大街|道|巷|弄|胡同)|大路(?![镇乡村])|"
    "大学|银行|大酒店|饭店|人(?!民)|话)"
)
