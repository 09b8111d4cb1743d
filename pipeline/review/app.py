"""The web page: routes, and what every template needs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.errors import OutputError
from pipeline.review import guard
from pipeline.review.index import digest
from pipeline.review.queue import Queue, progress
from pipeline.review.run import Run
from pipeline.review.words import LANGUAGES, Words

HERE = Path(__file__).parent
THEMES = ("auto", "light", "dark")
YEAR = 365 * 86400


@dataclass(slots=True)
class Desk:
    """One server: the run, who may come in, and how the reviewers work."""

    run: Run
    keys: guard.Keys
    name: str = "reviewer"  #: who comes in by a link without a name
    quota: int = 0  #: per cent of records that two people read
    blind: bool = False
    adjudicators: frozenset[str] = frozenset()
    originals: Path | None = None  #: folder that original pages may be shown from
    templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.templates = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True,
                                     trim_blocks=True, lstrip_blocks=True)  # fmt: skip

    def may_adjudicate(self, reviewer: str) -> bool:
        """Whether this reviewer sees the others' decisions and settles conflicts."""
        return reviewer in self.adjudicators or (not self.adjudicators and not self.blind)

    def hidden(self, reviewer: str) -> bool:
        """Whether the others' decisions are hidden from this reviewer."""
        return self.blind and reviewer not in self.adjudicators


def reviewer(request: Request) -> str:
    """Who asks."""
    session: guard.Session = request.scope["session"]
    return session.name


def words(request: Request) -> Words:
    """The language of the page: as chosen, else as the browser asks, else Indonesian."""
    chosen = request.cookies.get("lang", "")
    if chosen in LANGUAGES:
        return Words(chosen)
    asked = request.headers.get("accept-language", "id")[:2].lower()
    return Words(asked if asked in LANGUAGES else "id")


def theme(request: Request) -> str:
    """The chosen colours."""
    chosen = request.cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A template with what all of them need."""
    desk: Desk = request.app.state.desk
    session = request.scope.get("session")
    common: dict[str, Any] = {
        "t": words(request), "lang": words(request).language, "theme": theme(request), "path": request.url.path,
        "me": session.name if session else "", "bound": session.bound if session else True, "desk": desk,
        "keys_on": request.cookies.get("keys", "on") != "off", "run_name": desk.run.folder.resolve().name,
    }  # fmt: skip
    if session:
        desk.run.refresh()
        common |= {"progress": progress(desk.run, session.name), "adjudicates": desk.may_adjudicate(session.name)}
    common.setdefault("queue", Queue.of(request.query_params))
    return HTMLResponse(desk.templates.get_template(template).render(common | values), status)


async def settings(request: Request) -> Response:
    """Language, colours, shortcuts and name, each as a cookie; back to where the reviewer was."""
    desk: Desk = request.app.state.desk
    form = await request.form(max_files=0, max_fields=20)
    back = str(form.get("back", "/"))
    answer = RedirectResponse(back if back.startswith("/") and not back.startswith("//") and "\\" not in back else "/", 303)
    for name, allowed in (("lang", LANGUAGES), ("theme", THEMES), ("keys", ("on", "off"))):
        if (value := str(form.get(name, ""))) in allowed:
            answer.set_cookie(name, value, max_age=YEAR, samesite="strict", path="/")
    name = " ".join(str(form.get("name", "")).split())[:40]
    session: guard.Session = request.scope["session"]
    if name and name.isprintable() and not session.bound:
        guard.entered(answer, desk.keys, guard.Session(name))
    return answer


async def login(request: Request) -> Response:
    """The password, asked for where the page is open to other machines."""
    desk: Desk = request.app.state.desk
    if request.method == "GET":
        return render(request, "login.html", wrong=False)
    form = await request.form(max_files=0, max_fields=5)
    if not desk.keys.admits(str(form.get("password", ""))):
        return render(request, "login.html", 403, wrong=True)
    name = " ".join(str(form.get("name", "")).split())[:40]
    answer = RedirectResponse("/", 303)
    guard.entered(answer, desk.keys, guard.Session(name if name and name.isprintable() else desk.name))
    return answer


async def unwritten(request: Request, error: Exception) -> Response:
    """The log could not be written: say so, the page keeps the decision and tries again."""
    return HTMLResponse(str(error), 503)


def app(desk: Desk) -> Starlette:
    """The application of a desk, behind its guard."""
    from pipeline.review import judge, original, overview, pages

    routes: list[BaseRoute] = [
        Route(path, handler, methods=methods)
        for path, handler, methods in (*ROUTES, *pages.ROUTES, *overview.ROUTES, *judge.ROUTES, *original.ROUTES)
    ]
    routes.append(Mount("/static", StaticFiles(directory=HERE / "static")))
    made = Starlette(
        routes=routes,
        middleware=[
            Middleware(guard.Guard, keys=desk.keys, default_name=desk.name),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
        exception_handlers={OutputError: unwritten},
    )
    made.state.desk = desk
    made.state.version = digest(desk.run.records)
    return made


Handler = Callable[[Request], Awaitable[Response]]
ROUTES: list[tuple[str, Handler, list[str]]] = [("/settings", settings, ["POST"]), ("/login", login, ["GET", "POST"])]
