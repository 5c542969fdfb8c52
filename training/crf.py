"""A linear-chain CRF over hashed features: exact gradients, AdaGrad, feature dropout, compiled by numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

LABELS = ("O", "B-PER", "I-PER", "E-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
COUNT = len(LABELS)


def allowed() -> Any:
    """Return which label may follow which; row COUNT is the start, column COUNT the end of a sentence."""
    table = np.zeros((COUNT + 1, COUNT + 1), np.bool_)
    # What may follow; a person has at least two characters: B (I)* E.
    opening = [0, 1, 4, 6]
    table[0, opening] = table[COUNT, opening] = True
    table[1, [2, 3]] = table[2, [2, 3]] = True
    table[3, opening] = True
    table[4, [5, *opening]] = table[5, [5, *opening]] = True
    table[6, [7, *opening]] = table[7, [7, *opening]] = True
    table[[0, 3, 4, 5, 6, 7], COUNT] = True
    return table


@njit(cache=True)
def tally(cells, counts):  # type: ignore[no-untyped-def]
    """Add to `counts` how often each number stands in `cells`."""
    for row in range(cells.shape[0]):
        for column in range(cells.shape[1]):
            counts[cells[row, column]] += 1


@njit(cache=True, fastmath=True)
def epoch(cells, labels, starts, order, weights, moves, sums, legal, rate, dropout, seed):  # type: ignore[no-untyped-def]
    """Go once through the sentences in `order`, changing `weights` (cell, 16: weights and sums of squares)."""
    np.random.seed(seed)
    count = legal.shape[0] - 1
    templates = cells.shape[1]
    longest = 0
    for sentence in range(len(starts) - 1):
        longest = max(longest, starts[sentence + 1] - starts[sentence])
    emission = np.zeros((longest, count))
    forward = np.zeros((longest, count))
    backward = np.zeros((longest, count))
    scale = np.zeros(longest)
    keep = np.ones((longest, templates), np.bool_)
    steps = np.zeros((count, count))
    total_loss = 0.0
    boost = 1.0 / (1.0 - dropout)
    for number in range(len(order)):
        first = starts[order[number]]
        size = starts[order[number] + 1] - first
        if size == 0:
            continue
        for a in range(count):
            for b in range(count):
                steps[a, b] = np.exp(moves[a, b]) if legal[a, b] else 0.0
        for at in range(size):
            for label in range(count):
                emission[at, label] = 0.0
            for template in range(templates):
                cell = cells[first + at, template]
                use = cell >= 0 and (dropout == 0.0 or np.random.random() >= dropout)
                keep[at, template] = use
                if use:
                    for label in range(1, count):
                        emission[at, label] += weights[cell, label] * boost
        # Forward and backward, scaled at each step.
        for at in range(size):
            top = emission[at, 0]
            for label in range(1, count):
                top = max(top, emission[at, label])
            total = 0.0
            for label in range(count):
                if at == 0:
                    value = 1.0 if legal[count, label] else 0.0
                else:
                    value = 0.0
                    for before in range(count):
                        value += forward[at - 1, before] * steps[before, label]
                if at == size - 1 and not legal[label, count]:
                    value = 0.0
                value *= np.exp(emission[at, label] - top)
                forward[at, label] = value
                total += value
            total_loss += np.log(total)
            scale[at] = total
            for label in range(count):
                forward[at, label] /= total
                emission[at, label] -= top
        for label in range(count):
            backward[size - 1, label] = 1.0
        for at in range(size - 2, -1, -1):
            for label in range(count):
                value = 0.0
                for after in range(count):
                    if at + 1 == size - 1 and not legal[after, count]:
                        continue
                    value += steps[label, after] * np.exp(emission[at + 1, after]) * backward[at + 1, after]
                backward[at, label] = value / scale[at + 1]
        for at in range(size):
            gold = labels[first + at]
            total_loss -= emission[at, gold] + (moves[labels[first + at - 1], gold] if at > 0 else 0.0)
            for label in range(1, count):
                slope = forward[at, label] * backward[at, label] - (1.0 if label == gold else 0.0)
                if abs(slope) < 1e-4:
                    continue
                slope *= boost
                for template in range(templates):
                    if keep[at, template]:
                        cell = cells[first + at, template]
                        weights[cell, 8 + label] += slope * slope
                        weights[cell, label] -= rate * slope / np.sqrt(weights[cell, 8 + label] + 1e-2)
            if at > 0:
                before_gold = labels[first + at - 1]
                for a in range(count):
                    for b in range(count):
                        if not legal[a, b]:
                            continue
                        if at == size - 1 and not legal[b, count]:
                            slope = 0.0
                        else:
                            slope = (
                                forward[at - 1, a]
                                * steps[a, b]
                                * np.exp(emission[at, b])
                                * backward[at, b]
                                / scale[at]
                            )
                        if a == before_gold and b == gold:
                            slope -= 1.0
                        if abs(slope) > 1e-4:
                            sums[a, b] += slope * slope
                            moves[a, b] -= rate * slope / np.sqrt(sums[a, b] + 1.0)
    return total_loss


@njit(cache=True, fastmath=True)
def best_paths(cells, starts, weights, moves, legal, bias):  # type: ignore[no-untyped-def]
    """Return the best label of every character (Viterbi), `bias` being taken from each opening of a person."""
    count = legal.shape[0] - 1
    result = np.zeros(starts[-1], np.int8)
    low = -1e30
    for sentence in range(len(starts) - 1):
        first = starts[sentence]
        size = starts[sentence + 1] - first
        if size == 0:
            continue
        score = np.full(count, low)
        back = np.zeros((size, count), np.int8)
        for at in range(size):
            emission = np.zeros(count)
            for template in range(cells.shape[1]):
                cell = cells[first + at, template]
                if cell >= 0:
                    for label in range(1, count):
                        emission[label] += weights[cell, label]
            emission[1] -= bias
            fresh = np.full(count, low)
            for label in range(count):
                if at == 0:
                    if legal[count, label]:
                        fresh[label] = emission[label]
                    continue
                for before in range(count):
                    if legal[before, label]:
                        value = score[before] + moves[before, label] + emission[label]
                        if value > fresh[label]:
                            fresh[label] = value
                            back[at, label] = before
            score = fresh
        top = -1
        for label in range(count):
            if legal[label, count] and (top < 0 or score[label] > score[top]):
                top = label
        for at in range(size - 1, -1, -1):
            result[first + at] = top
            top = back[at, top]
    return result
