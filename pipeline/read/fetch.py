"""URLs → answers in the corpus: politely, safely, and only what is missing.

For each address: is it there already, may it be reached, does robots.txt allow it, is it this host's turn? Then one request,
up to three tries, up to five redirects, each looked at again. The answer is written to a WARC before anything reads it, and
what is read is what was written. The further pages of an article are fetched like the first.

A failure is a `Problem` of that address and the run goes on.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from pipeline.errors import PageError, SourceError
from pipeline.read import archive, follow, memento, walls, web
from pipeline.read.corpus import Corpus, Stored
from pipeline.read.loop import wait
from pipeline.read.polite import Clock, Host, retry_after
from pipeline.read.robots import LARGEST, Kept, Rules, rules_of
from pipeline.read.safety import Resolve, check_url
from pipeline.read.web import Settings
from pipeline.records import Page, Problem

PROGRAM = "saripati"  #: the name that robots.txt may address
AGAIN = (408, 500, 502, 504)
BUSY = (429, 503)
FINAL = ("tls", "asked_to_wait")  #: failures that another try does not mend
_LATER = "Run the same command again later: what is there is not fetched again."


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an address: the answers that hold the article, first page to last, or a problem."""

    asked: str
    parts: tuple[Stored, ...] = ()
    problem: Problem | None = None
    new: int = 0  #: answers that were not there before


def run(
    urls: Iterable[str], settings: Settings, *,
    clock: Clock | None = None, resolve: Resolve | None = None, on_done: Callable[[Fetched], None] | None = None,
) -> list[Fetched]:  # fmt: skip
    """Fetch all addresses, hosts side by side and each host one after another; in the order of the addresses.

    Raises:
        OutputError: the corpus cannot be written.
        UsageError: fastwarc is not installed.
    """
    return wait(_run(list(dict.fromkeys(urls)), settings, clock or Clock(), resolve, on_done))


def pages(
    urls: Iterable[str], settings: Settings, *, clock: Clock | None = None, resolve: Resolve | None = None
) -> Iterator[Page | Problem]:
    """Fetch all addresses, then give their pages in order, read from the corpus one by one."""
    corpus = Corpus(settings.corpus)
    for fetched in run(urls, settings, clock=clock, resolve=resolve):
        yield fetched.problem or page_of(corpus, fetched)


def source_of(corpus: Path, fetched: Fetched) -> str:
    """What `read` takes for an article that was fetched: the places of its pages in the corpus; its address where it failed."""
    return archive.joined_places([(corpus / part.filename, part.offset) for part in fetched.parts]) or fetched.asked


def page_of(corpus: Corpus, fetched: Fetched) -> Page:
    """The article's page, of all its parts."""
    parts: list[Page] = []
    for entry in fetched.parts:
        parts = follow.continued(parts, corpus.page(entry))
    return replace(follow.joined(parts), source=fetched.asked)


async def _run(
    urls: list[str], settings: Settings, clock: Clock, resolve: Resolve | None, on_done: Callable[[Fetched], None] | None
) -> list[Fetched]:
    made: dict[str, Fetched] = {}

    async def one_host(queue: list[str]) -> None:
        for url in queue:
            made[url] = await fetcher.article(url)
            if on_done:
                on_done(made[url])

    async with fetching(settings, clock=clock, resolve=resolve) as fetcher:
        queues: dict[str, list[str]] = {}
        for url in urls:
            queues.setdefault(_host(url), []).append(url)
        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                group.create_task(one_host(queue))
    return [made[url] for url in urls]


@asynccontextmanager
async def fetching(settings: Settings, *, clock: Clock | None = None, resolve: Resolve | None = None) -> AsyncIterator[Fetcher]:
    """A fetcher with its corpus, its client and what it knows of robots.txt."""
    with Corpus(settings.corpus) as corpus:
        kept = Kept(settings.corpus / ".cache" / "robots.json")
        try:
            async with web.client(settings, resolve=resolve) as client:
                yield Fetcher(settings, corpus, client, clock or Clock(), kept)
        finally:
            kept.save()


