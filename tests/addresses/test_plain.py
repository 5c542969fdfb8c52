"""What is remembered of addresses: digits are alike, and a clause says the same from every place in it."""

from __future__ import annotations

from hypothesis import given, strategies as st

from piiguard.addresses.levels import levels
from piiguard.addresses.plain import plain, written
from piiguard.addresses.running import addresses, addresses_at
from piiguard.addresses.words import TOKEN
from piiguard.recognizers.data.gazetteer import gazetteer
from piiguard.recognizers.place import address

WORDS = (
    "浙江省 杭州市 西湖区 东阳 文三路 解放街 38号 3栋 2单元 501室 5-3-1902 A座 12 翠苑小区 李家村 7组 第八师 "
    "143团 旁边 约200米 东侧 1号 一号 19时 6层 B2 住在 寄到 的 了 望江 位于 ， 。 “ ” （ ） (近 ) - _ 地址： "
    '" "address": 号 路 市 县城 市场 住户 * **镇 中国 附近 x 的路灯'
)
PIECES = st.sampled_from([*WORDS.split(), " ", "  ", "\n"])
TEXTS = st.lists(PIECES, min_size=1, max_size=24).map("".join)
PLACES = frozenset("号室栋路街区村镇市县省住寄*组团层楼座")


@given(TEXTS)
def test_levels_are_the_same_whatever_the_digits(text: str) -> None:
    form = plain(text)
    assert len(written(form)) == len(text)
    assert list(levels(written(form), gazetteer())) == list(levels(text, gazetteer()))


@given(TEXTS)
def test_a_clause_says_the_same_from_all_its_places_together(text: str) -> None:
    places = [at for at, char in enumerate(text) if char in PLACES]
    one_by_one = [span for at in places for span in addresses(text, at, gazetteer())]
    assert list(addresses_at(text, places, gazetteer())) == one_by_one


@given(TEXTS)
def test_many_places_lead_to_what_each_of_them_leads_to(text: str) -> None:
    places = [at for at, char in enumerate(text) if char in PLACES]
    assert set(address.find_all(text, places)) == {each for at in places for each in address.find(text, at)}


def test_surrogates_keep_their_places() -> None:
    assert written(plain("7\ud800号")) == "0\ud800号"


def test_tokens_are_found_where_they_begin() -> None:
    assert [match.group() for match in TOKEN.finditer("文三路38号翠苑小区3栋2单元501室F")] == [
        "路", "38号", "小区", "3栋", "2单元", "501室",
    ]  # fmt: skip
