"""Which body an office is held in: a phrase with a name, and the institution."""

from __future__ import annotations

import pytest

from pipeline.find import officials
from pipeline.language import load
from pipeline.records import Article
from pipeline.resolve.offices import institution

BODIES = [
    ("Kapolres Sampang Hartono Wibowo mengatakan hal itu.", "Polres Sampang"),
    ("Direktur Data dan Informasi Bakamla Anggoro Cahyono mengatakan hal itu.", "Bakamla"),
    ("Ketua DPRD Kota Malang Bambang Suryanto mengatakan hal itu.", "DPRD Kota Malang"),
    ("Kepala Dinas Kesehatan Kabupaten Jember Siti Rahmawati mengatakan hal itu.", "Dinas Kesehatan"),
    ("Bupati Jember Hendy Prasetyo mengatakan hal itu.", None),
]


@pytest.mark.parametrize(("text", "expected"), BODIES, ids=[t[:30] for t, _ in BODIES])
def test_the_body_of_an_office(text: str, expected: str | None) -> None:
    found = officials.find(Article(text=text), load()(text))
    told = [institution(o, text[o.start : o.end]) for m in found for o in m.offices]
    assert told[:1] == [expected]
