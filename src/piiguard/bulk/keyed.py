"""Which keys of a chunk, as in `"email": …` or `学号=…`, may have a value behind them that some rule takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from piiguard.anchors import CONNECTOR_LIMIT, CONNECTOR_SIGNS, AnchorFinder
from piiguard.bulk.beside import LabelFilter
from piiguard.bulk.chunk import PAD, Chunk, Mask, Places, char_table, class_table
from piiguard.bulk.hits import Hits
from piiguard.bulk.mail import is_disguised
from piiguard.bulk.memo import Remembered
from piiguard.bulk.postal_fields import FieldJudge
from piiguard.bulk.shapes import PlaceFilter
from piiguard.bulk.windows import FOUR, windows

_KEY_ENDS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_BEHIND: Final = "_\"' "
_INSIDE, _OPEN = 1, 2
# Words that may stand among the signs between a key and its value begin so.
_CONNECTING: Final = "号码账帐是为"
# By recognizer: whether a value behind its key may fit, better told than by its shape.
_TESTS: Final[dict[str, Callable[[Chunk, Places], Mask]]] = {"network.email_address": is_disguised}


class KeyFilter:
    """Chooses the label signs of a chunk at which a key ends that leads to something."""

    def __init__(self, anchors: AnchorFinder, labels: LabelFilter, fields: FieldJudge | None) -> None:
        self._fields = fields
        self._anchors = anchors
        self._labels = labels
        # Behind a key, and at its end if a label may end so.
        self._ends = class_table([(_OPEN, _BEHIND), (_INSIDE, _KEY_ENDS)])
        self._ends[~labels.endings.last_characters() & (self._ends != _OPEN)] = 0
        self._keys = Remembered()
        self._signs = char_table(CONNECTOR_SIGNS)
        self._connecting = char_table(_CONNECTING)
        # By label: which of `_shapes` its values may have, and 0 for labels that lead to nothing.
        self._groups = np.zeros(0, np.int64)
        self._shapes: list[tuple[PlaceFilter, tuple[str, ...]] | None] = [None, None]
        self._known: dict[frozenset[str], int] = {}

    def keep(self, chunk: Chunk, at: Places, found: list[Hits]) -> Places:
        """Return those of the label signs `at` that end a key behind which a value may fit; add hits to `found`."""
        codes = chunk.codes
        last = codes[PAD - 1 :].take(at - PAD)
        ends = self._ends.take(last)
        rows = np.flatnonzero(ends != 0)
        at, last, ends = at[rows], last[rows], ends[rows]
        at = at[(ends & _OPEN != 0) | self._labels.endings.fits(chunk, at - 2, last)]
        if not at.size:
            return at
        four = windows(codes, at - FOUR, FOUR)[:, 0]
        at = at[self._keys.of(four, lambda _, row: self._may_end(chunk.text, int(at[row]) - PAD)) > 0]
        ids = self._labels.before(chunk, at)
        self._learn()
        groups = self._groups[ids]
        at, groups = at[groups > 0], groups[groups > 0]
        return at[self._may_fit(chunk, at, groups, found)]

    def _may_end(self, text: str, at: int) -> int:
        return self._anchors.may_end_cue(text[max(0, at - FOUR) : at])

    def _may_fit(self, chunk: Chunk, at: Places, groups: Places, found: list[Hits]) -> Mask:
        """Return whether a value behind each sign may have a shape of its label's group, and is not told yet."""
        values, going = at.copy(), np.arange(len(at))
        for _ in range(CONNECTOR_LIMIT):
            going = going[self._signs.take(chunk.codes.take(values[going]))]
            if not going.size:
                break
            values[going] += 1
        last = chunk.codes.take(values)
        fit: Mask = self._connecting.take(last) | self._signs.take(last)
        for group in np.flatnonzero(np.bincount(groups, minlength=1)).tolist():
            of_group = self._shapes[group]
            mine = np.flatnonzero((groups == group) & ~fit)
            if of_group is None:
                fit[mine] = True
                continue
            shapes, names = of_group
            at_value = values[mine]
            fitting = shapes.fits(chunk, at_value)
            if len(names) == 1 and names[0] in _TESTS:
                fitting &= _TESTS[names[0]](chunk, at_value)
            if self._fields is not None and names == (self._fields.rule.name,) and fitting.any():
                told, hits = self._fields.take(chunk, at_value[fitting])
                found.append(hits)
                fitting[fitting] = ~told
            fit[mine] = fitting
        return fit

    def _learn(self) -> None:
        """Take in the labels that were met since the last time."""
        new = [
            1 if each is None else self._group_of(each.cue_of) for each in self._labels.labels[len(self._groups) :]
        ]
        if new:
            self._groups = np.append(self._groups, np.array(new, np.int64))

    def _group_of(self, cue_of: frozenset[str]) -> int:
        rules = self._anchors.by_key(cue_of)
        if not rules:
            return 0
        if cue_of not in self._known:
            self._known[cue_of] = len(self._shapes)
            names = tuple(sorted({rule.name for rule, _ in rules}))
            self._shapes.append((PlaceFilter([shape.source for _, shape in rules], 0), names))
        return self._known[cue_of]
