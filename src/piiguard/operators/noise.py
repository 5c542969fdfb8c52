"""`noise`: adds random numbers to amounts, counts and places (噪声添加, GB/T 37964-2019), drawn with the key.

Numbers get Laplace, normal or even noise of a width in their own unit (`scale`) or as a share of the value
(`percent`). Coordinates are moved by some metres in any direction with the planar Laplace law (Andrés et al. 2013,
geo-indistinguishability). In a column each row draws for itself; in text equal values move alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from piiguard.errors import UsageError
from piiguard.lazy import LazyPattern
from piiguard.operators.base import Parameters, Request
from piiguard.operators.draw import Draw
from piiguard.operators.keys import Key
from piiguard.operators.numeric import numeric

_LAWS: Final = ("laplace", "normal", "even")
_DEGREES: Final = LazyPattern(r"-?[0-9]{1,3}\.[0-9]+")
_METRES_PER_DEGREE: Final = 111_320.0


class NoiseOperator:
    """Replaces a number, or a pair of coordinates, by one near it."""

    name = "noise"
    needs_key = True

    def __init__(
        self, key: Key, law: str = "laplace", scale: float = 0.0, percent: float = 0.0, metres: float = 500.0
    ):
        self._key = key
        self._settings = (law, scale, percent, metres)
        self._law, self._scale, self._percent, self._metres = self._settings
        self._subkey = key.derive("piiguard noise")

    @classmethod
    def build(cls, params: Parameters, key: Key) -> NoiseOperator:
        """Return the operator for its parameters.

        `law` (laplace, normal, even); `scale` (width in the value's unit) or `percent` (of the value, 10 unless
        `scale` is given); `metres` (mean distance, for coordinates).
        """
        law = params.choice("law", _LAWS)
        scale, percent, metres = params.number("scale", 0), params.number("percent", 0), params.number("metres", 500)
        if scale < 0 or percent < 0 or percent > 100 or not 0 < metres <= 1_000_000 or (scale and percent):
            raise UsageError(
                "operator 'noise': scale, or percent up to 100, and metres up to 1,000,000 must be positive"
            )
        return cls(key, law, scale, percent if scale or percent else 10.0, metres)

    def apply(self, request: Request) -> str:
        """Return the value with noise; `<ENTITY_TYPE>` for one that holds not just one number or place."""
        return self._noisy(request, "")

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return the values of a column with noise of its own for each row; `canonical` is not used."""
        return [self._noisy(template._replace(value=value), f"\0{row}") for row, value in enumerate(values)]

    def _noisy(self, request: Request, row: str) -> str:
        value = request.value
        draw = Draw(self._subkey, value + row)
        if request.entity_type == "GEO_POINT":
            return self._moved(value, draw) or "<GEO_POINT>"
        found = numeric(value)
        if found is None:
            return f"<{request.entity_type}>"
        width = self._scale or abs(float(found.number)) * self._percent / 100
        return found.written(found.number + Decimal(repr(width * _deviate(self._law, draw))))

    def _moved(self, value: str, draw: Draw) -> str | None:
        """Return the place moved in any direction; the distance has the mean `metres`."""
        found = list(_DEGREES.finditer(value))
        if len(found) != 2:
            return None
        latitude_first = abs(float(found[1].group())) > 90 or abs(float(found[0].group())) <= 60
        angle = 2 * math.pi * draw.fraction()
        # The radius of planar Laplace noise is a sum of two exponential ones.
        distance = -self._metres / 2 * (math.log(1 - draw.fraction()) + math.log(1 - draw.fraction()))
        north, east = distance * math.sin(angle), distance * math.cos(angle)
        latitude, longitude = (0, 1) if latitude_first else (1, 0)
        numbers = [float(each.group()) for each in found]
        numbers[longitude] += east / (_METRES_PER_DEGREE * max(0.01, math.cos(math.radians(numbers[latitude]))))
        numbers[latitude] = max(-90.0, min(90.0, numbers[latitude] + north / _METRES_PER_DEGREE))
        numbers[longitude] = (numbers[longitude] + 180) % 360 - 180
        text = value
        for match, number in reversed(list(zip(found, numbers, strict=True))):
            places = len(match.group().partition(".")[2])
            text = f"{text[: match.start()]}{number:.{places}f}{text[match.end() :]}"
        return text

    def __reduce__(self) -> tuple[type[NoiseOperator], tuple[object, ...]]:
        return NoiseOperator, (self._key, *self._settings)

    def __repr__(self) -> str:
        return f"NoiseOperator(law={self._law!r})"


def _deviate(law: str, draw: Draw) -> float:
    """Return a number of the law with scale (Laplace), standard deviation (normal) or half width (even) 1."""
    first = draw.fraction()
    if law == "even":
        return 2 * first - 1
    if law == "normal":
        return math.sqrt(-2 * math.log(1 - first)) * math.cos(2 * math.pi * draw.fraction())
    sign = -1.0 if draw.below(2) else 1.0
    return sign * -math.log(1 - first)
