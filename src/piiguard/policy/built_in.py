"""The policies that have names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from piiguard.operators.mask_styles import WORDS
from piiguard.policy.model import Policy, Rule

_GONE: Final = {"credential": Rule("redact", {})}
_SURROGATE: Final = Rule("surrogate", {})
_HIDDEN: Final = Rule("mask", {"strict": True})
# Kinds whose stand-ins look real; the others get tokens. A listed word (an attribute) is masked: any token of it
# could be told by counting.
FAKED: Final = (
    "PERSON", "CN_ADDRESS", "BIRTH_DATE", "CN_MOBILE", "CN_LANDLINE", "PHONE_NUMBER", "EMAIL_ADDRESS", "QQ",
    "IP_ADDRESS", "MAC_ADDRESS", "CN_RESIDENT_ID", "CN_HMT_RESIDENCE", "CN_PASSPORT", "HK_ID", "MO_ID", "TW_ID",
    "BANK_CARD", "CN_USCC", "CN_LICENSE_PLATE", "VIN", "IMEI", "IMSI", "ICCID",
)  # fmt: skip

BUILT_IN: Final[Mapping[str, Policy]] = {
    "mask": Policy("mask", Rule("mask", {}), {}, {}),
    "strict": Policy("strict", _HIDDEN, {}, _GONE),
    "tag": Policy("tag", Rule("tag", {}), {}, {}),
    "redact": Policy("redact", Rule("redact", {}), {}, {}),
    "hash": Policy("hash", Rule("hash", {}), dict.fromkeys(WORDS, _HIDDEN), _GONE),
    "pseudonym": Policy(
        "pseudonym",
        Rule("hash", {}),
        {
            **dict.fromkeys(FAKED, _SURROGATE),
            **dict.fromkeys(WORDS, _HIDDEN),
            "GEO_POINT": Rule("generalize", {}),
        },
        _GONE,
    ),
    "fpe": Policy(
        "fpe",
        Rule("fpe", {"otherwise": "encrypt"}),
        dict.fromkeys(WORDS, _HIDDEN),
        _GONE,
    ),
    "generalize": Policy("generalize", Rule("generalize", {}), {}, _GONE),
}
ABOUT: Final[Mapping[str, str]] = {
    "mask": "the mask customary for each kind; the default",
    "strict": "a stronger mask for data that leaves the house; credentials are removed",
    "tag": "the kind's name in angle brackets",
    "redact": "removed",
    "hash": "a keyed token, the same for every way of writing a value; credentials are removed",
    "pseudonym": "realistic stand-ins that belong to nobody, keyed tokens where there are none",
    "fpe": "encrypted in their own format, restored with the key; tokens where there is no such format",
    "generalize": "coarser values (county, year, prefix), the kind's name where there are none",
}
