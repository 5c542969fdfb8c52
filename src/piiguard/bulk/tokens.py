"""Which tokens of letters and digits in a chunk some rule may want, or hold a number behind a cue word."""

from __future__ import annotations

from typing import Final

import numpy as np

from piiguard.bulk.around import are_letters
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import DIGIT, LETTER, Chunk, Kinds, Mask, Places, are_among, char_table
from piiguard.bulk.memo import Keys, Remembered
from piiguard.bulk.shapes import PlaceFilter
from piiguard.bulk.windows import FOUR, Shown, first_of, windows
from piiguard.numbers import LONGEST_TOKEN, NumberFinder
from piiguard.scoring import MAY_FOLLOW

_DOT: Final = ord(".")
# More than a token may have.
_WIDTH: Final = 48
_SEEN: Final = {-1: Shown(FOUR), 1: Shown(FOUR, behind=True)}


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
        firsts, lasts = starts - _reach(chunk.kinds, starts, -1), ends + _reach(chunk.kinds, ends, 1)
        sizes = lasts - firsts
        kept = np.zeros(len(starts), np.bool_)
        short = np.flatnonzero(sizes <= LONGEST_TOKEN)
        kept[short] = self._has_borders(chunk, starts[short], ends[short])
        shaped = short[self._sizes.take(sizes[short])]
        kept[shaped] |= self._may_be_shaped(chunk, firsts[shaped], lasts[shaped])
        return are_among(firsts, firsts[kept])

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
            found[mine] = self._shapes[size].fits(chunk, firsts[mine])
        return found

    def _has_borders(self, chunk: Chunk, starts: Places, ends: Places) -> Mask:
        before, size = _letters(chunk, starts, -1)
        # Behind a dot it may be the end of a mail address.
        found: Mask = (self._glues.of(before, self._is_glue) > 0) | (chunk.codes.take(starts - 1 - size) == _DOT)
        rows = np.flatnonzero(found)
        after, _ = _letters(chunk, ends[rows], 1)
        found[rows] = self._glues.of(after, self._is_glue) > 0
        return found

    def _is_glue(self, key: int, _: int) -> bool:
        word = (
            np.array([key], np.uint64).view(np.uint16).astype(np.uint8).tobytes().decode("ascii").strip("\0").lower()
        )
        # Of four letters or more there may be more than is seen.
        return not word or len(word) == FOUR or word in self._glue


def _letters(chunk: Chunk, places: Places, step: int) -> tuple[Keys, Places]:
    """Return up to four letters in a row before or behind each place, in a word, and how many they are."""
    words = windows(chunk.codes, places if step > 0 else places - FOUR, FOUR)
    codes = words.view(np.uint16)[:, ::step]
    sizes = first_of(~are_letters(codes))
    return _SEEN[step].of(words, sizes)[:, 0], sizes


def _reach(kinds: Kinds, places: Places, step: int) -> Places:
    """Return how many letters and digits in a row stand before or behind each place; a little over is enough."""
    first = places if step > 0 else places - _WIDTH
    # At an end of the text not all of them can be gathered.
    whole = (first >= 0) & (first <= len(kinds) - _WIDTH)
    every = np.ndarray((len(kinds) - _WIDTH + 1,), f"V{_WIDTH}", kinds, 0, (1,))
    rows = every[np.where(whole, first, 0)].view(np.uint8).reshape(len(places), _WIDTH)
    found = first_of(rows[:, ::step] & (DIGIT | LETTER) == 0)
    for row in np.flatnonzero(~whole).tolist():
        at = int(places[row])
        others = kinds[at:] if step > 0 else kinds[:at][::-1]
        found[row] = first_of((others[:_WIDTH] & (DIGIT | LETTER) == 0)[None])[0]
    return found
