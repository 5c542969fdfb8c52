"""piiguard's operators as Presidio's: `piiguard_mask`, `piiguard_hash`, `piiguard_fpe` …, and `piiguard_restore`.

The parameter `key` is a `piiguard.Key`, or 16 bytes or more; without it that of $PIIGUARD_KEY and its like is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from presidio_anonymizer.operators import Operator, OperatorType

from piiguard import operators
from piiguard.errors import UsageError
from piiguard.integrations.presidio.recognizers import shared_guard
from piiguard.operators.keys import Key, load_key, required
from piiguard.recognizer import Mask, Recognizer
from piiguard.restoring import restore

_PREFIX: Final = "piiguard_"
_OWN: Final = ("entity_type", "key")
_MEMO_LIMIT: Final = 64
_built: dict[tuple[str, str, str], operators.Operator] = {}
_by_type: dict[str, Recognizer] = {}


def _recognizer_of(entity_type: str) -> Recognizer | None:
    if not _by_type:
        for each in shared_guard().recognizers:
            _by_type.setdefault(each.entity_type, each)
    return _by_type.get(entity_type)


def key_of(params: Mapping[str, Any]) -> Key | None:
    """Return the key in an operator's parameters, else the environment's."""
    given = params.get("key")
    if isinstance(given, Key):
        return given
    if isinstance(given, (bytes, bytearray)):
        return Key(bytes(given))
    if given is not None:
        raise UsageError("key must be a piiguard.Key or bytes")
    return load_key()


def built(name: str, params: Mapping[str, Any]) -> operators.Operator:
    """Return piiguard's operator `name` with Presidio's parameters; equal ones share an operator."""
    own = {each: value for each, value in params.items() if each not in _OWN}
    key = key_of(params) if operators.needs_key(name) else None
    memo = name, repr(sorted(own.items())), key.id if key else ""
    if memo not in _built:
        if len(_built) >= _MEMO_LIMIT:
            _built.clear()
        _built[memo] = operators.build(name, own, key)
    return _built[memo]


def request_of(text: str, entity_type: str, by_canonical: bool) -> operators.Request:
    """Return what piiguard's operators ask for; of a type that piiguard does not know little is known."""
    recognizer = _recognizer_of(entity_type)
    if recognizer is None:
        return operators.Request(entity_type, text, text, Mask(), "basic")
    canonical = shared_guard().engine.canonical(recognizer, text) if by_canonical else text
    return operators.Request(entity_type, text, canonical, recognizer.mask, recognizer.legal, recognizer.validate)


class PiiguardOperator(Operator):
    """One of piiguard's operators; a subclass for each is made from its table."""

    NAME = ""

    def operate(self, text: str = "", params: dict[str, Any] | None = None) -> str:
        """Return the replacement of `text`."""
        given = params or {}
        operator = built(self.NAME, given)
        by_canonical = getattr(operator, "by_canonical", operator.needs_key)
        return operator.apply(request_of(text, str(given.get("entity_type", "")), by_canonical))

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Raise `UsageError` for a parameter that the operator does not have, or a missing key."""
        built(self.NAME, params or {})

    def operator_name(self) -> str:
        """Return the name for `OperatorConfig`."""
        return _PREFIX + self.NAME

    def operator_type(self) -> OperatorType:
        """Return that it anonymizes, in Presidio's word."""
        return OperatorType.Anonymize


class PiiguardRestore(Operator):
    """Brings back what `piiguard_encrypt` wrote, and with `operator: fpe` what `piiguard_fpe` wrote."""

    def operate(self, text: str = "", params: dict[str, Any] | None = None) -> str:
        """Return the value; raises `UsageError` where it cannot be brought back."""
        given = dict(params or {})
        if given.pop("operator", "") == "fpe":
            operator = built("fpe", given)
            undo = getattr(operator, "restore")  # noqa: B009 - the protocol does not promise it
            value: str = undo(request_of(text, str(given.get("entity_type", "")), False))
            return value
        result = restore(text, required(key_of(given), "piiguard_restore"), _NothingInPlace())
        if result.problems:
            raise UsageError(f"piiguard_restore: {result.problems[0].why}")
        return result.text

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Raise `UsageError` without a key."""
        required(key_of(params or {}), "piiguard_restore")

    def operator_name(self) -> str:
        """Return the name for `OperatorConfig`."""
        return _PREFIX + "restore"

    def operator_type(self) -> OperatorType:
        """Return that it undoes."""
        return OperatorType.Deanonymize


class _NothingInPlace:
    """Tells `restore` to look for tokens alone."""

    in_place = False

    def scan(self, _text: str) -> list[Any]:
        return []

    def treatment(self, _finding: Any, _text: str) -> Any:
        raise NotImplementedError


def _class_of(name: str) -> type[PiiguardOperator]:
    title = "Piiguard" + "".join(part.capitalize() for part in name.split("_"))
    return type(title, (PiiguardOperator,), {"NAME": name, "__doc__": f"piiguard's operator `{name}`."})


OPERATORS: Final[Mapping[str, type[PiiguardOperator]]] = {
    name: _class_of(name) for name in operators.known_names() if "text" in operators.places(name)
}
