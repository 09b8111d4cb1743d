"""Requests that must be refused, each sent as it would come over the wire, and what every answer carries."""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.review.log import Log
from tests.review import invented
from tests.review.conftest import serving

FORM = "id=jember-1&act=reject&entry=c1&key=k&seen=0"


def send(port: int, raw: str, body: bytes = b"") -> str:
    """What the server answers to some bytes; CRLF is put in."""
    head = raw.strip().replace("\n", "\r\n").replace("{port}", str(port)) + "\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.settimeout(10)
        answer = b""
        try:
            line.sendall(head.encode("latin-1") + body)
            while part := line.recv(65536):
                answer += part
        except (ConnectionError, TimeoutError):
            pass
    return answer.decode("latin-1")


def cookie(port: int, token: str = "token") -> str:
    """The cookie that a link gives."""
    answer = send(port, f"GET /?token={token} HTTP/1.1\nHost: 127.0.0.1:{{port}}\nConnection: close")
    found = re.search(r"set-cookie: (saripati_\w+=[^;]+)", answer, re.IGNORECASE)
    assert found, answer
    return found[1]


def request(
    method: str,
    path: str,
    *,
    host: str = "127.0.0.1:{port}",
    origin: str | None = "http://127.0.0.1:{port}",
    known: bool = True,
    more: str = "",
    body: str = "",
    kind: str = "application/x-www-form-urlencoded",
    length: str | None = None,
) -> str:
    """A request, right in all that is not said otherwise; COOKIE is put in where `known`."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close"]
    lines += [f"Origin: {origin}"] if origin is not None and method == "POST" else []
    lines += ["Cookie: COOKIE"] if known else []
    lines += [f"Content-Type: {kind}", f"Content-Length: {length or len(body)}"] if method == "POST" else []
    lines += [more] if more else []
    return "\n".join(lines)


def post(body: str = FORM, **changed: str | bool | None) -> tuple[str, str]:
    """A decision, with something wrong about it."""
    return request("POST", "/do", body=body, **changed), body  # type: ignore[arg-type]


def get(path: str, **changed: str | bool | None) -> tuple[str, str]:
    """A page asked for, with something wrong about it."""
    return request("GET", path, **changed), ""  # type: ignore[arg-type]


PROBES: dict[str, tuple[str, str]] = {
    # DNS rebinding and forged hosts
    "host of an attacker": get("/", host="evil.example:{port}"),
    "host without our port": get("/", host="127.0.0.1"),
    "host on another port": get("/", host="127.0.0.1:1"),
    "host that begins like ours": get("/", host="127.0.0.1.evil.example:{port}"),
    "host with a user": get("/", host="127.0.0.1:{port}@evil.example"),
    "empty host": get("/", host=""),
    "two hosts": get("/", more="Host: evil.example"),
    "decision under a forged host": post(host="evil.example:{port}", origin="http://evil.example:{port}"),
    "address of a site in the first line": get("http://evil.example/", host="evil.example"),
    # strangers
    "queue without the link": get("/", known=False),
    "record without the link": get("/record?id=jember-1", known=False),
    "overview without the link": get("/overview", known=False),
    "figures without the link": get("/agreement.csv", known=False),
    "areas without the link": get("/areas?q=malang", known=False),
    "decision without the link": post(known=False),
    "settings without the link": (request("POST", "/settings", known=False, body="lang=en"), "lang=en"),
    "wrong token": get("/?token=wrong", known=False),
    "empty token": get("/?token=", known=False),
    "token of another form": get("/?token[]=token", known=False),
    "cookie made up": get("/", known=False, more="Cookie: saripati_00000000=WyJhbmEiLGZhbHNlXQ==.00"),
    "cookie with another name under the old signature": get("/", more="X-Forge: 1"),
    "password page where there is none": (request("POST", "/login", known=False, body="password=x"), "password=x"),
    # other sites and other ports
    "decision from another site": post(origin="http://evil.example"),
    "decision from another port": post(origin="http://127.0.0.1:1"),
    "decision from localhost by name": post(origin="http://localhost:{port}"),
    "decision from a sandbox": post(origin="null"),
    "decision without an origin": post(origin=None),
    "settling from another port": (request("POST", "/settle", origin="http://127.0.0.1:1", body=FORM), FORM),
    "decision that a fetch of another site sends": post(more="Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors"),
    "picture of another port on our page": get("/overview", more="Sec-Fetch-Site: same-site\nSec-Fetch-Mode: no-cors"),
    "decision as JSON": post(kind="application/json", body='{"act": "reject"}'),
    "decision as plain text": post(kind="text/plain"),
    "decision by GET": get("/do?" + FORM),
    # methods, bodies, paths
    "PUT": (request("PUT", "/do"), ""),
    "DELETE": (request("DELETE", "/record?id=jember-1"), ""),
    "OPTIONS of another site": (request("OPTIONS", "/do", more="Access-Control-Request-Method: POST"), ""),
    "TRACE": (request("TRACE", "/"), ""),
    "announced huge body": post(length="99999999"),
    "sent huge body": post(body="id=" + "x" * 200_000),
    "negative length": post(length="-1"),
    "endless chunks": (
        request("POST", "/do").replace("Content-Length: 0", "Transfer-Encoding: chunked"),
        "10000\r\n" + "x" * 65536 + "\r\n" + "10000\r\n" + "x" * 65536 + "\r\n0\r\n\r\n",
    ),
    "length and chunks": (request("POST", "/do", length="3") + "\nTransfer-Encoding: chunked", "0\r\n\r\n"),
    "path out of the static files": get("/static/../guard.py"),
    "path out, encoded": get("/static/%2e%2e/guard.py"),
    "path out, encoded twice": get("/static/%252e%252e/guard.py"),
    "path out with backslashes": get("/static/..%5c..%5cguard.py"),
    "path out from the root": get("/static//etc/passwd"),
    "path out with a zero": get("/static/review.css%00.py"),
    "file of the run": get("/records.jsonl"),
    "log of the run": get("/review.sqlite"),
    "record by path": get("/record?id=../../etc/passwd"),
    "original by path": get("/original?id=/etc/passwd"),
    "record by SQL": get("/record?id=%27%20OR%201=1%20--"),
    "form by SQL": get("/form?id=jember-1&entry=%27%20OR%201=1%20--"),
    "decision on an entry by SQL": post(body="id=jember-1&act=accept&entry=c1%27;DROP+TABLE+events;--&key=q"),
    "decision of an unknown kind": post(body="id=jember-1&act=__class__&entry=c1&key=q"),
    "entry of a kind by attribute": post(body="id=jember-1&act=add&what=__init__&start=0&end=4&key=q"),
    "offsets outside the text": post(body="id=jember-1&act=add&what=counts&start=-5&end=99999999&value=1&unit=orang&key=q"),
    "number without end": post(body=f"id=jember-1&act=edit&entry=c1&seen=0&unit=orang&value={'9' * 4000}&key=q"),
    "merge with itself": post(body="id=jember-1&act=merge&entry=c1&into=c1&seen=0&key=q"),
    "block outside the page": post(body="id=jember-1&act=block&block=999999999&key=q"),
    "line break in the address": get("/?token=token%0d%0aSet-Cookie:%20a=b", known=False),
}  # fmt: skip


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """One server for all probes: its port and its run."""
    folder = invented.small(tmp_path_factory.mktemp("guard") / "run")
    with serving(folder) as port:
        yield port, folder


@pytest.mark.parametrize("name", PROBES)
def test_is_refused(door: tuple[int, Path], name: str) -> None:
    port, folder = door
    raw, body = PROBES[name]
    ours = cookie(port)
    if "another name" in name:
        forged = base64.urlsafe_b64encode(b'["budi",true]').decode()
        ours = f"{ours.partition('=')[0]}={forged}.{ours.rpartition('.')[2]}"
    answer = send(port, raw.replace("COOKIE", ours), body.encode())
    status = re.match(r"HTTP/1.1 (\d+)", answer)
    assert status is None or 400 <= int(status[1]) < 500, answer[:200]
    assert "set-cookie" not in answer.lower()
    log = Log(folder / "review.sqlite")
    assert list(log.after(0)) == []
    log.close()


def test_there_are_more_than_forty() -> None:
    assert len(PROBES) >= 40


ANSWERS = ["/", "/record?id=hostile%2F..%2F1%3F%26%23", "/overview", "/nothing", "/static/review.js", "/original?id=jember-1"]
CARRIED = """
x-content-type-options: nosniff
referrer-policy: same-origin
cross-origin-resource-policy: same-origin
cache-control: no-store
"""


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_under_a_strict_policy(door: tuple[int, Path], path: str) -> None:
    port, _ = door
    answer = send(port, request("GET", path).replace("COOKIE", cookie(port))).lower()
    head = answer.partition("\r\n\r\n")[0]
    policy = re.search(r"content-security-policy: (.*)", head)
    assert policy and "default-src 'none'" in policy[1] and "script-src 'unsafe" not in policy[1]
    assert [line for line in CARRIED.strip().splitlines() if line not in head] == []


def test_the_cookie_is_for_this_site_alone(door: tuple[int, Path]) -> None:
    port, _ = door
    answer = send(port, "GET /?token=token HTTP/1.1\nHost: 127.0.0.1:{port}\nConnection: close")
    found = re.search(r"set-cookie: (.*)", answer, re.IGNORECASE)
    assert found and "HttpOnly" in found[1] and "SameSite=strict" in found[1]
    assert re.search(r"location: /\r", answer), "the token is out of the address"


def test_a_name_that_a_link_was_made_for_stays(door: tuple[int, Path]) -> None:
    port, _ = door
    body = "name=ana"
    answer = send(port, request("POST", "/settings", body=body).replace("COOKIE", cookie(port, "budis")), body.encode())
    assert "303" in answer[:20] and "saripati_" not in answer


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_settings_lead_back_to_this_site_only(door: tuple[int, Path], back: str) -> None:
    port, _ = door
    body = f"lang=en&back={back}"
    answer = send(port, request("POST", "/settings", body=body).replace("COOKIE", cookie(port)), body.encode())
    assert re.search(r"location: /\r", answer)


@pytest.fixture
def guarded(folder: Path) -> Iterator[int]:
    """A server with a password."""
    with serving(folder, password="rahasia panjang") as port:
        yield port


def test_a_password_lets_in_and_too_many_wrong_ones_lock(guarded: int) -> None:
    port = guarded

    def enter(password: str) -> str:
        body = f"name=ana&password={password.replace(' ', '+')}"
        return send(port, request("POST", "/login", known=False, body=body), body.encode())

    assert "location: /login" in send(port, request("GET", "/", known=False))
    assert "303" in enter("rahasia panjang")[:20]
    assert [enter(str(n))[9:12] for n in range(8)] == ["403"] * 8
    assert enter("rahasia panjang")[9:12] == "403"
