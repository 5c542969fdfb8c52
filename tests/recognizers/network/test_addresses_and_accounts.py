"""Mail, network addresses and accounts: canonical forms, and the ranges that identify nobody."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, strategies as st

from piiguard.recognizer import Doubt
from piiguard.recognizers.network import email_address, ip_address, mac_address, qq, wechat_id


@given(st.integers(0, 2**32 - 1))
def test_an_address_that_identifies_nobody_is_never_certain(number: int) -> None:
    address = ipaddress.IPv4Address(number)
    verdict = ip_address.validate_v4(str(address))
    certain = verdict is not None and not isinstance(verdict, Doubt)
    assert not (certain and (address.is_private or address.is_multicast or address.is_loopback))


@pytest.mark.parametrize(
    "written", ["10.1.2.3", "127.0.0.1", "192.168.1.1", "172.31.1.1", "100.64.1.1", "203.0.113.7", "36.110.45.0"]
)
def test_a_reserved_address_or_network_is_doubtful(written: str) -> None:
    assert isinstance(ip_address.validate_v4(written), Doubt)


@pytest.mark.parametrize("written", ["256.1.1.1", "0.1.2.3", "36.110.045.67", "36.999.1.1"])
def test_what_is_no_address_is_refused(written: str) -> None:
    assert ip_address.validate_v4(written) is None


@pytest.mark.parametrize("written", ["2408:8207:0:0:0:0:0:1", "2408:8207::1", "2408:8207:0000::0001"])
def test_an_ipv6_address_has_one_canonical_form(written: str) -> None:
    assert ip_address.validate_v6(written) == "2408:8207::1"


@pytest.mark.parametrize("written", ["fe80::1", "2001:db8::1", "fd00::1234", "dead:beef::1"])
def test_an_ipv6_address_outside_the_global_range_is_doubtful(written: str) -> None:
    assert isinstance(ip_address.validate_v6(written), Doubt)


@pytest.mark.parametrize("written", ["12:30:45", "::", "00:11:22:33:44:55:66:77", "1::2::3"])
def test_colons_alone_make_no_ipv6_address(written: str) -> None:
    assert ip_address.validate_v6(written) is None


@pytest.mark.parametrize("written", ["00:1A:2B:3C:4D:5E", "00-1a-2b-3c-4d-5e", "001a.2b3c.4d5e", "001a2B3c4D5e"])
def test_a_mac_address_has_one_canonical_form(written: str) -> None:
    assert mac_address.validate(written) == "001A2B3C4D5E"


@pytest.mark.parametrize("written", ["ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", "1234.5678.9012"])
def test_a_mac_address_of_nobody_is_refused(written: str) -> None:
    assert mac_address.validate(written) is None


@pytest.mark.parametrize(
    "written", ["Zhang@Example.com", "zhang[at]example.com", "zhang#example.com", "zhang @ example.com"]
)
def test_a_mail_address_has_one_canonical_form(written: str) -> None:
    assert email_address.validate(written) == "zhang@example.com"


def test_account_names_are_compared_as_their_platform_does() -> None:
    assert wechat_id.validate("Abc_1234") == "abc_1234"
    assert wechat_id.validate("WeChat") is None
    assert qq.validate("12345678") == "12345678"
    assert qq.validate("012345678") is None
