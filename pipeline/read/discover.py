"""A site, a feed, a sitemap or an outlet's index → addresses of articles.

What is given is fetched like any page, politely and into the corpus, and looked at: a feed or sitemap lists articles; a
sitemap index leads to sitemaps, newer ones only where `since` is told; a page leads to its feeds, the sitemaps of its
robots.txt and the links on it. For outlets in `lexicon/index_pages.csv` and with `since`, the index page of each day is
paged through (these templates are marked unverified until they were run live).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import courlan
import regex

from pipeline.errors import PageError, UsageError
from pipeline.lexicon import DEFAULT
from pipeline.read import feed, memento
from pipeline.read.fetch import Fetcher, fetching
from pipeline.read.loop import wait
from pipeline.read.polite import Clock
from pipeline.read.safety import Resolve
from pipeline.read.web import Settings
from pipeline.records import Problem

MAX_LISTS = 500  #: feeds, sitemaps and index pages of one site
MAX_PAGES = 50  #: pages of one day's index
#: an article's address ends in a number, or in words joined by hyphens
ARTICLE = regex.compile(r"/(?:[^/]*\d{4,}[^/]*|(?:[^/-]+-){3,}[^/]+)(?:/[^/]*)?/?$")


@dataclass(slots=True)
class Search:
    """What is looked for, and what was found."""

    since: dt.date | None
    match: regex.Pattern[str] | None
    allow: frozenset[str]
    found: dict[str, feed.Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, entry: feed.Entry, site: str | None = None, *, listed: bool = True) -> bool:
        """Keep an address if it is wanted and new; whether it is new."""
        url = self._clean(entry.url)
        if url is None or url in self.found or (site is not None and site_of(url) != site):
            return False
        if not listed and not ARTICLE.search(urlsplit(url).path):
            return False
        if self.since is not None and entry.date is not None and entry.date < self.since:
            return False
        if self.match is not None and not self.match.search(f"{url} {entry.title or ''}"):
            return False
        self.found[url] = entry
        return True

    def _clean(self, url: str) -> str | None:
        if urlsplit(url).netloc in self.allow or memento.COPY.match(url):
            return url.split("#")[0]
        checked = courlan.check_url(url, with_nav=True)
        return str(checked[0]) if checked else None


def discover(
    where: str, settings: Settings, *, since: dt.date | None = None, match: str | None = None, archived: bool = False,
    today: dt.date | None = None, clock: Clock | None = None, resolve: Resolve | None = None,
) -> Iterator[str | Problem]:  # fmt: skip
    """The addresses of articles that a site, feed or sitemap leads to, then the problems on the way.

    `match` is a pattern for address or title. `archived` asks the Internet Archive for its copies of the site.

    Raises:
        UsageError: the pattern is none.
    """
    try:
        wanted = regex.compile(match) if match else None
    except regex.error as error:
        raise UsageError(f"--match: {match!r} is no pattern: {error}.", advice="Quote it, and escape ( and [.") from error
    search = Search(since, wanted, settings.allow)
    url = where if "://" in where else f"https://{where}"
    wait(_search(url, search, settings, archived, today or dt.date.today(), clock, resolve))
    yield from search.found
    yield from search.problems


async def _search(
    url: str, search: Search, settings: Settings, archived: bool, today: dt.date, clock: Clock | None, resolve: Resolve | None
) -> None:
    async with fetching(settings, clock=clock, resolve=resolve) as fetcher:
        if archived:
            await _copies(url, search, fetcher)
            return
        rows = [row for row in DEFAULT.rows("index_pages") if site_of(url) == row["host"]]
        if rows and search.since is not None and urlsplit(url).path in ("", "/"):
            for row in rows:
                await by_date(row, search, fetcher, today)
            return
        await _lists(url, search, fetcher)


async def _lists(url: str, search: Search, fetcher: Fetcher) -> None:
    """The given list and those that it leads to, breadth first."""
    queue, seen = [(url, 0)], {url}
    while queue and len(seen) <= MAX_LISTS:
        at, depth = queue.pop(0)
        body = await _body(at, search, fetcher)
        if body is None:
            continue
        found = feed.parse(body, at)
        more = [e for e in found.more if search.since is None or e.date is None or e.date >= search.since]
        if found.kind == "page":
            if depth == 0:
                more += [feed.Entry(s) for s in await fetcher.sitemaps(at)]
            for entry in found.entries if depth == 0 else ():
                search.add(entry, site_of(at), listed=False)
        for entry in found.entries if found.kind != "page" else ():
            search.add(entry)
        fresh = [e.url for e in more if e.url not in seen and depth < 3]
        seen.update(fresh)
        queue.extend((u, depth + 1) for u in fresh)


async def by_date(row: dict[str, str], search: Search, fetcher: Fetcher, today: dt.date) -> None:
    """The index pages of an outlet, day by day back to `since`, each until it shows nothing new."""
    day = today
    while search.since is not None and day >= search.since:
        for n in range(MAX_PAGES):
            url = address(row["template"], day, int(row["first"]) + n * int(row["step"]))
            body = await _body(url, search, fetcher)
            links = [] if body is None else feed.parse(body, url).entries
            new = [search.add(feed.Entry(e.url, day, e.title), site_of(url), listed=False) for e in links]
            if not any(new):
                break
        day -= dt.timedelta(days=1)


def address(template: str, day: dt.date, page: int) -> str:
    """The address of one page of an outlet's index.

    >>> address("https://contoh.id/indeks?date={mm}/{dd}/{yyyy}&page={page}", dt.date(2024, 5, 2), 3)
    'https://contoh.id/indeks?date=05/02/2024&page=3'
    """
    parts = {
        "yyyy": f"{day:%Y}",
        "mm": f"{day:%m}",
        "dd": f"{day:%d}",
        "m": str(day.month),
        "d": str(day.day),
        "page": str(page),
    }
    return template.format(**parts)


def site_of(url: str) -> str:
    """The site that a host belongs to: two labels, or three under co.id, go.id and their like.

    >>> site_of("https://money.kompas.com/read/1"), site_of("https://www.republika.co.id/")
    ('kompas.com', 'republika.co.id')
    """
    try:
        host = urlsplit(url).netloc.lower()
    except ValueError:
        return ""
    if regex.search(r"\d$", host):
        return host
    labels = host.split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2
    return ".".join(labels[-3 if short else -2 :])


async def _copies(url: str, search: Search, fetcher: Fetcher) -> None:
    parts = urlsplit(url)
    asked = memento.query(f"{parts.netloc}{parts.path}", since=search.since)
    body = await _body(asked, search, fetcher)
    if body is not None:
        try:
            for copy in memento.listing(body):
                search.add(feed.Entry(copy))
        except PageError as error:
            search.problems.append(_problem(asked, error))


async def _body(url: str, search: Search, fetcher: Fetcher) -> bytes | None:
    try:
        return await fetcher.body(url)
    except PageError as error:
        search.problems.append(_problem(url, error))
        return None


def _problem(url: str, error: PageError) -> Problem:
    return Problem(id=None, source=url, kind=error.kind, message=error.message, advice=error.advice)
