"""Identifiers of SIM cards and mobile devices: IMEI, MEID, IMSI, ICCID."""

from __future__ import annotations

from collections.abc import Iterator

from piiguard.checks import luhn_ok
from piiguard.recognizer import (
    AfterCue,
    Anchor,
    Candidate,
    Depends,
    Digits,
    Doubt,
    InvalidChecksum,
    LazyPattern,
    Mask,
    Recognizer,
    Score,
    Token,
)

_REPORTING_BODIES = ("01", "35", "86", "99", "44", "45", "49", "52", "53", "91", "98")
_MOBILE_NETWORKS = frozenset("00 01 02 03 04 05 06 07 08 09 10 11 12 13 15 20".split())


def validate_imei(value: str) -> str | None:
    """Return the 15 digits; None unless a reporting body starts them (GSMA TS.06); raises `InvalidChecksum`.

    >>> validate_imei("861234056789012")
    '861234056789012'
    """
    if not value.isdecimal() or not value.startswith(_REPORTING_BODIES):
        return None
    if not luhn_ok(value):
        raise InvalidChecksum
    return value


def validate_imsi(value: str) -> str | None:
    """Return the 15 digits when 460 and a Chinese network start them (ITU-T E.212)."""
    return value if value[3:5] in _MOBILE_NETWORKS else None


def validate_iccid(value: str) -> str | None:
    """Return the card number in upper case; a `Doubt` without a Luhn digit, which Chinese prints often lack."""
    number = value.upper()
    if number[4:6] not in _MOBILE_NETWORKS:
        return None
    return number if number.isdigit() and luhn_ok(number) else Doubt(number, "prefix right, no Luhn digit")


def validate_meid(value: str) -> str | None:
    """Return the 14 hexadecimal characters in upper case; None when the first is no letter or 99 (3GPP2 S.R0048)."""
    number = value.upper()
    return number if number[0] >= "A" or number[:2] == "99" else None


def find_meid(text: str, at: int) -> Iterator[Candidate]:
    """Yield the identifier after the word MEID at `at` and a space."""
    match = _AFTER_MEID.match(text, at)
    if match is not None:
        yield Candidate(match.start(1), match.end(1), match[1])


_AFTER_MEID = LazyPattern("MEID {1,3}([Aa][0-9A-Fa-f]{13})(?![0-9A-Za-z])")

