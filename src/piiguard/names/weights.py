"""Reads the file of the model: tables of characters and words, and the cells with the weights."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.errors import ModelError
from piiguard.names.features import CELL_BITS, TEMPLATES, WORD_BITS, Tables

PATH: Final = Path(__file__).with_name("model.bin")
MAGIC: Final = b"piiguard names 1\n"
LABELS: Final = ("O", "B-PER", "I-PER", "E-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
# Seven weights of a byte, 128 meaning none, and above them the check.
NEUTRAL: Final = 0x0080808080808080


class Weights(NamedTuple):
    """The model: `cells` are 64-bit numbers, `moves[a, b]` is what it costs to go from label a to label b."""

    tables: Tables
    cells: Any
    scale: float
    moves: Any
    calibration: tuple[float, float]


def read(path: Path = PATH) -> Weights:
    """Return the model in `path`.

    Raises:
        ModelError: the file is missing, damaged, or of another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path.name}: {error.strerror}") from None
    if not data.startswith(MAGIC):
        raise ModelError(f"{path.name}: not a model of this version")
    head, newline, body = data[len(MAGIC) :].partition(b"\n")
    try:
        header = json.loads(head)
    except ValueError:
        raise ModelError(f"{path.name}: damaged header") from None
    if not newline or hashlib.sha256(body).hexdigest() != header.get("sha256"):
        raise ModelError(f"{path.name}: damaged, its checksum is wrong")
    if header["templates"] != len(TEMPLATES) or header["cell_bits"] != CELL_BITS:
        raise ModelError(f"{path.name}: not a model of this version")
    return _unpacked(zlib.decompress(body), header)


def _unpacked(raw: bytes, header: dict[str, Any]) -> Weights:
    at = 0

    def take(count: int) -> Any:
        nonlocal at
        at += count
        return np.frombuffer(raw, np.uint8, count, at - count)

    tables = Tables(take(65536), take(65536), take(65536), take(1 << WORD_BITS))
    used = np.unpackbits(take(1 << (CELL_BITS - 3))).astype(bool)
    count = int(used.sum())
    packed = np.empty((count, 8), np.uint8)
    for column in range(8):
        packed[:, column] = take(count)
    cells = np.full(1 << CELL_BITS, NEUTRAL, np.uint64)
    cells[used] = packed.view(np.uint64).reshape(-1)
    moves = np.array(header["moves"], np.float32)
    calibration = header["calibration"]
    return Weights(tables, cells, header["scale"], moves, (calibration[0], calibration[1]))
