"""The page where people check the records: `saripati review RUN`.

A run and its event log → pages; a decision → an event. Records are never changed: what a reviewer sees, and what is
exported, is the record with the standing events folded over it (`state.py`), and where several people read, what they
agree on or what was settled (`settle.py`).
"""

from __future__ import annotations

import getpass
import secrets
import socket
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import UsageError

__all__ = ["review"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WILD = ("0.0.0.0", "::")  # noqa: S104 — refused without a name, see `review`


def review(
    run: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    names: Sequence[str] = (),
    password: str | None = None,
    reviewers: Sequence[str] = (),
    adjudicators: Sequence[str] = (),
    blind: bool = False,
    quota: int = 0,
    originals: Path | None = None,
    token: str | None = None,
    announce: Callable[[list[tuple[str, str]]], None] = lambda links: None,
) -> None:
    """Serve the page of a run until interrupted; `announce` is told (reviewer, link) for everybody.

    `names` are host names that people type, where they are not `host` itself. With `reviewers`, each gets a link of
    their own. `quota` is the share of records in per cent that two people read.

    Raises:
        UsageError: no such run, a host without a password, a taken port.
        OutputError: the log beside the run cannot be written.
    """
    import uvicorn

    from pipeline.review import edits, guard
    from pipeline.review.app import Desk, app
    from pipeline.review.run import Run

    local = host in LOOPBACK
    if not local and not password:
        raise UsageError(
            f"--host {host} opens the page to other machines, which needs a password",
            advice="Set SARIPATI_REVIEW_PASSWORD, or leave --host out.",
        )
    if host in WILD and not names:
        raise UsageError(f"--host {host} needs the name people will type", advice="Give it with --name, or a single address.")
    opened = Run(run)
    bound = _bind(host, port)
    at = bound.getsockname()[1]
    known = guard.hosts([*(LOOPBACK if local else () if host in WILD else (host,)), *names], at)
    token = token or secrets.token_urlsafe(24)
    links = {guard.derived(token, name): name for name in reviewers} or {token: ""}
    keys = guard.Keys(known, links, password, secret=guard.secret(token))
    shown_from = originals or (Path.cwd() if local else None)
    desk = Desk(opened, keys, _user(), quota, blind, frozenset(adjudicators), shown_from)
    shown = names[0] if names else f"[{host}]" if ":" in host else host
    announce([(name or desk.name, f"http://{shown}:{at}/?token={link}") for link, name in links.items()])
    config = uvicorn.Config(app(desk), log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2,
                            lifespan="off", ws="none", h11_max_incomplete_event_size=32 * 1024)  # fmt: skip
    warming = threading.Timer(1.0, edits.warm)
    warming.daemon = True
    warming.start()
    try:
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        warming.cancel()
        bound.close()
        opened.close()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(128)  # who opens the link at once waits instead of being refused
    except OSError as error:
        made.close()
        raise UsageError(f"port {port} on {host}: {error.strerror}", advice="Give another one with --port (0: any).") from error
    return made


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"
