"""Fits the curve that turns margins into scores."""

from __future__ import annotations

import numpy as np


def fitted(margins: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Return slope and offset of the logistic curve from `margins` to the chance of being right (1.0, else 0.0)."""
    columns = np.stack((margins, np.ones_like(margins)), 1)
    signs = 1 - 2 * right
    curve = np.array([0.3, 0.0])

    def loss(of: np.ndarray) -> float:
        return float(np.logaddexp(0, signs * (columns @ of)).sum())

    for _ in range(100):  # Newton's steps, halved until they lead down
        chance = 1 / (1 + np.exp(-np.clip(columns @ curve, -30, 30)))
        hessian = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.eye(2) * 1e-6
        step = np.linalg.solve(hessian, columns.T @ (right - chance))
        while np.abs(step).max() > 1e-7 and loss(curve + step) > loss(curve):
            step = step / 2
        curve = curve + step
        if np.abs(step).max() < 1e-7:
            break
    return float(curve[0]), float(curve[1])
