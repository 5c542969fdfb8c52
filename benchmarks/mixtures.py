"""Random texts in which every kind of number, label, sign and example stands beside others, to compare executors.

All people and numbers are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from benchmarks import contacts, documents
from piiguard.registry import built_in
from piiguard.selftest import unmarked

# Where a prototype of the bulk executor once found something else: addresses side by side, labels in a chain, a local
# part longer than a mailbox may have, a run at the very start; and what later comparisons brought up.
SEEDS = (
    "住址：南京市玄武区珠江路88号2栋301室苏州市姑苏区人民路66号",
    "户名=张三丰姓名：李四光收款人：王五",
    f"邮箱{'a' * 70}@example.com 与 {'b.' * 40}c@example.com",
    "13800001234\n13800001234",
    "身份证86.320100199002292942",
    "imei1>市\n010629235740 01000891370",
)
_SIGNS = (
    *" \t,，：:=|-_./()（）\"'“”　０１一三幺\u200b\u00a0。;；{}[]<>【】是为号码和、的\x00é😀𠀀×XxJ某省市路?？\r",
    "是我的", "86.", "+86 ", "(86) ", "tel", "||", '","', "://", "元", "万", "转", "，转", "-1", "（0", " - ", "。\n",
)  # fmt: skip
_STARTS = (
    "138 139 1 0 010 0755 0371 4 62 6222 622588 460 46001 86 35 110105 440301 19 20 9135 2088 400 95 100 10. "
    "192.168. 114.114. 8986 SF E G WJ 京 粤A 2408: fe80:: 00:1A: 0x"
).split()
_WORDS = (
    "id Id ID no phone Phone order user name 姓名 手机 电话 订单 身份证 银行卡 QQ qq ip version IMEI imei1 时间 cost "
    "住址 地址 编号 wxid_ abc@ @qq.com 经度"
).split()
_SIZES = (3, 4, 4, 6, 7, 8, 8, 9, 10, 11, 12, 13, 14, 15)
_MADE: tuple[Callable[[Random], str], ...] = (
    documents.resident_id, documents.resident_id_bad_check, documents.resident_id_15, documents.bank_card,
    documents.bank_card_bad_luhn, documents.uscc, documents.business_reg_no, documents.diploma_no,
    documents.degree_no, documents.passport, documents.plate, contacts.mobile, contacts.landline, contacts.imei,
    contacts.imsi, contacts.iccid, contacts.email, contacts.ipv4, contacts.mac, contacts.foreign_phone,
    contacts.geo_point,
)  # fmt: skip


class Mixtures:
    """Makes random texts of one seed."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        kinds = built_in()
        marked = [text for each in kinds for text in (*each.examples, *each.counter_examples)]
        self._examples = sorted({unmarked(text)[0] for text in marked})
        self._cues = sorted({cue for each in kinds for cue in (*each.cues, *each.anti_cues)})

    def texts(self, count: int) -> Iterator[str]:
        """Yield the seeds and `count` random texts without line ends of their own."""
        yield from (text.replace("\n", " ") for text in SEEDS)
        for _ in range(count):
            yield "".join([self._piece() for _ in range(self._chance.randint(1, 14))]).replace("\n", " ")

    def _piece(self) -> str:
        chance = self._chance
        way = chance.random()
        if way < 0.2:
            return self._cut(chance.choice(self._examples))
        if way < 0.32:
            return chance.choice(self._cues)
        if way < 0.6:
            return chance.choice(_SIGNS)
        if way < 0.68:
            return documents.digits(chance, chance.randint(1, 24))
        if way < 0.78:
            return chance.choice(_STARTS) + documents.digits(chance, chance.choice(_SIZES))
        if way < 0.86:
            return chance.choice(_MADE)(chance)
        if way < 0.93:
            return chance.choice(_WORDS)
        return "".join(chance.choices("0123456789abcdefXYZ-_. :", k=chance.randint(1, 30)))

    def _cut(self, text: str) -> str:
        """Return a text, or a part of it."""
        if self._chance.random() < 0.6:
            return text
        first, last = sorted((self._chance.randint(0, len(text)), self._chance.randint(0, len(text))))
        return text[first:last]
