"""Hostile addresses: none of them leads to a connection."""

from __future__ import annotations

import socket
from typing import Any

import httpcore
import pytest

from pipeline.errors import SourceError
from pipeline.read.loop import wait
from pipeline.read.safety import Guard, check_address, check_url

FORMS = [
    # loopback, in every writing
    "http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/",
    "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/", "http://127.000.000.001/", "http://0/", "http://0.0.0.0/",
    "http://127.0.0.1./", "http://127.255.255.254/", "http://localhost/", "http://LOCALHOST/", "http://localhost./",
    "http://apa.localhost/", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/", "http://127%2e0%2e0%2e1/",
    "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/",
    # private, link-local, shared, multicast, reserved
    "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://169.254.169.254/latest/",
    "http://2852039166/", "http://0xa9fea9fe/", "http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/",
    "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/", "http://203.0.113.9/",
    "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[fec0::1]/",
    "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[100::1]/",
    # IPv4 inside IPv6
    "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b:1::7f00:1]/", "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/", "http://[2001:0:7f00:1::]/",
    # names of the inside
    "http://metadata.google.internal/", "http://printer.local/", "http://intranet/", "http://router.lan/", "http://1.0.0.127.in-addr.arpa/",
    # ports, schemes, credentials, tricks
    "http://contoh.id:22/", "http://contoh.id:8080/", "https://contoh.id:80/", "http://contoh.id:0/", "http://contoh.id:99999/",
    "ftp://contoh.id/", "file:///etc/passwd", "gopher://contoh.id/", "javascript:alert(1)", "//contoh.id/", "contoh.id/berita", "http://",
    "http:///berita", "http://pengguna:sandi@contoh.id/", "http://contoh.id@127.0.0.1/", "http://127.0.0.1@contoh.id/",
    "http://contoh.id\\@127.0.0.1/", "http://contoh.id /", "http://contoh.id\t/", "http://contoh.id\r\nHost: 127.0.0.1/",
    "http://contoh.id\x00.palsu.id/", "http://@contoh.id/", "http://:@contoh.id/", "http://" + "a" * 3000 + ".id/",
]  # fmt: skip

#: names that look public, with the addresses they answer
NAMES = {
    "dalam.contoh.id": ["127.0.0.1"],
    "swasta.contoh.id": ["10.1.2.3"],
    "enam.contoh.id": ["::1"],
    "peta.contoh.id": ["::ffff:10.0.0.1"],
    "nat.contoh.id": ["64:ff9b::a00:1"],
    "awan.contoh.id": ["169.254.169.254"],
    "campur.contoh.id": ["93.184.215.14", "127.0.0.1"],
    "campur-lain.contoh.id": ["127.0.0.1", "93.184.215.14"],
    "kosong.contoh.id": [],
    "zona.contoh.id": ["fe80::1%eth0"],
}


class Counting(httpcore.AsyncNetworkBackend):
    """Counts connections instead of making them."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int]] = []

    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        self.made.append((host, port))
        raise httpcore.ConnectError("not in a test")


async def attempt(url: str, backend: Counting, allow: tuple[str, ...] = (), answers: list[list[str]] | None = None) -> None:
    """What fetching does: the address as written, then the connection, by whatever name the library makes of it."""

    async def resolve(host: str, port: int) -> list[str]:
        return answers.pop(0) if answers else NAMES.get(host, [host])

    checked = check_url(url, allow)
    async with httpcore.AsyncConnectionPool(network_backend=Guard(allow, resolve=resolve, inner=backend)) as pool:
        await pool.request("GET", checked)


def test_there_are_enough_forms() -> None:
    assert len(set(FORMS)) >= 40


@pytest.mark.parametrize("url", FORMS)
def test_a_hostile_form_makes_no_connection(url: str) -> None:
    backend = Counting()
    with pytest.raises(SourceError) as told:
        wait(attempt(url, backend))
    assert told.value.kind == "forbidden" and told.value.advice and backend.made == []


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "10.1",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_the_guard_alone_makes_no_connection_inside(host: str) -> None:
    """Also without the first look, and with a resolver that understands every writing of a number."""

    async def resolve(name: str, _: int) -> list[str]:
        return [name if ":" in name else socket.inet_ntoa(socket.inet_aton(name))]

    backend = Counting()
    with pytest.raises(SourceError, match="not public"):
        wait(Guard(resolve=resolve, inner=backend).connect_tcp(host, 80))
    assert backend.made == []


@pytest.mark.parametrize("name", [n for n in NAMES if n != "kosong.contoh.id"])
def test_a_name_that_leads_inside_makes_no_connection(name: str) -> None:
    backend = Counting()
    with pytest.raises(SourceError, match=r"not public|no address"):
        wait(attempt(f"https://{name}/", backend))
    assert backend.made == []


def test_the_name_is_looked_up_once() -> None:
    """An answer that changes between check and connection (DNS rebinding) has no second chance."""
    backend = Counting()
    with pytest.raises(httpcore.ConnectError):
        wait(attempt("https://berubah.contoh.id/", backend, answers=[["93.184.215.14"], ["127.0.0.1"]]))
    assert backend.made == [("93.184.215.14", 443)]


@pytest.mark.parametrize(
    ("url", "allow"),
    [
        ("http://127.0.0.1:8080/a", ("127.0.0.1:8080",)),
        ("http://127.0.0.1/a", ("127.0.0.1",)),
        ("https://intranet.contoh.id/a", ("intranet.contoh.id",)),
        ("https://www.contoh.id/berita?a=1&b=2", ()),
        ("https://8.8.8.8/", ()),
        ("https://[2606:4700::1111]/", ()),
        ("https://bücher.contoh.id/", ()),
    ],
)
def test_what_may_be_fetched(url: str, allow: tuple[str, ...]) -> None:
    assert check_url(url, allow)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8081/", "http://2130706433:8080/", "http://localhost:8080/", "http://127.1:8080/"]
)
def test_allowing_one_host_allows_no_other(url: str) -> None:
    with pytest.raises(SourceError):
        check_url(url, ("127.0.0.1:8080",))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "2a00:1450::1"])
def test_public_addresses_pass(address: str) -> None:
    check_address(address, "contoh.id")
