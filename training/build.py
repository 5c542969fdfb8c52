"""Trains the name model and writes its file: `python -m training.build --sources FOLDER --out src/piiguard/names/model.bin`.

Three steps: a wide model over all features seen three times, the choice of the features worth a cell, and a second
training with exactly the cells and checks that ship, so that collisions are learned with.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from piiguard.names import features
from training import corpus, crf, gate, logistic, silver, store, tables
from training.generate import Labelled, Writer

_OPEN = {"PER": (1, 2, 3), "LOC": (4, 5, 5), "ORG": (6, 7, 7)}
_CHECK_BITS = 8
# Where the numbers of the features begin: those of hashed templates at 0, then those of each table.
_FIRSTS = list(accumulate(map(features.cells_of, features.DENSE), initial=1 << (features.CELL_BITS + _CHECK_BITS)))
_SEEN = 3
# The weights of so many epochs are averaged, which evens out what the last sentences taught.
_AVERAGED = 3
_GAP = 8  # characters of nothing behind an item: no feature looks over them


class Data:
    """Sentences as arrays: folded codes, labels, where sentences start."""

    def __init__(self, items: Sequence[Labelled], known: features.Tables) -> None:
        texts, labels, starts = [], [], [0]
        for text, spans in items:
            row = np.zeros(len(text) + _GAP, np.int8)
            for start, end, kind in spans:
                if kind == "PER" and end - start < 2:
                    continue
                first, inside, last = _OPEN[kind]
                row[start] = first
                row[start + 1 : end] = inside
                if end - start > 1:
                    row[end - 1] = last
            texts.append(text + "\0" * _GAP)
            labels.append(row)
            starts.append(starts[-1] + len(row))
        joined = "".join(texts).encode("utf-32-le")
        self.known = known
        self.codes = features.joined(features.fold_codes(np.frombuffer(joined, np.uint32), known.simple))
        self.labels = np.concatenate(labels)
        self.starts = np.array(starts, np.int64)


def identities(data: Data) -> np.ndarray:
    """Return a number for each feature at each position: hashed ones by cell and check, then those of each table."""
    window = features.Window.of(data.codes, data.known)
    result = np.empty((len(data.codes), len(features.HASHED) + len(features.DENSE)), np.int32)
    products = window.products(np.arange(window.size))
    for column in range(len(features.HASHED)):
        hashes = features.hashed(column, products)
        result[:, column] = (features.hash_cell(hashes) << 8) | features.hash_check(hashes)
    for column, (template, first) in enumerate(zip(features.DENSE, _FIRSTS, strict=False), len(features.HASHED)):
        result[:, column] = window.dense(template).astype(np.int32) + first
    return result


def train(
    data: Data, cells: np.ndarray, weights: np.ndarray, moves: np.ndarray, epochs: int, rate: float, dropout: float
) -> np.ndarray:
    """Train `weights` and `moves` in place; return the mean of the weights after each of the last epochs."""
    mean = np.zeros((len(weights), 8), np.float32)
    sums = np.zeros((crf.COUNT, crf.COUNT))
    order = np.arange(len(data.starts) - 1)
    for number in range(epochs):
        np.random.default_rng(number).shuffle(order)
        began = time.monotonic()
        loss = crf.epoch(
            cells, data.labels, data.starts, order, weights, moves, sums, crf.allowed(), rate * 0.7**number, dropout,
            number,
        )  # fmt: skip
        print(f"epoch {number}: loss {loss / len(data.codes):.4f}, {time.monotonic() - began:.0f} s", flush=True)
        if number >= epochs - _AVERAGED:
            mean += weights[:, :8] / _AVERAGED
    return mean


def renumber(cells: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return `cells` with each identity replaced by its number, -1 for none, in place."""
    for column in range(cells.shape[1]):
        cells[:, column] = numbers[cells[:, column]]
    return cells


def choose(weights: np.ndarray, counts: np.ndarray, ids: np.ndarray, size: int) -> np.ndarray:
    """Return which features ship: all that have a table; of the hashed ones the most useful one of each cell, and of
    these the `size` most useful.
    """
    hashed = np.flatnonzero(ids < _FIRSTS[0])
    worth = np.sqrt(counts[hashed]) * np.abs(weights[hashed, 1:8]).max(1)
    order = hashed[np.argsort(-worth, kind="stable")]
    _, first = np.unique(ids[order] >> 8, return_index=True)
    return np.concatenate((order[np.sort(first)][:size], np.flatnonzero(ids >= _FIRSTS[0])))


