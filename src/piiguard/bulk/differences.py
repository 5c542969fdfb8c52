"""Which characters of addresses make a difference to the grammar, and which are alike to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from piiguard.addresses.alike import ATTACHED, FOLDED
from piiguard.bulk.chunk import Codes, Kinds, Places, class_table
from piiguard.bulk.pair_table import Pair, PairTable
from piiguard.bulk.telling import DIGIT, LETTER, told_apart

# What the caller adds to the classes of characters and of pairs has other bits than these.
CROSSES: Final = 1 << 8
_TELLS, _ATTACHED = 1, 2
# Pairs as a `Telling` has them: they begin something, or go on with it, or only if another pair follows.
_PAIRS: Final = tuple(1 << bit for bit in (0, 1, 2, 3))
_ATTACHED_PAIRS: Final = tuple(1 << bit for bit in (4, 5, 6, 7))
_HAN: Final = (0x3400, 0xA000)
Pairs = NDArray[np.uint16]


class Differences:
    """Tells characters apart as the regexes of addresses do.

    Args:
        patterns: regexes that look for something in an address, …
        across: … and those of them that look at what lies around its parts, too.
        classes: what else is to be told of characters, the bit of each with its characters.
        pairs: the same of pairs of characters.
    """

    def __init__(
        self,
        patterns: Sequence[str],
        across: Sequence[str],
        classes: Sequence[tuple[int, str]],
        pairs: Sequence[tuple[int, Collection[Pair]]],
    ) -> None:
        anywhere, attached = told_apart([*FOLDED, *patterns]), told_apart(ATTACHED)
        self._alike = np.arange(1 << 16, dtype=np.uint16)
        self._alike[ord("0") : ord("9") + 1] = ord(DIGIT)
        for first in "Aa":
            self._alike[ord(first) : ord(first) + 26] = ord(LETTER)
        told = [(_TELLS, "".join(anywhere.singles)), (_ATTACHED, "".join(attached.singles))]
        self._classes = class_table([*told, *classes])
        self._classes[: _HAN[0]] |= _TELLS
        self._classes[_HAN[1] :] |= _TELLS
        self._pairs = PairTable(
            [
                *zip(_PAIRS, anywhere.pairs, strict=True),
                *zip(_ATTACHED_PAIRS, attached.pairs, strict=True),
                (CROSSES, frozenset().union(*told_apart(across).pairs)),
                *pairs,
            ]
        )

    def of(self, written: Codes) -> tuple[Codes, Kinds, Pairs]:
        """Return addresses with digits and letters alike, the classes of the characters, and those of pairs."""
        flat = self._alike.take(written)
        return flat, self._classes.take(flat), self._pairs.of(flat)


def differing(classes: Kinds, pairs: Pairs, last: Places, inside: Kinds) -> Kinds:
    """Return 1 for the characters that make a difference, and for the signs behind the addresses, at `last`.

    `classes` and `pairs` are those of `Differences.of`. What is `inside` of the divisions makes none.
    """
    anywhere, attached = _with_next(pairs, _PAIRS), _with_next(pairs, _ATTACHED_PAIRS)
    tells = _has(anywhere, _PAIRS[:2]).view(np.uint8) & ~inside
    told: Kinds = classes & np.uint8(_TELLS) & ~inside | tells
    told[1:] |= tells[:-1]
    told[last] = 0
    # Behind what makes a difference, what goes on with it or may be attached to it makes one, too.
    more = (classes & np.uint8(_ATTACHED) != 0) | _has(attached, _ATTACHED_PAIRS[:2])
    more[1:] |= (_has(anywhere, _PAIRS[2:]) | _has(attached, _ATTACHED_PAIRS))[:-1]
    may = np.flatnonzero(more & (told | inside == 0))
    while may.size:
        new = told.take(may - 1) != 0
        told[may[new]] = 1
        if not new.any():
            break
        may = may[~new]
    told[last] = 1
    return told


def _has(pairs: Pairs, bits: Sequence[int]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = pairs & np.uint16(sum(bits)) != 0
    return found


def _with_next(pairs: Pairs, bits: Sequence[int]) -> Pairs:
    """Return the pairs of some bits; those of which another pair has to go on only where one does."""
    goes_on = np.append(_has(pairs, bits)[1:], False)
    found: Pairs = pairs & np.where(goes_on, np.uint16(sum(bits)), np.uint16(bits[0] | bits[2]))
    return found
