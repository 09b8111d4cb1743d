"""One request, one answer, within limits: the only place that talks to the network.

httpx with HTTP/2, no settings from the environment, connections only through `safety.Guard`, answers kept after RFC 9111 by
hishel in SQLite. The body is taken as it comes over the wire, up to a limit and a deadline, and unpacked elsewhere.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpcore
import httpx
from hishel import AsyncSqliteStorage, CacheOptions
from hishel.httpx import AsyncCacheTransport

from pipeline.errors import SourceError
from pipeline.read.body import MAX_BODY
from pipeline.read.safety import Guard, Resolve
from pipeline.version import PROGRAM

CONNECT = 15.0  #: seconds for look-up, connection and TLS each
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the web is asked."""

    contact: str  #: e-mail address or page of who runs this, told to every site
    corpus: Path = Path("corpus")
    allow: frozenset[str] = frozenset()
    robots: bool = True
    delay: float = 2.0  #: seconds between two requests to a host
    at_once: int = 8
    tries: int = 3
    deadline: float = 60.0  #: seconds for one answer
    max_body: int = MAX_BODY
    redirects: int = 5
    budget: int = 5  #: failures in a row, after which a host is left alone
    proxy: str | None = None
    refresh: bool = False  #: ask again for what is in the corpus
    follow: bool = True  #: the further pages of an article

    @property
    def agent(self) -> str:
        """The user agent."""
        return f"saripati/{PROGRAM} (Indonesian news research; +{self.contact})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    address: str | None = None
    cached: bool = False  #: from the cache, unasked
    revalidated: bool = False  #: from the cache, after the site said 304
    truncated: str | None = None  #: why the body is not whole: length, time or disconnect

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((v for k, v in self.headers if k.lower() == name), None)


@asynccontextmanager
async def client(settings: Settings, *, resolve: Resolve | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client that keeps to the settings."""
    straight = httpx.AsyncHTTPTransport(trust_env=False)
    straight._pool = _pool(settings, resolve)
    storage = AsyncSqliteStorage(database_path=settings.corpus / ".cache" / "http.sqlite", max_stream_size=2 * MAX_BODY)
    cached = AsyncCacheTransport(straight, storage, rfc=CacheOptions(shared=False))
    limits = httpx.Timeout(settings.deadline, connect=min(CONNECT, settings.deadline))
    headers = {
        "User-Agent": settings.agent, "Accept": ACCEPT, "Accept-Language": "id,en;q=0.3", "Accept-Encoding": "gzip, deflate",
    }  # fmt: skip
    async with httpx.AsyncClient(transport=cached, timeout=limits, headers=headers, trust_env=False) as made:
        yield made


async def get(client: httpx.AsyncClient, url: str, settings: Settings, *, limit: int | None = None) -> Answer:
    """One answer, no redirect followed. A body that is too long or too slow comes cut, and `truncated` says so.

    Raises:
        SourceError: no answer: `connection`, `timeout`, `tls`, `protocol`, `forbidden`.
    """
    limit = limit or settings.max_body
    parts: list[bytes] = []
    size = 0
    truncated = None
    response: httpx.Response | None = None
    headers = {"Cache-Control": "no-cache"} if settings.refresh else {}
    try:
        async with asyncio.timeout(settings.deadline), client.stream("GET", url, headers=headers) as response:
            async for part in response.aiter_raw(1 << 16):
                parts.append(part[: limit + 1 - size])
                size += len(part)
                if size > limit:
                    truncated = "length"
                    break
    except (TimeoutError, httpx.TimeoutException) as error:
        if response is None:
            raise _failed(url, f"no answer within {settings.deadline:g} s", "timeout") from error
        truncated = "time"
    except httpx.InvalidURL as error:
        raise _failed(url, f"no address: {error}", "forbidden") from error
    except httpx.HTTPError as error:
        if response is None:
            raise _told(url, error) from error
        truncated = "disconnect"
    kept = response.extensions.get("caching", {})
    return Answer(
        url=url,
        status=response.status_code,
        reason=response.reason_phrase,
        headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw),
        body=b"".join(parts)[:limit],
        address=_address(response),
        cached=bool(kept.get("from_cache") and not kept.get("revalidated")),
        revalidated=bool(kept.get("from_cache") and kept.get("revalidated")),
        truncated=truncated,
    )


def _pool(settings: Settings, resolve: Resolve | None) -> httpcore.AsyncConnectionPool:
    context = httpx.create_ssl_context(trust_env=False)
    guard = Guard(settings.allow, resolve=resolve)
    kept = {"max_connections": settings.at_once, "max_keepalive_connections": settings.at_once, "keepalive_expiry": 10.0}
    if settings.proxy is None:
        return httpcore.AsyncConnectionPool(ssl_context=context, http2=True, network_backend=guard, **kept)  # type: ignore[arg-type]
    proxy = httpx.URL(settings.proxy)
    through = Guard({*settings.allow, f"{proxy.host}:{proxy.port or 8080}"}, resolve=resolve)
    return httpcore.AsyncHTTPProxy(settings.proxy, ssl_context=context, http2=True, network_backend=through, **kept)  # type: ignore[arg-type]


def _told(url: str, error: httpx.HTTPError) -> SourceError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return _failed(url, f"no trust in the connection: {cause.reason or cause}", "tls")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return _failed(url, f"no connection: {error}", "connection")
    if isinstance(error, httpx.UnsupportedProtocol):
        return _failed(url, str(error), "forbidden")
    return _failed(url, f"the answer is no HTTP, or broke off: {error}", "protocol")


def _failed(url: str, why: str, kind: str) -> SourceError:
    return SourceError(f"{url}: {why}", advice="Run the same command again later: what is there is kept.", kind=kind)


def _address(response: httpx.Response) -> str | None:
    stream = response.extensions.get("network_stream")
    told = stream.get_extra_info("server_addr") if stream is not None else None
    return str(told[0]) if told else None
