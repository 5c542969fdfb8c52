"""What a header says a column holds, where its cells alone do not tell: names, places, attributes, account data.

A header counts only when the cells have the form that it promises: a `name` of products is no name of persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from piiguard.lazy import LazyPattern
from piiguard.recognizer import Mask
from piiguard.tables.normal import normal
from piiguard.tables.shapes import fits, stripped

_SHARE: Final = 0.8
_FIRST: Final = Mask(1, 0)
# In columns that can be of nothing else some people are numbered: there are two of that name.
_NUMBERED_CELLS: Final = r"[\u3400-\u9fff]{2,4}[0-9A-Za-z]"
_NAME_CELLS: Final = r"[\u3400-\u9fff○]{2,4}(?:·[\u3400-\u9fff]{1,8})*|[A-Z][a-z'-]+(?: [A-Z][a-z'.-]*){1,3}"
_DIVISION_ENDS: Final = (
    "省|自治[区州县旗]|特别行政区|地区|盟|(?<![超门夜早集])市|(?<![小社园校景厂库片专])区|县|旗|镇|乡|街道"
)
_PROVINCES: Final = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
SUFFIX: Final = LazyPattern(r"[\s_]*[(（][^()（）]*[)）]$")
_WORD_CELLS: Final = r"(?!.*[<>{};]).{1,60}"
_ANY_CELLS: Final = r"(?s:.{1,2000})"


class HeaderKind(NamedTuple):
    """A kind that a header names.

    `role`: direct, quasi or sensitive; `header` and `cells`: what header (in lower case, words joined by `_`) and
    cells look like; `mask` and `legal` as of a recognizer; `every`: whether the policy's operator treats each cell,
    else a cell is only looked at; `beside`: sets of entity types, each in one string, of one of which all must be
    other columns; `doubtful`: whether cells must be found to be of the kind, too.
    """

    entity_type: str
    role: str
    header: LazyPattern
    cells: LazyPattern
    mask: Mask = _FIRST
    legal: str = "basic"
    every: bool = False
    beside: tuple[str, ...] = ()
    doubtful: bool = False


def _kind(
    entity_type: str,
    role: str,
    header: str,
    cells: str,
    mask: Mask = _FIRST,
    legal: str = "basic",
    every: bool = False,
) -> HeaderKind:
    return HeaderKind(entity_type, role, LazyPattern(header), LazyPattern(cells), mask, legal, every)


_WHO: Final = (
    "(?:user|cust(?:omer)?|member|emp(?:loyee)?|staff|student|teacher|patient|doctor|nurse|contact|linkman|receiver|recipient|"
    "consignee|sender|owner|holder|real|true|full|person|people|passenger|guest|driver|applicant|legal|buyer|payee|payer|"
    "leader|manager|principal|referrer|guardian|father|mother|spouse|husband|wife|child|author|chinese|cn|billing|shipping|"
    "delivery|insured|beneficiary|kin)"
)
_KINDS: Final = (
    _kind(
        "PERSON",
        "direct",
        rf"(?:[a-z]+_)?{_WHO}_?(?:name|nm|xm)|(?:real|true|full)_?name|leader|linkman|doctor|contacts?|consignee|receiver|xm|xingming|"
        r"name_(?:cn|zh)|.*(?:姓名|负责人|联系人|收货人|收件人|寄件人|发件人|机主|户主|持卡人|经办人|法人|法定代表人|申请人|投保人|"
        r"被保险人|监护人|患者|医生|医师|乘客|旅客|司机|驾驶员|业主|客户名|名字)(?:名|名称|姓名)?",
        f"{_NAME_CELLS}|{_NUMBERED_CELLS}",
        every=True,
    ),
    HeaderKind(
        "PERSON", "direct", LazyPattern("name|名称|名字"), LazyPattern(_NAME_CELLS), every=True,
        beside=("CN_MOBILE", "CN_RESIDENT_ID", "CN_LANDLINE"), doubtful=True,
    ),
    # Accounts, where Latin names stand beside an address for mail.
    HeaderKind(
        "PERSON", "direct", LazyPattern("name"), LazyPattern("[A-Z][a-z'-]+(?: [A-Z][a-z'.-]*){1,3}"), every=True,
        beside=("EMAIL_ADDRESS",), doubtful=True,
    ),
    # An address book, where people are called as their friends call them.
    HeaderKind(
        "PERSON", "direct", LazyPattern("name|名字"), LazyPattern("[\u3400-\u9fff]{2,3}"), every=True,
        beside=("CN_MOBILE CN_POSTCODE", "CN_MOBILE CN_ADDRESS"),
    ),
    # A place with a telephone and an address that nobody is found in the name of.
    HeaderKind(
        "ORGANIZATION", "quasi", LazyPattern("name|名称|.*(?:店|酒店|宾馆|餐厅|门店|商户|场馆|机构)名称?"),
        LazyPattern("(?=.*[\u3400-\u9fff]{2}).{2,60}"), beside=("CN_LANDLINE CN_ADDRESS",),
    ),
    _kind(
        "ORGANIZATION", "quasi",
        r"(?!(?:express|logistics|courier|ship(?:ping)?|delivery)_)(?:[a-z]+_)?(?:company|employer|organi[sz]ation|corp|"
        r"institution|university)(?:_?name)?|.*(?:(?:工作|就业|所在|任职|参保|缴费|缴存|用人|学习)单位|单位名称|雇主)|"
        r".*(?<!快递)(?<!物流)(?<!承运)(?<!配送)公司名?称?",
        "(?=.*[\u3400-\u9fffA-Za-z]{2}).{2,60}",
    ),
    _kind("GENDER", "quasi", "(?:[a-z]+_)?(?:gender|sex|xb)|.*性别",
        "[男女]性?|(?i:m|f|male|female|未知|unknown|[0-9])"),
    _kind(
        "IP_ADDRESS",
        "direct",
        r"(?:[a-z]+_){0,2}ip(?:_?addr(?:ess)?|v[46])?|.*(?i:ip)(?:地址)?",
        r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]+)?|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}",
        Mask(3, 0),
        "device",
        True,
    ),
    _kind(
        "MAC_ADDRESS",
        "direct",
        r"(?:[a-z]+_){0,2}mac(?:_?addr(?:ess)?)?|.*(?i:mac)(?:地址)?",
        r"(?:[0-9a-fA-F]{2}[:-]?){5}[0-9a-fA-F]{2}(?:[:_ -].*)?",
        Mask(8, 0),
        "device",
        True,
    ),
    _kind(
        "CELL_ID",
        "quasi",
        r"(?:[a-z]+_)?(?:antenna|cell|tower|base_?station|enodeb|gnb|lac|tac|ci|cgi|ecgi)(?:_?id)?|(?:lac|tac|mcc|mnc|ci|cid|cell)(?:[_:](?:lac|tac|mcc|mnc|ci|cid|cell)){1,3}|.*(?:基站|小区号|小区编号).*",
        "[0-9A-Za-z:_-]{1,40}",
        Mask(2, 0),
        "location",
        True,
    ),
    _kind(
        "USER_NAME",
        "direct",
        r"(?!(?:last|first|prev(?:ious)?)_)(?:[a-z]+_){0,2}(?:user_?name(?:_(?:lower|canonical|normalized))?|login_?name|login_?id|account_?name|login)|用户名|登录名|登录账号|用户账号|账号名?",
        r"[^\s,;]{1,64}",
        Mask(1, 0),
        "network_identity",
        True,
    ),
    _kind(
        "NICKNAME",
        "direct",
        r"(?:[a-z]+_){0,2}(?:nick_?name|nick|screen_?name|display_?name|nice_?name)|.*(?:昵称|网名|会员名|旺旺(?:id|名|号)?)",
        _WORD_CELLS,
        Mask(1, 0),
        "network_identity",
        True,
    ),
    _kind(
        "PASSWORD",
        "sensitive",
        r"(?:[a-z]+_){0,2}(?:password|passwd|pwd|pass_?word_?hash|pwd_?hash|secret)|(?:user|login)_?pass|.*(?:密码|口令)",
        r"[^\s]{4,200}",
        Mask(0, 0),
        "network_identity",
        True,
    ),
    _kind(
        "LATITUDE",
        "quasi",
        r"(?:[a-z]+_)*(?:lat|latitude|wd|weidu)|.*纬度",
        r"-?[0-9]{1,2}\.[0-9]{2,}",
        Mask(3, 0),
        "location",
        True,
    ),
    _kind(
        "LONGITUDE",
        "quasi",
        r"(?:[a-z]+_)*(?:lng|lon|long|longitude|jd|jingdu)|.*经度",
        r"-?[0-9]{1,3}\.[0-9]{2,}",
        Mask(3, 0),
        "location",
        True,
    ),
    _kind(
        "LOCATION",
        "quasi",
        r"(?:[a-z]+_)*(?:province|prov|city|district|county|region|town|street)(?:_?name)?|"
        r"(?:所在|户籍|籍贯|出生|现居|常住|居住|意向|工作|到达|出发)?(?:省份?|直辖市|城市|地市|市|区县|区|县|乡镇|街道|籍贯|所在地|行政区.*)",
        "[\u3400-\u9fff]{2,15}",
    ),
    # Names of divisions are told by how they end, or what they begin with.
    _kind("LOCATION", "quasi", "(?:.*_)?name|名称", rf"[\u3400-\u9fff]{{1,20}}(?:{_DIVISION_ENDS})"),
    _kind("LOCATION", "quasi", "jg|jiguan|.*(?:户籍地|出生地|户口所在地)", rf"(?:{_PROVINCES}).{{0,30}}"),
    _kind(
        "LOCATION", "quasi", ".*(?:地铁|车站|站点|公交)站?|(?:subway|metro|station)(?:_?name)?",
        "(?=.*[\u3400-\u9fff]).{2,40}",
    ),
    _kind(
        "LOCATION", "quasi", "(?:[a-z]+_)*(?:city|province|county|hometown)(?:_?name)?",
        "[A-Z][a-z]+(?:[ '-][A-Z]?[a-z]+){0,3}",
    ),
    _kind("BIRTH_DATE", "quasi", ".*出生年月|(?:.*_)?birth_?(?:month|ym)", "(?:19|20)[0-9]{2}[-/.年]?[01]?[0-9]月?"),
    # Cells that can be nothing else, whatever their header says.
    _kind(
        "PASSWORD", "sensitive", ".*",
        r"\$(?:2[abxy]|[15-7]|[HPSy]|argon2(?:id?|d))\$.{16,}|\$[HPS]\$.{20,}|(?:pbkdf2|scrypt|bcrypt)(?:_[a-z0-9]+)?[$:].{16,}"
        r"|\{(?i:s?sha(?:256|512)?|bcrypt|md5|noop|pbkdf2)\}.{8,}",
        Mask(0, 0), "network_identity", True,
    ),
    _kind(
        "MARITAL_STATUS", "quasi", ".*",
        "(?i:single|married|unmarried|divorced|widow(?:ed)?|separated)|已婚|未婚|离异|离婚|丧偶|再婚|初婚|复婚",
    ),
    _kind(
        "OCCUPATION",
        "quasi",
        r"(?:[a-z]+_)?(?:job|occupation|profession|position|job_?title)|职业|职务|岗位|工种",
        _WORD_CELLS,
    ),
    _kind(
        "INCOME",
        "sensitive",
        r"(?:[a-z]+_)*(?:income|salary|wage|wages)|.*(?:收入|工资|薪资|薪酬|年薪|月薪)",
        r".*[0-9].*",
        legal="property",
    ),
    _kind(
        "CREDIT_SCORE",
        "sensitive",
        r"(?:[a-z]+_)*credit_?(?:score|rating|level)|.*(?:信用分|信用评分|信用等级|征信评分)",
        r"[0-9]{1,4}(?:\.[0-9]+)?|[A-Z]{1,3}[+-]?|.*[0-9]{3}.*",
        legal="credit",
    ),
    _kind(
        "HEALTH",
        "sensitive",
        r"(?:[a-z]+_)*(?:diagnos(?:is|tic)|symptoms?|disease|illness|medication|prescription|allerg(?:y|ies)|medical_?history)"
        r"(?:_[a-z]+)?|.*(?:诊断|症状|病史|疾病|用药|处方|过敏史|主诉|检查结果|手术).*",
        _ANY_CELLS,
        legal="health",
    ),
)  # fmt: skip
BY_TYPE: Final = {each.entity_type: each for each in reversed(_KINDS)}


def kinds_by_header(header: str, values: Sequence[str], others: frozenset[str] = frozenset()) -> Iterator[HeaderKind]:
    """Yield the kinds that `header` names and at least 80 % of the filled `values` have the form of, likeliest first.

    `others`: the entity types of the table's other columns.
    """
    # A shop's export says whose address it is in brackets behind.
    name = normal(SUFFIX.sub("", header)) or normal(header)
    if not name or fits("uuid", values):
        return
    filled = [value for value in (stripped(each) for each in values) if value]
    for kind in _KINDS:
        if kind.header.fullmatch(name) is None:
            continue
        if kind.beside and not any(others.issuperset(each.split()) for each in kind.beside):
            continue
        if filled and sum(kind.cells.fullmatch(value) is not None for value in filled) >= _SHARE * len(filled):
            yield kind
