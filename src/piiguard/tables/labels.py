"""Reads headers that are abbreviations, in pinyin initials or English, as the words they stand for.

Findings lean on the words before a value; `nl`, `ddh` and `time_us` are none that texts use.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from piiguard.lazy import LazyPattern
from piiguard.tables.normal import normal

# Initials with more than one common reading (`zy`, `xh`, `jg`) are left out.
_INITIALS: Final = {
    "nl": "年龄",
    "csny": "出生年月",
    "xl": "学历",
    "whcd": "文化程度",
    "gzdw": "工作单位",
    "wxh": "微信号",
    "hjdz": "户籍地址",
    "xzz": "现住址",
    "jtdz": "家庭住址",
    "zjxy": "宗教信仰",
    "zdmc": "诊断名称",
    "je": "金额",
    "zje": "总金额",
    "ye": "余额",
    "dj": "单价",
    "sl": "数量",
    "ddh": "订单号",
    "ddbh": "订单编号",
    "lsh": "流水号",
}
# What the last word of a header measures or numbers, whatever its digits look like.
_NOBODYS: Final = (
    (
        "金额",
        LazyPattern("(?:.*_)?(?:amt|amount|sum|total|price|fee|cost|bal|balance)(?:_(?:cny|rmb|yuan|fen|cents?))?"),
    ),
    (
        "数量",
        LazyPattern(
            "(?:.*_)?(?:qty|quantity|cnt|count|size|length|seq|sort|rank|rownum)|(?:.*_)?(?:bytes|octets|packets)(?:_.*)?"
        ),
    ),
    (
        "timestamp",
        LazyPattern(
            "(?!.*birth)(?:.*_)?(?:ts|time|timestamp|duration|elapsed|latency|uptime|epoch)(?:_(?:ms|us|ns|s|secs?|millis|utc))?"
            "|gmt_[a-z]+|(?:.*_)?(?:created?|updated?|deleted?|modified|published|expired?)_(?:at|on|ms)"
        ),
    ),
    (
        "运单号",
        LazyPattern("(?:.*_)?(?:ship(?:ping)?|delivery|express|logistics|tracking)_?(?:sn|no|num|number|code)"),
    ),
    ("流水号", LazyPattern(".*流水")),
    ("订单号", LazyPattern(".*(?:入库|出库|采购|支付|退款|售后|工|票据|单据|合同|凭证|发票)单?(?:编?号|号码)")),
    (
        "订单号",
        LazyPattern("(?:.*_)?(?:order|trade|txn|transaction|batch|invoice|sku)_?(?:id|no|num|number|sn|code)"),
    ),
)


@lru_cache(maxsize=1024)
def words(header: str) -> str:
    """Return the words that an abbreviated header stands for; any other header as it is.

    >>> words("NL"), words("pay_amt"), words("duration_ns"), words("手机"), words("phone")
    ('年龄', '金额', 'timestamp', '手机', 'phone')
    """
    name = normal(header)
    if name in _INITIALS:
        return _INITIALS[name]
    return next((said for said, pattern in _NOBODYS if pattern.fullmatch(name)), header)
