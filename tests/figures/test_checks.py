"""The checks on forty small articles, twenty sound and twenty with one planted error, and on the founding figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import Record

HERE = Path(__file__).parent
Reader = Callable[..., Record]
ARTICLES = [json.loads(line) for line in (HERE / "check_articles.jsonl").read_text("utf-8").splitlines()]
RULES = {
    "part of whole": {"part_whole"}, "part and rest": {"part_rest"}, "sum": {"sum"}, "change": {"change"}, "growth": {"growth"},
    "target": {"target_missing"}, "over a hundred": {"over_100"}, "headline": {"headline"}, "date": {"date_order"},
    "population": {"population", "above_population"},
}  # fmt: skip


def alarms(article: dict[str, Any], record: Reader) -> list[tuple[str, str]]:
    made = record(article["text"], title=article["title"], published=article["published"])
    return [(x.rule, x.message) for x in made.checks if x.verdict in ("contradicts", "implausible")]


@pytest.mark.parametrize("article", [a for a in ARTICLES if not a["error"]], ids=lambda a: a["id"])
def test_a_sound_article_raises_no_alarm(article: dict[str, Any], record: Reader) -> None:
    assert alarms(article, record) == []


@pytest.mark.parametrize("article", [a for a in ARTICLES if a["error"]], ids=lambda a: a["id"])
def test_a_planted_error_is_found_and_nothing_else(article: dict[str, Any], record: Reader) -> None:
    assert {rule for rule, _ in alarms(article, record)} & RULES[article["error"]["rule"]]
    assert len(alarms(article, record)) == 1


def test_a_share_that_its_own_figures_belie(record: Reader) -> None:
    made = record(
        "Pemprov mendaftarkan 11 juta warga. Dari jumlah tersebut, 40 persen di antaranya atau 4,7 juta jiwa dibayar APBD."
    )
    assert [(x.rule, x.stated, x.computed, x.verdict) for x in made.checks] == [("part_whole", 40, 42.7273, "contradicts")]
    assert (made.percentages[0].numerator, made.percentages[0].denominator) == (4_700_000, 11_000_000)


def test_what_the_article_does_not_state_is_derived_and_no_entry(record: Reader) -> None:
    made = record("Sebanyak 2.295.233 jiwa atau 89,30% dari jumlah penduduk sudah terdaftar.")
    assert [(v.value, v.unit, v.rule) for v in made.derived] == [(2_570_250, "jiwa", "implied_base")]
    assert [c.value for c in made.counts] == [2_295_233]


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 0 orang dari 0 orang atau 40 persen dari 0 warga.",
        "Dari 0 jiwa, 5 jiwa atau 100 persen terdaftar, naik dari 0 orang menjadi 5 orang, naik 50 persen.",
        "Dari 999.999.999.999.999 jiwa, 15–10 orang atau -500 persen dan 100.000 persen terdaftar.",
        "Sebanyak 10 orang, " * 400,
        "40 persen atau 4 orang dari 10 orang. " * 300,
    ],
    ids=lambda t: t[:30],
)
def test_absurd_figures_do_no_harm(text: str, record: Reader) -> None:
    record(text, title="5 Orang", published="2020-01-01")


def test_a_rest_that_is_cut_off_rounds_and_the_coverage_is_derived(record: Reader) -> None:
    text = (
        "Malang - Sebanyak 270 ribu warga Kota Malang belum terdaftar menjadi peserta JKN, kata kepala cabang.\n\n"
        '"Yang sudah menjadi peserta di Kota Malang 632.343 jiwa dari 903.000 jiwa," ujarnya, Selasa (4/9/2018).'
    )
    made = record(text, title="270 Ribu Warga Kota Malang Belum Terdaftar", published="2018-09-04")
    rest = [x for x in made.checks if x.rule == "part_rest"]
    assert [(x.stated, x.computed, x.verdict) for x in rest] == [(270_000, 270_657, "rounds")]
    assert [(v.value, v.unit) for v in made.derived] == [(70.03, "percent")]
    assert len(made.counts) == 3  # the headline's 270 ribu and the body's are one


def test_an_implied_base_near_the_official_population_agrees(record: Reader) -> None:
    text = (
        "Palangka Raya - Sampai Oktober 2019 sebanyak 2.295.233 jiwa atau 89,30% dari jumlah penduduk "
        "di Provinsi Kalimantan Tengah terdaftar."
    )
    made = record(text, title="Cakupan JKN Kalimantan Tengah", published="2019-11-05")
    assert [(x.rule, x.stated, x.verdict) for x in made.checks] == [("population", 2_570_250, "agrees")]