def pack(weights: np.ndarray, ids: np.ndarray) -> tuple[list[np.ndarray], np.ndarray, np.ndarray, float]:
    """Return the tables of the dense templates and the one of hashed cells, int8 (cells, 8) with 0 for none, the checks
    of the hashed cells, and the worth of one step.
    """
    scale = float(np.quantile(np.abs(weights[:, 1:8]), 0.9995)) / 127
    steps = np.clip(np.rint(weights[:, :8] / scale), -127, 127).astype(np.int8)
    dense = []
    for first, last in pairwise(_FIRSTS):
        table = np.zeros((last - first, 8), np.int8)
        here = (ids >= first) & (ids < last)
        table[ids[here] - first] = steps[here]
        dense.append(table)
    hashed, checks = np.zeros((1 << features.CELL_BITS, 8), np.int8), np.zeros(1 << features.CELL_BITS, np.uint8)
    here = ids < _FIRSTS[0]
    hashed[ids[here] >> 8] = steps[here]
    checks[ids[here] >> 8] = ids[here] & 255
    return dense, hashed, checks, scale


def main(argv: Sequence[str] | None = None) -> int:
    """Train and write; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.build", description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the checkouts of SOURCES.md")
    parser.add_argument("--out", type=Path, required=True, help="file of the model to write")
    parser.add_argument("--generated", type=int, default=2_500_000, help="characters of generated sentences")
    parser.add_argument("--cells", type=int, default=560_000, help="features that ship")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    items = silver.labelled([line for _, line in corpus.lines(options.sources)])
    known = tables.build()
    generated = list(Writer(options.seed).lines(options.generated))
    # Scores are set on lines of the texts alone, which a first model has not seen: generated ones are easier than life.
    held, others = items[::20], [item for index, item in enumerate(items) if index % 20]
    build(
        Data(others + silver.swapped(others, options.seed) + generated, known), options.cells, options.out, (1.0, 0.0)
    )
    calibration = calibrate(Data(held, known), options.out)
    items += silver.swapped(items, options.seed) + generated
    build(Data(items, known), options.cells, options.out, calibration)
    return 0


def build(data: Data, size: int, out: Path, calibration: tuple[float, float]) -> None:
    """Train on `data` and write the model with `size` cells to `out`."""
    print(f"{len(data.starts) - 1} lines, {len(data.codes)} characters", flush=True)
    cells = identities(data)
    counts = np.zeros(_FIRSTS[-1], np.int32)
    crf.tally(cells, counts)
    ids = np.flatnonzero(counts >= _SEEN).astype(np.int32)
    numbers = np.full(_FIRSTS[-1], -1, np.int32)
    numbers[ids] = np.arange(len(ids), dtype=np.int32)
    print(f"{len(ids)} features", flush=True)
    moves = np.zeros((crf.COUNT, crf.COUNT))
    weights = np.zeros((len(ids), 16), np.float32)
    renumber(cells, numbers)
    train(data, cells, weights, moves, 3, 0.1, 0.3)
    winners = choose(weights, counts[ids].astype(np.float64), ids, size)
    weights, ids = weights[winners].copy(), ids[winners]
    weights[:, 8:] *= 0.1  # the survivors move again
    renumbered = np.full(len(numbers[numbers >= 0]), -1, np.int32)
    renumbered[winners] = np.arange(len(winners), dtype=np.int32)
    for column in range(cells.shape[1]):
        known_before = cells[:, column] >= 0
        cells[:, column] = np.where(known_before, renumbered[np.maximum(cells[:, column], 0)], -1)
    dense, hashed, checks, scale = pack(train(data, cells, weights, moves, 4, 0.07, 0.15), ids)
    tables, least = gate.train(data.codes, data.labels, data.known)
    written = store.write(
        out, data.known, store.Cells(dense, hashed, checks, tables), least, scale, moves, calibration
    )
    print(f"{out}: {written} bytes, {len(ids)} cells, calibration {calibration}")


def calibrate(held: Data, path: Path) -> tuple[float, float]:
    """Return slope and offset of the logistic curve from margins to how often they are right, on held-out text."""
    from piiguard.names.model import Model
    from piiguard.names.readings import readings
    from piiguard.names.weights import read

    model = Model(read(path))
    text = held.codes.astype("<u4").tobytes().decode("utf-32-le")
    margins, right = [], []
    for kind, start, end, chance in readings(model, text).listed():
        if kind == "PER":
            gold = held.labels[start : end + 1]
            chance = min(max(chance, 1e-9), 1 - 1e-9)
            margins.append(math.log(chance / (1 - chance)))  # the calibration is still the identity
            right.append(gold[0] == 1 and gold[-2] == 3 and not (gold[1:-2] != 2).any())
    return logistic.fitted(np.array(margins), np.array(right, float))


if __name__ == "__main__":
    raise SystemExit(main())
