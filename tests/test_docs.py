"""What the README and the docs show is run: commands of the README, its Python, and links between the documents."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import orjson
import pytest

from pipeline import schema
from pipeline.cli import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
COMMANDS = [line for kind, code in BLOCKS if kind == "sh" for line in code.splitlines() if line.startswith("saripati")]
LINKS = [(path, link) for path in DOCS for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))]


def saripati(command: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """The command line, run as a user would."""
    words = shlex.split(command, comments=True)[1:]
    program = "import sys; from pipeline.cli import main; sys.argv[0] = 'saripati'; main()"
    return subprocess.run([sys.executable, "-c", program, *words], cwd=cwd, capture_output=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, in which commands may write."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "corpus").mkdir()
    (folder / "corpus/samples").symlink_to(ROOT / "corpus/samples")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str, copy: Path) -> None:
    told = saripati(command, copy)
    assert told.returncode == 0, told.stderr.decode()


def test_the_python_of_the_readme_works(capsys: pytest.CaptureFixture[str]) -> None:
    for kind, code in BLOCKS:
        if kind == "python":
            exec(compile(code, "README.md", "exec"), {})
    assert "contradicts" in capsys.readouterr().out


@pytest.mark.parametrize(("path", "link"), LINKS, ids=lambda v: v.name if isinstance(v, Path) else v)
def test_a_link_leads_somewhere(path: Path, link: str) -> None:
    assert link.startswith(("http", "mailto")) or (path.parent / link).exists()


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_a_command_explains_itself(name: str) -> None:
    told = saripati(f"saripati {name} --help", ROOT)
    assert told.returncode == 0
    assert f"saripati {name}" in README or name in {"show"}, f"the README does not name {name}"


def test_records_as_written_are_valid() -> None:
    checker = jsonschema.Draft202012Validator(schema())
    checker.check_schema(schema())
    lines = (ROOT / "extracted/samples/records.jsonl").read_bytes().splitlines()
    assert len(lines) == 15
    for line in lines:
        checker.validate(orjson.loads(line))


def undescribed(part: object, path: str = "") -> list[str]:
    """Properties of a schema without a description."""
    found = []
    if isinstance(part, dict):
        for name, value in part.get("properties", {}).items():
            if isinstance(value, dict) and "description" not in value:
                found.append(f"{path}.{name}")
        for name, value in part.items():
            found += undescribed(value, f"{path}.{name}")
    return found


def test_every_field_of_the_schema_is_described() -> None:
    assert undescribed(schema()) == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["extract"], 2, "Missing argument"),
        (["extract", "no-such-file.html"], 3, "no such file"),
        (["extract", "x", "--shard", "a/b", "-o", "out"], 2, "I/N"),
        (["score", "no.jsonl", "no.jsonl"], 2, "no.jsonl"),
        (["export", "nowhere"], 2, "nowhere"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_wrong_usage_is_told_without_a_traceback(words: list[str], code: int, told: str, tmp_path: Path) -> None:
    made = saripati("saripati " + shlex.join(words), tmp_path)
    assert made.returncode == code
    assert told in made.stderr.decode()
    assert "Traceback" not in made.stderr.decode()
