"""The shape of the program: who may import whom, how long files are, who may print. As docs/design.md draws it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "pipeline"
FILES = sorted(PACKAGE.rglob("*.py"))
LEAVES = {"errors", "spans", "entries", "records", "lexicon", "language", "version", "likeness"}

#: stage → what it may import besides itself and the leaves. No stage looks into a later or an earlier one.
MAY = {
    "errors": set(),
    "spans": set(),
    "entries": {"spans"},
    "records": {"entries", "errors", "spans"},
    "lexicon": {"errors"},
    "language": {"errors", "lexicon", "spans"},
    "version": {"language"},
    "likeness": set(),
    "score": set(),
    "rows": set(),
    "read": set(),
    "clean": set(),
    "find": set(),
    "resolve": {"find"},
    "write": {"rows"},
    "flow": {"read", "clean", "find", "resolve", "write"},
    "batch": {"read", "flow", "write"},
    "review": {"score", "write", "rows", "clean"},
    "cli_web": {"read"},
    "cli_places": {"write"},
    "cli": {"cli_web", "cli_places", "flow", "read", "write", "batch", "review", "score", "clean"},
}


def stage(path: Path) -> str:
    """The first name below `pipeline`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The stages that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
        if isinstance(node, ast.ImportFrom) and node.module == "pipeline":
            names = [f"pipeline.{alias.name}" for alias in node.names]
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("pipeline.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_imports_only_what_its_stage_may(path: Path) -> None:
    name = stage(path)
    if name == "__init__":
        return
    allowed = MAY[name] | {name} | (LEAVES if name not in LEAVES else set())
    assert imported(path) <= allowed


@pytest.mark.parametrize("path", [*FILES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "training").rglob("*.py"))],
                         ids=lambda p: str(p.relative_to(ROOT)))  # fmt: skip
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 350


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_command_line_prints(path: Path) -> None:
    if path.name == "cli.py":
        return
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    assert not [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]


def test_no_public_name_of_the_package_is_a_folder() -> None:
    import pipeline

    assert not set(pipeline.__all__) & {p.name for p in PACKAGE.iterdir() if p.is_dir()}


def test_public_names_are_there() -> None:
    import pipeline

    assert all(getattr(pipeline, name) is not None for name in pipeline.__all__)
