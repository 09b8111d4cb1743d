"""Runs to review, made from invented articles: `[[c1|4,7 juta jiwa]]` in a text marks the words of entry c1."""

# ruff: noqa: E501 — a paragraph of an article is one line

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.entries import Position
from pipeline.records import Article, Block, Check, Count, Date, MadeBy, Mention, Official, Percentage, Record, Region
from pipeline.write import jsonl

MARK = re.compile(r"\[\[([a-z]\d+)\||\]\]")
MADE_BY = MadeBy(program="0.1.0", model="test", lexicon="test")


def marked(text: str) -> tuple[str, dict[str, list[Mention]]]:
    """The text without marks, and the mentions of each entry.

    >>> marked("Ada [[c1|11 juta jiwa di [[r1|Jember]]]].")
    ('Ada 11 juta jiwa di Jember.', {'r1': [Mention(start=20, end=26, text='Jember', rule='test')], 'c1': [...]})
    """
    plain, found, open_ones, at = "", dict[str, list[tuple[int, int]]](), list[tuple[str, int]](), 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[1]:
            open_ones.append((mark[1], len(plain)))
        else:
            name, start = open_ones.pop()
            found.setdefault(name, []).append((start, len(plain)))
    plain += text[at:]
    return plain, {name: [Mention.of(plain, a, b, rule="test") for a, b in sorted(spans)] for name, spans in found.items()}


def record(
    record_id: str,
    text: str,
    entries: dict[str, dict[str, Any]],
    *,
    checks: Sequence[Check] = (),
    left_out: Iterable[tuple[str, str]] = (),
    **article: Any,
) -> Record:
    """A record from a marked text and the values of its entries; the first letter of an id tells the kind."""
    plain, mentions = marked(text.strip())
    kinds: dict[str, list[Any]] = {"o": [], "r": [], "d": [], "c": [], "p": []}
    types: dict[str, type[Any]] = {"o": Official, "r": Region, "d": Date, "c": Count, "p": Percentage}
    for name, values in entries.items():
        words = tuple(mentions[name])
        kinds[name[0]].append(types[name[0]](id=name, mentions=words, quote=words[0].text, **values))
    title, _, _ = plain.partition("\n\n")
    blocks, at = [], 0
    for n, paragraph in enumerate(plain.split("\n\n"), 1):
        blocks.append(
            Block(label="body" if at else "title", kept=True, start=at, end=at + len(paragraph), reason="text", source=str(n))
        )
        at += len(paragraph) + 2
    for n, (label, words) in enumerate(left_out, len(blocks) + 1):
        blocks.append(Block(label=label, kept=False, text=words, reason=f"{label} words", source=str(n)))  # type: ignore[arg-type]
    told = Article(title=title, text=plain, blocks=tuple(blocks), language="id", **article)
    return Record(
        id=record_id, source=f"invented.jsonl:{record_id}", article=told, officials=tuple(kinds["o"]), regions=tuple(kinds["r"]),
        dates=tuple(kinds["d"]), counts=tuple(kinds["c"]), percentages=tuple(kinds["p"]), checks=tuple(checks), made_by=MADE_BY,
    )  # fmt: skip


def region(code: str, name: str, level: str, confidence: float = 0.97, **more: Any) -> dict[str, Any]:
    """Values of a region."""
    parts = code.split(".")
    above = () if code == "ID" else (*(".".join(parts[:k]) for k in range(len(parts) - 1, 0, -1)), "ID")
    return {"code": code, "name": name, "level": level, "parents": above, "confidence": confidence, **more}


