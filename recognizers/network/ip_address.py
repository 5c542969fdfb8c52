"""IP addresses, versions 4 and 6; private, local and documentation ranges score low."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.recognizer import Anchor, Candidate, Doubt, LazyPattern, Mask, Recognizer, Score

_V4 = LazyPattern(r"(?<![0-9A-Za-z.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9A-Za-z]|\.[0-9])")
_V6 = LazyPattern(r"(?<![0-9A-Za-z:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Za-z:])")


# Behind the first colon: a double one, or six more groups. Asked in a double negation, which is not followed up where
# the characters around tell whether a match is possible: it has too many ways.
_WHOLE_V6 = "(?:[0-9A-Fa-f]{1,4}:){0,5}:|(?:[0-9A-Fa-f]{1,4}:){6}"
_OCTETS = frozenset(map(str, range(256)))
_SMALL = frozenset(map(str, range(20)))


def find_v4(text: str, at: int) -> Iterator[Candidate]:
    """Yield the address whose first dot is at `at`."""
    start = at - 1
    while start and at - start < 4 and text[start - 1] in "0123456789":
        start -= 1
    match = _V4.match(text, start)
    if match is not None:
        yield Candidate(start, match.end(), match.group())


def find_v6(text: str, at: int) -> Iterator[Candidate]:
    """Yield the address whose first colon is at `at`."""
    for start in range(max(0, at - 4), at + 1):
        match = _V6.match(text, start)
        if match is not None and text.find(":", start, at + 1) == at:
            yield Candidate(match.start(), match.end(), match.group())
            return


def validate_v4(value: str) -> str | None:
    """Return the address; `Doubt` for ranges that identify nobody and for what looks like a version number.

    >>> validate_v4("114.114.114.114")
    '114.114.114.114'
    """
    parts = value.split(".")
    if not _OCTETS.issuperset(parts) or parts[0] == "0":
        return None
    if _SMALL.issuperset(parts):
        return Doubt(value, "looks like a version number")
    if parts[3] == "0":
        return Doubt(value, "ends like a network, not a host")
    return Doubt(value, "private, local or reserved range") if _is_reserved([int(part) for part in parts]) else value


def _is_reserved(octets: list[int]) -> bool:
    first, second, third, _ = octets
    return (
        first in (10, 127)
        or first >= 224
        or (first == 172 and 16 <= second < 32)
        or (first == 192 and second == 168)
        or (first == 169 and second == 254)
        or (first == 100 and 64 <= second < 128)
        or (first, second, third) in ((192, 0, 2), (198, 51, 100), (203, 0, 113), (192, 0, 0))
        or (first == 198 and second in (18, 19))
    )


def validate_v6(value: str) -> str | None:
    """Return the shortest form of the address (RFC 5952); `Doubt` for ranges that identify nobody."""
    if "::" not in value and value.count(":") != 7:
        return None  # a time of day, most often

    import ipaddress

    try:
        address = ipaddress.IPv6Address(value)
    except ValueError:
        return None
    if len(value) < 6 or not any(char.isdigit() for char in value):
        return None
    if value.count(":") == 7 and max(map(len, value.split(":"))) < 3:
        return None  # eight pairs are an EUI-64 or a fingerprint
    if address.is_global and str(address)[0] in "23":  # 2000::/3 is all that is given out
        return str(address)
    return Doubt(str(address), "private, local or reserved range")


_CUES = (
    "ip",
    "ip地址",
    "登录ip",
    "客户端ip",
    "来源ip",
    "ip_address",
    "client_ip",
    "remote_addr",
    "src_ip",
    "login_ip",
    "remote_ip",
    "user_ip",
)

RECOGNIZERS = (
    Recognizer(
        entity_type="IP_ADDRESS",
        name_zh="IPv4 地址",
        name_en="IPv4 address",
        candidates=(Anchor(".", r"(?<=[0-9]\.)[0-9]{1,3}\.[0-9]{1,3}\.[0-9]"),),
        score=Score(0.85, 0.95, doubtful=0.30, doubtful_with_cue=0.40),
        legal="network_identity",
        source="RFC 791; RFC 6890 for reserved ranges",
        examples=(
            "地址⟦114.114.114.114⟧登录",
            "⟦223.5.5.5⟧",
            "client_ip=⟦36.110.45.67⟧ ok",
            "登录ＩＰ：⟦１１４．１１４．１１４．１１４⟧",
            "from ⟦36.110.45.67⟧:8080",
        ),
        counter_examples=(
            "192.168.1.1",
            "version=1.2.3.4",
            "v10.20.30.40",
            "1.2.3.4.5",
            "5.5.226.0",
            "256.1.1.1",
            "127.0.0.1",
        ),
        max_length=15,
        mask=Mask(0, 0, 0, 0),
        cues=_CUES,
        anti_cues=("版本", "版本号", "version", "ver", "release", "oid"),
        find=find_v4,
        validate=validate_v4,
        strength=2,
    ),
    Recognizer(
        entity_type="IP_ADDRESS",
        name_zh="IPv6 地址",
        name_en="IPv6 address",
        candidates=(
            Anchor(
                ":",
                f"(?!(?!{_WHOLE_V6}))(?:[0-9A-Fa-f]{{0,4}}:[0-9A-Fa-f]{{0,4}}:|:[0-9A-Fa-f]{{1,4}}(?![0-9A-Za-z_:]))",
            ),
        ),
        score=Score(0.85, 0.95, doubtful=0.30, doubtful_with_cue=0.40),
        legal="network_identity",
        source="RFC 4291; RFC 5952",
        examples=(
            "地址⟦2408:8207:2450:1234::1⟧登录",
            "⟦2408:8207:2450:1234:aabb:ccdd:eeff:1122⟧",
            "ip=⟦240e:1234::5678⟧",
            "ＩＰ：⟦2400:3200::1⟧。",
            "客户端ip ⟦2408:8000:1::9⟧",
        ),
        counter_examples=(
            "12:30:45",
            "std::abs",
            "::1",
            "fe80::1",
            "a:b:c",
            "00:1A:2B:3C:4D:5E",
            "00:11:22:33:44:55:66:77",
            "dead:beef::1",
        ),
        max_length=39,
        mask=Mask(0, 0, 0, 0),
        cues=_CUES,
        find=find_v6,
        validate=validate_v6,
        strength=2,
    ),
)
