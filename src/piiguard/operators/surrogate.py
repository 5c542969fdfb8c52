"""`surrogate`: a realistic stand-in for a value: the same one each time under one key (假名化, GB/T 37964-2019).

Stand-ins belong to nobody: ranges nobody issues, domains kept for examples, check digits that fail on purpose; only
`valid = true` gives numbers that pass checks, for software under test. Kinds without a stand-in get a keyed token.
Equal values stay equal, so the result is de-identified (去标识化), not anonymous (匿名化); two values may share a
stand-in (of 40,000 mobile numbers about one pair does).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from piiguard.operators.base import Parameters, Request
from piiguard.operators.dates import dated
from piiguard.operators.draw import Draw
from piiguard.operators.fakes import contacts, identities, people, places
from piiguard.operators.fakes.layout import refill
from piiguard.operators.hash import HashOperator
from piiguard.operators.keys import Key

_RETRIES: Final = 8


class SurrogateOperator:
    """Replaces a value by another of its kind, drawn with the key from its canonical form."""

    name = "surrogate"
    needs_key = True

    def __init__(self, key: Key, valid: bool = False) -> None:
        self._key = key
        self._valid = valid
        self._subkeys: dict[str, bytes] = {}
        self._tokens = HashOperator(key)

    @classmethod
    def build(cls, params: Parameters, key: Key) -> SurrogateOperator:
        """Return the operator for `valid`: whether numbers shall pass the checks of their kind (test data)."""
        return cls(key, params.flag("valid"))

    def apply(self, request: Request) -> str:
        """Return the stand-in, written like the value; `<ENTITY_TYPE:token>` where there is none."""
        kind = request.entity_type
        subkey = self._subkeys.get(kind)
        if subkey is None:
            subkey = self._subkeys[kind] = self._key.derive(f"piiguard surrogate {kind}")
        for attempt in range(_RETRIES):
            found = _made(request, Draw(subkey, request.canonical + "\0" * attempt), self._valid)
            if found is None:
                break
            if found != request.value:
                return found
        return self._tokens.apply(request)

    def __reduce__(self) -> tuple[type[SurrogateOperator], tuple[Key, bool]]:
        return SurrogateOperator, (self._key, self._valid)

    def __repr__(self) -> str:
        return f"SurrogateOperator(valid={self._valid})"


def kinds() -> frozenset[str]:
    """Return the entity types that have stand-ins."""
    return frozenset((*_NUMBERS, "PERSON", "CN_ADDRESS", "BIRTH_DATE", "EMAIL_ADDRESS", "IP_ADDRESS"))


def _made(request: Request, draw: Draw, valid: bool) -> str | None:
    kind, value = request.entity_type, request.value
    if kind == "PERSON":
        return people.name(value, draw)
    if kind == "CN_ADDRESS":
        return places.address(value, draw, valid)
    if kind == "BIRTH_DATE":
        return _same_year(value, draw)
    canonical = request.canonical
    if kind in ("EMAIL_ADDRESS", "IP_ADDRESS"):
        make = contacts.mail if kind == "EMAIL_ADDRESS" else contacts.internet
        return make(canonical, draw, valid)
    maker = _NUMBERS.get(kind)
    if maker is None:
        return None
    if kind == "CN_RESIDENT_ID" and sum(map(str.isalnum, value)) == 15:
        return _old_identity(value, canonical, draw, valid)
    canonical = canonical.partition("x")[0] if kind == "CN_LANDLINE" else canonical
    fake = maker(canonical, draw, valid)
    if fake is None:
        return None
    leading = contacts.country_length(canonical) if kind == "PHONE_NUMBER" else int(kind == "CN_LANDLINE")
    return refill(value, canonical.lstrip("+"), fake, draw, leading)


def _old_identity(value: str, canonical: str, draw: Draw, valid: bool) -> str | None:
    """Return a number of 15 digits; its canonical form is the later one, of 18."""
    fake = identities.resident_id_15(canonical, draw, valid)
    return None if fake is None else refill(value, canonical[:6] + canonical[8:17], fake, draw)


def _same_year(value: str, draw: Draw) -> str | None:
    """Return another day of the same year, so that ages stay right to a year."""
    found = dated(value)
    return (
        None if found is None else found.written(found.when.replace(month=1 + draw.below(12), day=1 + draw.below(28)))
    )


_NUMBERS: Final[Mapping[str, Callable[[str, Draw, bool], str | None]]] = {
    "CN_MOBILE": contacts.mobile,
    "CN_LANDLINE": contacts.landline,
    "PHONE_NUMBER": contacts.telephone,
    "QQ": contacts.qq,
    "MAC_ADDRESS": contacts.hardware,
    "CN_RESIDENT_ID": identities.resident_id,
    "CN_HMT_RESIDENCE": identities.residence_permit,
    "CN_PASSPORT": identities.passport,
    "HK_ID": identities.hong_kong_id,
    "MO_ID": identities.macau_id,
    "TW_ID": identities.taiwan_id,
    "BANK_CARD": identities.card,
    "CN_USCC": identities.credit_code,
    "CN_LICENSE_PLATE": identities.plate,
    "VIN": identities.vin,
    "IMEI": identities.imei,
    "IMSI": identities.imsi,
    "ICCID": identities.iccid,
}
