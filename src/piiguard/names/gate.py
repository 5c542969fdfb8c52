"""Tells, from what the small tables say, where a person may begin: the other runs are left out."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from piiguard.names.weights import Weights

# A run in which what the small tables say of a person is nowhere as much as this is left out. Of 32,000 persons read
# in texts of all kinds it costs none; at -2.3 it would cost five, at -1.5 eighty. New weights need it measured anew.
_LEAST: Final = -3.1
_FAR_BELOW: Final = -8000


class Gate:
    """Tells where a person may begin with one set of weights."""

    def __init__(self, weights: Weights) -> None:
        in_person = weights.moves[[1, 1, 2, 2], [2, 3, 2, 3]]
        self._moves: list[int] = np.rint(in_person / weights.scale).astype(int).tolist()
        self._least = round(_LEAST / weights.scale)

    def may_begin(self, sums: Any, lasts: Any) -> Any:
        """Return for each row of `sums`, those of the small tables (rows, 8), whether a person may begin there.

        `lasts` are the last rows of runs. Looked at are the label of the first character and the best ones of the two
        behind it.
        """
        begins, inner, ends = np.ascontiguousarray(sums[:, 1:4].T)
        begin_inner, begin_end, inner_inner, inner_end = self._moves
        third = _behind(np.maximum(inner + inner_inner, ends + inner_end), lasts)
        second = _behind(np.maximum(inner + begin_inner + third, ends + begin_end), lasts)
        return begins + second >= self._least


def _behind(sums: Any, lasts: Any) -> Any:
    """Return the sums of the next position of each; behind the last ones of runs, at `lasts`, stands nothing."""
    following = np.empty_like(sums)
    following[:-1] = sums[1:]
    following[lasts] = _FAR_BELOW
    return following
