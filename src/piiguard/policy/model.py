"""What a policy is: rules by column, score, entity type and legal class, and what the rest gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from piiguard import operators
from piiguard.operators.keys import Key, required


class Rule(NamedTuple):
    """An operator's name and its parameters."""

    operator: str
    params: Mapping[str, object]


# Whom a record of calls names, and the rules under which one number stays one, in every column, file and text.
GRAPH: Final = "graph"
COARSE: Final = "coarse"
PARTIES: Final = frozenset(
    ("CN_MOBILE", "CN_LANDLINE", "PHONE_NUMBER", "CN_IOT_NUMBER", "IMSI", "ICCID", "IMEI", "MEID")
)
_LINKING: Final = frozenset(("hash", "fpe", "surrogate", "vault", "keep"))
_PSEUDONYM: Final = Rule("hash", {})


class ScoreRule(NamedTuple):
    """A rule for findings whose score is at least `least` and under `below`, of `entities` (empty: of any type)."""

    rule: Rule
    least: float = 0.0
    below: float = 2.0
    entities: frozenset[str] = frozenset()

    def fits(self, entity_type: str, score: float) -> bool:
        """Return whether the rule is for a finding of `entity_type` with `score`."""
        return self.least <= score < self.below and (not self.entities or entity_type in self.entities)


class Policy(NamedTuple):
    """What to do with each finding: by score, else by entity type, else by legal class, else the default.

    `columns` are rules for whole columns of tables by header, which go before all others (`*` and `?` stand for any
    characters); `rows` draws rows (the operator `sample`), None keeps all. `records` are ways to treat tables by kind
    of record: `coarse` cuts times, lengths and places, `graph` also keeps who called whom: each number gets the same
    keyed token wherever it stands, unless the rule for its kind does so in another way.
    """

    name: str
    default: Rule
    entities: Mapping[str, Rule]
    legal: Mapping[str, Rule]
    columns: Mapping[str, Rule] = {}  # read only
    scores: tuple[ScoreRule, ...] = ()
    rows: Rule | None = None
    records: Mapping[str, Rule] = {}  # read only

    @property
    def keeps_graph(self) -> bool:
        """Return whether numbers are to stay linked."""
        return any(rule.operator == GRAPH for rule in self.records.values())

    def operator_for(self, entity_type: str, legal_class: str, score: float | None = None) -> Rule:
        """Return the rule for a finding of `entity_type`, whose recognizer has `legal_class`; without `score` those
        by score are left out.
        """
        by_score = () if score is None else self.scores
        rule = next((each.rule for each in by_score if each.fits(entity_type, score or 0.0)), None)
        rule = rule or self.entities.get(entity_type) or self.legal.get(legal_class) or self.default
        if entity_type in PARTIES and self.keeps_graph and rule.operator not in _LINKING:
            return _PSEUDONYM
        return rule

    def column_rule(self, column: str) -> Rule | None:
        """Return the rule for the column `column`: of its own name, else of the first pattern it fits, else None."""
        if column in self.columns:
            return self.columns[column]
        if not self.columns:
            return None
        from fnmatch import fnmatchcase

        return next((rule for name, rule in self.columns.items() if fnmatchcase(column, name)), None)

    def rules(self) -> list[Rule]:
        """Return every rule the policy can apply."""
        found = [self.default, *self.entities.values(), *self.legal.values(), *self.columns.values()]
        found += [each.rule for each in self.scores]
        found += [_PSEUDONYM] if self.keeps_graph else []
        return found if self.rows is None else [*found, self.rows]

    def numbers(self, scope: str) -> bool:
        """Return whether a rule numbers tags within each document (`scope` document) or through the whole job."""
        return any(rule.operator == "tag" and rule.params.get("number") == scope for rule in self.rules())

    def require_key(self, key: Key | None) -> None:
        """Raise `UsageError` when a rule needs a key and `key` is None."""
        for rule in self.rules():
            if operators.needs_key(rule.operator):
                required(key, rule.operator)