class Fetcher:
    """What a run of fetching shares: hosts, rules, the client and the corpus."""

    def __init__(self, settings: Settings, corpus: Corpus, client: httpx.AsyncClient, clock: Clock, kept: Kept) -> None:
        self.corpus = corpus
        self._settings, self._client, self._clock, self._kept = settings, client, clock, kept
        self._hosts: dict[str, Host] = {}
        self._rules: dict[str, asyncio.Future[Rules]] = {}
        self._slots = asyncio.Semaphore(settings.at_once)
        self._new = 0

    async def article(self, asked: str) -> Fetched:
        """What becomes of one address."""
        before = self._new
        try:
            parts = await self._parts(memento.raw(asked.strip()))
        except (PageError, ValueError) as found:
            error = found if isinstance(found, PageError) else SourceError(f"{asked}: {found}", advice=_LATER, kind="malformed")
            message = error.message if asked in error.message else f"{asked}: {error.message}"
            told = Problem(id=None, source=asked, kind=error.kind, message=message, advice=error.advice)
            return Fetched(asked, problem=told, new=self._new - before)
        return Fetched(asked, tuple(parts), new=self._new - before)

    async def stored(self, url: str, *, anew: bool = False) -> Stored:
        """The last answer to an address, through its redirects, from the corpus where it is there.

        Raises:
            SourceError: it cannot be had.
        """
        seen: Counter[str] = Counter()
        for _ in range(self._settings.redirects + 1):
            url = check_url(url, self._settings.allow)
            chain = [] if anew or self._settings.refresh else self.corpus.find(url)
            if chain:
                return chain[-1]
            seen[url] += 1
            if seen[url] > 2:  # twice is a cookie, three times a loop
                raise SourceError(f"{url}: redirects to itself", advice="Open it in a browser.", kind="redirects")
            entry = await self._answer(url)
            if entry.redirect is None:
                return entry
            url = entry.redirect
        message = f"{url}: more than {self._settings.redirects} redirects"
        raise SourceError(message, advice="Open it in a browser.", kind="redirects")

    async def body(self, url: str) -> bytes:
        """The body of a list of addresses: a feed, a sitemap, an index page. Asked for again each time.

        Raises:
            PageError: it cannot be had.
        """
        entry = await self.stored(url, anew=True)
        if entry.status != 200:
            raise SourceError(f"{url}: the site answered {entry.status}", advice="Check the address.", kind="http_status")
        return self.corpus.body(entry)

    async def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of a site names."""
        await self._ask_robots(url, self._host(url))
        rules = self._rules.get(_origin(url))
        return rules.result().sitemaps() if rules is not None else []

    async def _parts(self, url: str) -> list[Stored]:
        parts = [await self.stored(url)]
        page = walls.checked(self.corpus.page(parts[0]), memento.original(url))
        addresses = {page.url}
        while self._settings.follow and len(parts) < follow.MAX_PARTS and (link := follow.next_link(page)) is not None:
            try:
                entry = await self.stored(link.url)
                page = self.corpus.page(entry)
            except PageError:
                break  # what is there is better than nothing; clean tells that it is a part
            if page.url in addresses:
                break
            addresses.add(page.url)
            parts.append(entry)
        return parts

    async def _answer(self, url: str) -> Stored:
        """One answer that stands, of up to three tries."""
        host = self._host(url)
        await self._ask_robots(url, host)
        for left in reversed(range(self._settings.tries)):
            host.check()
            async with host.turn(self._clock), self._slots:
                try:
                    return self._judged(await web.get(self._client, url, self._settings), host)
                except SourceError as error:
                    if error.kind == "forbidden":
                        raise
                    if left == 0 or error.kind in FINAL:
                        host.count(failed=True)
                        raise
            await self._clock.sleep(2 ** (self._settings.tries - left - 1) * (0.5 + self._clock.chance()))
        raise AssertionError("unreachable")

    def _judged(self, answer: web.Answer, host: Host) -> Stored:
        """Write an answer down; raise where it is worth another try."""
        entry = self._write(answer)
        if answer.status in BUSY:
            host.busy(retry_after(answer.header("retry-after"), now=self._clock.now()), self._clock)
            raise SourceError(f"{answer.url}: the site is busy ({answer.status})", advice=_LATER, kind="busy")
        if answer.status in AGAIN:
            raise SourceError(f"{answer.url}: the site answered {answer.status}", advice=_LATER, kind="http_status")
        if answer.truncated == "disconnect":
            raise SourceError(f"{answer.url}: the connection broke off", advice=_LATER, kind="truncated")
        host.count(failed=False)
        return entry

    def _write(self, answer: web.Answer) -> Stored:
        known = self.corpus.known(answer.url)
        again = known is not None and known.status == answer.status and not known.truncated
        if known is not None and again and answer.cached:
            return known
        self._new += 1
        made = self.corpus.add(
            answer.url, answer.status, answer.reason, answer.headers, answer.body, when=self._when(),
            address=answer.address, truncated=answer.truncated, revisit=again and answer.revalidated,
        )  # fmt: skip
        return known if known is not None and again and answer.revalidated else made

    async def _ask_robots(self, url: str, host: Host) -> None:
        if not self._settings.robots:
            return
        origin = _origin(url)
        if origin not in self._rules:
            self._rules[origin] = asyncio.get_running_loop().create_future()
            self._rules[origin].set_result(await self._robots(origin, host))
        rules = await self._rules[origin]
        if not rules.allows(url, PROGRAM):
            advice = "Ask the site, or take an archived copy. Nothing was fetched."
            raise SourceError(f"{url}: robots.txt forbids it, or could not be had", advice=advice, kind="robots")
        if (delay := rules.delay(PROGRAM)) is not None:
            host.delay = max(host.delay, min(delay, 60.0))

    async def _robots(self, origin: str, host: Host) -> Rules:
        kept = self._kept.get(origin, self._clock.now())
        if kept is not None:
            return kept
        url, status, body = origin + "/robots.txt", None, b""
        try:
            for _ in range(self._settings.redirects + 1):
                url = check_url(url, self._settings.allow)
                where = self._host(url)
                async with where.turn(self._clock), self._slots:
                    answer = await web.get(self._client, url, self._settings, limit=LARGEST)
                entry = self._write(answer)
                if entry.redirect is None:
                    status = answer.status
                    body = self.corpus.body(entry) if status == 200 else b""
                    break
                url = entry.redirect
        except PageError:
            status = None
        rules, lasts = rules_of(status, body)
        if lasts and status is not None:
            self._kept.put(origin, self._clock.now(), status, body)
        return rules

    def _host(self, url: str) -> Host:
        name = _host(url)
        if name not in self._hosts:
            self._hosts[name] = Host(name, self._settings.delay, self._settings.budget)
        return self._hosts[name]

    def _when(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self._clock.now(), dt.UTC)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _host(url: str) -> str:
    try:
        return urlsplit(memento.raw(url.strip())).netloc.lower()
    except ValueError:
        return ""
