"""Chinese surnames, of one character and of two, simplified and traditional, with their shares of the population."""

from __future__ import annotations

from piiguard.recognizers.data import _table

_shares: dict[str, float] = {}
_compound: list[frozenset[str]] = []


def is_surname(text: str) -> bool:
    """Return whether `text` is a surname of the table."""
    return text in _load()


def leading_surname(name: str) -> str | None:
    """Return the surname that `name` begins with, the longer one first; None when it begins with none."""
    known = _shares or _load()
    two = name[:2]
    if two in known:
        return two
    return name[0] if name and name[0] in known else None


def compound() -> frozenset[str]:
    """Return the surnames of two characters."""
    if not _compound:
        _compound.append(frozenset(each for each in _load() if len(each) == 2))
    return _compound[0]


def everyone() -> frozenset[str]:
    """Return all surnames of the table, in simplified characters."""
    return frozenset(name for name, _ in _table.rows("surnames"))


def all_forms() -> frozenset[str]:
    """Return all surnames of the table, in simplified and in traditional characters."""
    return frozenset(_load())


def share(surname: str) -> float:
    """Return how many percent of the population have `surname`; 0 for a rare or an unknown one."""
    return _load().get(surname, 0.0)


def _load() -> dict[str, float]:
    if not _shares:
        _shares.update((name, float(percent)) for name, percent in _table.rows("surnames"))
        for written, name in _table.rows("traditional_surnames"):
            _shares.setdefault(written, _shares[name])
    return _shares
