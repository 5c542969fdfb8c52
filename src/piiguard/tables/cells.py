"""Cells of other types than text, as they would be written."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

# From here on a float does not hold every whole number.
_EXACT: Final = 1 << 53


def as_text(value: Any) -> str:
    """Return a cell as text: nothing for a missing one, a whole number in a float without its `.0`.

    >>> as_text(None), as_text(13800138000.0), as_text(True), as_text(1.5)
    ('', '13800138000', 'True', '1.5')
    """
    if value is None or bool(value != value):
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        # What knows no days of its own writes them as midnights.
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (float, Decimal)) and -_EXACT < value < _EXACT and value == int(value):
        return str(int(value))
    return str(value)
