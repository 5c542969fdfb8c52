"""Brings the type names of labelled data to piiguard's own."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from piiguard import registry
from piiguard.errors import UsageError
from piiguard.evaluation.labelled import Span

_MOST_TOLD = 10


class Naming:
    """What the types of the data are called here, which of them are left out, and which are unknown.

    Args:
        known: the entity types that can be found.
        mapped: `THEIR=OURS`, each saying that the data's type THEIR is the entity type OURS.
        ignored: types of the data that are left out.
        wanted: the entity types that are measured; None for all.

    Raises `UsageError` for a mapping that is none, to an unknown type, or against another one.
    """

    def __init__(
        self, known: frozenset[str], mapped: Iterable[str], ignored: Iterable[str], wanted: frozenset[str] | None
    ) -> None:
        self._known = known
        self._wanted = wanted
        self._ignored = frozenset(ignored)
        self._mapped = dict[str, str]()
        self._met = set[str]()
        self.unknown: dict[str, str] = {}  # the type, and where it was met first
        for each in mapped:
            self._add(each)

    def _add(self, given: str) -> None:
        theirs, equals, ours = (part.strip() for part in given.partition("="))
        if not (theirs and equals and ours):
            raise UsageError(f"--map {given!r}: write THEIR=OURS, as in PHONE=CN_MOBILE")
        registry.known_types([ours], self._known)
        if theirs in self._ignored:
            raise UsageError(f"type {theirs!r} is both mapped and ignored")
        if self._mapped.setdefault(theirs, ours) != ours:
            raise UsageError(f"type {theirs!r} is mapped to both {self._mapped[theirs]} and {ours}")

    def named(self, spans: Iterable[Span], where: str) -> list[Span]:
        """Return the spans that are measured, under our names and each once; unknown types are noted with `where`."""
        kept: dict[Span, None] = {}
        for span in spans:
            theirs = span.entity_type
            self._met.add(theirs)
            ours = self._mapped.get(theirs, theirs)
            if theirs in self._ignored:
                continue
            if ours not in self._known:
                self.unknown.setdefault(theirs, where)
            elif self._wanted is None or ours in self._wanted:
                kept[span._replace(entity_type=ours)] = None
        return list(kept)

    def refuse_unknown(self) -> None:
        """Raise `UsageError` that names the unknown types that were met, and what could be meant."""
        if not self.unknown:
            return
        first, where = next(iter(self.unknown.items()))
        told = [f"{each!r}{self._hint(each)}" for each in list(self.unknown)[:_MOST_TOLD]]
        more = len(self.unknown) - len(told)
        raise UsageError(
            f"{where}: types that piiguard does not know: {', '.join(told)}{f' and {more} more' if more else ''}; "
            f"say --map {first}=OURS or --ignore {first}"
        )

    def _hint(self, theirs: str) -> str:
        """Return what could be meant: a type of which it is a word, or the begin of one, or that is written alike."""
        upper = theirs.upper()
        words = [each for each in self._known if any(word.startswith(upper) for word in each.split("_"))]
        words.sort(key=lambda each: (each.count("_"), len(each), each))
        close = words or get_close_matches(upper, sorted(self._known), n=1)
        return f" (did you mean {close[0]}?)" if close else ""

    def unused(self) -> list[str]:
        """Return the types that were mapped or ignored, but are not in the data."""
        return sorted((self._ignored | self._mapped.keys()) - self._met)
