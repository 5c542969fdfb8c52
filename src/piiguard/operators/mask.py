"""`mask`: hides the middle of a value and keeps what is customary for its kind.

A mask is de-identification (去标识化), never anonymisation (匿名化): it leaves candidates, see `remaining`.
Conventions: hutool DesensitizedUtil and Alipay's log rules; the strict counts are what exports should show at most
(no national standard fixes either).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from piiguard.errors import UsageError
from piiguard.operators import mask_styles
from piiguard.operators.base import Parameters, Request
from piiguard.operators.graphemes import SEPARATORS, clusters
from piiguard.operators.keys import Key
from piiguard.operators.mask_column import cut_out

_MOST: Final = 1000
# So many lengths, at most, are masked length by length.
_SIZES: Final = 12
# So many values at a time stay in the processor's cache.
_CHUNK: Final = 8192


class MaskOperator:
    """Replaces hidden characters by `char`, one for one; separators stay, so the value keeps its layout.

    A character is what a reader sees as one: a letter with its combining marks goes or stays as a whole.
    """

    name = "mask"
    needs_key = False

    def __init__(
        self,
        char: str = "*",
        strict: bool = False,
        shown: tuple[int, int] | None = None,
        hidden: tuple[int, int] | None = None,
        address: str = "",
    ) -> None:
        self.char = char
        self.strict = strict
        self.address = address or ("city" if strict else "county")
        self._shown = shown
        self._hidden = hidden
        self.customary = shown is None and hidden is None
        # Another one that is made of these does the same.
        self.given = (char, strict, shown, hidden, address)

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> MaskOperator:
        """Return the operator for its parameters.

        `char` (one sign, no letter or digit) hides; `strict` takes the stronger mask of each kind; `keep_first` and
        `keep_last` show that many characters of any kind; `hide_first` or `hide_last` hide that many; `address` is
        the level down to which addresses stay (province, city, county, town or road).
        """
        char = params.text("char", "*")
        if len(char) != 1 or (char.isalnum() and char != "某"):
            raise UsageError("operator 'mask': char must be a single sign that is no letter or digit")
        strict = params.flag("strict")
        shown = _pair(params, "keep_first", "keep_last")
        hidden = _pair(params, "hide_first", "hide_last")
        if shown and hidden:
            raise UsageError("operator 'mask': give keep_first and keep_last, or hide_first or hide_last, not both")
        if hidden and all(hidden):
            raise UsageError("operator 'mask': give hide_first or hide_last, not both")
        address = params.text("address", "")
        if address and address not in mask_styles.ADDRESS_LEVELS:
            raise UsageError(f"operator 'mask': address must be one of {', '.join(mask_styles.ADDRESS_LEVELS)}")
        return cls(char, strict, shown, hidden, address)

    def apply(self, request: Request) -> str:
        """Return the value with its sensitive part hidden; at least one character always is."""
        value = request.value
        style = mask_styles.STYLES.get(request.entity_type) if self.customary else None
        if style is not None:
            masked = style(value, self)
        elif self._hidden is not None:
            masked = self.hide(value, *self._hidden)
        else:
            first, last = self.counts(request)
            hidden = len(value) - first - last
            if hidden > 0 and value.isalnum():
                masked = value[:first] + self.char * hidden + value[first + hidden :]
            else:
                masked = self.keep(value, first, last)
        return masked if masked != value else self.char * len(value)

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return the masked values of a column; every value is of the kind of `template`, whose own is not used."""
        styled = self.customary and template.entity_type in mask_styles.STYLES
        whole = not styled and self._hidden is None
        found: list[str] = []
        for at in range(0, len(values), _CHUNK):
            some = values[at : at + _CHUNK]
            found += (self._cut(template, some) if whole else None) or self._each(template, some)
        return found

    def _cut(self, template: Request, values: Sequence[str]) -> list[str] | None:
        """Return `values` masked together, those of one length at a time; None where they differ too much."""
        shown = self.counts(template)
        sizes = set(map(len, values))
        if len(sizes) == 1:
            return cut_out(values, *shown, self.char)
        if len(sizes) > _SIZES:
            return None
        found = list(values)
        for size in sizes:
            rows = [row for row, value in enumerate(values) if len(value) == size]
            some = [values[row] for row in rows]
            for row, masked in zip(rows, cut_out(some, *shown, self.char) or self._each(template, some), strict=True):
                found[row] = masked
        return found

    def _each(self, template: Request, values: Sequence[str]) -> list[str]:
        known: dict[str, str] = {}
        for value in values:
            if value not in known:
                known[value] = self.apply(template._replace(value=value))
        return [known[value] for value in values]

    def counts(self, request: Request) -> tuple[int, int]:
        """Return how many characters stay visible at the start and at the end."""
        if self._shown is not None:
            return self._shown
        mask = request.mask
        return (mask.strict_first, mask.strict_last) if self.strict else (mask.keep_first, mask.keep_last)

    def keep(self, value: str, first: int, last: int) -> str:
        """Return `value` with `first` and `last` characters visible; separators stay and do not count."""
        signs = list(clusters(value))
        places = [index for index, sign in enumerate(signs) if sign not in SEPARATORS]
        if first + last >= len(places):
            # A short or unusual value would show whole: keep a third at most, nothing when strict.
            third = 0 if self.strict else len(places) // 3
            first, last = (third, 0) if first else (0, third)
        for index in places[first : len(places) - last]:
            signs[index] = self.char
        return "".join(signs)

    def hide(self, value: str, first: int, last: int) -> str:
        """Return `value` with its `first` or its `last` characters hidden, separators included."""
        signs = clusters(value)
        shown_from, shown_to = min(first, len(signs)), max(len(signs) - last, 0)
        return "".join([sign if shown_from <= at < shown_to else self.char for at, sign in enumerate(signs)])

    def __repr__(self) -> str:
        return f"MaskOperator(char={self.char!r}, strict={self.strict})"


def _pair(params: Parameters, first: str, last: str) -> tuple[int, int] | None:
    if not (params.given(first) or params.given(last)):
        return None
    return params.count(first, 0, 0, _MOST), params.count(last, 0, 0, _MOST)
