"""Which tokens of letters and digits in a chunk some rule may want, or hold a number behind a cue word."""

from __future__ import annotations

from typing import Final

import numpy as np

from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Codes, Mask, Places, char_table
from piiguard.bulk.memo import Keys, Remembered
from piiguard.bulk.shapes import PlaceFilter
from piiguard.numbers import LONGEST_TOKEN, NumberFinder
from piiguard.scoring import MAY_FOLLOW

_SEEN: Final = 4
_DOT: Final = ord(".")


class TokenFilter:
    """Chooses, among the digit runs that letters touch, those that the number finder has to look at."""

    def __init__(self, numbers: NumberFinder, labels: LabelFilter) -> None:
        self._glue = numbers.glue
        self._sizes = np.zeros(LONGEST_TOKEN + 2, np.bool_)
        self._sizes[[size for size in numbers.tokens if size <= LONGEST_TOKEN]] = True
        self._labels = labels
        self._may_follow = char_table(MAY_FOLLOW)
        self._shapes = {
            size: PlaceFilter(
                [shaped.shape.source for shaped in rules if not shaped.rule.needs_cue], 0, any_case=True
            )
            for size, rules in numbers.tokens.items()
            if not all(shaped.rule.needs_cue for shaped in rules)
        }
        self._glues = Remembered()

    def keep(self, chunk: Chunk, starts: Places, ends: Places) -> Mask:
        """Return for each run whether its token may lead to a candidate; all runs of a token have the same answer.

        The finder passes over the rest of a token after a run without borders, so it must see all or none of it.
        """
        if not starts.size:
            return np.zeros(0, np.bool_)
        inside = chunk.kinds & (DIGIT | LETTER) != 0
        firsts, lasts = _reached(inside, starts, -1), _reached(inside, ends - 1, 1) + 1
        sizes = lasts - firsts
        short = sizes <= LONGEST_TOKEN
        kept = short & self._has_borders(chunk, starts, ends)
        shaped = np.flatnonzero(short & self._sizes.take(np.minimum(sizes, LONGEST_TOKEN + 1)))
        kept[shaped] |= self._may_be_shaped(chunk, firsts[shaped], lasts[shaped])
        return np.isin(firsts, firsts[kept])

    def _may_be_shaped(self, chunk: Chunk, firsts: Places, lasts: Places) -> Mask:
        """Return whether each token may have a shape that needs no cue, or a cue may stand beside it."""
        labels = self._labels.labels
        ids = self._labels.before(chunk, firsts)
        cued = np.array([each is None or bool(each.cue_of) for each in labels])
        found: Mask = cued[ids] | self._may_follow.take(chunk.codes.take(lasts))
        sizes = lasts - firsts
        for size in np.flatnonzero(np.bincount(sizes, minlength=1)).tolist():
            if size not in self._shapes:
                continue
            mine = np.flatnonzero((sizes == size) & ~found)
            fitting, _ = self._shapes[size].keep(chunk, firsts[mine])
            found[mine[np.isin(firsts[mine], fitting)]] = True
        return found

    def _has_borders(self, chunk: Chunk, starts: Places, ends: Places) -> Mask:
        before, beyond = _word(chunk, starts, -1)
        after, _ = _word(chunk, ends, 1)
        # Behind a dot it may be the end of a mail address.
        bordered = (self._glues.of(before, self._is_glue) > 0) | (beyond == _DOT)
        found: Mask = bordered & (self._glues.of(after, self._is_glue) > 0)
        return found

    def _is_glue(self, key: int, _: int) -> bool:
        word = "".join(chr(key >> shift & 0xFFFF) for shift in (0, 16, 32, 48)).rstrip("\0").lower()
        # Of four letters or more there may be more than is seen.
        return not word or len(word) == _SEEN or word in self._glue or word[::-1] in self._glue


def _word(chunk: Chunk, places: Places, step: int) -> tuple[Keys, Codes]:
    """Return up to four letters in a row before or behind each place, packed, and the character beyond them."""
    at = places - (step < 0)
    packed, going = np.zeros(len(places), np.uint64), np.ones(len(places), np.bool_)
    beyond = chunk.codes.take(at)
    for number in range(_SEEN):
        going = going & (chunk.kinds.take(at) & LETTER != 0)
        if not going.any():
            break
        packed |= np.where(going, chunk.codes.take(at), 0).astype(np.uint64) << np.uint64(16 * number)
        at = at + step
        beyond = np.where(going, chunk.codes.take(at), beyond)
    return packed, beyond


def _reached(inside: Mask, places: Places, step: int) -> Places:
    """Return how far the characters `inside` go from each place, forwards or backwards; a little more is enough."""
    at, rows = places.copy(), np.arange(len(places))
    for _ in range(LONGEST_TOKEN + 1):
        rows = rows[inside.take(at[rows] + step)]
        if not rows.size:
            break
        at[rows] += step
    return at
