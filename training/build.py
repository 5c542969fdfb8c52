"""Trains the name model and writes its file: `python -m training.build --sources FOLDER --out src/piiguard/names/model.bin`.

Three steps: a wide model over all features seen three times, the choice of the features worth a cell, and a second
training with exactly the cells and checks that ship, so that collisions are learned with.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from piiguard.names import features
from training import corpus, crf, logistic, silver, store, tables
from training.generate import Labelled, Writer

_OPEN = {"PER": (1, 2, 3), "LOC": (4, 5, 5), "ORG": (6, 7, 7)}
_ID_BITS = 28  # 20 bits of the cell and 8 of the check
_SEEN = 3
_GAP = 8  # characters of nothing behind an item: no feature looks over them


class Data:
    """Sentences as arrays: folded codes, labels, where sentences start."""

    def __init__(self, items: Sequence[Labelled]) -> None:
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
        self.codes = features.fold_codes(np.frombuffer(joined, np.uint32))
        self.labels = np.concatenate(labels)
        self.starts = np.array(starts, np.int64)


def identities(codes: np.ndarray, known: features.Tables) -> np.ndarray:
    """Return cell and check of each feature at each position as one number below 2**28."""
    result = np.empty((len(codes), len(features.TEMPLATES)), np.int32)
    for column, hashes in enumerate(features.hashes(codes, known)):
        cell = (hashes >> np.uint64(64 - features.CELL_BITS)).astype(np.int32)
        result[:, column] = (cell << 8) | ((hashes >> np.uint64(36)) & np.uint64(255)).astype(np.int32)
    return result


def train(
    data: Data, cells: np.ndarray, weights: np.ndarray, moves: np.ndarray, epochs: int, rate: float, dropout: float
) -> None:
    """Train `weights` and `moves` in place."""
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


def renumber(cells: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return `cells` with each identity replaced by its number, -1 for none, in place."""
    for column in range(cells.shape[1]):
        cells[:, column] = numbers[cells[:, column]]
    return cells


def choose(weights: np.ndarray, counts: np.ndarray, ids: np.ndarray, size: int) -> np.ndarray:
    """Return which features ship: for each cell the most useful one, and of these the `size` most useful."""
    worth = np.sqrt(counts) * np.abs(weights[:, 1:8]).max(1)
    order = np.argsort(-worth, kind="stable")
    _, first = np.unique(ids[order] >> 8, return_index=True)
    return order[np.sort(first)][:size]


def pack(weights: np.ndarray, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return which cells are used, their bytes in the order of cells, and the worth of one step."""
    scale = float(np.quantile(np.abs(weights[:, 1:8]), 0.9995)) / 127
    steps = np.clip(np.rint(weights[:, 1:8] / scale), -127, 127).astype(np.int16)
    order = np.argsort(ids >> 8)
    used = np.zeros(1 << features.CELL_BITS, bool)
    used[ids >> 8] = True
    packed = np.empty((len(ids), 8), np.uint8)
    packed[:, :7] = (steps[order] + 128).astype(np.uint8)
    packed[:, 7] = ids[order] & 255
    return used, packed, scale


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
    generated = list(Writer(options.seed).lines(options.generated))
    # Scores are set on lines of the texts alone, which a first model has not seen: generated ones are easier than life.
    held, others = items[::20], [item for index, item in enumerate(items) if index % 20]
    build(Data(others + silver.swapped(others, options.seed) + generated), options.cells, options.out, (1.0, 0.0))
    calibration = calibrate(Data(held), options.out)
    items += silver.swapped(items, options.seed) + generated
    build(Data(items), options.cells, options.out, calibration)
    return 0


def build(data: Data, size: int, out: Path, calibration: tuple[float, float]) -> None:
    """Train on `data` and write the model with `size` cells to `out`."""
    print(f"{len(data.starts) - 1} lines, {len(data.codes)} characters", flush=True)
    known = tables.build()
    cells = identities(data.codes, known)
    counts = np.zeros(1 << _ID_BITS, np.int32)
    crf.tally(cells, counts)
    ids = np.flatnonzero(counts >= _SEEN).astype(np.int32)
    numbers = np.full(1 << _ID_BITS, -1, np.int32)
    numbers[ids] = np.arange(len(ids), dtype=np.int32)
    print(f"{len(ids)} features", flush=True)
    moves = np.zeros((crf.COUNT, crf.COUNT))
    weights = np.zeros((len(ids), 16), np.float32)
    renumber(cells, numbers)
    train(data, cells, weights, moves, 4, 0.1, 0.3)
    winners = choose(weights, counts[ids].astype(np.float64), ids, size)
    weights, ids = weights[winners].copy(), ids[winners]
    weights[:, 8:] *= 0.1  # the survivors move again
    renumbered = np.full(len(numbers[numbers >= 0]), -1, np.int32)
    renumbered[winners] = np.arange(len(winners), dtype=np.int32)
    for column in range(cells.shape[1]):
        known_before = cells[:, column] >= 0
        cells[:, column] = np.where(known_before, renumbered[np.maximum(cells[:, column], 0)], -1)
    train(data, cells, weights, moves, 4, 0.07, 0.15)
    used, packed, scale = pack(weights, ids)
    written = store.write(out, known, used, packed, scale, moves, calibration)
    print(f"{out}: {written} bytes, {len(ids)} cells, calibration {calibration}")


def calibrate(held: Data, path: Path) -> tuple[float, float]:
    """Return slope and offset of the logistic curve from margins to how often they are right, on held-out text."""
    from piiguard.names.model import Model
    from piiguard.names.readings import readings
    from piiguard.names.weights import read

    model = Model(read(path))
    text = held.codes.astype("<u4").tobytes().decode("utf-32-le")
    margins, right = [], []
    for kind, start, end, chance in readings(model, text):
        if kind == "PER":
            gold = held.labels[start : end + 1]
            chance = min(max(chance, 1e-9), 1 - 1e-9)
            margins.append(math.log(chance / (1 - chance)))  # the calibration is still the identity
            right.append(gold[0] == 1 and gold[-2] == 3 and not (gold[1:-2] != 2).any())
    return logistic.fitted(np.array(margins), np.array(right, float))


if __name__ == "__main__":
    raise SystemExit(main())
