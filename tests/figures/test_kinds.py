"""The kinds of error in many wordings, each with a wrong and a right figure: the wrong one is found, the right one is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex

from tests.figures.test_checks import Reader

TOLD, SOUND = (
    [json.loads(line) for line in (Path(__file__).parent / name).read_text("utf-8").splitlines()]
    for name in ("kinds.jsonl", "kinds_sound.jsonl")
)


def alarms(told: dict[str, str], figure: str, record: Reader) -> list[str]:
    text, title = (told[name].replace("{}", figure) for name in ("told", "title"))
    made = record(text, title=title or "Kabar Daerah", published="2024-10-10")
    return [x.message for x in made.checks if x.verdict in ("contradicts", "implausible")]


@pytest.mark.parametrize("told", TOLD, ids=lambda t: t["told"][:40])
def test_only_the_wrong_one_is_found(told: dict[str, str], record: Reader) -> None:
    assert alarms(told, told["wrong"], record)
    assert alarms(told, told["right"], record) == []


@pytest.mark.parametrize("told", SOUND, ids=lambda t: t["title"])
def test_what_only_looks_like_it_raises_no_alarm(told: dict[str, str], record: Reader) -> None:
    assert alarms(told, "", record) == []


@pytest.mark.parametrize("told", [*TOLD, *SOUND], ids=lambda t: t["told"][:40])
def test_a_figure_of_zero_does_no_harm(told: dict[str, str], record: Reader) -> None:
    text, title = (told[name].replace("{}", told.get("wrong", "")) for name in ("told", "title"))
    for m in regex.finditer(r"\d[\d.,]*+(?<=\d)", text):
        record(f"{text[: m.start()]}0{text[m.end() :]}", title=title or "Kabar Daerah", published="2024-10-10")
