"""Made-up contacts, devices, places and people: telephones, mail, accounts, positions, parcels, names, addresses.

Each function takes a `random.Random` and returns one value in its plain form.
"""

from __future__ import annotations

from functools import cache
from random import Random

from benchmarks import checkdigits as check
from benchmarks.documents import date, digits, listed
from piiguard.recognizers.data import divisions

MOBILE_PREFIXES = listed(
    "130 131 132 133 135 136 137 138 139 145 147 149 150 151 152 153 155 156 157 158 159 162 165 166 167 170 171 172 "
    "173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 195 196 197 198 199"
)
_EIGHT = listed(
    "010 020 021 022 023 024 025 027 028 029 0311 0371 0411 0431 0451 0512 0531 0532 0551 0571 0591 0731 0755 0769 "
    "0871"
)
_SEVEN = listed("0335 0376 0396 0415 0452 0535 0553 0570 0592 0631 0716 0750 0772 0816 0931 0991")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN = "伟芳娜敏静磊洋艳勇杰娟涛超秀霞平刚桂英华玉兰志强明建国文辉丽红梅晨曦子涵浩然雨桐欣怡梓轩思远佳琪"
_DOMAINS = listed(
    "qq.com 163.com 126.com example.com example.com.cn sina.com gmail.com outlook.com 139.com mail.example.edu.cn"
)
_WORDS = listed("li wang zhang chen xiao liu feng hua ming jia lei sun moon star blue river book")
_PLACES = (
    ("北京市", "朝阳区", "建国"), ("上海市", "浦东新区", "世纪"), ("广东省深圳市", "南山区", "科苑"),
    ("浙江省杭州市", "西湖区", "文三"), ("四川省成都市", "武侯区", "人民南"), ("江苏省南京市", "鼓楼区", "中山北"),
    ("湖北省武汉市", "洪山区", "珞喻"), ("陕西省西安市", "雁塔区", "高新"), ("山东省青岛市", "市南区", "香港中"),
)  # fmt: skip


def mobile(rng: Random) -> str:
    return rng.choice(MOBILE_PREFIXES) + digits(rng, 8)


def landline(rng: Random) -> str:
    if rng.random() < 0.7:
        return rng.choice(_EIGHT) + "-" + rng.choice("2345678") + digits(rng, 7)
    return rng.choice(_SEVEN) + "-" + rng.choice("2345678") + digits(rng, 6)


def iot_number(rng: Random) -> str:
    return rng.choice(("10648", "10647", "14400", "14100", "10646")) + digits(rng, 8)


def foreign_phone(rng: Random) -> str:
    """Return a number from blocks that are assigned whole, so that every one of them is valid."""
    hong_kong = rng.choice(("64", "65", "69", "94", "96", "97")) + digits(rng, 6)
    macau = rng.choice(("622", "662", "663", "666", "688")) + digits(rng, 5)
    return rng.choice(
        (
            f"+852 {hong_kong[:4]} {hong_kong[4:]}",
            f"+852-{hong_kong}",
            f"+852{hong_kong}",
            f"+853 {macau[:4]} {macau[4:]}",
            f"+886 9{rng.choice('1235678')}{digits(rng, 1)} {digits(rng, 3)} {digits(rng, 3)}",
            f"+886-9{rng.choice('1235678')}{digits(rng, 1)}-{digits(rng, 3)}-{digits(rng, 3)}",
            f"+65 8{rng.choice('123')}{digits(rng, 2)} {digits(rng, 4)}",
            f"+81 90-{rng.choice('23456')}{digits(rng, 3)}-{digits(rng, 4)}",
            f"+1 212-555-{rng.choice('23456')}{digits(rng, 3)}",
        )
    )


def imei(rng: Random) -> str:
    body = rng.choice(("86", "35")) + rng.choice("0123456") + digits(rng, 11)
    return body + check.luhn(body)


def imsi(rng: Random) -> str:
    return "460" + rng.choice(listed("00 01 02 03 07 11 15")) + digits(rng, 10)


def iccid(rng: Random) -> str:
    body = "8986" + rng.choice(listed("00 01 02 03 06 09 11")) + digits(rng, 13)
    return body + check.luhn(body)


def meid(rng: Random) -> str:
    return "A0" + "".join(rng.choices("0123456789ABCDEF", k=12))


def device_id(rng: Random) -> str:
    return _hex(rng, 16)


def advertising_id(rng: Random) -> str:
    return uuid(rng).upper()


def uuid(rng: Random) -> str:
    return "-".join((_hex(rng, 8), _hex(rng, 4), "4" + _hex(rng, 3), "a" + _hex(rng, 3), _hex(rng, 12)))


