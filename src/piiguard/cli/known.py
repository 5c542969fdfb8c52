"""Findings that a baseline holds, and which of its entries a scan did not meet."""

from __future__ import annotations

from collections.abc import Iterable

from piiguard.files.baseline import Entry
from piiguard.report.fingerprints import portable
from piiguard.report.located import Located


class Known:
    """The entries of a baseline, ticked off as a scan meets them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = frozenset(entries)
        self._met: set[Entry] = set()

    def covers(self, found: Located) -> bool:
        """Return whether the baseline holds a finding."""
        entry = entry_of(found)
        if entry not in self._entries:
            return False
        self._met.add(entry)
        return True

    def left(self, names: Iterable[str]) -> int:
        """Return how many entries of the files `names`, which were scanned, were not met."""
        paths = {portable(name) for name in names}
        return sum(each.path in paths for each in self._entries - self._met)


def entry_of(found: Located) -> Entry:
    """Return the entry for a finding."""
    return Entry(found.fingerprint, found.entity_type, portable(found.path))
