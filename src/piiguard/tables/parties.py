"""Treats a column of numbers that call and are called: one pseudonym for each, however and wherever it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.lazy import LazyPattern
from piiguard.operators.base import Request
from piiguard.operators.hash import HashOperator
from piiguard.operators.keys import required
from piiguard.policy.model import PARTIES
from piiguard.recognizer import Mask
from piiguard.tables.kind_cells import KindCells
from piiguard.tables.shapes import is_service

if TYPE_CHECKING:
    from piiguard.tables.told import Step

KIND: Final = "PARTY"
_LABEL: Final = "电话："
_AROUND: Final = " \t'\""
_FRACTION: Final = LazyPattern(r"(?<=[0-9])\.0+$")
_HAS_DIGIT: Final = LazyPattern("[0-9０-９]")
# What an earlier run or the exporting system left.
_DONE: Final = LazyPattern(r"[0-9+() -]{0,8}\*+[0-9]{0,4}|<[A-Z_]+:[^<>]{1,400}>")
_PLAIN: Final = {
    "CN_MOBILE": LazyPattern("1[3-9][0-9]{9}"),
    "CN_LANDLINE": LazyPattern("0(?:10|2[0-9]|[3-9][0-9]{2})-?[2-8][0-9]{6,7}"),
}


class PartyTreatment:
    """Replaces numbers by keyed pseudonyms, as the policy does in free text.

    Service numbers stay, and so do words and masked numbers. Numbers that are of no known kind (short numbers of a
    group, extensions, numbers without their area) get a token of the kind `PARTY`.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._others = HashOperator(required(guard.key, "party"))
        # Most numbers are told by their form; finding them as in text costs twenty times as much.
        plain = guard.entities is None and not guard.allow
        self._kinds = [
            (_PLAIN[each.entity_type], KindCells(guard, each, guard.rule_for(each.entity_type)))
            for each in guard.recognizers
            if plain and each.entity_type in _PLAIN and each.validate is not None
        ]

    def apply(self, values: list[str]) -> list[str]:
        """Return the cells, none of them empty, treated."""
        cores = [_FRACTION.sub("", value.strip(_AROUND)) for value in values]
        result: dict[int, str] = {}
        for form, kind in self._kinds:
            rows = [row for row, core in enumerate(cores) if form.fullmatch(core) and row not in result]
            rows = [row for row in rows if kind.is_own(cores[row])]
            result.update(zip(rows, kind.apply([cores[row] for row in rows]), strict=True))
        rest = [row for row in range(len(cores)) if row not in result]
        for row, findings in zip(rest, self._findings([cores[row] for row in rest]), strict=True):
            result[row] = self._one(values[row], cores[row], findings)
        return [result[row] for row in range(len(values))]

    def steps(self, layout: str) -> list[Step]:
        """Return how cells of a layout (a zero for every digit) are told, and treated, together; none: one by one."""
        made = [kind.step(layout, form.fullmatch) for form, kind in self._kinds]
        return [each for each in made if each is not None] if all(made) else []

    def _findings(self, cores: list[str]) -> list[list[Finding]]:
        scanned = self._guard.scan_batch([_LABEL + core for core in cores])
        skip = len(_LABEL)
        return [[each.shift(-skip) for each in findings if each.start >= skip] for findings in scanned]

    def _one(self, value: str, core: str, findings: list[Finding]) -> str:
        if _DONE.fullmatch(core) or is_service(core):
            return value
        whole = [each for each in findings if each.entity_type in PARTIES and each.end - each.start == len(core)]
        if whole:
            operator, request = self._guard.treatment(whole[0], core)
            return operator.apply(request)
        if _HAS_DIGIT.search(core):
            return self._others.apply(Request(KIND, core, _plain(core), Mask(), "basic"))
        return self._guard.redact_piece((core, findings)) if findings else value


def _plain(core: str) -> str:
    """Return a number without what writers put between its digits."""
    from unicodedata import normalize

    return "".join(sign for sign in normalize("NFKC", core).lower() if sign.isalnum() or sign in "@*#")
