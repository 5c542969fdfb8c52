"""What each rule of a policy leaves: who could undo it, what it links, and what the law would call the result.

PIPL art. 73: 去标识化 (de-identified) data cannot identify a person without additional information; 匿名化
(anonymised) data cannot identify one at all and cannot be restored. No program can promise the second: it depends on
what else is in the data and who holds it. These are statements about the operators, not legal findings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from piiguard import operators
from piiguard.operators import mask_styles
from piiguard.operators.remaining import counted_kinds, remaining_candidates
from piiguard.policy.model import COARSE, GRAPH, Policy, Rule

KEPT: Final = "personal information still (未处理): some values stay as they are"
DE_IDENTIFIED: Final = "de-identified (去标识化)"
PERHAPS: Final = "could be anonymised (匿名化), if nothing around it identifies"
UNKNOWN: Final = "not known: an operator that is not piiguard's own is among the rules"
_ORDER: Final = (PERHAPS, DE_IDENTIFIED, UNKNOWN, KEPT)


class Claim(NamedTuple):
    """What a rule leaves: a sentence, and what the result is at most."""

    left: str
    result: str


def claim(rule: Rule, entity_type: str = "") -> Claim:
    """Return what `rule` leaves of a value of `entity_type` (empty: of any kind)."""
    if rule.operator not in (*operators.known_names(), GRAPH, COARSE):
        return Claim("what this operator leaves, which is not piiguard's own", UNKNOWN)
    make = _CLAIMS.get(rule.operator, _reversible if operators.is_reversible(rule.operator) else _hash)
    return make(rule.params, entity_type)


def result(policy: Policy) -> str:
    """Return what a text or table treated by `policy` is at most: as weak as the weakest of its rules."""
    return max((claim(rule).result for rule in policy.rules()), key=_ORDER.index)


def candidates(policy: Policy) -> dict[str, int]:
    """Return how many values each kind that `policy` masks with its default rule still may have, where known."""
    rule = policy.default
    if rule.operator != "mask" or _custom(rule.params):
        return {}
    found = {kind: remaining_candidates(kind, strict=bool(rule.params.get("strict"))) for kind in counted_kinds()}
    return {kind: count for kind, count in found.items() if count is not None and kind not in policy.entities}


def key_needed(policy: Policy) -> list[str]:
    """Return the names of the operators of `policy` that need a key."""
    return sorted({rule.operator for rule in policy.rules() if operators.needs_key(rule.operator)})


def _mask(params: Mapping[str, object], entity_type: str) -> Claim:
    if entity_type in mask_styles.WORDS and not _custom(params):
        return Claim("that something stood there", DE_IDENTIFIED)
    count = None if _custom(params) else remaining_candidates(entity_type, strict=bool(params.get("strict")))
    known = f"about {count:,} candidates; " if count else "the characters that stay; "
    return Claim(f"{known}equal values look alike", DE_IDENTIFIED)


def _custom(params: Mapping[str, object]) -> bool:
    return any(name in params for name in ("keep_first", "keep_last", "hide_first", "hide_last"))


def _tag(params: Mapping[str, object], _entity_type: str) -> Claim:
    scope = params.get("number", "none")
    if scope == "none":
        return Claim("the kind, and that something stood there", PERHAPS)
    return Claim(f"which places of a {scope} name the same value", DE_IDENTIFIED)


def _hash(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim(
        "equal values are linked wherever the key was used; who has the key can try all values", DE_IDENTIFIED
    )


def _reversible(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("who has the key gets every value back; equal values are linked", DE_IDENTIFIED)


def _fpe(params: Mapping[str, object], entity_type: str) -> Claim:
    kept = "" if params.get("keep_prefix") is False else "; leading parts (region, segment, issuer) stay"
    return Claim(_reversible(params, entity_type).left + kept, DE_IDENTIFIED)


def _surrogate(params: Mapping[str, object], entity_type: str) -> Claim:
    known = {
        "PERSON": "the length of the name; ",
        "CN_ADDRESS": "the city; ",
        "BIRTH_DATE": "the year; ",
        "CN_RESIDENT_ID": "the province; ",
        "BANK_CARD": "the issuer; ",
        "CN_LANDLINE": "the area; ",
        "CN_LICENSE_PLATE": "the place of issue; ",
    }.get(entity_type, "")
    return Claim(f"{known}equal values are linked wherever the key was used", DE_IDENTIFIED)


def _generalize(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("coarse values: together with others they may single somebody out (measure k)", PERHAPS)


def _shift(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("intervals; one true date of a subject gives all of them", DE_IDENTIFIED)


def _gone(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("nothing", PERHAPS)


def _replace(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("that something stood there", PERHAPS)


def _keep(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("the value itself", KEPT)


def _noise(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("values near the true ones; rare ones still stand out", DE_IDENTIFIED)


def _limits(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("every value within the limits", DE_IDENTIFIED)


def _groups(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim(f"means of {params.get('k', 5)} rows or more; the order of groups", PERHAPS)


def _shuffle(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("every value, in another row", DE_IDENTIFIED)


def _sample(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("the rows drawn, as the other rules leave them", PERHAPS)


def _graph(params: Mapping[str, object], _entity_type: str) -> Claim:
    return Claim("who called whom, with times and lengths in bands: a known call may tell a number", DE_IDENTIFIED)


_CLAIMS: Final[Mapping[str, Callable[[Mapping[str, object], str], Claim]]] = {
    "mask": _mask,
    "redact": _gone,
    "replace": _replace,
    "tag": _tag,
    "keep": _keep,
    "hash": _hash,
    "encrypt": _reversible,
    "fpe": _fpe,
    "surrogate": _surrogate,
    "generalize": _generalize,
    "shift": _shift,
    "noise": _noise,
    "top_bottom": _limits,
    "microaggregate": _groups,
    "shuffle": _shuffle,
    "sample": _sample,
    GRAPH: _graph,
    COARSE: _generalize,
}
