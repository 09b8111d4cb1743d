"""One page, by whatever way it comes, gives one record, byte for byte but for `source`."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from pipeline import flow
from pipeline.read import fetch, read
from pipeline.read.polite import Clock
from pipeline.read.web import Settings
from pipeline.records import Page, Record
from pipeline.write import jsonl
from tests.read.site import FakeTime, Site, article, page
from tests.read.test_archive import wacz
from tests.read.warc import packed, record


def record_of(found: object) -> bytes:
    assert isinstance(found, Page), found
    made = flow.extract(found)
    assert isinstance(made, Record) and made.counts
    return jsonl.line(made.model_copy(update={"source": ""}))


@pytest.fixture
def html(site: Site) -> bytes:
    return article(canonical=site.url("/berita/1"))


def test_every_source_gives_the_same_record(site: Site, settings: Settings, html: bytes, tmp_path: Path) -> None:
    url = site.url("/berita/1")
    site.routes["/berita/1"] = page(html)
    fake = FakeTime()
    row = {"url": url, "html": html.decode()}
    folder = tmp_path / "halaman"
    folder.mkdir()
    (folder / "1.html").write_bytes(html)
    (folder / "1.url").write_text(url)
    (tmp_path / "x.warc.gz").write_bytes(packed(record(url, html)))
    (tmp_path / "x.jsonl").write_text(json.dumps(row))
    pd.DataFrame([row]).to_csv(tmp_path / "x.csv", index=False)
    pd.DataFrame([row]).to_parquet(tmp_path / "x.parquet")
    live = list(fetch.pages([url], settings, clock=Clock(fake.now, fake.sleep)))
    stored = [
        tmp_path / "x.warc.gz",
        wacz(tmp_path, packed(record(url, html))),
        folder,
        tmp_path / "x.jsonl",
        tmp_path / "x.csv",
    ]
    others = [list(read([source])) for source in (*stored, tmp_path / "x.parquet", settings.corpus)]
    records = {record_of(found) for (found,) in (live, *others)}
    assert len(records) == 1
