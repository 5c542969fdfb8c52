"""Brings values back: from tokens wherever they stand, and from values encrypted in their own format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from piiguard.edit import Edit, apply_edits
from piiguard.errors import UsageError
from piiguard.operators import build, tokens
from piiguard.operators.keys import Key, required

if TYPE_CHECKING:
    from piiguard.finding import Finding
    from piiguard.operators.base import Operator, Request

_ATTEMPTS = 5
_VAULT_SCHEME = "v"
Vault = Callable[[tokens.Token, Key], str | None]


class Problem(NamedTuple):
    """What could not be restored: where it stands (code points), its entity type if that can be told, and why."""

    start: int
    end: int
    entity_type: str
    why: str


class Restored(NamedTuple):
    """A restored text, how many values came back, and what did not and was left as it is."""

    text: str
    values: int
    problems: list[Problem]

    def __repr__(self) -> str:
        return f"Restored({self.values} values, {len(self.problems)} problems)"


class Treats(Protocol):
    """What restoring needs of a guard."""

    in_place: bool

    def scan(self, text: str) -> list[Finding]:
        """Return the findings of `text`."""
        ...

    def treatment(self, finding: Finding, text: str) -> tuple[Operator, Request]:
        """Return what the policy does to a finding, and to what."""
        ...


def restore(text: str, key: Key, guard: Treats, vaults: Sequence[Vault] = ()) -> Restored:
    """Return `text` with the values back that tokens and the guard's policy (`fpe`) hide."""
    edits: list[Edit] = []
    problems: list[Problem] = []
    for token in tokens.found(text):
        value = _value(token, key, vaults)
        if value is None:
            problems.append(Problem(token.start, token.end, token.entity_type, _why(token, key, bool(vaults))))
        else:
            edits.append(Edit(token.start, token.end, value))
    if guard.in_place:
        taken = [(each.start, each.end) for each in edits] + [(each.start, each.end) for each in problems]
        edits += _decrypted_in_place(text, guard, taken)
    edits.sort()
    return Restored(apply_edits(text, edits), len(edits), problems)


def _value(token: tokens.Token, key: Key, vaults: Sequence[Vault]) -> str | None:
    if token.payload is None:
        return None
    if token.scheme == _VAULT_SCHEME:
        return next((value for vault in vaults if (value := vault(token, key)) is not None), None)
    from piiguard.operators.encrypt import decrypted

    return decrypted(token, key)


def _why(token: tokens.Token, key: Key, with_vault: bool) -> str:
    if token.payload is None:
        return "a damaged token"
    if key.by_id(token.key_id) is None:
        return f"a token of another key ({token.key_id})"
    if token.scheme == _VAULT_SCHEME:
        return "a token that the vault does not hold" if with_vault else "a token of a vault; name it with --vault"
    return "a changed token"


def _decrypted_in_place(text: str, guard: Treats, taken: Sequence[tuple[int, int]]) -> Iterable[Edit]:
    for finding in guard.scan(text):
        operator, request = guard.treatment(finding, text)
        undo = getattr(operator, "restore", None)
        if undo is None or any(start < finding.end and finding.start < end for start, end in taken):
            continue
        try:
            yield Edit(finding.start, finding.end, undo(request))
        except UsageError:
            continue  # it was never encrypted: no value of this form can be


class _Treated(NamedTuple):
    """An edit, and whether its value was encrypted in place rather than replaced by a token."""

    edit: Edit
    kind: str
    operator: Operator
    request: Request
    in_place: bool

    def as_token(self) -> _Treated:
        token: str = self.operator.as_token(self.request)  # type: ignore[attr-defined]
        return self._replace(edit=self.edit._replace(replacement=token), in_place=False)


