"""Writes the files of the models as `piiguard.names` reads them."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from piiguard.names import latin
from piiguard.names.features import CELL_BITS, Tables
from piiguard.names.weights import MAGIC


class Cells(NamedTuple):
    """The weights of all cells: int8 (cells, 8) tables, the checks of the hashed ones, and int8 (cells) tables."""

    dense: Sequence[np.ndarray]
    hashed: np.ndarray
    checks: np.ndarray
    gate: Sequence[np.ndarray]


def write(
    path: Path,
    tables: Tables,
    cells: Cells,
    least: int,
    scale: float,
    moves: np.ndarray,
    calibration: tuple[float, float],
) -> int:
    """Write the model beside `path` and rename it; return its size in bytes."""
    # Most characters count as themselves: of differences between neighbours little is left to write.
    raw = np.diff(tables.simple, prepend=np.uint16(0)).astype("<u2").tobytes()
    raw += tables.number.astype("<u2").tobytes()
    raw += b"".join(np.asarray(table, np.uint8).tobytes() for table in tables[2:])
    raw += b"".join(map(_rows, cells.dense)) + _rows(cells.hashed) + cells.checks[cells.hashed.any(1)].tobytes()
    raw += b"".join(table.tobytes() for table in cells.gate)
    header = {
        "cells": [len(table) for table in (*cells.dense, *cells.gate)],
        "least": least,
        "cell_bits": CELL_BITS,
        "scale": scale,
        "moves": [[round(float(value), 4) for value in row] for row in moves],
        "calibration": [round(value, 4) for value in calibration],
    }
    return _replace(path, MAGIC, header, raw)


def write_latin(path: Path, pieces: Sequence[np.ndarray], slope: float, offset: float) -> int:
    """Write the weights of Latin words as `piiguard.names.latin` reads them; return the size of the file in bytes."""
    header = {"cells": [len(piece) for piece in pieces], "slope": slope, "offset": offset}
    return _replace(path, latin.MAGIC, header, b"".join(piece.tobytes() for piece in pieces))


def _replace(path: Path, magic: bytes, header: dict[str, object], raw: bytes) -> int:
    # Whatever packs the package compresses it; here that would take a tenth of each start.
    body = zlib.compress(raw, 0)
    header = {"sha256": hashlib.sha256(body).hexdigest(), **header}
    beside = path.with_suffix(".new")
    beside.write_bytes(magic + json.dumps(header, separators=(",", ":")).encode() + b"\n" + body)
    beside.replace(path)
    return path.stat().st_size


def _rows(table: np.ndarray) -> bytes:
    """Return which cells of a table are used, and their weights, label by label."""
    used = table.any(1)
    return np.packbits(used).tobytes() + np.ascontiguousarray(table[used, 1:].T).tobytes()