RECOGNIZERS = (
    Recognizer(
        entity_type="IMEI",
        name_zh="国际移动设备识别码",
        name_en="International mobile equipment identity",
        candidates=(Digits((15,), ((6, 2, 6, 1), (8, 6, 1), (3, 3, 3, 3, 3)), _REPORTING_BODIES),),
        score=Score(0.45, 0.95, invalid_with_cue=0.60),
        legal="device",
        source="GSMA TS.06 clause 3; 3GPP TS 23.003 clause 6.2",
        examples=(
            "IMEI⟦861234056789012⟧已激活",
            "imei1=⟦861234056789012⟧",
            "串号：⟦86123405 678901 2⟧",
            "设备识别码⟦８６１２３４０５６７８９０１２⟧",
            "手机串号 ⟦861234-05-678901-2⟧",
        ),
        counter_examples=("861234056789012", "订单861234056789012", "imei 771234056789012"),
        max_length=20,
        mask=Mask(8, 0, 2, 0),
        cues=(
            "串号",
            "设备识别码",
            "手机串号",
            "设备串号",
            "设备号",
            "imei",
            "imei1",
            "imei2",
            "imei_no",
            "device_imei",
            "served_imei",
        ),
        validate=validate_imei,
        depends=Depends(2, luhn=True),
        strength=2,
    ),
    Recognizer(
        entity_type="IMEI",
        name_zh="国际移动设备识别码（带软件版本）",
        name_en="IMEI with software version",
        candidates=(Digits((16,), (), _REPORTING_BODIES),),
        score=Score(0.0, 0.85),
        legal="device",
        source="3GPP TS 23.003 clause 6.2.2",
        examples=(
            "IMEISV⟦8612340567890123⟧",
            "imeisv=⟦8612340567890123⟧",
            "IMEISV：⟦8612340567890123⟧。",
            "servedIMEISV: ⟦8612340567890123⟧",
            "imeisv ⟦８６１２３４０５６７８９０１２３⟧",
        ),
        counter_examples=("8612340567890123", "imeisv=7712340567890123", "卡号8612340567890124"),
        max_length=16,
        mask=Mask(8, 0, 2, 0),
        cues=("imeisv", "served_imeisv"),
        strength=0,
    ),
    Recognizer(
        entity_type="MEID",
        name_zh="移动设备识别码",
        name_en="Mobile equipment identifier",
        candidates=(
            Token((14,), "[A9][0-9A-F]{13}"),
            Digits((18,), (), ("27", "29")),
            Digits((14,), (), ("99",)),
            # Most have no run of five digits, by which tokens are found.
            AfterCue("(?:[Aa](?=[0-9A-Fa-f]{0,12}[A-Fa-f])|99)[0-9A-Fa-f]{12,13}(?<![0-9A-Za-z]{15})(?![0-9A-Za-z])"),
            Anchor("M", "EID "),
        ),
        score=Score(0.0, 0.90),
        legal="device",
        source="3GPP2 S.R0048-A",
        examples=(
            "MEID号⟦A1000012345678⟧",
            "meid=⟦a100001234abcd⟧",
            "MEID：⟦A1000012345678⟧。",
            "设备meid：⟦99000012345678⟧",
            "meid ⟦Ａ１００００１２３４５６７８⟧",
            "meid: ⟦a09c8e0869b582⟧",
            "他的MEID是⟦A09C8E0869B582⟧吗？",
            "您好，MEID ⟦a09c8e0869b582⟧，麻烦登记。",
        ),
        counter_examples=("A1000012345678", "sha A1000012345678", "meid=B100001234567Z"),
        max_length=18,
        mask=Mask(8, 0, 2, 0),
        cues=("meid", "meid_no", "移动设备识别码"),
        find=find_meid,
        validate=validate_meid,
        strength=0,
    ),
    Recognizer(
        entity_type="IMSI",
        name_zh="国际移动用户识别码",
        name_en="International mobile subscriber identity",
        candidates=(Digits((15,), ((3, 2, 10), (5, 10)), ("460",)),),
        score=Score(0.70, 0.97),
        legal="device",
        source="ITU-T E.212; 3GPP TS 23.003 clause 2.2",
        examples=(
            "IMSI⟦460001234567890⟧",
            "⟦460011234567890⟧",
            "imsi: ⟦460031234567890⟧",
            "卡的ＩＭＳＩ⟦４６００１１２３４５６７８９０⟧",
            "用户识别码：⟦46001-1234567890⟧",
        ),
        counter_examples=("460991234567890", "1460001234567890", "订单号460001234567890"),
        max_length=18,
        mask=Mask(5, 0, 3, 0),
        cues=("用户识别码", "imsi", "imsi_no", "served_imsi", "sim卡"),
        validate=validate_imsi,
        depends=Depends(5),
        strength=2,
    ),
    Recognizer(
        entity_type="ICCID",
        name_zh="集成电路卡识别码",
        name_en="SIM card number (ICCID)",
        candidates=(
            Digits((19, 20), ((4, 4, 4, 4, 4), (4, 4, 4, 4, 3), (5, 5, 5, 5)), ("8986",)),
            Token((19, 20), "8986[0-9]{2}[0-9A-F]{12}[0-9A-Z]{1,2}"),
        ),
        score=Score(0.85, 0.97, doubtful=0.80, doubtful_with_cue=0.95),
        legal="device",
        source="ITU-T E.118 clause 4; YD/T 1025 (89860 block)",
        examples=(
            "ICCID⟦89860023123456789019⟧",
            "⟦89860023123456789019⟧",
            "SIM卡号：⟦898600E3123456789012⟧",
            "iccid=⟦8986011234567890123⟧",
            "卡号⟦8986 0023 1234 5678 9019⟧",
            "ＩＣＣＩＤ⟦８９８６００２３１２３４５６７８９０１９⟧",
        ),
        counter_examples=("89869923123456789019", "189860023123456789019", "898600231234"),
        max_length=24,
        mask=Mask(6, 4, 4, 0),
        cues=("iccid", "sim卡号", "sim卡", "sim_no", "icc_id", "卡号"),
        validate=validate_iccid,
        strength=2,
        depends=Depends(6, luhn=True),
    ),
)