def jember() -> Record:
    """One of everything: an official, three areas, two dates, three counts, a share that does not fit, left-out lines."""
    return record(
        "jember-1",
        """
Peserta JKN di Jember Baru 40 Persen

[[r1|JEMBER]] – [[o1|Kepala BPJS Kesehatan Cabang [[r1|Jember]], dr. Ratna Wulandari]], mengatakan baru [[c1|4,7 juta jiwa]] dari [[c2|11 juta penduduk]] di wilayah kerjanya yang terdaftar sebagai peserta JKN-KIS, atau [[p1|40 persen]].

"Per [[d1|1 Maret 2019]], di [[r2|Kabupaten Lumajang]] sudah [[c3|sekitar 270 ribu peserta]]," ujarnya, [[d2|Rabu (6/3/2019)]]. Capaian itu naik dari tahun lalu.

[[o2|Wakil Bupati [[r1|Jember]] Hendra Saputro]] meminta perangkat desa mendata warga yang belum terdaftar. Menurut dia, [[r3|Jawa Timur]] menargetkan semua warga terlindungi.
""",
        {
            "o1": {"name": "Ratna Wulandari", "confidence": 0.93, "positions": (
                Position(phrase="Kepala BPJS Kesehatan Cabang Jember", title="Kepala Cabang", institution="BPJS Kesehatan", region="35.09"),)},
            "o2": {"name": "Hendra Saputro", "confidence": 0.71, "positions": (
                Position(phrase="Wakil Bupati Jember", title="Wakil Bupati", institution=None, region="35.09"),)},
            "r1": region("35.09", "Kabupaten Jember", "regency"),
            "r2": region("35.08", "Kabupaten Lumajang", "regency"),
            "r3": region("35", "Provinsi Jawa Timur", "province"),
            "d1": {"value": "2019-03-01", "confidence": 0.98, "begin": "2019-03-01", "end": "2019-03-01"},
            "d2": {"value": "2019-03-06", "confidence": 0.99, "begin": "2019-03-06", "end": "2019-03-06"},
            "c1": {"value": 4700000, "unit": "jiwa", "role": "participant", "programme": "JKN", "region": "35.09", "confidence": 0.88},
            "c2": {"value": 11000000, "unit": "penduduk", "role": "population", "region": "35.09", "confidence": 0.64},
            "c3": {"value": 270000, "unit": "peserta", "role": "participant", "programme": "JKN", "region": "35.08", "mod": "APPROX",
                   "as_of": "2019-03-01", "confidence": 0.91},
            "p1": {"value": 40, "kind": "share", "of": "penduduk", "numerator": 4700000, "denominator": 11000000, "numerator_id": "c1",
                   "denominator_id": "c2", "programme": "JKN", "region": "35.09", "confidence": 0.58},
        },
        checks=[Check(id="x1", rule="part_whole", entries=("p1", "c1", "c2"), stated=40, computed=42.727272, verdict="contradicts",
                      message="4.700.000 of 11.000.000 is 42,7 %, not 40 %", confidence=0.9)],
        left_out=[("inline_link", "Baca juga: Iuran naik, ini rinciannya"), ("tags", "Topik: JKN, Jember"), ("ad", "SCROLL UNTUK LANJUT")],
        outlet="Kabar Tapal Kuda", published="2019-03-06T14:20+07:00", authors=("Bagus Prakoso",), url="https://kabar.example/jember",
    )  # fmt: skip


def emoji() -> Record:
    """Characters outside the basic plane before the figures: UTF-16 and code points differ."""
    return record(
        "emoji-1",
        """
Vaksinasi di Kupang 💉💉 Dikebut 🙏🏽

Warga [[r1|Kota Kupang]] antusias 👨‍👩‍👧‍👦 mengikuti vaksinasi. Hari ini 1.250 orang divaksin, dari sasaran [[c1|2.000 orang]].
""",
        {
            "r1": region("53.71", "Kota Kupang", "city", 0.99),
            "c1": {"value": 2000, "unit": "orang", "role": "target", "programme": "Vaksinasi COVID-19", "region": "53.71", "confidence": 0.83},
        },
        outlet="Lontar Timur", published="2021-07-14",
    )  # fmt: skip


def hostile() -> Record:
    """What a page must not do to the reviewer: scripts, attributes, direction marks, towers of accents."""
    return record(
        "hostile/../1?&#",
        """
<script>window.hacked = 1</script> "onmouseover="window.hacked=2" {{ 7*7 }} ${7*7}

<img src=x onerror="window.hacked=3"> [[c1|12 ribu <b>peserta</b> "onclick="window.hacked=4]] di \u202eKota\u202c \u200fX\x00\x07\r.

Z"""
        + "\u0301" * 10_000
        + " selesai, [[d1|5 Mei 2020]].",
        {
            "c1": {"value": 12000, "unit": "<i>peserta", "role": "participant", "programme": "'; DROP TABLE events; --", "confidence": 0.4},
            "d1": {"value": "2020-05-05", "confidence": 0.9},
        },
        outlet='<svg onload="window.hacked=5">', published="2020-05-05",
        left_out=[("ad", "<script>window.hacked = 6</script>")],
    )  # fmt: skip


def short(n: int, outlet: str = "Harian Contoh") -> Record:
    """A small record, the n-th of many."""
    codes = [("35.73", "Kota Malang", "city"), ("62", "Provinsi Kalimantan Tengah", "province"), ("73.71", "Kota Makassar", "city"),
             ("11.71", "Kota Banda Aceh", "city"), ("94", "Provinsi Papua Tengah", "province")]  # fmt: skip
    code, name, level = codes[n % 5]
    value = 1000 + 37 * n
    return record(
        f"s{n:05}",
        f"Berita singkat nomor {n}\n\nDi [[r1|{name}]] tercatat [[c1|{value} peserta]] pada [[d1|{1 + n % 28} Juni {2015 + n % 7}]].",
        {
            "r1": region(code, name, level, 0.6 + (n * 7 % 40) / 100),
            "c1": {"value": value, "unit": "peserta", "role": "participant", "programme": ("JKN", "PKH", None)[n % 3], "region": code,
                   "confidence": (n * 13 % 100) / 100},
            "d1": {"value": f"{2015 + n % 7}-06-{1 + n % 28:02}", "confidence": 0.95},
        },
        outlet=outlet, published=f"{2015 + n % 7}-06-{1 + n % 28:02}",
    )  # fmt: skip


def write(folder: Path, records: Iterable[Record]) -> Path:
    """A run folder with these records."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "records.jsonl").write_bytes(b"".join(map(jsonl.line, records)))
    (folder / "problems.jsonl").write_bytes(b"")
    return folder


def small(folder: Path) -> Path:
    """The run that most tests use."""
    return write(folder, [jember(), emoji(), hostile(), *(short(n) for n in range(9))])
