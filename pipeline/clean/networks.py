"""Small networks of one hidden layer that say which blocks are the article's (weights: training/clean.py, clean_lines.py)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.clean.features import Matrix, context, features
from pipeline.clean.line_features import line_context, line_features
from pipeline.clean.markup import Tree

HERE = Path(__file__).parent
BLOCKS, LINES = HERE / "weights.bin", HERE / "line_weights.bin"


@dataclass(frozen=True, slots=True)
class Network:
    """Rows of inputs → one score each, above 0 for the article."""

    weights: Matrix
    bias: Matrix
    out: Matrix
    shift: Matrix

    def score(self, inputs: Matrix) -> Matrix:
        """One score per row."""
        made: Matrix = np.maximum(inputs @ self.weights + self.bias, 0) @ self.out + self.shift
        return made


def scores(tree: Tree) -> list[float]:
    """One score per block of a page, above 0 for the article."""
    if not tree.blocks:
        return []
    first, second = load(BLOCKS)
    seen, words = features(tree)
    made: list[float] = second.score(np.hstack([context(first.score(seen), words, tree), seen])).tolist()
    return made


def line_scores(lines: Sequence[str], labels: Sequence[str | None]) -> list[float]:
    """One score per line of a text, above 0 for the article; `labels` are those of the lines of the frame."""
    if not lines:
        return []
    first, second = load(LINES)
    seen, words = line_features(lines, labels)
    made: list[float] = second.score(np.hstack([line_context(first.score(seen), words), seen])).tolist()
    return made


@lru_cache(maxsize=2)
def load(path: Path) -> tuple[Network, Network]:
    """Two networks as they are shipped."""
    with np.load(io.BytesIO(zlib.decompress(path.read_bytes()))) as stored:
        parts = [stored[f"arr_{k}"].astype(np.float32) for k in range(8)]
    return Network(*parts[:4]), Network(*parts[4:])


def save(path: Path, networks: tuple[Network, Network]) -> None:
    """Write networks as half-precision numbers, the same bytes for the same weights."""
    sink = io.BytesIO()
    parts = [part for n in networks for part in (n.weights, n.bias, n.out, n.shift)]
    np.savez(sink, *(part.astype(np.float16) for part in parts))
    path.write_bytes(zlib.compress(sink.getvalue(), 9))
