"""The commands that ask the web: fetch and discover. Part of the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.read.fetch import Fetched

SOME_FAILED, NOTHING = 1, 3


def asks_the_web(command: Callable[..., None]) -> Callable[..., None]:
    """The options of commands that fetch."""
    for option in (
        click.option("--allow-host", "allow", multiple=True, metavar="HOST[:PORT]", help="An inner host that may be reached."),
        click.option("--corpus", type=click.Path(path_type=Path), default="corpus", help="Folder for what was fetched."),
        click.option("--contact", envvar="SARIPATI_CONTACT", help="Your e-mail address or page, told to every site."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("urls", nargs=-1, required=True)
@click.option("-o", "out", type=click.Path(path_type=Path), help="The same as --corpus.")
@click.option("--no-robots", is_flag=True, help="Do not ask robots.txt; only with the site's leave.")
@click.option("--delay", type=click.FloatRange(0), default=2.0, show_default=True, help="Seconds between requests to a host.")
@click.option("--at-once", type=click.IntRange(1, 64), default=8, show_default=True, help="Requests at the same time, in all.")
@click.option("--proxy", metavar="URL", help="Fetch through this proxy.")
@click.option("--refresh", is_flag=True, help="Ask again for what is in the corpus.")
@asks_the_web
def fetch(
    urls: tuple[str, ...],
    contact: str | None,
    corpus: Path,
    out: Path | None,
    allow: tuple[str, ...],
    no_robots: bool,
    **more: Any,
) -> None:
    """Fetch URLS into the corpus as WARC: addresses, files with one address a line or a column of them, or -.

    Keeps to robots.txt and pauses between requests. A second run fetches only what is missing.

    \b
    Examples:
      saripati fetch --contact you@example.org https://contoh.id/berita/1
      saripati discover --contact you@example.org kompas.com --since 2024-05-01 | saripati fetch --contact you@example.org -
    """
    from pipeline.read import links, web_settings

    settings = web_settings(contact, out or corpus, allow, robots=not no_robots, **more)
    made = _fetch(list(links.of(urls)), settings)
    failed = sum(one.problem is not None for one in made)
    new = sum(one.new for one in made)
    click.echo(f"{len(made)} addresses, {new} answers fetched, {failed} problems; in {settings.corpus}", err=True)
    if not made:
        click.echo("saripati: No address given.", err=True)
    if failed or not made:
        sys.exit(NOTHING if failed == len(made) else SOME_FAILED)


@click.command()
@click.argument("site")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what is of this day or later, where a date is told.")
@click.option("--match", metavar="REGEX", help="Only where address or title hold this.")
@click.option("--archived", is_flag=True, help="Ask the Internet Archive for its copies.")
@asks_the_web
def discover(
    site: str, since: Any, match: str | None, archived: bool, contact: str | None, corpus: Path, allow: tuple[str, ...]
) -> None:
    """Print the addresses of articles that SITE, a feed or a sitemap leads to, each once.

    \b
    Example:
      saripati discover --contact you@example.org https://contoh.id/feed --match 'bpjs|jkn' > urls.txt
    """
    from pipeline.read import web_settings

    settings = web_settings(contact, corpus, allow)
    from pipeline.read.discover import discover as search

    none = True
    for one in search(site, settings, since=since.date() if since else None, match=match, archived=archived):
        if isinstance(one, str):
            none = False
            click.echo(one)
        else:
            click.echo(f"{one.kind}: {one.told}", err=True)
    if none:
        click.echo("saripati: No address found.", err=True)
        sys.exit(NOTHING)


def fetched(sources: tuple[str, ...], contact: str | None, corpus: Path, allow: tuple[str, ...]) -> tuple[str, ...]:
    """The sources, addresses fetched and replaced by their places in the corpus."""
    if not any(source.startswith(("http://", "https://")) for source in sources):
        return sources
    from pipeline.read import is_url, web_settings

    settings = web_settings(contact, corpus, allow)
    from pipeline.read.fetch import source_of

    there = {one.asked: source_of(corpus, one) for one in _fetch(list(filter(is_url, sources)), settings)}
    return tuple(there.get(source, source) for source in sources)


def tell_columns(sources: tuple[str, ...], named: dict[str, str] | None) -> None:
    """Say on standard error which columns of a table are taken for what."""
    from pipeline.read import table

    for path in (Path(source) for source in sources if source != "-"):
        if table.reads(path) and path.is_file():
            told = ", ".join(f"{field} ← {column}" for field, column in table.mapping(path, named).items())
            click.echo(f"{path}: {told or 'no column is known'}", err=True)


def _fetch(urls: list[str], settings: Any) -> list[Fetched]:
    """Fetch, and tell on standard error what became of each address."""
    from pipeline.read.fetch import run

    def tell(one: Fetched) -> None:
        told = f"{'fetched' if one.new else 'there'}: {one.asked}"
        click.echo(told if one.problem is None else f"{one.problem.kind}: {one.problem.message}", err=True)

    return run(urls, settings, on_done=tell)
