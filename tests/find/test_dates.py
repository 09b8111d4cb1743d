"""Dates of an article: one entry per date, each resolved by what the article says around it."""

from __future__ import annotations

from pipeline.find import dates
from pipeline.language import load
from pipeline.records import Article, Date
from pipeline.resolve import times


def resolved(text: str, published: str | None) -> list[Date]:
    article = Article(text=text, published=published)
    return times.resolve(dates.find(article, load()("")), article)


def test_one_entry_per_date_with_all_its_mentions() -> None:
    text = "Rapat digelar Senin (13/3/2023).\n\nRapat pada 13 Maret 2023 itu dihadiri 40 orang."
    found = resolved(text, "2023-03-15")
    assert [(d.id, d.value, d.quote) for d in found] == [("d1", "2023-03-13", "Senin (13/3/2023)")]
    assert [m.text for m in found[0].mentions] == ["Senin (13/3/2023)", "13 Maret 2023"]


def test_the_start_of_a_year_is_not_the_year() -> None:
    found = resolved("Sejak awal 2022 hingga akhir 2022, sepanjang 2022.", "2023-01-05")
    assert [(d.value, d.mod) for d in found] == [("2022", "START"), ("2022", "END"), ("2022", None)]


def test_weekday_and_date_that_disagree() -> None:
    (date,) = resolved("Kamis (14/3/2023)", "2023-03-15")
    assert date.value == "2023-03-14"
    assert date.evidence["conflict"].rule == "weekday"
    assert date.confidence < 0.9


def test_a_time_belongs_to_the_day_told_before() -> None:
    found = resolved("Gempa terjadi Senin (13/3). Getaran terasa sekitar pukul 05.30 WIB.", "2023-03-15")
    assert [(d.value, d.mod) for d in found] == [("2023-03-13", None), ("2023-03-13T05:30", "APPROX")]


def test_today_in_a_quotation_is_the_day_it_was_said() -> None:
    text = '"Hari ini kami mulai," kata Rina di Malang, Senin (13/3/2023).'
    assert [d.value for d in resolved(text, "2023-03-15")] == ["2023-03-13"]


def test_yesterday_in_speech_is_no_date() -> None:
    assert resolved('"Kemarin itu sudah kami bahas," ujarnya.', "2023-03-15") == []


def test_the_day_before() -> None:
    found = resolved("Rapat digelar 10 Maret 2023. Sehari sebelumnya, warga berkumpul.", "2023-03-15")
    assert [d.value for d in found] == ["2023-03-10", "2023-03-09"]


def test_without_publication_the_text_itself_dates_it() -> None:
    text = "Kata Sari, Senin (2/1/2023). Pada Desember lalu ada 40 kasus, hari ini 3."
    assert [d.value for d in resolved(text, None)] == ["2023-01-02", "2022-12", "XXXX-XX-XX"]


def test_without_any_year_x_stays() -> None:
    assert [d.value for d in resolved("Kata Sari di Bogor, Kamis. Acara pada 17 Mei.", None)] == ["XXXX-WXX-4", "XXXX-05-17"]


def test_december_in_january_is_last_december() -> None:
    assert [d.value for d in resolved("Pada 28 Desember, 12 orang sakit.", "2018-01-12")] == ["2017-12-28"]


def test_what_is_planned_lies_ahead() -> None:
    assert [d.value for d in resolved("Jambore akan digelar Sabtu.", "2023-03-15")] == ["2023-03-18"]
    assert [d.value for d in resolved("Jambore digelar Sabtu.", "2023-03-15")] == ["2023-03-11"]


def test_offsets_hold_beside_soft_hyphens() -> None:
    (date,) = resolved("pada 12 Ma\u00adret 2023 itu", "2023-03-15")
    assert date.quote == "12 Ma\u00adret 2023"


def test_empty() -> None:
    assert resolved("", None) == []
