"""What an operator is: a small frozen object that turns one found value into its replacement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from piiguard.errors import UsageError
from piiguard.recognizer import Mask, Validate

_T = TypeVar("_T")


class Request(NamedTuple):
    """One value to treat: its kind, as written, its canonical form, its conventional mask, its legal class.

    `validate` is its recognizer's check, for operators whose result has to pass it as the value does.
    """

    entity_type: str
    value: str
    canonical: str
    mask: Mask
    legal: str
    validate: Validate | None = None

    def __repr__(self) -> str:
        return f"Request({self.entity_type}, {len(self.value)} characters)"


class Operator(Protocol):
    """Turns a `Request` into the text that replaces its value; equal requests give equal results."""

    @property
    def name(self) -> str:
        """Return the name under which policies know it."""
        ...

    @property
    def needs_key(self) -> bool:
        """Return whether it works on canonical values with a key."""
        ...

    def apply(self, request: Request) -> str:
        """Return the replacement."""
        ...


class Parameters:
    """Reads an operator's parameters and complains about what is wrong or left over."""

    def __init__(self, operator: str, params: Mapping[str, object]) -> None:
        self._operator = operator
        self._left = dict(params)

    def given(self, name: str) -> bool:
        """Return whether a parameter called `name` was given and not read yet."""
        return name in self._left

    def text(self, name: str, default: str) -> str:
        """Return the string under `name`."""
        return self._take(name, default, str)

    def flag(self, name: str, default: bool = False) -> bool:
        """Return the true-or-false value under `name`."""
        return self._take(name, default, bool)

    def count(self, name: str, default: int, least: int, most: int) -> int:
        """Return the whole number under `name`, between `least` and `most`."""
        value = self._take(name, default, int)
        if not least <= value <= most:
            raise UsageError(f"operator {self._operator!r}: {name} must lie between {least} and {most}")
        return value

    def number(self, name: str, default: float) -> float:
        """Return the number under `name`, whole or not."""
        if name not in self._left:
            return default
        value = self._left.pop(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LARGE:
            raise UsageError(f"operator {self._operator!r}: {name} must be a number")
        return float(value)

    def choice(self, name: str, known: Sequence[str]) -> str:
        """Return the string under `name`, one of `known`, of which the first is the default."""
        value = self.text(name, known[0])
        if value not in known:
            raise UsageError(f"operator {self._operator!r}: unknown {name} {value!r}; known: {', '.join(known)}")
        return value

    def _take(self, name: str, default: _T, kind: type[_T]) -> _T:
        value = self._left.pop(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise UsageError(f"operator {self._operator!r}: {name} must be {_KIND_NAMES[kind]}")
        return value

    def rest(self) -> dict[str, object]:
        """Return all parameters that were not read yet, and take them as read."""
        left, self._left = self._left, {}
        return left

    def finish(self) -> None:
        """Raise `UsageError` if a parameter was given that the operator does not have."""
        for name in self._left:
            raise UsageError(f"operator {self._operator!r} has no parameter {name!r}")


# Nothing that is measured in amounts, days or metres is larger; NaN and infinity are not smaller either.
_LARGE = 10**15
_KIND_NAMES: Mapping[type, str] = {str: "a string", bool: "true or false", int: "a whole number"}
