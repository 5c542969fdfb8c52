"""Treats cells so that what they were and what hides it are told beside what they become: for a diff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from piiguard.edit import Edit, apply_edits
from piiguard.finding import Finding
from piiguard.guard import Guard
from piiguard.tables.treat import ColumnTreatment

if TYPE_CHECKING:
    from piiguard.tables.told import Step

# Noncharacters, which no text that is exchanged has.
OPEN: Final = "\ufdd0"
BETWEEN: Final = "\ufdd1"
CLOSE: Final = "\ufdd2"
_LETTERS: Final = str.maketrans("0123456789abcdef", "ghijklmnopqrstuv")
_DIGITS: Final = str.maketrans("ghijklmnopqrstuv", "0123456789abcdef")


def marked(old: str, hidden: str, new: str) -> str:
    """Return a text in place of the value `old`: this, in letters that no form of a file escapes, and the others."""
    told = old.encode("utf-8", "surrogatepass").hex().translate(_LETTERS)
    return f"{OPEN}{told}{BETWEEN}{hidden}{BETWEEN}{new}{CLOSE}"


def told_parts(inner: str) -> tuple[str, str, str]:
    """Return the value, what hides it, and what it became, of what stands between `OPEN` and `CLOSE`."""
    told, hidden, new = inner.split(BETWEEN)
    return bytes.fromhex(told.translate(_DIGITS)).decode("utf-8", "surrogatepass"), hidden, new


class MarkingGuard(Guard):
    """Finds and treats as another guard does, and marks what it treats."""

    def __init__(self, guard: Guard) -> None:
        self.__dict__.update(guard.__dict__)
        self._plain = guard

    def edits(self, text: str, findings: Iterable[Finding]) -> list[Edit]:
        """Return the other's edits, marked; those that change nothing stay."""
        found = list(findings)
        made = []
        for each, edit in zip(found, self._plain.edits(text, found), strict=True):
            value = text[edit.start : edit.end]
            is_kept = edit.replacement == value
            new = value if is_kept else marked(value, f"<{each.entity_type}>", edit.replacement)
            made.append(edit._replace(replacement=new))
        return made

    def redact_piece(self, piece: tuple[str, Sequence[Finding]]) -> str:
        """Return a text, given with its findings, with these marked."""
        text, found = piece
        return apply_edits(text, self.edits(text, found))


class MarkedTreatment(ColumnTreatment):
    """Treats the cells of a column one by one, and marks those that change."""

    def apply(self, values: Sequence[str]) -> list[str]:
        """Return the cells, treated; whole ones that change are marked, parts of them are already."""
        hidden = f"<{self._plan.entity_type or self._plan.treatment}>"
        return [
            new if new == old or OPEN in new else marked(old, hidden, new)
            for old, new in zip(values, super().apply(values), strict=True)
        ]

    def decided(self, layout: str) -> None:
        """Return None: every cell is looked at."""

    def steps(self, layout: str) -> list[Step]:
        """Return nothing: every cell is looked at."""
        return []

    def whole(self) -> None:
        """Return None: every cell is looked at."""

    def scan(self) -> None:
        """Return None: every cell is looked at."""

    def cut(self, layout: str) -> None:
        """Return None: every cell is looked at."""
