"""Who may ask for what: every request passes here first.

The page is for people at this machine. A request is refused unless its Host is ours (a name that an attacker's DNS turned
to 127.0.0.1 is not), a change comes from our own origin, and the browser holds the cookie that the token in the link (or
the password) was turned into. Bodies are small, answers carry a strict Content-Security-Policy.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64 * 1024
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self';"
    " frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-store",
}
TRIES, WINDOW = 8, 60.0  #: wrong passwords in so many seconds


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks."""

    name: str
    bound: bool = False  #: the link was made for this name; it cannot be changed


@dataclass(slots=True)
class Keys:
    """The secrets of one server: links (token → name, or "" for anybody), the password, the key that signs cookies."""

    hosts: frozenset[str]
    links: dict[str, str]
    password: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    wrong: list[float] = field(default_factory=list)
    secure: bool = False

    @property
    def cookie(self) -> str:
        """Name of the cookie; one per server, as cookies do not tell ports apart."""
        return "saripati_" + hashlib.sha256(self.secret).hexdigest()[:8]

    def seal(self, session: Session) -> str:
        """The session as a signed cookie value.

        >>> keys = Keys(frozenset(), {})
        >>> keys.open(keys.seal(Session("ana"))), keys.open(keys.seal(Session("ana")) + "0")
        (Session(name='ana', bound=False), None)
        """
        body = base64.urlsafe_b64encode(orjson.dumps([session.name, session.bound])).decode()
        return f"{body}.{self._sign(body)}"

    def open(self, value: str) -> Session | None:
        """The session of a cookie value, None where the signature is not ours."""
        body, _, signature = value.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(body).encode()):
            return None
        name, bound = orjson.loads(base64.urlsafe_b64decode(body))
        return Session(name, bound)

    def link(self, token: str) -> str | None:
        """The name behind a token ("" where anybody may use it), None where the token is not ours."""
        found = None
        for known, name in self.links.items():
            if hmac.compare_digest(known.encode(), token.encode()):
                found = name
        return found

    def admits(self, password: str) -> bool:
        """Whether the password is right; after too many wrong ones nobody is admitted for a while."""
        now = time.monotonic()
        self.wrong = [t for t in self.wrong if now - t < WINDOW]
        if self.password is None or len(self.wrong) >= TRIES:
            return False
        right = hmac.compare_digest(password.encode(), self.password.encode())
        if not right:
            self.wrong.append(now)
        return right

    def _sign(self, body: str) -> str:
        return hmac.new(self.secret, body.encode(), hashlib.sha256).hexdigest()


def secret(token: str) -> bytes:
    """The key that signs cookies: the same for the same token, so that a server started again knows its reviewers."""
    return hashlib.sha256(b"saripati review\0" + token.encode()).digest()


def derived(token: str, name: str) -> str:
    """A reviewer's own token, which tells neither the token nor another reviewer's."""
    return hmac.new(token.encode(), b"link\0" + name.encode(), hashlib.sha256).hexdigest()[:40]


def hosts(names: Iterable[str], port: int) -> frozenset[str]:
    """The Host headers that are ours.

    >>> sorted(hosts(["127.0.0.1", "::1"], 8765))
    ['127.0.0.1:8765', '[::1]:8765']
    """
    return frozenset(f"[{n}]:{port}" if ":" in n else f"{n}:{port}" for n in map(str.lower, names))


class Guard:
    """The door in front of the app."""

    def __init__(self, app: ASGIApp, keys: Keys, default_name: str) -> None:
        self.app, self.keys, self.default_name = app, keys, default_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        answer = self._refusal(scope)
        if answer is not None:
            await answer(scope, receive, guarded)
            return
        await self.app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        method, path = scope["method"], scope["path"]
        given = headers.getlist("host")
        if len(given) != 1 or given[0].lower() not in self.keys.hosts:
            return PlainTextResponse("This address is not mine.", 421)
        if method not in {"GET", "HEAD", "POST"}:
            return PlainTextResponse("No such method.", 405, {"Allow": "GET, HEAD, POST"})
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"} and headers.get("sec-fetch-mode") != "navigate":
            return PlainTextResponse("Another site may not ask.", 403)
        if method == "POST":
            own = {f"{scheme}://{given[0].lower()}" for scheme in ("http", "https")}
            if headers.get("origin", "").lower() not in own:
                return PlainTextResponse("Another site may not decide.", 403)
            if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
                return PlainTextResponse("Only forms are taken.", 415)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > MAX_BODY:
            return PlainTextResponse("Too large.", 413)
        if "\\" in path or "\0" in path or ".." in path.split("/"):
            return PlainTextResponse("No such page.", 404)
        return self._stranger(scope, headers, method, path)

    def _stranger(self, scope: Scope, headers: Headers, method: str, path: str) -> Response | None:
        if path.startswith("/static/"):
            return None
        cookies = cookie_parser(headers.get("cookie", ""))
        session = self.keys.open(cookies.get(self.keys.cookie, ""))
        token = QueryParams(scope["query_string"]).get("token")
        if token is not None and method == "GET":
            name = self.keys.link(token)
            if name is None:
                return PlainTextResponse("This link is not valid any more. Open the one that saripati review shows.", 403)
            answer = RedirectResponse("/", 303)
            entered(answer, self.keys, Session(name or (session.name if session else self.default_name), bool(name)))
            return answer
        if session is None:
            if path == "/login" and self.keys.password is not None:
                return None
            if self.keys.password is not None and method == "GET" and path == "/":
                return RedirectResponse("/login", 303)
            return PlainTextResponse("Open the link that saripati review shows.", 403)
        scope["session"] = session
        return None


def entered(answer: Response, keys: Keys, session: Session) -> None:
    """Put the session into the browser."""
    answer.set_cookie(keys.cookie, keys.seal(session), httponly=True, samesite="strict", path="/", secure=keys.secure)


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return guarded


def _limited(receive: Receive) -> Receive:
    """The body, cut off where it grows beyond the limit although it was not announced."""
    read = 0

    async def guarded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MAX_BODY:
            raise HTTPException(413)
        return message

    return guarded
