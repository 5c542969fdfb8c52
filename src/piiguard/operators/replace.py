"""`redact`, `replace` and `keep`: the value goes, a fixed text stands in its place, or it stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import Key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class ReplaceOperator(NamedTuple):
    """Puts a fixed text in place of the value."""

    text: str
    name: str = "replace"
    needs_key: bool = False

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> ReplaceOperator:
        """Return the operator for `text`."""
        text = params.text("text", "[已脱敏]")
        if "\n" in text or "\r" in text:
            raise UsageError("operator 'replace': text must be a single line")
        return cls(text)

    def apply(self, request: Request) -> str:
        """Return the fixed text."""
        return self.text

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return the fixed text for each of `values`."""
        return [self.text] * len(values)

    def apply_matrix(self, template: Request, forms: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the fixed text in UTF-8 for each row."""
        import numpy as np

        text = np.frombuffer(self.text.encode("utf-8", "surrogatepass"), np.uint8)
        return np.broadcast_to(text, (len(forms), len(text)))


class RedactOperator(NamedTuple):
    """Takes the value out and leaves nothing."""

    name: str = "redact"
    needs_key: bool = False

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> RedactOperator:
        """Return the operator; it has no parameters."""
        return cls()

    def apply(self, request: Request) -> str:
        """Return the empty string."""
        return ""

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return an empty string for each of `values`."""
        return [""] * len(values)

    def apply_matrix(self, template: Request, forms: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return nothing for each row."""
        return forms[:, :0]


class KeepOperator(NamedTuple):
    """Leaves the value as it is, so that a policy can exempt a kind."""

    name: str = "keep"
    needs_key: bool = False

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> KeepOperator:
        """Return the operator; it has no parameters."""
        return cls()

    def apply(self, request: Request) -> str:
        """Return the value."""
        return request.value

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return `values`."""
        return list(values)