def _hex(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789abcdef", k=count))


def email(rng: Random) -> str:
    domain = rng.choice(_DOMAINS)
    if domain == "qq.com" and rng.random() < 0.6:
        return digits(rng, rng.choice((8, 9, 10))).replace("0", "7") + "@qq.com"
    if domain == "139.com":
        return mobile(rng) + "@139.com"
    local = (
        rng.choice(_WORDS) + rng.choice(("", ".", "_", "-")) + rng.choice(_WORDS) + rng.choice(("", digits(rng, 2)))
    )
    return f"{local}@{domain}"


def ipv4(rng: Random) -> str:
    first = rng.choice((36, 58, 101, 114, 119, 183, 222))
    return f"{first}.{rng.randint(16, 250)}.{rng.randint(1, 250)}.{rng.randint(1, 250)}"


def mac(rng: Random) -> str:
    return ":".join(["3C", "A8", rng.choice(("1F", "2A", "7B"))] + [f"{rng.randint(1, 254):02X}" for _ in range(3)])


def qq(rng: Random) -> str:
    return rng.choice("123456789") + digits(rng, rng.choice((7, 8, 9)))


def wechat_id(rng: Random) -> str:
    return rng.choice(_WORDS) + rng.choice(("_", "-", "")) + rng.choice(_WORDS) + digits(rng, rng.choice((3, 4)))


def wxid(rng: Random) -> str:
    return "wxid_" + "".join(rng.choices("abcdefghijkmnpqrstuvwxyz0123456789", k=14))


def geo_point(rng: Random) -> str:
    lng, lat = f"{rng.uniform(100, 121):.6f}", f"{rng.uniform(23, 41):.6f}"
    return rng.choice((f"{lng},{lat}", f"{lat},{lng}", f"{lng}, {lat}", f"{lng} {lat}", f"{lat}，{lng}"))


def cell_id(rng: Random) -> str:
    return f"460-{rng.choice(('00', '01', '11'))}-{rng.randint(4096, 65000)}-{rng.randint(10000, 200000000)}"


def waybill(rng: Random) -> str:
    return rng.choice(("SF" + digits(rng, 13), "YT" + digits(rng, 13), "JT" + digits(rng, 13), ems(rng)))


def ems(rng: Random) -> str:
    serial = digits(rng, 8)
    return f"E{rng.choice('ABCEFMS')}{serial}{check.upu_s10(serial)}CN"


def plain_waybill(rng: Random) -> str:
    return rng.choice(("7", "4")) + rng.choice("358") + digits(rng, rng.choice((10, 11, 12)))


def postcode(rng: Random) -> str:
    return rng.choice(("100", "200", "510", "518", "310", "610", "430")) + f"{rng.randint(0, 130):03}"


def birth_date(rng: Random) -> str:
    day = date(rng, 1945, 2015)
    year, month, of_month = day[:4], day[4:6], day[6:]
    forms = (f"{year}-{month}-{of_month}", f"{year}年{int(month)}月{int(of_month)}日", f"{year}/{month}/{of_month}")
    return rng.choice((*forms, f"{year}.{month}.{of_month}", day))


def person(rng: Random) -> str:
    surname = rng.choice(("欧阳", "司马", "诸葛")) if rng.random() < 0.06 else rng.choice(_SURNAMES)
    return surname + "".join(rng.sample(_GIVEN, rng.choice((1, 2, 2))))


def address(rng: Random) -> str:
    city, district, road = rng.choice(_PLACES)
    street = f"{city}{district}{road}路{rng.randint(1, 999)}号"
    inside = (
        f"{rng.randint(1, 30)}号楼{rng.randint(1, 6)}单元{rng.randint(101, 2804)}室",
        f"{rng.randint(1, 20)}栋{rng.randint(101, 999)}",
    )
    return street + rng.choice((*inside, "", f"锦绣花园{rng.randint(1, 30)}幢{rng.randint(101, 2804)}室"))


def new_address(rng: Random) -> str:
    """Return an address that was hardly ever written before: any county of the country, a road of any characters."""
    chain = rng.choice(_chains())
    town = f"{_name(rng)}{rng.choice(('街道', '镇', '乡'))}" if rng.random() < 0.3 else ""
    street = f"{chain}{town}{_name(rng)}{rng.choice(('路', '路', '街', '大道', '巷'))}{rng.randint(1, 1999)}号"
    compound = f"{_name(rng)}{rng.choice(('小区', '花园', '家园', '苑'))}" if rng.random() < 0.5 else ""
    if rng.random() < 0.4:
        return street + compound
    unit = f"{rng.randint(1, 6)}单元" if rng.random() < 0.6 else ""
    building = f"{rng.randint(1, 40)}{rng.choice(('栋', '号楼', '幢'))}"
    return f"{street}{compound}{building}{unit}{rng.randint(1, 30)}{rng.randint(1, 8):02}室"


def _name(rng: Random) -> str:
    """Return two or three characters of the first level of GB/T 2312, all as likely."""
    codes = ((rng.randint(0xB0, 0xD6), rng.randint(0xA1, 0xFE)) for _ in range(rng.choice((2, 2, 3))))
    return b"".join(map(bytes, codes)).decode("gb2312")


@cache
def _chains() -> tuple[str, ...]:
    """Return each county with the city and the province that it is in."""
    names = divisions.names()
    found = []
    for code, county in names.items():
        city = names.get(code[:4] + "00", "")
        if not code.endswith("00") and county != "市辖区" and "海域" not in county:
            inside = (
                city if city.endswith(("市", "州", "盟", "区")) and "直辖" not in city and city != "市辖区" else ""
            )
            found.append(names[code[:2] + "0000"] + inside + county)
    return tuple(found)
