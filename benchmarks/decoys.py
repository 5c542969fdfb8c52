"""Number-like text that holds no personal information: what logs, orders, builds and prose are full of.

Each function takes a `random.Random` and returns a fragment; whatever is found in it is false.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks import contacts, documents
from benchmarks.documents import date, digits


def _hex(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789abcdef", k=count))


def order_like_a_mobile(rng: Random) -> str:
    form = rng.choice(("订单号：{}", "订单编号{}", "order_id={}", '"orderNo":"{}"', "流水号：{}", "工单号：{}"))
    return form.format(contacts.mobile(rng))


def order_with_date(rng: Random) -> str:
    form = rng.choice(("订单号：{}", "订单编号：{}", "orderNo={}", "交易单号：{}", "流水号{}已关闭"))
    return form.format(date(rng, 2019, 2025) + digits(rng, rng.choice((8, 10, 12, 14))))


def snowflake(rng: Random) -> str:
    form = rng.choice(("id={}", '"msgId":{}', "消息{}已发送", "task {} done", "traceId={}"))
    return form.format(f"1{rng.randint(1, 7)}" + digits(rng, rng.choice((16, 17))))


def epoch(rng: Random) -> str:
    seconds = rng.randint(1_380_000_000, 1_760_000_000)
    form = rng.choice(("ts={}", "timestamp: {}", "时间戳{}", '"time":{}', "于{}写入", "expire_at={}"))
    return form.format(
        str(seconds) + rng.choice(("", digits(rng, 3), digits(rng, 3), digits(rng, 6), digits(rng, 9)))
    )


def clock(rng: Random) -> str:
    day = date(rng, 2015, 2025)
    time = f"{rng.randint(0, 23):02}{rng.randint(0, 59):02}{rng.randint(0, 59):02}"
    return rng.choice(("备份文件backup_{}{}.tar.gz", "于{}{}生成", "batch {}{}123", "{} {}")).format(day, time)


def wrong_check_id(rng: Random) -> str:
    return rng.choice(("编号{}", "序列{}结束", "seq={}", "批次{}")).format(documents.resident_id_bad_check(rng))


def wrong_luhn_card(rng: Random) -> str:
    return rng.choice(("编号{}", "流水号：{}", "seq={}", "批次{}完成")).format(documents.bank_card_bad_luhn(rng))


def inside_longer_run(rng: Random) -> str:
    inner = rng.choice((contacts.mobile(rng), documents.resident_id(rng)[:17] + "3"))
    run = rng.choice("2345679") + inner + digits(rng, rng.choice((1, 2, 3)))
    return rng.choice(("参数{}无效", "val={}", "“{}”", "{}")).format(run + ("" if len(run) < 15 else digits(rng, 6)))


def glued_to_letters(rng: Random) -> str:
    value = rng.choice((contacts.mobile, documents.bank_card))(rng)
    return rng.choice(("型号SKU{}B", "a{}b", "ab{}cd", "img_{}x.png", "0x{}f")).format(value)


def service_number(rng: Random) -> str:
    number = rng.choice(
        (f"400-{digits(rng, 3)}-{digits(rng, 4)}", f"400{digits(rng, 7)}", "10086", "95588", "12306", "12345", "110")
    )
    return rng.choice(("客服热线{}", "请拨打{}咨询", "服务电话：{}")).format(number)


def amount(rng: Random) -> str:
    whole = contacts.mobile(rng)
    forms = (
        f"金额：{whole}.00元",
        f"总资产{whole}元",
        f"￥{whole}.50",
        f"共{digits(rng, 4)}万元",
        f"size={whole} bytes",
    )
    return rng.choice((*forms, f"预算1,{digits(rng, 3)},{digits(rng, 3)},{digits(rng, 3)}元", f"负债-{whole}.12"))


def version(rng: Random) -> str:
    build = f"{rng.randint(1, 12)}.{rng.randint(0, 20)}.{rng.randint(0, 40)}"
    return rng.choice(
        ("版本v{}.1", "v{}", "jdk1.8.0_292", "Chrome/{}.124 Safari", "numpy=={}", "升级到{}-rc2")
    ).format(build)


def digest(rng: Random) -> str:
    kinds = (_hex(rng, 32), _hex(rng, 40), _hex(rng, 64), _hex(rng, 7), contacts.uuid(rng))
    return rng.choice(("md5:{}", "commit {}", "sha256={}", "req-{}", "文件{}已校验")).format(rng.choice(kinds))


def digest_with_mobile(rng: Random) -> str:
    return f"sign={_hex(rng, 10)}e{contacts.mobile(rng)}c{_hex(rng, 9)}"


def block(rng: Random) -> str:
    return rng.choice(("blk_-{}", "blk_{}", "part-{}", "offset={}")).format(digits(rng, rng.choice((18, 19))))


def decimal(rng: Random) -> str:
    tail = contacts.mobile(rng)
    return rng.choice((f"0.{tail}", f"圆周率3.{tail}", f"loss=2.{tail}", f"占比0.{tail}%", f"-1.{tail}e-05"))


def licence(rng: Random) -> str:
    forms = (
        f"京ICP备{digits(rng, 8)}号",
        f"粤B2-{rng.randint(2004, 2020)}{digits(rng, 4)}",
        f"京公网安备110105020{digits(rng, 5)}号",
    )
    return rng.choice(
        (*forms, f"国发〔{rng.randint(2010, 2024)}〕{rng.randint(1, 60)}号", f"（2019）京0105民初{digits(rng, 5)}号")
    )


def standard(rng: Random) -> str:
    return rng.choice(
        (
            "GB/T 35273-2020",
            "GB 11643-1999",
            "ISO/IEC 7812-1:2017",
            "YD/T 2781-2014",
            "RFC 8259",
            "ISBN 978-7-111-12345-6",
        )
    )


def goods(rng: Random) -> str:
    return rng.choice(("条形码69{}", "商品编码：{}", "料号{}-01", "货号 {}")).format(digits(rng, 11))


def asset(rng: Random) -> str:
    return rng.choice(
        ("icon@2x.png", "npm i @types/node@18.11.9", "root@localhost", "@Override", "user@host:~$", "@张老师 收到")
    )


_EMPTY = (
    "手机号码不能为空", "phone: null", "身份证号：未填写", '"id_card": ""', "卡号格式错误，请输入16至19位数字",
    "电话：无", "姓名：必填", "邮箱地址有误", "验证码将在60秒后失效", "QQ群已满", "银行卡：尾号1234",
    "手机号：138****1234", "联系电话：另行通知", "学号位数不对",
    "车牌号：无", "护照已过期", "微信支付成功", "密码错误3次",
)  # fmt: skip
_HAN_NUMERALS = (
    "二〇二三年十二月三十一日", "一九四九年十月一日", "一百三十八万四千五百", "三五个人七八条心", "零点一二三四",
    "第一二三四五章", "五六七八月份",
)  # fmt: skip


def empty_label(rng: Random) -> str:
    return rng.choice(_EMPTY)


def han_numerals(rng: Random) -> str:
    return rng.choice(_HAN_NUMERALS)


def measure(rng: Random) -> str:
    year, month, day, some = rng.randint(2000, 2024), rng.randint(1, 12), rng.randint(1, 28), rng.randint(10, 999)
    quantities = (
        f"耗时{some}4ms",
        f"{some}.25%",
        f"{some}×{some}像素",
        f"温度{day}.5℃",
        f"第{some}页",
        f"pid={some}73",
    )
    dates = (f"{year}年{month}月{day}日", f"{year}-{month:02}-{day:02} 10:00:00", f"比分{month}-{day}")
    return rng.choice((*quantities, *dates, f"股票代码600{some:03}", f"端口{some}7"))


DECOYS: tuple[Callable[[Random], str], ...] = (
    order_like_a_mobile, order_with_date, snowflake, epoch, epoch, clock, wrong_check_id, wrong_luhn_card,
    inside_longer_run, glued_to_letters, service_number, amount, version, digest, digest_with_mobile, block, decimal,
    licence, standard, goods, asset, empty_label, empty_label, han_numerals, measure, measure,
)  # fmt: skip
