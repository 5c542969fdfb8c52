"""Addresses of the internet are read all at once as one by one, reserved and malformed ones among them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from piiguard.engine import Engine
from piiguard.registry import built_in

pytest.importorskip("numpy")

ADDRESSES = [each for each in built_in() if each.entity_type == "IP_ADDRESS"]
EXACT, BULK = (Engine(ADDRESSES, executor=executor, names="off") for executor in ("exact", "bulk"))
_ODD = "0 1 8 9 10 19 20 100 114 127 169 172 192 198 203 223 224 240 255 256 01 1234"
OCTETS = st.sampled_from(_ODD.split()) | st.integers(0, 300).map(str)
JOINTS = st.sampled_from(["\n", " ", "x", "1", ".", "，", "ip=", "地址：", "/", ":", "-"])


@given(st.lists(st.tuples(JOINTS, st.lists(OCTETS | st.just(""), min_size=2, max_size=5).map(".".join))))
def test_addresses_in_any_surroundings(parts: list[tuple[str, str]]) -> None:
    text = "".join(joint + address for joint, address in parts)
    assert [tuple(each) for each in BULK.scan(text)] == [tuple(each) for each in EXACT.scan(text)]


@given(st.lists(OCTETS, min_size=4, max_size=4))
def test_an_address_alone(octets: list[str]) -> None:
    text = f"来自 {'.'.join(octets)} 的请求"
    assert [tuple(each) for each in BULK.scan(text)] == [tuple(each) for each in EXACT.scan(text)]
