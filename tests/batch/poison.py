"""What workers do in the tests: mostly nothing, and on some pages the worst."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from pipeline.errors import NoArticle
from pipeline.lexicon import Lexicon
from pipeline.read import problem
from pipeline.records import Article, MadeBy, Page, Problem, Record


def work(page: Page | Problem, lexicon: Lexicon) -> Record | Problem:
    """A record of the page's text; what the text asks for, where it asks for poison."""
    if isinstance(page, Problem):
        return page
    text = page.text or ""
    match text:
        case "exit":
            os._exit(3)
        case "hang":
            while True:
                time.sleep(0.01)
        case "memory":
            held = bytearray(8 * 1024**3)
            held[0] = 1
        case "segfault":
            ctypes.string_at(0)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "recursion":
            return _deep(page)
        case "slow":
            time.sleep(0.02)
        case "empty":
            return problem(NoArticle("empty"), source=page.source, id=page.id)
    made = MadeBy(program="0", model="0", lexicon="0")
    return Record(id=page.id or page.source, source=page.source, article=Article(text=text), made_by=made)


def killed_once(page: Page | Problem, lexicon: Lexicon) -> Record | Problem:
    """As `work`, but the first worker that meets "once" is killed from outside."""
    if isinstance(page, Page) and (page.text or "").startswith("once "):
        mark = page.text.removeprefix("once ") if page.text else ""
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    return work(page, lexicon)


def _deep(page: Page) -> Record | Problem:
    return _deep(page)