def edits_that_come_back(text: str, findings: Sequence[Finding], guard: Treats) -> list[Edit]:
    """Return what the policy does to `findings`, each value encrypted in place such that it is found again there.

    Other digits may meet other rules: a value that would not be found again as what it is gets a token instead. So
    does what was no finding but would be one beside the result, because restoring would decrypt it.
    """
    treated = []
    for finding in findings:
        operator, request = guard.treatment(finding, text)
        edit = Edit(finding.start, finding.end, operator.apply(request))
        in_place = _undoes(operator) and not _is_token(edit.replacement)
        treated.append(_Treated(edit, finding.entity_type, operator, request, in_place))
    for _ in range(_ATTEMPTS):
        better = _settled(text, treated, guard)
        if better is None:
            return [each.edit for each in treated]
        treated = better
    return [(each.as_token() if each.in_place else each).edit for each in treated]


def _settled(text: str, treated: Sequence[_Treated], guard: Treats) -> list[_Treated] | None:
    """Return `treated` with tokens where the result would not come back, None if all of it would."""
    result = apply_edits(text, [each.edit for each in treated])
    places = list(_places(treated))
    found = {(each.start, each.end, each.entity_type): each for each in guard.scan(result)}
    better, changed = list(treated), False
    for index, (each, place) in enumerate(zip(treated, places, strict=True)):
        if each.in_place and found.pop((*place, each.kind), None) is None:
            better[index], changed = each.as_token(), True
    for finding in found.values():
        operator, request = guard.treatment(finding, result)
        if _undoes(operator):
            changed = _hide(finding, operator, request, better, places) or changed
    return sorted(better, key=lambda each: each.edit.start) if changed else None


def _places(treated: Sequence[_Treated]) -> Iterable[tuple[int, int]]:
    """Yield where each replacement stands in the result."""
    shift = 0
    for each in treated:
        start = each.edit.start + shift
        end = start + len(each.edit.replacement)
        yield start, end
        shift = end - each.edit.end


def _hide(
    finding: Finding,
    operator: Operator,
    request: Request,
    better: list[_Treated],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Put a token in place of what is found in the result alone, or of the values that it reaches into."""
    touched = [k for k, (start, end) in enumerate(places) if start < finding.end and finding.start < end]
    if not touched:
        before = sum(end <= finding.start for _, end in places)
        shift = places[before - 1][1] - better[before - 1].edit.end if before else 0
        edit = Edit(finding.start - shift, finding.end - shift, "")
        better.append(_Treated(edit, finding.entity_type, operator, request, True).as_token())
        return True
    changed = False
    for index in touched:
        if better[index].in_place:
            better[index], changed = better[index].as_token(), True
    return changed


def _undoes(operator: Operator) -> bool:
    return hasattr(operator, "restore")


def _is_token(replacement: str) -> bool:
    return replacement.startswith("<") and next(tokens.found(replacement), None) is not None


class Describes(Protocol):
    """What restoring a column needs of a guard."""

    key: Key | None

    def request_of_kind(self, entity_type: str) -> Request:
        """Return a request without a value for a kind."""
        ...

    def rule_for(self, entity_type: str) -> tuple[str, Mapping[str, object]]:
        """Return the name and parameters of the operator that the policy gives a kind."""
        ...


def column_restorer(guard: Describes, entity_type: str, key: Key | None) -> Callable[[list[str]], list[str]]:
    """Return what brings back a column of one kind that the guard's policy encrypted with `fpe`.

    Raises `UsageError` when the policy does something else to the kind.
    """
    template = guard.request_of_kind(entity_type)
    name, params = guard.rule_for(entity_type)
    own = required(key or guard.key, "restore")
    if name != "fpe":
        raise UsageError(f"the policy treats {entity_type} with {name!r}, which leaves no column to decrypt")
    operator = build(name, params, own)

    def restored(values: list[str]) -> list[str]:
        plain: list[str] = operator.restore_column(template, [each for each in values if not _is_token(each)])  # type: ignore[attr-defined]
        left = iter(plain)
        return [_token_value(each, own) if _is_token(each) else next(left) for each in values]

    return restored


def _token_value(text: str, key: Key) -> str:
    value = _value(next(tokens.found(text)), key, ())
    return text if value is None else value
