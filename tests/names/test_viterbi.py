"""The best labels of runs, against all ways there are."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from piiguard.names import runs, viterbi
from piiguard.names.runs import side_by_side

_COUNT = 8
# What may follow a label; a run begins as behind O, and ends as before O.
_FOLLOWERS = {0: "0146", 1: "23", 2: "23", 3: "0146", 4: "50146", 5: "50146", 6: "70146", 7: "70146"}
_SIZES = (2, 5, 3, 4, 2, 3, 5)


def best(emissions: np.ndarray, moves: np.ndarray) -> tuple[float, tuple[int, ...]]:
    """Return the score of the best way through (8, positions), and the way."""
    ways = []
    for way in product(range(_COUNT), repeat=emissions.shape[1]):
        steps = [*zip((0, *way), (*way, 0), strict=True)]
        if all(str(after) in _FOLLOWERS[before] for before, after in steps):
            score = sum(moves[step] for step in steps) + sum(emissions[label, at] for at, label in enumerate(way))
            ways.append((score, way))
    return max(ways)


@pytest.mark.parametrize(("few", "together"), [(0, 100), (4, 100), (1000, 100), (4, 6), (4, 1)])
def test_no_way_is_better_than_the_one_that_is_found(
    few: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viterbi, "_FEW", few)
    monkeypatch.setattr(runs, "_ROWS", together)
    random = np.random.default_rng(few)
    for _ in range(3):
        moves = random.normal(0, 2, (_COUNT, _COUNT))
        emissions = [random.normal(0, 3, (_COUNT, size)).astype(np.float32) for size in _SIZES]
        found = np.empty(sum(_SIZES), np.uint8)
        for order, counts in side_by_side(np.array(_SIZES)):
            found[order] = viterbi.Viterbi(moves).labels(np.concatenate(emissions, 1)[:, order], counts)
        ends = np.cumsum(_SIZES)
        labels = [tuple(each.tolist()) for each in np.split(found, ends[:-1])]
        assert labels == [best(each, moves)[1] for each in emissions]
        few_runs = viterbi.Viterbi(moves).labels_of_few(np.concatenate(emissions, 1).T, _SIZES)
        assert [*map(tuple, few_runs)] == labels


def test_long_runs_are_cut_and_short_ones_left() -> None:
    codes = np.full(700, 0x4E2D, np.uint32)
    codes[[0, 130, 131, 133, 400]] = ord("a")
    firsts, sizes = runs.runs_in(codes)
    cut = [(1, 128), (134, 128), (262, 128), (390, 10), (401, 128), (529, 128), (657, 43)]
    assert [*zip(firsts.tolist(), sizes.tolist(), strict=True)] == cut
