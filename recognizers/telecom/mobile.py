"""Mobile number of mainland China (手机号码), eleven digits of 电信网编号计划(2017年版) and later assignments.

Issued blocks by network prefix: the carriers', resellers' (162 165 167 170 171), satellite (1349 1740 1749 1619 and
others), broadcast (192) and the 161 and 14x data blocks. Portability since 2019 means a prefix tells no carrier.
"""

from __future__ import annotations

from piiguard.recognizer import Depends, Digits, Doubt, LazyPattern, Mask, Recognizer, Score

# MIIT's table to March 2023, and 161 as libphonenumber 9.0.43 has it.
_FULL = frozenset(
    "130 131 132 133 134 135 136 137 138 139 145 146 147 148 149 150 151 152 153 155 156 157 158 159 162 165 166 "
    "167 170 171 "
    "172 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 195 196 197 198 199".split()
)
_PARTIAL = frozenset("1610 1619 1740 1741 1749".split())
_COUNTRY = ("0086", "086", "86")
_CARRIER = ("17951", "17911", "17901", "12593", "10193")
_COUNTRY_BEFORE = LazyPattern(
    r"(?:\(\+?(?:00)?86\)|（\+?(?:00)?86）|(?<![0-9A-Za-z])(?:\+|00)?86)[ -]?(?:\(0\)[ ]?)?$|(?<![0-9A-Za-z])\+$"
)
_CARRIER_BEFORE = LazyPattern(r"(?<![0-9A-Za-z])(?:17951|17911|17901|12593|10193)[ -]?$")
_EXTENSION = LazyPattern(
    r"(?:转|-转|,转|，转| 转)[ ]?[0-9]{1,6}(?![0-9A-Za-z])|-[0-9]{4}(?![0-9A-Za-z_-]|\.[0-9A-Za-z])"
)


def validate(value: str) -> str | None:
    """Return the eleven national digits; a `Doubt` for a block that was not issued; None for another number.

    >>> validate("8613800138000")
    '13800138000'
    """
    digits = value if len(value) == 11 else _national(value)
    if len(digits) != 11 or digits[0] != "1" or digits[1] not in "3456789":
        return None
    if digits[:3] in _FULL or digits[:4] in _PARTIAL:
        return digits
    return Doubt(digits, "the block was not issued by 2023")


def _national(value: str) -> str:
    """Return the digits without country or carrier code, leading zero and extension."""
    digits = value.split("转")[0].lstrip("+")
    for prefix in _COUNTRY + _CARRIER:
        if digits.startswith(prefix) and len(digits) == len(prefix) + 11:
            digits = digits[len(prefix) :]
    if len(digits) == 12 and digits[0] == "0":
        digits = digits[1:]
    if len(digits) == 15 and digits[0] == "1":
        digits = digits[:11]  # a virtual number's extension of four digits, written with a hyphen
    return digits


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a country or carrier code before the number and a virtual number's extension behind it."""
    window = text[max(0, start - 8) : start]
    if window and window[-1] in "6)）13+- ":
        before = _COUNTRY_BEFORE.search(window) or _CARRIER_BEFORE.search(window)
        if before is not None:
            start -= len(window) - before.start()
    after = _EXTENSION.match(text, end)
    return start, after.end() if after else end


_LAYOUTS = ((3, 4, 4), (3, 3, 5), (4, 3, 4), (3, 8), (5, 6), (4, 4, 3), (3, 2, 2, 2, 2), (7, 4))

RECOGNIZER = Recognizer(
    entity_type="CN_MOBILE",
    name_zh="手机号码",
    name_en="Mobile number of mainland China",
    candidates=(
        Digits((11,), _LAYOUTS, ("1",)),
        Digits((12,), (), ("01",)),
        Digits((), ((5, 4, 4), (5, 8), (5, 3, 5)), ("861",)),
        Digits((13, 14, 15), (), ("861", "0861", "00861")),
        Digits((16,), (), ("179511", "179111", "179011", "125931", "101931")),
    ),
    score=Score(0.80, 0.97, doubtful=0.0, doubtful_with_cue=0.75),
    legal="basic",
    source="电信网编号计划(2017年版), 工信部 网号分配表 (截至2023年3月)",
    examples=(
        "手机⟦13812345678⟧号",
        "⟦138-1234-5678⟧",
        "联系电话：⟦+86 138 1234 5678⟧，谢谢",
        "拨打⟦(+86)13812345678⟧或",
        "tel:⟦+8613812345678⟧",
        "电话⟦008613812345678⟧。",
        "被叫⟦1795113812345678⟧",
        "我的号是⟦一三八一二三四五六七八⟧",
        "⟦１３８１２３４５６７８⟧",
        "机主⟦013812345678⟧",
        "虚拟号⟦17012345678转1234⟧",
        "隐私号⟦17012345678-1234⟧。",
        "请联系⟦+86138-1234-5678⟧，歌手",
        "⟦+86 (0) 138 1234 5678⟧",
        '{"phone":"⟦19212345678⟧"}',
        "手机号 ⟦14212345678⟧",
        "隐私⟦138 1234 5678⟧ ⟦13912345678⟧",
    ),
    counter_examples=(
        "订单号13812345678",
        "order_id=13812345678",
        "1138123456789",
        "a13812345678b",
        "单价13812345678.00元",
        "12812345678",
        "14212345678",
        "0x13812345678",
    ),
    max_length=28,
    mask=Mask(3, 4, 3, 2),
    cues=(
        "手机", "手机号", "手机号码", "电话", "联系电话", "联系方式", "移动电话", "机主", "本机号码",
        "对方号码", "主叫", "被叫",
        "联系人电话", "电话号码", "拨打", "致电", "短信", "预留号码", "绑定手机",
        "mobile", "phone", "tel", "cell", "cellphone", "msisdn", "phone_no", "phone_number", "telephone", "contact",
        "mobile_no", "mobile_phone", "othernum", "anothernm", "calledno", "caller", "callee", "sjh", "sjhm", "lxdh",
    ),
    validate=validate,
    widen=widen,
    depends=Depends(
        5,
        (11, 12),
        after=(("+613", ""), (")）", "60"), ("- ", "6)）13")),
        before=(("转", ""), ("-,， ", "转"), ("-", "0123456789")),
    ),
    strength=1,
)  # fmt: skip
