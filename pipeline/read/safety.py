"""Which addresses may be reached: public web servers, and what the user allows by name.

Addresses come from users, feeds and redirects, so they are looked at twice. `check_url` reads the address as written:
http or https, port 80 or 443, no credentials, no host written in a way that readers understand differently. `Guard` sits
where connections are made: it resolves a name once, checks every address that comes back, and connects to an address that
it checked, so that no second look-up can answer otherwise. Every redirect passes both.

`allow` names hosts that may be inside (`intranet.contoh.id`), with a port where it is another (`127.0.0.1:8080`).

>>> check_url("https://www.contoh.id/berita/1?hal=2#komentar")
'https://www.contoh.id/berita/1?hal=2'
>>> check_url("http://2130706433/")
Traceback (most recent call last):
...
pipeline.errors.SourceError: http://2130706433/: an address written in an unusual way
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import unicodedata
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Any

import httpcore
import httpx

from pipeline.errors import SourceError

PORTS = {"http": 80, "https": 443}
MAX_URL = 2048
#: networks that are not the public Internet, or that lead to others: IANA's special-purpose registries, RFC 6890
FORBIDDEN = [ipaddress.ip_network(n) for n in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
)]  # fmt: skip
#: of IPv6 only global unicast is let through, without what carries IPv4 addresses or is reserved
GLOBAL_6 = ipaddress.ip_network("2000::/3")
FORBIDDEN_6 = [ipaddress.ip_network(n) for n in (
    "2001::/23", "2001:db8::/32", "2002::/16", "3ffe::/16", "3fff::/20", "2620:4f:8000::/48",
)]  # fmt: skip
INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "localdomain", "arpa", "onion")
ODD = re.compile(r"[\x00-\x20\x7f\\<>^`{|}\"]")
_ADVICE = "Only public addresses are fetched; --allow-host HOST[:PORT] allows one of your own."

Resolve = Callable[[str, int], Awaitable[list[str]]]


def check_url(url: str, allow: Collection[str] = ()) -> str:
    """The address without its fragment, if it may be fetched.

    Raises:
        SourceError: `forbidden`, and why.
    """
    if len(url) > MAX_URL:
        raise _forbidden(url[:60] + "…", f"longer than {MAX_URL} characters")
    if ODD.search(url) or "\\" in url:
        raise _forbidden(url, "holds blanks, control characters or backslashes")
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise _forbidden(url, f"no address: {error}") from error
    if parsed.scheme not in PORTS:
        raise _forbidden(url, f"{parsed.scheme or 'nothing'!r} is not http or https")
    if parsed.userinfo or "@" in url.split("/", 3)[2]:
        raise _forbidden(url, "holds a user name or password")
    host = parsed.host
    if not host or unicodedata.normalize("NFKC", host) != host or "%" in host or not host.isprintable():
        raise _forbidden(url, "an address written in an unusual way")
    port = parsed.port or PORTS[parsed.scheme]
    if not allowed(host, port, allow):
        if port != PORTS[parsed.scheme]:
            raise _forbidden(url, f"port {port}")
        _check_host(host.rstrip(".").lower(), url)
    return str(parsed.copy_with(fragment=None))


def allowed(host: str, port: int, allow: Collection[str]) -> bool:
    """Whether the user allows this host, at this port or, where none is told, at the usual ones."""
    return f"{host}:{port}" in allow or (host in allow and port in PORTS.values())


def check_address(address: str, name: str) -> None:
    """Let a public address pass.

    Raises:
        SourceError: `forbidden`: the address is not of the public Internet.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        raise _forbidden(name, f"no address: {address}") from None
    if isinstance(found, ipaddress.IPv4Address):
        bad = any(found in network for network in FORBIDDEN)
    else:
        bad = found not in GLOBAL_6 or any(found in network for network in FORBIDDEN_6)
    if bad:
        raise _forbidden(name, f"leads to {found}, which is not public")


class Guard(httpcore.AsyncNetworkBackend):
    """Connects to addresses that it checked itself, and to no others."""

    def __init__(
        self, allow: Collection[str] = (), *, resolve: Resolve | None = None, inner: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self._allow = frozenset(allow)
        self._resolve = resolve or _resolve
        self._inner = inner or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve once, check, connect."""
        try:
            addresses = await asyncio.wait_for(self._resolve(host, port), timeout)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host}: no answer to the look-up") from error
        except OSError as error:
            raise httpcore.ConnectError(f"{host}: {error.strerror or error}") from error
        if not addresses:
            raise httpcore.ConnectError(f"{host}: no such host")
        if not allowed(host, port, self._allow):
            if port not in PORTS.values():
                raise _forbidden(host, f"port {port}")
            for address in addresses:  # one bad address among good ones is an attack, not an accident
                check_address(address, host)
        for address in addresses[:-1][:2]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise _forbidden(path, "a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


def _check_host(host: str, url: str) -> None:
    last = host.rsplit(".", 1)[-1]
    if ":" in host or last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):
        try:
            check_address(host, url)
        except SourceError as error:
            odd = "no address" in error.message
            raise (_forbidden(url, "an address written in an unusual way") if odd else error) from None
    elif last in INSIDE or "." not in host:
        raise _forbidden(url, f"{host} is a name of an inner network")


async def _resolve(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def _forbidden(url: str, why: str) -> SourceError:
    return SourceError(f"{url}: {why}", advice=_ADVICE, kind="forbidden")
