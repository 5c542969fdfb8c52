"""Takes Presidio's operators for a policy: dictionaries of its REST interface, and `OperatorConfig` objects.

Keys in a policy are refused (they come from a key file), and so are operators that run code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from piiguard.errors import UsageError

_WRAPPERS: Final = ("anonymizers", "operators")
_PREFIX: Final = "piiguard_"


def is_presidio(data: Mapping[str, object]) -> bool:
    """Return whether `data` is a mapping of entity types to Presidio's operators, bare or under `anonymizers`."""
    if len(data) == 1 and next(iter(data)) in _WRAPPERS:
        return True
    return bool(data) and all(_parts(each) is not None for each in data.values())


def converted(data: Mapping[str, object], where: str) -> dict[str, object]:
    """Return `data` in piiguard's own keys; raises `UsageError` for what cannot be had here."""
    name = next(iter(data))
    inner = data[name] if len(data) == 1 and name in _WRAPPERS else data
    if not isinstance(inner, Mapping):
        raise UsageError(f"{where}: {name!r} must be a table of entity types")
    # What Presidio does with kinds that are not named.
    found: dict[str, object] = {"default": {"operator": "tag"}}
    entities: dict[str, object] = {}
    for entity_type, config in inner.items():
        parts = _parts(config)
        if parts is None:
            raise UsageError(f"{where}: {entity_type}: expected a table with 'type', or an OperatorConfig")
        rule = _rule(*parts, f"{where}: {entity_type}")
        if entity_type == "DEFAULT":
            found["default"] = rule
        else:
            entities[str(entity_type)] = rule
    found["entities"] = entities
    return found


def _parts(config: object) -> tuple[str, dict[str, object]] | None:
    """Return the name and parameters of an `OperatorConfig`, or of its dictionary; None for anything else."""
    name, params = getattr(config, "operator_name", None), getattr(config, "params", None)
    if isinstance(config, Mapping):
        name = config.get("type", config.get("operator_name"))
        params = config.get("params", {key: each for key, each in config.items() if key not in _NAMES})
    if not isinstance(name, str) or not (params is None or isinstance(params, Mapping)):
        return None
    # Presidio adds the entity type for its own use.
    return name, {str(key): each for key, each in (params or {}).items() if key != "entity_type"}


_NAMES: Final = ("type", "operator_name")


def _rule(name: str, params: dict[str, object], where: str) -> dict[str, object]:
    if name.startswith(_PREFIX):
        return {"operator": name.removeprefix(_PREFIX), **params}
    if any(key in params for key in ("key", "salt")):
        raise UsageError(f"{where}: keys do not stand in a policy; give one with --key-file or $PIIGUARD_KEY")
    if name == "replace":
        text = params.pop("new_value", None)
        return {"operator": "tag", **params} if not text else {"operator": "replace", "text": text, **params}
    if name == "mask":
        return _mask(params, where)
    if name == "hash":
        kind = params.pop("hash_type", "sha256")
        if kind not in ("sha256", "sha512"):
            raise UsageError(f"{where}: unknown hash_type; known: sha256, sha512")
        return {"operator": "hash", "length": 64, **params}
    if name in ("redact", "keep", "encrypt"):
        return {"operator": name, **params}
    if name in ("custom", "decrypt", "deanonymize_keep", "surrogate_ahds"):
        raise UsageError(f"{where}: Presidio's operator {name!r} has no counterpart in a policy")
    raise UsageError(f"{where}: unknown Presidio operator {name!r}")


def _mask(params: dict[str, object], where: str) -> dict[str, object]:
    """Return the mask that hides so many characters at one end, which is what Presidio's does."""
    missing = [name for name in ("masking_char", "chars_to_mask") if name not in params]
    if missing:
        raise UsageError(f"{where}: Presidio's operator 'mask' needs {missing[0]!r}")
    side = "hide_last" if params.pop("from_end", False) is True else "hide_first"
    return {"operator": "mask", "char": params.pop("masking_char"), side: params.pop("chars_to_mask"), **params}
