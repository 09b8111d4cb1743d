"""The page without a browser: what is answered to what."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from pipeline.review.app import Desk
from pipeline.review.words import table
from tests.review.conftest import ORIGIN

PAGES = """
/
/?state=all&order=checks
/record?id=jember-1
/record?id=emoji-1
/record?id=hostile%2F..%2F1%3F%26%23
/form?id=jember-1&entry=o1
/form?id=jember-1&entry=p1
/form?id=jember-1&entry=r1
/form?id=jember-1&entry=d1
/form?id=jember-1&kind=counts&start=0&end=7
/areas?q=indo
"""


@pytest.mark.parametrize("path", PAGES.split())
def test_pages_answer(ana: TestClient, path: str) -> None:
    assert ana.get(path).status_code == 200


def test_a_decision_is_written_and_gives_the_changed_cards(ana: TestClient, desk: Desk) -> None:
    answer = ana.post("/do", data={"id": "jember-1", "act": "reject", "entry": "c1", "key": "k1", "seen": "0"}, headers=ORIGIN)
    assert answer.status_code == 200
    assert 'id="card-c1"' in answer.text and 'data-state="rejected"' in answer.text
    assert 'id="card-x1"' in answer.text, "the check over it is shown again"
    assert [(e.reviewer, e.action, e.entry) for e in desk.run.log.of_record("jember-1")] == [("ana", "reject", "c1")]


def test_a_retry_of_the_same_key_is_one_decision(ana: TestClient, desk: Desk) -> None:
    for _ in range(3):
        ana.post("/do", data={"id": "jember-1", "act": "accept", "entry": "c1", "key": "k1", "seen": "0"}, headers=ORIGIN)
    assert len(desk.run.log.of_record("jember-1")) == 1


def test_every_word_of_the_page_has_both_languages() -> None:
    assert not [key for key, row in table().items() if not row["id"].strip() or not row["en"].strip()]
