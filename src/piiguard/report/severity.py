"""How much a finding matters: values printed everywhere as examples and obvious placeholders are `low`."""

from __future__ import annotations

import re
from typing import Final

SEVERITIES: Final = ("low", "medium", "high")
_CHECKED: Final = 0.8
# Mobile numbers everybody knows (China Mobile's own, and those of tutorials), the worked examples of GB 11643-1999
# and of ISO/IEC 7812 as the card schemes print them for tests.
_FAMOUS: Final = frozenset(
    "13800138000 13800138001 13911112222 11010519491231002x 440524188001010014 4111111111111111 4242424242424242 "
    "5555555555554444 378282246310005 6011111111111117".split()
)
# Names and addresses kept for examples: RFC 2606, 5737, 3849, 1122.
_RESERVED: Final = re.compile(
    r"(?:.*[@.])?(?:example(?:\.(?:com|net|org|cn|edu))?|test|invalid|localhost)"
    r"|(?:192\.0\.2|198\.51\.100|203\.0\.113|127\.0\.0)\.[0-9]{1,3}|2001:0?db8:.*|::1",
    re.IGNORECASE,
)
_SAME: Final = re.compile(r"([0-9])\1{6}")
_UP: Final = "01234567890123456789"
_DOWN: Final = _UP[::-1]
_COUNTED: Final = 8


def severity_of(value: str, score: float) -> str:
    """Return `low` for a sample or placeholder; else `high` if a check or a label speaks for it, or `medium`."""
    if is_sample(value):
        return "low"
    return "high" if score >= _CHECKED else "medium"


def is_sample(value: str) -> bool:
    """Return whether `value`, as written, is a famous sample, of a reserved range, or an obvious placeholder."""
    compact = re.sub(r"[^0-9a-zA-Z]", "", value).lower()
    if compact in _FAMOUS or compact.removeprefix("0086").removeprefix("86") in _FAMOUS:
        return True
    if _RESERVED.fullmatch(value.strip()):
        return True
    return _SAME.search(compact) is not None or _is_counted(compact)


def _is_counted(digits: str) -> bool:
    """Return whether eight digits in a row, or all of them, count up or down."""
    if not 6 <= len(digits) <= 40:
        return False
    if len(digits) < _COUNTED:
        return digits in _UP or digits in _DOWN
    parts = (digits[at : at + _COUNTED] for at in range(len(digits) - _COUNTED + 1))
    return any(part in _UP or part in _DOWN for part in parts)
