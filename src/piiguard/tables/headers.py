"""What a header says a column holds, where its cells alone do not tell: names, places, attributes, account data.

A header counts only when the cells have the form that it promises: a `name` of products is no name of persons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from piiguard.lazy import LazyPattern
from piiguard.recognizer import Mask
from piiguard.tables.shapes import fits, stripped

_SHARE: Final = 0.8
_CAMEL: Final = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_SEPARATORS: Final = re.compile("[^0-9a-z\u3400-\u9fff]+")
_FIRST: Final = Mask(1, 0)
_NAME_CELLS: Final = r"[\u3400-\u9fff○]{2,4}(?:·[\u3400-\u9fff]{1,8})*|[A-Z][a-z'-]+(?: [A-Z][a-z'.-]*){1,3}"
_WORD_CELLS: Final = r"(?!.*[<>{};]).{1,60}"
_ANY_CELLS: Final = r"(?s:.{1,2000})"


class HeaderKind(NamedTuple):
    """A kind that a header names.

    `role`: direct, quasi or sensitive; `header` and `cells`: what header (in lower case, words joined by `_`) and
    cells look like; `mask` and `legal` as of a recognizer; `every`: whether the policy's operator treats each cell,
    else a cell is only looked at; `beside`: entity types of which another column must be.
    """

    entity_type: str
    role: str
    header: LazyPattern
    cells: LazyPattern
    mask: Mask = _FIRST
    legal: str = "basic"
    every: bool = False
    beside: tuple[str, ...] = ()


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
    "leader|manager|principal|referrer|guardian|father|mother|spouse|husband|wife|child|author|chinese|cn)"
)
_KINDS: Final = (
    _kind(
        "PERSON",
        "direct",
        rf"(?:[a-z]+_)?{_WHO}_?(?:name|nm|xm)|(?:real|true|full)_?name|leader|linkman|doctor|contacts?|consignee|receiver|xm|xingming|"
        r"name_(?:cn|zh)|.*(?:姓名|负责人|联系人|收货人|收件人|寄件人|发件人|机主|户主|持卡人|经办人|法人|法定代表人|申请人|投保人|"
        r"被保险人|监护人|患者|医生|医师|乘客|旅客|司机|驾驶员|业主|客户名|名字)(?:名|名称|姓名)?",
        _NAME_CELLS,
        every=True,
    ),
    HeaderKind(
        "PERSON", "direct", LazyPattern("name|名称|名字"), LazyPattern(_NAME_CELLS), every=True,
        beside=("CN_MOBILE", "CN_RESIDENT_ID", "CN_LANDLINE"),
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
        r"(?:[a-z]+_)?(?:antenna|cell|tower|base_?station|enodeb|gnb|lac|ci|cgi|ecgi)(?:_?id)?|.*(?:基站|小区号|小区编号).*",
        "[0-9A-Za-z:_-]{1,40}",
        Mask(2, 0),
        "location",
        True,
    ),
    _kind(
        "USER_NAME",
        "direct",
        r"(?:[a-z]+_){0,2}(?:user_?name|login_?name|login_?id|account_?name|login)|用户名|登录名|登录账号|用户账号|账号名?",
        r"[^\s,;]{1,64}",
        Mask(1, 0),
        "network_identity",
        True,
    ),
    _kind(
        "NICKNAME",
        "direct",
        r"(?:[a-z]+_){0,2}(?:nick_?name|nick|screen_?name)|.*昵称|网名",
        _WORD_CELLS,
        Mask(1, 0),
        "network_identity",
        True,
    ),
    _kind(
        "PASSWORD",
        "sensitive",
        r"(?:[a-z]+_){0,2}(?:password|passwd|pwd|pass_?word_?hash|pwd_?hash|secret)|.*(?:密码|口令)",
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
        r"(?:所在|户籍|籍贯|出生)?(?:省份?|直辖市|城市|地市|市|区县|区|县|乡镇|街道|籍贯|所在地|行政区.*)",
        "[\u3400-\u9fff]{2,15}",
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


def normal(header: str) -> str:
    """Return a header in lower case, its words joined by `_`.

    >>> normal("receiverName (必填)")
    'receiver_name_必填'
    """
    return _SEPARATORS.sub("_", _CAMEL.sub("_", header.strip()).lower()).strip("_")


def kind_by_header(header: str, values: Sequence[str], others: frozenset[str] = frozenset()) -> HeaderKind | None:
    """Return the kind that `header` names and at least 80 % of the filled `values` have the form of; None for none.

    `others`: the entity types of the table's other columns.
    """
    name = normal(header)
    if not name or fits("uuid", values):
        return None
    filled = [value for value in (stripped(each) for each in values) if value]
    for kind in _KINDS:
        if kind.header.fullmatch(name) is None or (kind.beside and not others.intersection(kind.beside)):
            continue
        if filled and sum(kind.cells.fullmatch(value) is not None for value in filled) >= _SHARE * len(filled):
            return kind
    return None
