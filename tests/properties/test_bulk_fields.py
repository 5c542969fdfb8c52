"""The bulk executor finds names, mail and addresses in fields behind keys and labels as the exact one does."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from piiguard import Guard
from piiguard.edit import apply_edits
from piiguard.engine import Engine
from piiguard.registry import built_in

pytest.importorskip("numpy")

EXACT = Engine(built_in(), executor="exact", names="off")
BULK = Engine(built_in(), executor="bulk", names="off")
BEFORE = st.sampled_from(
    ["", '{"', '"', " ", "，", "<", "用户", "我的", "1，", "@", "://", "(张,三)", "id: 5, ", "\n"]
)
KEYS = st.sampled_from(
    (
        "name 姓名 联系人 real_name userName contact 收件人 学生 经办 owner email 邮箱 e_mail mail address 地址 "
        "收货地址 home_address addr phone 手机 id_card 居住地 IP地址 file_name title "
        "姓名（紧急） 联系人及电话 name2 order_id"
    ).split()
)
SIGNS = st.sampled_from(
    ['": "', '":"', ": ", "：", "=", " = ", "：“", "=> ", ">", "（", "是", "：  ", "：   「", "[", "）：", "\t", "|"]
)
CLOSING = st.sampled_from(
    [
        '"',
        '", ',
        '"}\n',
        "\n",
        "，",
        "。",
        " ",
        "，联系人",
        "、",
        "; ",
        "和",
        "</name>",
        "（男）",
        "·",
        "，王小明",
        "、李四 ",
    ]
)
NAMES = st.text("王李张欧阳诸葛单于赵敏强某小明方何明天伟娜东经理先生女男汉族𠀀〇扎西次仁", min_size=1, max_size=5)
LOCALS = st.sampled_from(
    [
        "li.wei",
        "zhang_san",
        "a",
        "git",
        ".x",
        "-y",
        "x+1",
        "1234567",
        "u%",
        "u" * 64,
        "v" * 70,
        "",
        "x.",
        "13800138000",
    ]
)
DOMAINS = st.sampled_from(
    [
        *"example.com a.b.c.cn example -x.com x_y.com logo.png EXAMPLE.COM example.comQQ 例.中国".split(),
        *"example.中国 1.2.3.4 example.com_ ex.公司 host.local mail.example.edu.cn".split(),
        "x.y" * 20,
    ]
)
ATS = st.sampled_from(["@", "@", "@", "@@", "[at]", " @ ", "#", "＠"])
PLACES = st.lists(
    st.sampled_from(
        (
            "浙江省 杭州市 西湖区 文三路 38号 3栋 501室 翠苑小区 1号 5-3-1902 世纪大道 20楼 李家村 7组 东门 附近 "
            "(近地铁) （东门） * ** 13800138000 电话 A座 县 镇 位于 在 的 。 2 5 乐至县 市场 类型 路 区 号 见附件 无"
        ).split()
    ),
    min_size=1,
    max_size=9,
).map("".join)
VALUES = st.one_of(NAMES, st.tuples(LOCALS, ATS, DOMAINS).map("".join), PLACES, st.text("0123456789", max_size=19))
FIELDS = st.tuples(BEFORE, KEYS, SIGNS, VALUES, CLOSING).map("".join)


@given(st.lists(FIELDS, min_size=1, max_size=12).map("".join))
def test_fields(text: str) -> None:
    # Not the findings themselves: they would be shown.
    assert [tuple(each) for each in BULK.scan(text)] == [tuple(each) for each in EXACT.scan(text)]


def _in_bulk(policy: str) -> Guard:
    guard = Guard(policy=policy, names="off")
    guard.engine.executor = "bulk"
    return guard


GUARDS = {policy: _in_bulk(policy) for policy in ("mask", "strict", "tag")}


@pytest.mark.parametrize("policy", GUARDS)
@given(text=st.lists(FIELDS, min_size=1, max_size=12).map("".join))
def test_masks_written_together_are_those_of_each_finding(policy: str, text: str) -> None:
    guard = GUARDS[policy]
    assert guard.redact(text) == apply_edits(text, guard.edits(text, guard.scan(text)))
