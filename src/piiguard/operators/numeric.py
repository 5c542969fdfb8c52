"""The one number in a value as written: read as a decimal, written back with its commas, decimals and unit."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Final, NamedTuple

from piiguard.lazy import LazyPattern

_NUMBER: Final = LazyPattern(r"[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
_LONGEST: Final = 500
# Wide enough for every number that is read, with all its decimals.
_EXACT: Final = Context(prec=2000)
_DIGITS: Final = str.maketrans("０１２３４５６７８９．，－−", "0123456789.,--")


class Numeric(NamedTuple):
    """A value with its number, and where the number stands."""

    text: str
    number: Decimal
    start: int
    end: int

    @property
    def decimals(self) -> int:
        """Return how many digits stand after the point."""
        _, point, after = self.text[self.start : self.end].partition(".")
        return len(after) if point else 0

    def written(self, number: Decimal, decimals: int | None = None) -> str:
        """Return the text with `number` in place of its own, rounded to as many `decimals` (by default its own)."""
        places = self.decimals if decimals is None else decimals
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, _EXACT)
        comma = "," if "," in self.text[self.start : self.end] else ""
        return f"{self.text[: self.start]}{_EXACT.plus(rounded):{comma}f}{self.text[self.end :]}"


def numeric(value: str) -> Numeric | None:
    """Return the one number of `value`; None when there is none, more than one, or it is far out of range."""
    text = value.translate(_DIGITS)
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return None
    try:
        number = Decimal(found[0].group().replace(",", ""))
    except InvalidOperation:
        return None
    if not number.is_finite() or number.adjusted() > 18 or len(text) > _LONGEST:
        return None
    return Numeric(text, number, *found[0].span())
