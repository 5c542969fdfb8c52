"""Residence permit of Hong Kong, Macau and Taiwan residents (港澳台居民居住证).

Built like a resident identity number; the region is 810000 (Hong Kong), 820000 (Macau) or 830000 (Taiwan).
"""

from __future__ import annotations

from piiguard.checks import is_date, mod_11_2
from piiguard.recognizer import (
    Digits,
    InvalidChecksum,
    InvalidDate,
    InvalidFormat,
    InvalidLength,
    Mask,
    Recognizer,
    Score,
    Token,
)

_REGIONS = ("810000", "820000", "830000")


def validate(value: str) -> str | None:
    """Return the 18 characters in upper case; None for another region; raises `InvalidDate` or `InvalidChecksum`.

    >>> validate("810000199001010019")
    '810000199001010019'
    """
    number = value.upper()
    if not number.startswith(_REGIONS):
        return None
    if len(number) != 18:
        raise InvalidLength
    if not (number.isascii() and number[:17].isdigit()):
        raise InvalidFormat
    if not is_date(number[6:14], 1900, 2049):
        raise InvalidDate
    if mod_11_2(number[:17]) != number[17]:
        raise InvalidChecksum
    return number


RECOGNIZER = Recognizer(
    entity_type="CN_HMT_RESIDENCE",
    name_zh="港澳台居民居住证号码",
    name_en="Residence permit of Hong Kong, Macau and Taiwan residents",
    candidates=(
        Digits((18,), ((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (6, 12), (14, 4)), ("81", "82", "83")),
        Token((18,), "8[123]0000[0-9]{11}X"),
    ),
    score=Score(0.95, 0.99, invalid_with_cue=0.60),
    legal="identity",
    source="国办发〔2018〕81号; GB 11643-1999",
    examples=(
        "港澳居民居住证⟦810000199001010019⟧。",
        "⟦830000199001010012⟧",
        "台湾居民居住证：⟦８３００００１９９００１０１００１２⟧",
        "居住证号⟦810000 19900101 0019⟧",
        "id_card=⟦830000199001010012⟧",
        "居住证⟦8200-0019-7006-1502-24⟧有效",
    ),
    counter_examples=("810000199001010018", "8810000199001010019", "840000199001010019"),
    max_length=24,
    mask=Mask(6, 4, 1, 1),
    cues=(
        "居住证", "港澳居民居住证", "台湾居民居住证", "港澳台居民居住证", "居住证号", "居住证号码", "居住證",
        "身份证", "身份证号", "身份证号码", "证件号", "证件号码", "id_card", "id_no", "cert_no", "residence_permit",
        "residence_permit_no", "zjhm",
    ),
    validate=validate,
    strength=3,
)  # fmt: skip
