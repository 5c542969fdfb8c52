"""Addresses of one form are read alike: what the bulk executor tells of new ones is what the exact executor finds."""

from __future__ import annotations

import json
import re
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from piiguard import Guard
from piiguard.addresses.alike import ANYWHERE, ATTACHED
from piiguard.addresses.gazetteer import Gazetteer
from piiguard.engine import Engine
from piiguard.recognizers.data.gazetteer import gazetteer
from piiguard.registry import built_in

np = pytest.importorskip("numpy")

from piiguard.bulk.address_forms import form_reader  # noqa: E402
from piiguard.bulk.chunk import codes_of  # noqa: E402
from piiguard.bulk.differences import Differences, differing  # noqa: E402
from piiguard.bulk.forms import Forms  # noqa: E402
from piiguard.bulk.postal import clause_rule  # noqa: E402
from piiguard.bulk.postal_fields import field_rules  # noqa: E402
from piiguard.bulk.telling import NEUTRAL, told_apart  # noqa: E402

EXACT = Engine(built_in(), executor="exact", names="off")
BULK = Engine(built_in(), executor="bulk", names="off")
DIVISIONS = sorted(gazetteer().names())
CHAINS = [
    *("浙江省杭州市西湖区", "北京市海淀区", "广西壮族自治区柳州市融安县", "吉林省吉林市昌邑区", "新疆石河子市"),
    *(
        "四川省资阳市乐至县",
        "江苏无锡市江阴市",
        "余杭区",
        "广东省东莞市",
        "浙江杭州余杭",
        "黑龙江省齐齐哈尔市让胡路区",
    ),
    *("上海市浦东新区", "湖北省恩施土家族苗族自治州咸丰县", "", "", "内蒙古自治区锡林郭勒盟正镶白旗"),
]
# Of most nothing is told in an address; some stand in many of its words.
PLAIN = "云龙凤金银玉明光华彩霞林李梅竹菊松柏柳溪岭秋月星静雅翠锦绣朝晖虹滨港塔疯耽跌瘁"
DOUBTFUL = (
    "东西南北中大新城园院府湾桥里庄道国学人民文和前后内外上下一二三五八百花家安建工商科技场开发区市县旗镇乡村屯"
)
WORDS = sorted({word for source in (*ANYWHERE, *ATTACHED) for word in re.findall("[㐀-鿿]+", source)})
PATTERNS = [re.compile(source) for source in ANYWHERE]
ATTACHABLE = [re.compile(source) for source in ATTACHED]
TELLING = Differences(ANYWHERE, [], [], [])
SIGNS = "号栋幢座单元室楼层路街巷弄省市县区镇乡村组期段苑园的在住之第月年号附甲丙F#-—· ()*×x7８"


def word(rng: Random, chars: str) -> str:
    return "".join(rng.choices(chars, k=rng.choice((1, 2, 2, 3, 5))))


def an_address(rng: Random, chars: str) -> str:
    """Return an address by the rules of how people write them, of whatever levels."""
    parts = [rng.choice(CHAINS) if rng.random() < 0.8 else rng.choice(DIVISIONS)]
    if rng.random() < 0.3:
        parts += [word(rng, chars), rng.choice(("街道", "镇", "乡"))]
    if rng.random() < 0.2:
        parts += [word(rng, chars), rng.choice(("村", "社区", "屯", "居委会"))]
    parts += [
        word(rng, chars),
        rng.choice(("路", "街", "大道", "巷", "大街", "胡同")),
        f"{rng.randint(1, 20000)}",
        "号",
    ]
    if rng.random() < 0.5:
        parts += [word(rng, chars), rng.choice(("小区", "花园", "家园", "苑", "大厦", ""))]
    if rng.random() < 0.7:
        parts += [str(rng.randint(1, 40)), rng.choice(("栋", "号楼", "幢", "座", "#"))]
        parts += [str(rng.randint(1, 6)), "单元"] if rng.random() < 0.5 else []
        parts += [str(rng.randint(101, 3208)), rng.choice(("室", "", "房", "号"))]
    return "".join(parts)


def disturbed(rng: Random, address: str) -> str:
    at = rng.randrange(len(address) + 1)
    put = rng.choice(
        (
            rng.choice(SIGNS),
            rng.choice(WORDS),
            rng.choice(DIVISIONS),
            str(rng.randint(0, 10 ** rng.randint(1, 8))),
            "",
        )
    )
    return address[:at] + put + address[at + rng.choice((0, 0, 1, 3)) :]


def a_line(rng: Random, address: str) -> str:
    return rng.choice(
        (
            json.dumps({"id": 7, "address": address}, ensure_ascii=False),
            f"收货地址：{address}，电话",
            f"12,{address},abc",
            f"地址:{address}",
            f"他住在{address}。",
            f"“{address}”",
        )
    )


