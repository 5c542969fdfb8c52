"""`top_bottom`: numbers beyond a limit become the limit (顶层/底层编码, GB/T 37964-2019): no outlier stands out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import Key
from piiguard.operators.numeric import Numeric, numeric


class TopBottomOperator:
    """Replaces a number above `top` by it, and one below `bottom`; limits can be shares of a column's values."""

    name = "top_bottom"
    needs_key = False

    def __init__(self, top: Decimal | None, bottom: Decimal | None, percent: float = 0.0) -> None:
        self._top = top
        self._bottom = bottom
        self._percent = percent

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> TopBottomOperator:
        """Return the operator for `top` and `bottom`, or for `percent` (to 25) of rows at either end."""
        top, bottom = params.number("top", float("inf")), params.number("bottom", float("-inf"))
        percent = params.number("percent", 0)
        limits = abs(top) != float("inf") or abs(bottom) != float("inf")
        if limits == bool(percent) or not 0 <= percent <= 25 or bottom > top:
            raise UsageError("operator 'top_bottom': give top or bottom or both, bottom <= top, or percent up to 25")
        return cls(_decimal(top), _decimal(bottom), percent)

    def apply(self, request: Request) -> str:
        """Return the number, or the limit it is beyond; `<ENTITY_TYPE>` for what is not one number."""
        if self._percent:
            raise UsageError("operator 'top_bottom': percent is of a column's rows; in text give top and bottom")
        return self._limited(numeric(request.value), request, self._bottom, self._top)

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return the values of a column, those beyond the limits replaced; `canonical` is not used."""
        found = [numeric(value) for value in values]
        bottom, top = self._bottom, self._top
        if self._percent:
            ordered = sorted(each.number for each in found if each is not None)
            cut = int(len(ordered) * self._percent / 100)
            if ordered:
                bottom, top = ordered[cut], ordered[-1 - cut]
        return [self._limited(each, template, bottom, top) for each in found]

    def _limited(self, found: Numeric | None, request: Request, bottom: Decimal | None, top: Decimal | None) -> str:
        if found is None:
            return f"<{request.entity_type}>"
        if top is not None and found.number > top:
            return found.written(top, max(found.decimals, _places(top)))
        if bottom is not None and found.number < bottom:
            return found.written(bottom, max(found.decimals, _places(bottom)))
        return found.text

    def __repr__(self) -> str:
        return "TopBottomOperator()"


def _decimal(limit: float) -> Decimal | None:
    return None if limit in (float("inf"), float("-inf")) else Decimal(repr(limit)).normalize()


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
