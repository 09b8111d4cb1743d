"""Shards read apart give what the source gives as a whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline.read import Shard, pages_of, read, shards


def lines(n: int) -> str:
    return "".join(json.dumps({"id": f"a{i}", "text": "kata " * (i % 7 + 1)}) + "\n" * (1 + i % 3) for i in range(n))


@pytest.mark.parametrize("size", [1, 40, 1000, 10**9])
def test_json_lines_are_cut_at_line_starts(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines(50) + "{rusak")
    apart = [page for shard in shards(path, size=size) for page in pages_of(shard)]
    assert apart == list(read([path]))


def test_a_folder_is_cut_into_lists_of_files(tmp_path: Path) -> None:
    for i in range(7):
        (tmp_path / f"h{i}.txt").write_text(f"halaman {i}")
    (tmp_path / "h3.jsonl").write_text(lines(9))
    made = shards(tmp_path, size=100)
    assert [made[0].kind, {s.kind for s in made[1:-1]}, made[-1].kind] == ["files", {"bytes"}, "files"]
    assert [p for s in made for p in pages_of(s)] == list(read([tmp_path]))


def test_a_shard_travels_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(5))
    for shard in shards(tmp_path / "a.jsonl", size=50):
        told = json.loads(json.dumps(asdict(shard)))
        assert Shard(**{**told, "paths": tuple(told["paths"])}) == shard


def test_a_missing_source_is_one_shard_with_its_problem() -> None:
    (shard,) = shards("tiada.jsonl")
    (problem,) = pages_of(shard)
    assert getattr(problem, "kind", None) == "missing"
