"""Presidio's own anonymizer operators in piiguard's policies, as `presidio_mask`, `presidio_replace` …"""

from __future__ import annotations

from presidio_anonymizer.entities import InvalidParamError
from presidio_anonymizer.operators import OperatorsFactory, OperatorType

from piiguard.errors import UsageError
from piiguard.operators.base import Parameters, Request


class TheirOperator:
    """One of Presidio's operators with its parameters."""

    needs_key = False

    def __init__(self, name: str, params: dict[str, object]) -> None:
        self.name = f"presidio_{name}"
        self._given = (name, params)
        try:
            self._operator = OperatorsFactory().create_operator_class(name, OperatorType.Anonymize)
            self._operator.validate({**params, "entity_type": "DEFAULT"})
        except InvalidParamError as error:
            raise UsageError(f"operator {self.name!r}: {error}") from None

    @classmethod
    def build(cls, name: str, params: Parameters) -> TheirOperator:
        """Return the operator `name` without its prefix; raises `UsageError` for what Presidio refuses."""
        if name in _UNSAFE:
            raise UsageError(f"operator 'presidio_{name}' is refused: {_UNSAFE[name]}")
        return cls(name, params.rest())

    def apply(self, request: Request) -> str:
        """Return what Presidio's operator makes of the value."""
        _, params = self._given
        changed: str = self._operator.operate(request.value, {**params, "entity_type": request.entity_type})
        return changed

    def __reduce__(self) -> tuple[type[TheirOperator], tuple[str, dict[str, object]]]:
        return TheirOperator, self._given


_UNSAFE = {
    "hash": "its hash is not keyed; use `hash`",
    "encrypt": "its key would stand in the policy; use `encrypt`",
    "custom": "it runs code",
    "surrogate_ahds": "it sends values over the network",
}
