"""Fit the constants of `pipeline.clean.confidence`: a logistic curve from measures of a page to whether its text is right.

Used by clean.py and clean_lines.py on pages of outlets that the networks had not seen. The figures told are nested: the
curve, too, is fitted without the outlets that it is measured on.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

PARTS = 10
PULL = 24.0  #: towards zero, of the weights of standardised measures


@dataclass
class Case:
    """A page as it was read without its outlet in the training data."""

    outlet: str
    home: bool  #: Indonesian
    measures: list[float]
    right: bool  #: F1 of 0.95 or more


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Weights of a logistic curve, by Newton's method."""
    b, pull = np.zeros(x.shape[1]), np.eye(x.shape[1]) * PULL
    pull[0, 0] = 1e-6
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ b))
        b += np.linalg.solve((x.T * (w * p * (1 - p))) @ x + pull, x.T @ (w * (y - p)) - pull @ b)
    return b


def calibrate(name: str, cases: list[Case], share: float = 0.5) -> None:
    """Print the constants and how well they do; Indonesian pages have this share of the weight."""
    raw = np.array([c.measures for c in cases])
    y, home = np.array([c.right for c in cases]), np.array([c.home for c in cases])
    mean, spread = raw.mean(0), raw.std(0) + 1e-9
    x = np.hstack([np.ones((len(raw), 1)), (raw - mean) / spread])
    w = (
        np.where(home, share / max(home.mean(), 1e-9), (1 - share) / max((~home).mean(), 1e-9))
        if 0 < home.mean() < 1
        else np.ones(len(y))
    )
    part = np.array([zlib.crc32(("part" + c.outlet).encode()) % PARTS for c in cases])
    p = np.zeros(len(y))
    for k in range(PARTS):
        b = fit(x[part != k], y[part != k], w[part != k])
        p[part == k] = 1 / (1 + np.exp(-x[part == k] @ b))
    b = fit(x, y, w)
    constants = [b[0] - (b[1:] * mean / spread).sum(), *(b[1:] / spread)]
    print(f"{name} = ({', '.join(f'{c:.3f}' for c in constants)})")
    for kind, of in (("all", np.ones(len(y), bool)), ("Indonesian", home)):
        if of.any():
            sure = of & (p > 0.9)
            share, hit = sure.sum() / of.sum(), y[sure].mean()
            print(
                f"  {kind}: right {y[of].mean():.3f}, told {p[of].mean():.3f}; above 0.9: {share:.2f}, of these right {hit:.3f}"
            )
    bins = [(0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.0)]
    for low, high in bins:
        of = (p > low) & (p <= high)
        if of.any():
            print(f"  {low}-{high}: {of.mean():.2f} of pages, told {p[of].mean():.2f}, right {y[of].mean():.2f}")
