"""A user's own rows come after the built-in ones."""

from __future__ import annotations

from pathlib import Path

from pipeline.lexicon import DEFAULT, Lexicon


def test_own_rows_come_last(tmp_path: Path) -> None:
    header = list(DEFAULT.rows("programmes")[0])
    row = {name: "PKX" if name in ("alias", "name") else "" for name in header}
    (tmp_path / "programmes.csv").write_text(",".join(header) + "\n" + ",".join(row.values()) + "\n", "utf-8")
    rows = Lexicon(tmp_path).rows("programmes")
    assert rows[:-1] == DEFAULT.rows("programmes")
    assert rows[-1] == row