@settings(max_examples=12)
@given(st.integers(0, 10**6))
def test_addresses_of_one_form_are_found_and_masked_as_one_by_one(seed: int) -> None:
    rng = Random(seed)
    chars = rng.choice((PLAIN, PLAIN + DOUBTFUL, DOUBTFUL))
    lines = []
    for _ in range(600):
        address = an_address(rng, chars)
        lines.append(a_line(rng, disturbed(rng, address) if rng.random() < 0.3 else address))
    text = "\n".join(lines)
    assert BULK.scan(text) == EXACT.scan(text)
    hidden = []
    for engine in (EXACT, BULK):
        guard = Guard(names="off")
        guard.engine = engine
        hidden.append(guard.redact(text))
    assert hidden[0] == hidden[1]


def test_new_addresses_are_told_by_their_form() -> None:
    rng = Random(1)
    clause = clause_rule(EXACT._anchors)
    assert clause is not None
    reader = form_reader(clause, field_rules(EXACT._anchors), in_clauses=True)
    lines = []
    for _ in range(200):
        house, road, home = rng.randint(1, 9999), rng.choice(("路", "街", "大道")), rng.choice(("小区", "花园"))
        street = f"{rng.choice(CHAINS[:5])}{word(rng, PLAIN)}{road}{house}号"
        lines.append(f"{street}{word(rng, PLAIN)}{home}{rng.randint(1, 99)}{rng.choice(('栋', '号楼'))}{house}室\n")
    text = "".join(lines)
    ends = np.array([place for place, char in enumerate(text) if char == "\n"], np.int64)
    starts = np.append(0, ends[:-1] + 1)
    codes = codes_of(text)
    assert codes is not None
    forms: Forms = reader.of(text, codes, starts, ends)
    assert forms.told.mean() > 0.9
    # They differ in whether a name has one character, or many, and in the levels of the divisions.
    assert len(set(forms.keys[forms.told].tolist())) <= 3 * 3 * 3


@given(st.integers(0, 10**6), st.booleans())
def test_characters_that_make_no_difference_are_alike_to_the_grammar(seed: int, in_words: bool) -> None:
    rng = Random(seed)
    pieces = [PLAIN, DOUBTFUL, SIGNS, "0123456789"]
    text = "".join(
        rng.choice(WORDS) if in_words and rng.random() < 0.2 else rng.choice(rng.choice(pieces)) for _ in range(60)
    )
    codes = codes_of(text + "\0")
    assert codes is not None
    _, classes, pairs = TELLING.of(codes)
    told = differing(classes, pairs, np.array([len(text)]), np.zeros(len(codes), np.uint8))
    alike = "".join(char if mark else NEUTRAL for char, mark in zip(text, told.tolist(), strict=False))
    for pattern in PATTERNS:
        found = [[(match.span(), match.lastgroup) for match in pattern.finditer(each)] for each in (text, alike)]
        assert found[0] == found[1]
    # What is attached to a part of an address stands behind what makes a difference.
    for place in (place for place in range(1, len(text)) if told[place - 1]):
        for pattern in ATTACHABLE:
            ends = [match.end() if (match := pattern.match(each, place)) else 0 for each in (text, alike)]
            assert ends[0] == ends[1]


@pytest.mark.parametrize(
    ("source", "singles", "pairs"),
    [
        ("路|街道", "路", {"街道"}),
        ("号(?!线|楼)", "号", {"号线", "号楼"}),
        ("(?<!第)号", "号", {"第号"}),
        ("[一二]{2}", "一二", {"一一", "一二", "二一", "二二"}),
        ("[㐀-鿿]{2}收", "收", set()),
        ("庄(?=[0-9]|$)", "", {"庄0", "庄\0"}),
        ("(?=[路街])路", "路", set()),
        ("甲?乙丙", "", {"甲乙", "乙丙"}),
    ],
)
def test_what_a_regex_tells_apart(source: str, singles: str, pairs: set[str]) -> None:
    telling = told_apart([source])
    assert {char for char in telling.singles if char > "㐀"} == set(singles)
    assert {first + second for some in telling.pairs for first, second in some} == pairs


@pytest.mark.parametrize("source", [r"\d", r"\b路", "(a)\\1", "(?i)路", "(?i:a)路"])
def test_a_regex_that_is_not_understood_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="not understood"):
        told_apart([source])


def test_the_gazetteer_lists_its_names() -> None:
    names = Gazetteer({"330000": "浙江省", "330100": "杭州市", "330102": "上城区"}).names()
    assert names == {"浙江省": True, "浙江": False, "杭州市": True, "杭州": False, "上城区": True, "上城": False}
