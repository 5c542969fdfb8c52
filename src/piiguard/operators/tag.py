"""`tag`: the kind's name in angle brackets, numbered if wished: `<PERSON_1>` is the same person throughout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from piiguard.operators.base import Parameters, Request
from piiguard.operators.keys import Key

_SCOPES: Final = ("none", "document", "job")


class TagOperator:
    """Puts the entity type in angle brackets in place of the value.

    Numbers follow the order of first appearance and go by the canonical value, so `+86 138…` and `138…` share one.
    They start anew with each document, or go on through all that one guard redacts (`job`); the table of values seen
    lives in this object alone and is forgotten with it. It does not go along into another process.
    """

    name = "tag"
    needs_key = False

    def __init__(self, number: str = "none") -> None:
        self.number = number
        self.by_canonical = number != "none"
        self._numbers: dict[str, dict[str, int]] = {}

    @classmethod
    def build(cls, params: Parameters, key: Key | None = None) -> TagOperator:
        """Return the operator for `number`: none (`<PERSON>`), document or job (`<PERSON_1>`)."""
        return cls(params.choice("number", _SCOPES))

    def apply(self, request: Request) -> str:
        """Return `<ENTITY_TYPE>` or `<ENTITY_TYPE_n>`."""
        if not self.by_canonical:
            return f"<{request.entity_type}>"
        seen = self._numbers.setdefault(request.entity_type, {})
        number = seen.setdefault(request.canonical, len(seen) + 1)
        return f"<{request.entity_type}_{number}>"

    def apply_column(
        self, template: Request, values: Sequence[str], canonical: Callable[[str], str] | None = None
    ) -> list[str]:
        """Return the tag of each of `values`; numbered ones go by `canonical`."""
        kind = template.entity_type
        if not self.by_canonical:
            return [f"<{kind}>"] * len(values)
        seen = self._numbers.setdefault(kind, {})
        forms = values if canonical is None else map(canonical, values)
        return [f"<{kind}_{seen.setdefault(form, len(seen) + 1)}>" for form in forms]

    def start_document(self) -> None:
        """Forget the values seen, unless numbers go through the whole job."""
        if self.number == "document":
            self._numbers.clear()

    def __reduce__(self) -> tuple[type[TagOperator], tuple[str]]:
        return TagOperator, (self.number,)

    def __repr__(self) -> str:
        return f"TagOperator(number={self.number!r})"
