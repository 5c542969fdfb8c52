"""Writes the file of the model as `piiguard.names.weights` reads it."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

import numpy as np

from piiguard.names.features import CELL_BITS, TEMPLATES, Tables
from piiguard.names.weights import MAGIC


def write(
    path: Path,
    tables: Tables,
    used: np.ndarray,
    packed: np.ndarray,
    scale: float,
    moves: np.ndarray,
    calibration: tuple[float, float],
) -> int:
    """Write the model beside `path` and rename it; return its size in bytes."""
    raw = b"".join(np.asarray(table, np.uint8).tobytes() for table in tables)
    raw += np.packbits(used).tobytes()
    raw += b"".join(np.ascontiguousarray(packed[:, column]).tobytes() for column in range(8))
    body = zlib.compress(raw, 9)
    header = {
        "sha256": hashlib.sha256(body).hexdigest(),
        "templates": len(TEMPLATES),
        "cell_bits": CELL_BITS,
        "scale": scale,
        "moves": [[round(float(value), 4) for value in row] for row in moves],
        "calibration": [round(value, 4) for value in calibration],
    }
    beside = path.with_suffix(".new")
    beside.write_bytes(MAGIC + json.dumps(header, separators=(",", ":")).encode() + b"\n" + body)
    beside.replace(path)
    return path.stat().st_size
