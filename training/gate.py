"""Trains the gate: a small logistic regression that tells where no person can begin, so that such runs are not read."""

from __future__ import annotations

import numpy as np
from numba import njit

from piiguard.names import features

# Share of the openings of persons that the gate lets through.
_KEPT = 0.998
_STEP = 24  # steps of a whole number to one of the weights


def train(codes: np.ndarray, labels: np.ndarray, known: features.Tables) -> tuple[list[np.ndarray], int]:
    """Return the tables of the gate, int8, and the least sum that lets a position through."""
    window = features.Window.of(codes, known)
    sizes = [features.cells_of(template) for template in features.GATE]
    firsts = np.cumsum([0, *sizes])
    # Where it is trained: Han characters alone, all that open a person and a third of the others.
    chosen = (codes >= 0x3400) & ((labels == 1) | (np.arange(len(codes)) % 3 == 0))
    cells = np.stack(
        [
            window.dense(each)[chosen].astype(np.int64) + first
            for each, first in zip(features.GATE, firsts, strict=False)
        ],
        1,
    )
    opens = labels[chosen] == 1
    weights = np.zeros((firsts[-1], 2))
    order = np.arange(len(opens))
    for number in range(3):
        np.random.default_rng(number).shuffle(order)
        _epoch(cells.astype(np.int32), opens, order, weights, 0.2 * 0.6**number)
    steps = np.clip(np.rint(weights[:, 0] * _STEP), -127, 127).astype(np.int8)
    sums = steps[cells].astype(np.int32).sum(1)
    least = int(np.quantile(sums[opens], 1 - _KEPT))
    print(f"gate: {(sums[~opens] >= least).mean():.3f} of the other positions pass", flush=True)
    return [steps[first : first + size] for first, size in zip(firsts, sizes, strict=False)], least


@njit(cache=True, fastmath=True)
def _epoch(cells, opens, order, weights, rate):  # type: ignore[no-untyped-def]
    for number in order:
        total = -2.0
        for column in range(cells.shape[1]):
            total += weights[cells[number, column], 0]
        slope = 1.0 / (1.0 + np.exp(-total)) - (1.0 if opens[number] else 0.0)
        if abs(slope) < 1e-4:
            continue
        for column in range(cells.shape[1]):
            cell = cells[number, column]
            weights[cell, 1] += slope * slope
            weights[cell, 0] -= rate * slope / np.sqrt(weights[cell, 1] + 1e-2)
