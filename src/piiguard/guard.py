"""The front door for Python: one object that scans and redacts with a fixed set-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from piiguard import registry
from piiguard.adapter import Adapter, adapted, merged
from piiguard.batch import scanned
from piiguard.edit import Edit as Edit, apply_edits as apply_edits
from piiguard.engine import NAME_POINTS, Engine, Names
from piiguard.errors import UsageError
from piiguard.finding import Finding, Redacted as Redacted, Trace
from piiguard.recognizer import Recognizer
from piiguard.tabular import Tabular

if TYPE_CHECKING:
    from piiguard.operators.base import Operator, Request
    from piiguard.operators.keys import Key
    from piiguard.operators.vault import VaultOperator
    from piiguard.policy import Policy, Rule
    from piiguard.restoring import Restored
    from piiguard.session import Session
    from piiguard.streaming import Stream

    Treatment = tuple[Operator, Recognizer, type[Request], bool]


class Guard(Tabular):
    """Scans and redacts text with one set of recognizers, one policy and one key.

    Build it once and use it often: it holds compiled tables, can be pickled and shared by processes, and gives
    the same result for the same text whatever the order or the number of calls.

    Args:
        recognizers: exactly the recognizers to use; by default all built-in and installed ones. Any of Presidio's
            `EntityRecognizer`s may be among them.
        policy: a built-in policy's name, a path to a policy file, a mapping, or a `Policy`.
        key: the key of keyed operators (`piiguard.load_key`); needed only if the policy hashes.
        threshold: findings with a lower score are not reported (0 to 1).
        entities: report only these entity types (ORGANIZATION and LOCATION on request alone); the others still help.
        allow: values, as written or in canonical form, that are not reported.
        names: persons in running text: "recall" finds most, "strict" the nearly sure, "off" none, "ner" (extra) more.

    Raises:
        UsageError: an unknown policy, operator or entity type, a key or an extra that is missing.
    """

    def __init__(
        self, recognizers: Iterable[Recognizer | Adapter | Any] | None = None,
        policy: str | Policy | dict[str, object] = "mask", key: Key | None = None, threshold: float = 0.5,
        entities: Iterable[str] | None = None, allow: Iterable[str] = (), names: Names = "recall",
    ) -> None:  # fmt: skip
        from piiguard.policy import load_policy

        if not 0 <= threshold <= 1:
            raise UsageError(f"threshold must lie between 0 and 1, not {threshold}")
        if names not in ("off", *NAME_POINTS):
            raise UsageError(f"names must be one of off, {', '.join(NAME_POINTS)}")
        chosen = (*registry.built_in(), *registry.installed()) if recognizers is None else tuple(recognizers)
        own = [each for each in chosen if isinstance(each, Recognizer)]
        self._foreign = adapted([each for each in chosen if not isinstance(each, Recognizer)])
        self.recognizers = registry.checked([*own, *(kind for each in self._foreign for kind in each.kinds)])
        self._types = registry.entity_types(self.recognizers)
        self.policy = load_policy(policy, known_types=self._types)
        self.key = key
        self.policy.require_key(key)
        self.entities = None if entities is None else registry.known_types(entities, self._types)
        self.allow = frozenset(registry.several(allow))
        used = [each for each in self.recognizers if not each.on_request or each.entity_type in (self.entities or ())]
        self.engine = Engine(used, threshold, names=names)
        self._by_name = {each.name: each for each in self.recognizers}
        self._treatments: dict[str, Treatment] = {}
        self._operators: dict[tuple[str, str], Operator] = {}
        self._by_score = bool(self.policy.scores)
        self.in_place = any(rule.operator == "fpe" for rule in self.policy.rules())
        self._numbers = self.policy.numbers("document")
        self._in_order = self._numbers or self.policy.numbers("job")

    def scan(self, text: str, context: Sequence[str] = ()) -> list[Finding]:
        """Return the findings of `text` in order, without overlaps.

        `context` are words said elsewhere about the text (a column header, a JSON key): they count as a label
        directly before it.
        """
        found = self.find(text, context)
        return found if isinstance(found, list) else list(found)

    def find(self, text: str, context: Sequence[str] = ()) -> Sequence[Finding]:
        """Return what `scan` does; of a large text, objects are made of the findings only when somebody asks."""
        found = self._scan_with(text, context) if context else self.engine.find(text)
        if self._foreign:
            found = merged(list(found), [each for adapter in self._foreign for each in adapter.scan(text)])
            found = [each for each in found if each.score >= self.engine.threshold]
        if found and (self.entities is not None or self.allow):
            return [each for each in found if self._wanted(each, text)]
        return found

    def _scan_with(self, text: str, context: Sequence[str]) -> list[Finding]:
        label = " ".join(registry.several(context)).replace("\n", " ") + "："
        shifted = [each.shift(-len(label)) for each in self.engine.scan(label + text)]
        return [each for each in shifted if each.start >= 0]

    def _wanted(self, finding: Finding, text: str) -> bool:
        if self.entities is not None and finding.entity_type not in self.entities:
            return False
        if not self.allow:
            return True
        value = text[finding.start : finding.end]
        return value not in self.allow and self.canonical(finding, text) not in self.allow

    def redact(self, text: str, context: Sequence[str] = ()) -> str:
        """Return `text` with every finding treated as the policy says; the same text when nothing was found."""
        self.start_document()
        return self.redact_piece((text, self.find(text, context)))

    def redact_with_findings(self, text: str, context: Sequence[str] = ()) -> Redacted:
        """Return the redacted text, the findings, and the edits between the two."""
        self.start_document()
        found = self.scan(text, context)
        edits = self.edits(text, found)
        return Redacted(apply_edits(text, edits), found, edits)

    def edits(self, text: str, findings: Iterable[Finding]) -> list[Edit]:
        """Return what the policy does to `findings` of `text`, as edits in the same order."""
        if self.in_place:
            from piiguard.restoring import edits_that_come_back

            return edits_that_come_back(text, list(findings), self)
        return [Edit(each.start, each.end, self._replacement(each, text)) for each in findings]

    def explain(self, text: str) -> list[Trace]:
        """Return every candidate the recognizers looked at, kept or not, with the reason."""
        return self.engine.explain(text)

    def scan_batch(self, texts: Iterable[str]) -> list[list[Finding]]:
        """Return the findings of each text, order kept; many short texts cost less than one call each."""
        return [found for _, found in scanned(texts, self.scan)]

    def redact_batch(self, texts: Iterable[str]) -> list[str]:
        """Return each text redacted, order kept; many short texts cost less than one call each."""
        redacted = []
        for text, found in scanned(texts, self.scan):
            self.start_document()
            redacted.append(apply_edits(text, self.edits(text, found)) if found else text)
        return redacted

    @property
    def in_order(self) -> bool:
        """Return whether what is written depends on what came before, so that a text cannot be shared out."""
        return self._in_order

    def start_document(self) -> None:
        """Begin to number tags anew, where the policy numbers them within a document."""
        if self._numbers:
            for operator in self._operators.values():
                begin = getattr(operator, "start_document", None)
                if begin is not None:
                    begin()

    def scan_stream(self, src: Stream) -> Iterator[Finding]:
        """Yield the findings of a path, or of a binary or text stream, in bounded memory.

        They are those of the whole text, with offsets in it. Bytes are decoded as the command line does, and
        `ReadError` is raised, with path and offset, where that cannot be done.
        """
        from piiguard import streaming

        return streaming.scan_stream(src, self.find, self.engine.margin)

    def redact_stream(self, src: Stream, dst: Stream) -> int:
        """Write `src` redacted to `dst` in bounded memory; return how many findings were treated.

        Both are paths or binary or text streams; streams stay open. Bytes go out in the encoding they came in, text
        to a binary stream in UTF-8. A file at the path `dst` is replaced when all went well, else left as it was; it
        may be `src` itself. Raises `ReadError` and `WriteError`.
        """
        from piiguard import streaming

        self.start_document()
        return streaming.redact_stream(src, dst, self.find, self.engine.margin, self.redact_piece)

    def redact_piece(self, piece: tuple[str, Sequence[Finding]]) -> str:
        """Return a text, given with its findings, with these treated as the policy says."""
        text, found = piece
        if not found:
            return text
        if isinstance(found, list) or self.in_place:
            return apply_edits(text, self.edits(text, found))
        from piiguard.hiding import hide_plain

        text, found = hide_plain(text, found, self.treatment)
        return apply_edits(text, self.edits(text, found)) if found else text

    def restore(self, text: str, key: Key | None = None) -> str:
        """Return `text` with the values back that `encrypt`, `fpe` and `vault` hide; what cannot come back stays.

        `key`: by default the guard's own; `restore_with_problems` also says what did not come back.
        """
        return self.restore_with_problems(text, key).text

    def restore_with_problems(self, text: str, key: Key | None = None) -> Restored:
        """Return the restored text, how many values came back, and where and why others did not."""
        from piiguard.operators.keys import required
        from piiguard.restoring import restore

        vaults = [each.vault.value for each in self.vault_operators()]
        return restore(text, required(key or self.key, "restore"), self, vaults)

    def restore_table(self, frame: Any, columns: Mapping[str, str] | None = None, key: Key | None = None) -> Any:
        """Return a data frame like `frame` with the values back that tokens in its string cells hide.

        `columns` names the entity type of columns that `fpe` encrypted whole: a bare cell tells no kind. Any eager
        frame that narwhals knows (pandas, polars, Arrow); the one given stays as it is. Needs the extra `table`.
        """
        from piiguard.frames import with_columns
        from piiguard.restoring import column_restorer

        whole = {name: column_restorer(self, kind, key) for name, kind in (columns or {}).items()}
        return with_columns(frame, lambda cell: self.restore(cell, key) if ":" in cell else cell, whole)

    def request_of_kind(self, entity_type: str) -> Request:
        """Return a request without a value for a kind; raises `UsageError` for one that no recognizer has."""
        from piiguard.operators.base import Request

        registry.known_types([entity_type], self._types)
        recognizer = next(each for each in self.recognizers if each.entity_type == entity_type)
        return Request(entity_type, "", "", recognizer.mask, recognizer.legal, recognizer.validate)

    def rule_for(self, entity_type: str) -> Rule:
        """Return the operator, with its parameters, that the policy gives a kind."""
        return self.policy.operator_for(entity_type, self.request_of_kind(entity_type).legal)

    def vault_operators(self) -> list[VaultOperator]:
        """Return the operators of the policy that keep values in a vault."""
        rules = [rule for rule in self.policy.rules() if rule.operator == "vault"]
        return [cast("VaultOperator", self._operator(rule)) for rule in rules]

    def session(self) -> Session:
        """Return a session for a conversation: values leave as `<PERSON_1>` and come back in the answers."""
        from piiguard.session import Session

        return Session(self)

    def keeps(self, finding: Finding) -> bool:
        """Return whether the policy leaves a finding as it is."""
        recognizer = self._by_name[finding.recognizer]
        return self.policy.operator_for(recognizer.entity_type, recognizer.legal, finding.score).operator == "keep"

    def canonical(self, finding: Finding, text: str) -> str:
        """Return the canonical form of a finding's value: the same for every way of writing the same number."""
        return self.engine.canonical(self._by_name[finding.recognizer], text[finding.start : finding.end])

    def recognizer(self, name: str) -> Recognizer:
        """Return the recognizer called `name`, as findings name it; raises `KeyError` for one that is not in use."""
        return self._by_name[name]

    def _replacement(self, finding: Finding, text: str) -> str:
        operator, request = self.treatment(finding, text)
        return operator.apply(request)

    def treatment(self, finding: Finding, text: str) -> tuple[Operator, Request]:
        """Return the operator that the policy gives a finding, and the request that it makes of it."""
        name = finding.recognizer
        treatment = self._treatments.get(name)
        if treatment is None or self._by_score:
            treatment = self._treatment_of(finding)
        operator, recognizer, request, by_canonical = treatment
        value = text[finding.start : finding.end]
        canonical = self.engine.canonical(recognizer, value) if by_canonical else value
        kind, mask, legal = recognizer.entity_type, recognizer.mask, recognizer.legal
        return operator, request(kind, value, canonical, mask, legal, recognizer.validate)

    def _treatment_of(self, finding: Finding) -> Treatment:
        """Return what the policy does to `finding`; operators are imported when first needed."""
        from piiguard.operators.base import Request

        recognizer = self._by_name[finding.recognizer]
        score = finding.score if self._by_score else None
        rule = self.policy.operator_for(recognizer.entity_type, recognizer.legal, score)
        operator = self._operator(rule)
        treatment = operator, recognizer, Request, getattr(operator, "by_canonical", operator.needs_key)
        self._treatments[finding.recognizer] = treatment
        return treatment

    def _operator(self, rule: Rule) -> Operator:
        """Return the operator of `rule`: one for all recognizers, so that the numbers of tags are shared."""
        from piiguard.operators import build

        key = rule.operator, repr(sorted(rule.params.items()))
        if key not in self._operators:
            self._operators[key] = build(rule.operator, rule.params, self.key)
        return self._operators[key]

    def __repr__(self) -> str:
        count, name = len(self.recognizers), self.policy.name
        return f"Guard(recognizers={count}, policy={name!r}, threshold={self.engine.threshold})"
