"""The divisions with which addresses open, 浙江省杭州市西湖区, told for many addresses at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from piiguard.addresses.alike import BEFORE_NONE, NEVER_DIVISION, NO_DIVISION
from piiguard.addresses.gazetteer import Gazetteer
from piiguard.addresses.words import WAY_BEHIND
from piiguard.bulk.chunk import Codes, Kinds, Mask, Places, char_table
from piiguard.bulk.fixed_table import NOTHING, FixedTable
from piiguard.bulk.memo import Ids, Keys, Remembered
from piiguard.bulk.pair_table import Pair, PairTable
from piiguard.bulk.telling import told_apart

# An address names so many divisions at most that are told.
MOST: Final = 4
OPEN: Final = 0
NO_CHAIN: Final = 1
_SHORT, _WHOLE = 1, 2
_BITS: Final = (1 << 64) - 1
_MARKET, _GREAT = ord("场"), ord("大")


class Kind(NamedTuple):
    """What is said of divisions that are alike.

    The level of each, whether the last is `whole`, which is named in full, and whether a name behind it is cut off
    that means no division there.
    """

    levels: tuple[str, ...]
    whole: bool
    cut: bool


class Chains(NamedTuple):
    """The divisions of each address: where each ends, and the number of their kind; those of one kind are alike.

    `fine`: the last is a county, or there is none. `clear`: they are read. `names`: all names of divisions.
    """

    ends: Places
    kinds: Ids
    fine: Mask
    clear: Mask
    names: Names


class Names(NamedTuple):
    """Where names are: the size of the longest there, whether it is the only one, and whether one is whole."""

    at: Places
    longest: Places
    only: Mask
    whole: Mask


class ChainReader:
    """Finds names of divisions in addresses that lie one behind the other in an array.

    `is_taken` says whether an address that opens with some divisions is read as a whole; `begins` are the first two
    characters of names.
    """

    def __init__(self, gazetteer: Gazetteer, is_taken: Callable[[str], bool]) -> None:
        self._gazetteer = gazetteer
        self._is_taken = is_taken
        names = gazetteer.names()
        self.begins = {(name[0], name[1]) for name in names}
        of_size: dict[int, list[Pair]] = {}
        for name in names:
            of_size.setdefault(1 << len(name) - 1, []).append((name[0], name[1]))
        # By the first two characters: the lengths of names, as bits from 1 on; no name has more than 16 characters.
        self._sizes = PairTable(list(of_size.items()))
        # Where a name goes nobody who writes a text can know.
        self._factor = np.uint64(secrets.randbits(64) | 1)
        self._names = FixedTable({self._hash(name): _WHOLE if whole else _SHORT for name, whole in names.items()})
        self._stops = char_table(told_apart(NO_DIVISION).firsts)
        self._ways, self._great_ways = char_table(NEVER_DIVISION), char_table("道街")
        self._known = Remembered(14)
        self._ids: dict[Kind, int] = {}
        # By the number of a kind: whether the last division is named in full, and whether it is a county.
        self._ends_whole = self._ends_fine = np.ones(2, np.bool_)
        # … how many are divisions, and whether one more name is none.
        self._taken, self._is_cut = np.full(2, MOST), np.zeros(2, np.bool_)

    def _hash(self, name: str) -> int:
        found = 0
        for char in name:
            found = (found * int(self._factor) + ord(char) + 1) & _BITS
        return found

    def of(self, flat: Codes, rows: Ids, first: Places, last: Places, begins: Places) -> Chains:
        """Return the divisions of the addresses that begin at `first` in `flat` and end at `last`.

        Args:
            flat: the addresses, a sign behind each.
            rows: the number of the address of each character.
            first: where the addresses begin …
            last: … and where they end.
            begins: where one of the pairs `self.begins` may be.
        """
        names = self._names_in(flat, begins, last.take(rows.take(begins)))
        size_at = np.zeros(len(flat), np.int64)
        size_at[names.at] = names.longest
        # A name that is never whole is none where what follows, if no other name, may say so.
        behind = names.at + names.longest
        stopped = ~names.whole & self._stops.take(flat.take(behind)) & (size_at.take(behind) == 0)
        size_at[names.at[stopped]] = 0
        ends = np.empty((MOST, len(first)), np.int64)
        end = first
        for step in range(MOST):
            end = end + size_at.take(end)
            ends[step] = end
        kinds = self._kinds_of(flat, first, ends)
        # A name that means no division there is one of the address behind them.
        taken = self._taken.take(kinds)
        cut = np.flatnonzero((taken < MOST) & (kinds > NO_CHAIN))
        ends[:, cut] = np.minimum(ends[:, cut], ends[taken[cut] - 1, cut])
        end = ends[-1]
        behind = flat.take(end)
        clear = (kinds != OPEN) & (end < last) & (behind != _MARKET)
        clear &= self._ends_whole.take(kinds) | ~self._stops.take(behind)
        return Chains(ends, kinds, self._ends_fine.take(kinds), clear, names)

    def others(self, flat: Codes, rows: Ids, chains: Chains, told: Kinds, digits: Places) -> Ids:
        """Return the addresses in which another name of a division may mean one; with the arguments of `of`.

        `told`: 1 for characters that make a difference to the grammar; `digits`: where the first digits are, behind
        which no division is looked for.
        """
        names, of = chains.names, rows.take(chains.names.at)
        start, behind = chains.ends[-1].take(of), names.at + names.longest
        # A short name means a division only where a part of the address has just ended.
        apart = (names.at > start) & (told.take(names.at - 1) == 0)
        way = self._ways.take(flat.take(behind))
        way |= (flat.take(behind) == _GREAT) & self._great_ways.take(flat.take(behind + 1, mode="clip"))
        harmless = apart | (names.only & way) | (names.at == start) & self._is_cut.take(chains.kinds.take(of))
        found: Ids = of[(names.at >= start) & (names.at < digits.take(of)) & (names.whole | ~harmless)]
        return found

    def _names_in(self, flat: Codes, at: Places, last: Places) -> Names:
        """Return the names at the places `at`; they end by `last`."""
        sizes = self._sizes.at(flat, at)
        longest, count = np.zeros((2, len(at)), np.int64)
        whole = np.zeros(len(at), np.bool_)
        rows, hashes, size = np.arange(len(at)), np.zeros(len(at), np.uint64), 0
        while rows.size:
            hashes = hashes * self._factor + flat.take(at[rows] + size) + np.uint64(1)
            size += 1
            left = sizes[rows] >> np.uint16(size - 1)
            some = np.flatnonzero(left & np.uint16(1))
            known = self._names.of(hashes[some])
            hit = known != NOTHING
            mine = rows[some[hit]]
            longest[mine] = size
            count[mine] += 1
            whole[mine] |= known[hit] == _WHOLE
            on = (left > 1) & (at[rows] + size < last[rows])
            rows, hashes = rows[on], hashes[on]
        found = np.flatnonzero(count)
        return Names(at[found], longest[found], count[found] == 1, whole[found])

    def _kinds_of(self, flat: Codes, first: Places, ends: Places) -> Ids:
        kinds = np.full(len(first), NO_CHAIN, np.int32)
        rows = np.flatnonzero(ends[-1] > first)
        at, end = first[rows], ends[-1][rows]
        hashes = self._hashes(flat, at, end)
        kinds[rows] = self._known.of(
            hashes,
            lambda _, row: self._learn(
                flat[at[row] : end[row]].tobytes().decode("utf-16-le", "surrogatepass"),
                np.unique(ends[:, rows[row]] - at[row]).tolist(),
            ),
        )
        return kinds

    def _hashes(self, flat: Codes, first: Places, ends: Places) -> Keys:
        found = np.zeros(len(first), np.uint64)
        rows, at = np.arange(len(first)), first
        while rows.size:
            found[rows] = found[rows] * self._factor + flat.take(at) + np.uint64(1)
            on = at + 1 < ends[rows]
            rows, at = rows[on], at[on] + 1
        return found

    def _learn(self, text: str, ends: list[int]) -> int:
        """Return the number of the kind of the divisions `text`, which are read as the grammar reads them."""
        kind = self._kind(text, ends)
        if kind is None or text[-1] in BEFORE_NONE or not self._is_taken(text[: ends[len(kind.levels) - 1]]):
            return OPEN
        if kind not in self._ids:
            self._ids[kind] = len(self._ends_whole)
            self._ends_whole = np.append(self._ends_whole, kind.whole)
            self._ends_fine = np.append(self._ends_fine, kind.levels[-1] == "county")
            self._taken = np.append(self._taken, len(kind.levels))
            self._is_cut = np.append(self._is_cut, kind.cut)
        return self._ids[kind]

    def _kind(self, text: str, ends: list[int]) -> Kind | None:
        levels: list[str] = []
        at, inside, whole = 0, "", True
        for end in ends:
            found = self._gazetteer.match(text, at, len(text), inside)
            if at == 0 and found != self._gazetteer.match(text, 0, len(text), "", True):
                return None
            if found is None and levels and end == ends[-1]:
                return Kind(tuple(levels), whole, True)
            if found is None or found.end != end:
                return None
            place = found.place
            if not place.whole and (WAY_BEHIND.match(text, end) or text[end : end + 1] in tuple("镇乡村")):
                return None
            if text.startswith("市场", end - 1):
                return None
            levels.append(place.level)
            at, inside, whole = end, place.code, place.whole
        return Kind(tuple(levels), whole, False)
