"""Each row of the tables of words does with its example what it says, and a word less of it does not."""

from __future__ import annotations

import pytest

from pipeline.find.regions import find
from pipeline.language import load
from pipeline.lexicon import DEFAULT
from pipeline.records import Article, Region
from pipeline.resolve.places import link

CUES = DEFAULT.rows("place_cues")


def linked(text: str) -> list[Region]:
    article = Article(text=text)
    return link(find(article, load().make_doc(text)), article)


@pytest.mark.parametrize("row", [row for row in CUES if row["levels"]], ids=lambda row: row["cue"])
def test_a_cue_of_levels_gives_an_area_of_one_of_them(row: dict[str, str]) -> None:
    (area,) = linked(f"Menurut {row['example']}, hal itu benar.")
    assert area.level in row["levels"].split()


@pytest.mark.parametrize("row", [row for row in CUES if row["use"] == "context"], ids=lambda row: row["cue"])
def test_behind_a_cue_of_context_a_name_is_an_area(row: dict[str, str]) -> None:
    assert [area.code for area in linked(f"Kabar {row['example']} hari ini.")] == ["35.79"]


@pytest.mark.parametrize("row", [row for row in CUES if row["use"] == "feature"], ids=lambda row: row["cue"])
def test_behind_a_feature_a_name_is_none(row: dict[str, str]) -> None:
    assert linked(f"Kabar dari {row['example']} hari ini.") == []


@pytest.mark.parametrize("row", DEFAULT.rows("place_words"), ids=lambda row: row["word"])
def test_words_that_look_like_areas(row: dict[str, str]) -> None:
    assert linked(f"{row['example']} ada.") == []
