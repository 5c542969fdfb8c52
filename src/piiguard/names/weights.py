"""Reads the file of the model: tables of characters and words, and the cells with the weights."""

from __future__ import annotations

import hashlib
import json
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from piiguard.errors import ModelError
from piiguard.names.features import CELL_BITS, DENSE, GATE, TABLES, WORD_BITS, Place, Tables, cells_of
from piiguard.packaged import content

PATH: Final = Path(__file__).with_name("model.bin")
MAGIC: Final = b"piiguard names 2\n"
LABELS: Final = ("O", "B-PER", "I-PER", "E-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
# Weights of a cell: one for each label; that of O is none.
_WIDTH: Final = len(LABELS)


class Weights(NamedTuple):
    """The model: rows of eight whole numbers, and `moves[a, b]`, what it costs to go from label a to label b."""

    tables: Tables
    dense: tuple[Any, ...]  # for each line of `TABLES` its cells, int16 (cells, 8)
    hashed: Any  # int8 (2**CELL_BITS, 8); in place of the weight of O the check of what the cell is of
    gate: tuple[Any, ...]  # for each of `GATE` its cells, int16
    least: int  # where the gate's sum is less, no person begins
    scale: float
    moves: Any
    calibration: tuple[float, float]


class Bytes:
    """Takes arrays off a row of bytes."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def take(self, count: int) -> Any:
        """Return the next `count` bytes."""
        self._at += count
        return np.frombuffer(self._raw, np.uint8, count, self._at - count)

    def rows(self, size: int) -> Any:
        """Return the next table of `size` cells: which are used, then their weights label by label, as int8."""
        used = np.flatnonzero(np.unpackbits(self.take((size + 7) // 8))[:size].view(np.bool_))
        own = np.zeros((len(used), _WIDTH), np.int8)
        for label in range(1, _WIDTH):
            own[:, label] = self.take(len(used)).view(np.int8)
        rows = np.zeros(size, np.int64)
        rows[used] = own.view(np.int64)[:, 0]  # a row at once
        return rows.view(np.int8).reshape(size, _WIDTH), used


def read(path: Path = PATH) -> Weights:
    """Return the model in `path`; raises `ModelError` when it is missing, damaged or of another version."""
    header, data = opened(path, MAGIC)
    if header["cells"] != [cells_of(template) for template in (*DENSE, *GATE)] or header["cell_bits"] != CELL_BITS:
        raise ModelError(f"{path.name}: not a model of this version")
    return _unpacked(data, header)


def opened(path: Path, magic: bytes) -> tuple[dict[str, Any], Bytes]:
    """Return the header and the content of the file of a model that begins with `magic`.

    Raises:
        ModelError: the file is missing, damaged, or of another version.
    """
    try:
        data = content(str(path))
    except OSError as error:
        raise ModelError(f"{path.name}: {error.strerror}") from None
    if not data.startswith(magic):
        raise ModelError(f"{path.name}: not a model of this version")
    head, newline, body = data[len(magic) :].partition(b"\n")
    try:
        header = json.loads(head)
    except ValueError:
        raise ModelError(f"{path.name}: damaged header") from None
    if not newline or hashlib.sha256(body).hexdigest() != header.get("sha256"):
        raise ModelError(f"{path.name}: damaged, its checksum is wrong")
    return header, Bytes(zlib.decompress(body))


def _unpacked(data: Bytes, header: dict[str, Any]) -> Weights:
    simple = np.cumsum(data.take(131072).view("<u2"), dtype=np.uint16)
    number = data.take(131072).view("<u2")
    tables = Tables(simple, number, data.take(65536), data.take(65536), data.take(65536), data.take(1 << WORD_BITS))
    dense = _dense(data)
    hashed, used = data.rows(1 << CELL_BITS)
    hashed[used, 0] = data.take(len(used)).view(np.int8)
    gate = tuple([data.take(cells_of(template)).view(np.int8).astype(np.int16) for template in GATE])
    moves = np.array(header["moves"], np.float32)
    calibration = header["calibration"]
    return Weights(
        tables, dense, hashed, gate, header["least"], header["scale"], moves, (calibration[0], calibration[1])
    )


def _dense(data: Bytes) -> tuple[Any, ...]:
    """Return the tables of all lines, one array behind the other: so large a one the system keeps in large pages."""
    firsts = np.cumsum([0, *(cells_of(line[0]) for line in TABLES)]).tolist()
    whole = np.empty((firsts[-1], _WIDTH), np.int16)
    tables = tuple([whole[first:last] for first, last in pairwise(firsts)])
    for line, table in zip(TABLES, tables, strict=True):
        _merge(line, data, table)
    return tables


def _merge(line: tuple[tuple[Place, ...], ...], data: Bytes, table: Any) -> None:
    """Write the table of the first template of `line`, with the weights of its parts added."""
    whole = line[0]
    shape = [cells_of((place,)) for place in whole]
    table[:] = data.rows(cells_of(whole))[0]
    merged = table.reshape(*shape, _WIDTH)
    for part in line[1:]:
        sizes = [size if place in part else 1 for place, size in zip(whole, shape, strict=True)]
        merged += data.rows(cells_of(part))[0].reshape(*sizes, _WIDTH)
