"""What a mask hides of a value, and what stays to be seen."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, strategies as st

from piiguard import UsageError
from piiguard.operators import build
from piiguard.operators.addresses import ends
from piiguard.operators.base import Request
from piiguard.operators.columns import apply_column
from piiguard.operators.mask_styles import STYLES, WORDS
from piiguard.recognizer import Mask
from piiguard.registry import built_in

MASKS = {each.entity_type: each.mask for each in built_in()}


def request(entity_type: str, value: str, canonical: str | None = None) -> Request:
    return Request(entity_type, value, canonical or value, MASKS[entity_type], "basic")


@pytest.mark.parametrize(
    ("entity_type", "value", "usual", "strict"),
    [
        ("CN_MOBILE", "13800001234", "138****1234", None),
        ("CN_MOBILE", "138-0000-1234", "138-****-1234", None),
        ("PERSON", "张三", "张*", None),
        ("PERSON", "欧阳小明", "欧阳**", None),
        ("PERSON", "欧阳", "欧*", None),
        ("EMAIL_ADDRESS", "alice@example.com", "a****@example.com", "*****@example.com"),
        ("EMAIL_ADDRESS", "123456@example.com", "******@example.com", "******@example.com"),
        ("EMAIL_ADDRESS", "a@example.com", "*@example.com", "*@example.com"),
        ("IP_ADDRESS", "192.0.2.17", "192.*.*.**", "***.*.*.**"),
        ("IP_ADDRESS", "2001:db8:1::5", "2001:db8:*:*:*", "****:***:*:*:*"),
        ("PERSON", "阿卜杜拉·买买提", "阿***·***", None),
        ("PERSON", "司寇明", "司寇*", None),
        ("PERSON", "e\u0301lodie", "e\u0301*****", None),
        ("CN_ADDRESS", "北京市朝阳区建国路1号", "北京市朝阳区*****", "北京市********"),
        ("CN_ADDRESS", "江苏省苏州市昆山市玉山镇1号", "江苏省苏州市昆山市*****", "江苏省苏州市********"),
        ("CN_ADDRESS", "建国路1号", "*****", "*****"),
        ("CN_ADDRESS", "阳光小区3栋", "******", "******"),
        ("PHONE_NUMBER", "+852 9123 4567", "+852 9*** **67", "+852 **** ***7"),
        ("PHONE_NUMBER", "+44 20 7946 0958", "+44 2* **** **58", "+44 ** **** ***8"),
        ("PHONE_NUMBER", "001-202-555-0143", "001-2**-***-**43", "001-***-***-***3"),
        ("PHONE_NUMBER", "91234567", "91****67", "9******7"),
        ("GEO_POINT", "39.90421,116.40739", "39.9****,116.4****", "**.*****,***.*****"),
        ("BIRTH_DATE", "1990年3月7日", "1990年*月*日", "****年*月*日"),
        ("ETHNICITY", "维吾尔族", "**", "**"),
        ("ETHNICITY", "汉族", "**", "**"),
    ],
)
def test_mask_of_a_kind(entity_type: str, value: str, usual: str, strict: str | None) -> None:
    assert build("mask", {}).apply(request(entity_type, value)) == usual
    if strict is not None:
        assert build("mask", {"strict": True}).apply(request(entity_type, value)) == strict


@pytest.mark.parametrize("value", ["138 0000 1234", "138.0000.1234", "(138)0000-1234", "138\u30000000·1234"])
def test_separators_stay_where_they_are(value: str) -> None:
    masked = build("mask", {}).apply(request("CN_MOBILE", value))
    assert len(masked) == len(value)
    assert [char for char in masked if not char.isdigit() and char != "*"] == [
        char for char in value if not char.isdigit()
    ]
    assert "".join(char for char in masked if char.isdigit()) == "1381234"


@pytest.mark.parametrize(
    ("params", "value", "masked"),
    [
        ({"keep_first": 1, "keep_last": 2}, "13800001234", "1********34"),
        ({"keep_last": 4}, "13800001234", "*******1234"),
        ({"keep_first": 20}, "13800001234", "138********"),
        ({"hide_first": 4}, "13800001234", "****0001234"),
        ({"hide_last": 4}, "138-0000-1234", "138-0000-****"),
        ({"hide_last": 40}, "13800001234", "***********"),
        ({"hide_first": 0}, "13800001234", "***********"),
    ],
)
def test_counts_can_be_chosen(params: dict[str, object], value: str, masked: str) -> None:
    assert build("mask", params).apply(request("CN_MOBILE", value)) == masked


@pytest.mark.parametrize(
    ("level", "masked"),
    [
        ("province", "浙江省**************"), ("city", "浙江省杭州市***********"),
        ("county", "浙江省杭州市余杭区********"), ("town", "浙江省杭州市余杭区五常街道****"),
        ("road", "浙江省杭州市余杭区五常街道****"),
    ],
)  # fmt: skip
def test_an_address_is_cut_at_the_level_that_is_asked_for(level: str, masked: str) -> None:
    assert build("mask", {"address": level}).apply(request("CN_ADDRESS", "浙江省杭州市余杭区五常街道969号")) == masked


@pytest.mark.parametrize(
    ("address", "levels"),
    [
        ("北京市朝阳区建国路1号", {"province": "北京市", "city": "北京市", "county": "北京市朝阳区"}),
        (
            "浙江杭州余杭区五常街道",
            {"city": "浙江杭州", "county": "浙江杭州余杭区", "town": "浙江杭州余杭区五常街道"},
        ),
        ("江苏省昆山市玉山镇人民路8号", {"county": "江苏省昆山市", "town": "江苏省昆山市玉山镇", "city": None}),
        ("湖南省湘西土家族苗族自治州吉首市", {"city": "湖南省湘西土家族苗族自治州"}),
        ("河南省新乡县七里营镇", {"county": "河南省新乡县", "town": "河南省新乡县七里营镇"}),
        ("练市镇西路1号", {"county": None, "town": "练市镇"}),
        ("新疆乌鲁木齐市青石路市越剧团", {"city": "新疆乌鲁木齐市", "county": None}),
        ("阳光小区三区5号", {"county": None}),
        ("柳青二区3号", {"county": None}),
        ("南京路100号", {"city": None, "road": "南京路"}),
        ("延安大路100号", {"city": None, "road": "延安大路"}),
        ("鄂尔多斯大路镇100号", {"city": "鄂尔多斯"}),
        ("家家购超市旁", {"county": None}),
    ],
)
def test_the_levels_of_an_address(address: str, levels: dict[str, str | None]) -> None:
    found = ends(address)
    assert {level: address[: found[level]] if level in found else None for level in levels} == levels


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("👨‍👩‍👧a123456", "👨‍👩‍👧a*****6"), ("e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301*e\u0301"),
        ("葛\U000e0100某某某", "葛\U000e0100某*某"), ("ab\ud800cd", "ab**d"),
    ],
)  # fmt: skip
def test_what_reads_as_one_character_is_hidden_or_shown_whole(value: str, masked: str) -> None:
    assert build("mask", {"keep_first": 2, "keep_last": 1}).apply(request("CN_MOBILE", value)) == masked


@given(
    st.sampled_from(["CN_MOBILE", "CN_RESIDENT_ID", "PERSON", "QQ", "CN_ADDRESS", "EMAIL_ADDRESS"]),
    st.lists(st.text("0123456789aZ张- \n", min_size=1, max_size=12) | st.from_regex("1[0-9]{10}", fullmatch=True)),
    st.sampled_from([{}, {"strict": True}, {"char": "•"}, {"keep_first": 2}, {"hide_last": 3}]),
)
def test_a_column_is_masked_as_its_values_are(entity_type: str, values: list[str], params: dict[str, object]) -> None:
    operator = build("mask", params)
    template = request(entity_type, "")
    assert apply_column(operator, template, values) == [operator.apply(request(entity_type, each)) for each in values]


def test_a_long_column_is_masked_as_its_values_are() -> None:
    values = [f"138{number:08d}" for number in range(0, 20_000)]
    assert apply_column(build("mask", {}), request("CN_MOBILE", ""), values) == [
        f"138****{each[-4:]}" for each in values
    ]


@given(
    st.integers(1, 14).flatmap(
        lambda size: st.lists(st.text("019aZ-. /:张\n*", min_size=size, max_size=size), min_size=1, max_size=20)
    ),
    st.sampled_from([(3, 4), (0, 4), (1, 0), (6, 4)]),
)
def test_values_of_one_length_masked_together_are_as_if_alone(values: list[str], shown: tuple[int, int]) -> None:
    template = request("QQ", "")._replace(mask=Mask(*shown))
    operator = build("mask", {})
    assert apply_column(operator, template, values) == [operator.apply(template._replace(value=v)) for v in values]


def test_another_sign_can_hide() -> None:
    assert build("mask", {"char": "•"}).apply(request("CN_MOBILE", "13800001234")) == "138••••1234"
    assert build("mask", {"char": "某"}).apply(request("PERSON", "张三")) == "张某"


@pytest.mark.parametrize("char", ["", "**", "0", "x", "张"])
def test_a_sign_that_could_be_read_as_a_value_is_refused(char: str) -> None:
    with pytest.raises(UsageError, match="single sign"):
        build("mask", {"char": char})


@given(
    st.sampled_from(sorted(MASKS)),
    st.text("0123456789abcXYZ张三市区路@.:-() ", min_size=1, max_size=30).filter(str.strip),
    st.booleans(),
)
def test_mask_never_returns_the_value(entity_type: str, value: str, strict: bool) -> None:
    assert build("mask", {"strict": strict}).apply(request(entity_type, value)) != value


@given(
    st.sampled_from([kind for kind in sorted(MASKS) if kind not in WORDS]),
    st.text("0123456789abXZ张三市区路@.:-()+ １２", min_size=1, max_size=30),
    st.booleans(),
)
def test_a_mask_keeps_the_length(entity_type: str, value: str, strict: bool) -> None:
    # An empty group of an IPv6 address gets a sign of its own: it stands for zeros.
    if entity_type != "IP_ADDRESS":
        assert len(build("mask", {"strict": strict}).apply(request(entity_type, value))) == len(value)


@given(
    st.sampled_from(sorted(MASKS.keys() - STYLES.keys())),
    st.text("0123456789abXZ张三@.:-()+ ", min_size=1, max_size=30),
)
def test_strict_shows_nothing_that_usual_hides(entity_type: str, value: str) -> None:
    mask = MASKS[entity_type]
    assume(sum(map(str.isalnum, value)) > mask.keep_first + mask.keep_last)
    usual, strict = (build("mask", {"strict": each}).apply(request(entity_type, value)) for each in (False, True))
    if "*" not in value:
        assert all(shown == other or not shown.isalnum() for shown, other in zip(strict, usual, strict=True))


@pytest.mark.parametrize("entity_type", sorted(MASKS))
def test_strict_shows_no_more_than_usual(entity_type: str) -> None:
    mask = MASKS[entity_type]
    assert mask.strict_first <= mask.keep_first
    assert mask.strict_last <= mask.keep_last
