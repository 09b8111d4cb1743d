"""The line itself: read → clean → find → resolve → write.

A page's failure is caught here and nowhere else; every page becomes a record or a problem, and the sums are checked.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import orjson
from pydantic import ValidationError

from pipeline.clean import clean
from pipeline.errors import PageError, SaripatiError
from pipeline.find import find
from pipeline.language import load
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.read import problem, read
from pipeline.records import Article, Page, Problem, Record, Summary
from pipeline.resolve import resolve
from pipeline.version import PROGRAM
from pipeline.write import jsonl


def extract(page: Page, *, lexicon: Lexicon = DEFAULT) -> Record:
    """The record of one page.

    Raises:
        PageError: the page cannot become a record; its `kind`, message and advice tell why.
    """
    article = clean(page, lexicon=lexicon)
    doc = load()(article.text)
    found = find(article, doc, lexicon=lexicon)
    return resolve(article, found, id=page.id or made_id(article), source=page.source, lexicon=lexicon)


def extract_html(html: str | bytes, *, url: str | None = None, published: str | None = None, id: str | None = None) -> Record:
    """The record of an HTML page.

    Raises:
        PageError: the page cannot become a record (no article on it, not Indonesian, too large).
    """
    return extract(Page(source=url or "html", html=html, url=url, published=published, id=id))


def extract_text(
    text: str, *, title: str | None = None, url: str | None = None, published: str | None = None, id: str | None = None
) -> Record:
    """The record of a plain text: an article, or the text dump of a page with menus and teasers.

    Raises:
        PageError: the text cannot become a record.
    """
    return extract(Page(source=url or "text", text=text, title=title, url=url, published=published, id=id))


def made_id(article: Article) -> str:
    """An id from the canonical URL, else from the text: first 16 hex digits of its SHA-256."""
    return hashlib.sha256((article.canonical_url or article.url or article.text).encode()).hexdigest()[:16]


def outcome(page: Page | Problem, *, lexicon: Lexicon = DEFAULT) -> Record | Problem:
    """What becomes of a page. Whatever goes wrong inside is a problem of that page alone."""
    if isinstance(page, Problem):
        return page
    try:
        return extract(page, lexicon=lexicon)
    except PageError as error:
        return problem(error, source=page.source, id=page.id)
    except (
        ValidationError,
        RecursionError,
        MemoryError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
    ) as error:
        told = PageError(
            f"{page.source}: a fault of Saripati: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}",
            advice="Please report it with the page.",
            kind="internal",
        )
        return problem(told, source=page.source, id=page.id)


Reader = Callable[[Iterable[str | Path]], Iterator[Page | Problem]]


def stream(sources: Iterable[str | Path], *, lexicon: Lexicon = DEFAULT, reader: Reader = read) -> Iterator[Record | Problem]:
    """What becomes of each page of the sources, in order; a second page of one id is a problem `duplicate`.

    `reader` is `read` with options: `partial(read, columns=…, gate=…)`.
    """
    seen: set[str] = set()
    for page in reader(sources):
        made = outcome(page, lexicon=lexicon)
        if isinstance(made, Record):
            if made.id in seen:
                yield Problem.duplicate(id=made.id, source=made.source)
                continue
            seen.add(made.id)
        yield made


def run(
    sources: Iterable[str | Path],
    out: str | Path,
    *,
    lexicon: Lexicon = DEFAULT,
    keep_text: bool = True,
    on_page: Callable[[Record | Problem], None] | None = None,
    reader: Reader = read,
) -> Summary:
    """Extract all sources into the folder `out`: `records.jsonl`, `problems.jsonl` and `run.json`.

    What was finished is written also when the run is interrupted.

    Raises:
        OutputError: `out` cannot be written.
    """
    out = Path(out)
    kinds: Counter[str] = Counter()
    pages = records = 0
    with ExitStack() as files:
        good = files.enter_context(jsonl.atomic(out / "records.jsonl"))
        bad = files.enter_context(jsonl.atomic(out / "problems.jsonl"))
        interrupted = False
        try:
            for made in stream(sources, lexicon=lexicon, reader=reader):
                pages += 1
                if isinstance(made, Record):
                    records += 1
                    good.write(jsonl.line(made if keep_text else jsonl.without_text(made)))
                else:
                    kinds[made.kind] += 1
                    bad.write(jsonl.line(made))
                if on_page:
                    on_page(made)
        except KeyboardInterrupt:
            interrupted = True
        if pages != records + kinds.total():
            raise SaripatiError(
                f"{pages} pages, but {records} records and {kinds.total()} problems", advice="Please report it."
            )
    summary = Summary(pages, records, kinds.total(), dict(sorted(kinds.items())), out)
    _write_run(summary, lexicon)
    if interrupted:
        raise KeyboardInterrupt
    return summary


def _write_run(summary: Summary, lexicon: Lexicon) -> None:
    from pipeline.version import model_version

    told = {
        "program": PROGRAM, "model": model_version(), "lexicon": lexicon.digest(), "pages": summary.pages,
        "records": summary.records, "problems": summary.problems, "kinds": summary.kinds,
    }  # fmt: skip
    with jsonl.atomic(summary.out / "run.json") as sink:  # type: ignore[operator]
        sink.write(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
