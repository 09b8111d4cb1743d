"""The command line; the only module that prints.

Each command is a thin call of the package; heavy imports are inside, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeline import cli_places, cli_web
from pipeline.errors import SaripatiError, UsageError

if TYPE_CHECKING:
    from pipeline.records import Problem, Record

OK, SOME_FAILED, USAGE, NOTHING, INTERRUPTED = 0, 1, 2, 3, 130


FORMS = ["csv", "parquet", "spacy", "conll", "annotation", "labelstudio"]
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="saripati")
def cli() -> None:
    """Structured records from Indonesian news.

    Officials, regions, dates, participant counts and percentages, each with the words it was read from.

    \b
    Examples:
      saripati extract corpus/samples -o extracted/samples
      saripati extract page.html
      cat pages.jsonl | saripati extract - > records.jsonl
      saripati score gold.jsonl extracted/run/records.jsonl
    """


@cli.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder for records.jsonl, problems.jsonl and run.json.")
@click.option(
    "--lexicon", "extra", type=FOLDER, help="Folder with rows of your own: programmes.csv, positions.csv, aliases.csv (places)."
)
@click.option("--no-text", is_flag=True, help="Leave the publisher's text out, for sharing.")
@click.option("--show", is_flag=True, help="Show on the terminal what was found, with the words in context.")
@click.option(
    "--max-error-rate", type=click.FloatRange(0, 1), default=0.1, show_default=True, help="Share of failed pages that is well."
)
@click.option("--workers", type=click.IntRange(0), default=0, help="Number of processes; 0: one per core.")
@click.option("--limit", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds that one page may take.")
@click.option("--fresh", is_flag=True, help="Start over instead of resuming what is in the folder.")
@click.option("--retry-problems", is_flag=True, help="Do parts of the sources again in which pages failed.")
@click.option("--format", "form", type=click.Choice(["jsonl", "parquet"]), default="jsonl", help="Write records.parquet, too.")
@click.option("--scheduler", metavar="ADDRESS", help="Run on a Dask cluster: tcp://host:8786, or local.")
@click.option("--shard", metavar="I/N", help="Only the I-th of N shares of the sources, for job arrays.")
@click.option(
    "--progress", type=click.Choice(["auto", "bar", "json", "none"]), default="auto", help="How to tell of the progress."
)
@click.option("--columns", metavar="FIELD=NAME,…", help="Columns of a table that are not guessed: title=Kepala,text=Naskah.")
@click.option("--match", metavar="REGEX", help="Read only pages that hold this somewhere in their bytes: 'BPJS|JKN'.")
@click.option("--site", "sites", metavar="HOST", multiple=True, help="Read only pages of this host and those below it.")
@cli_web.asks_the_web
def extract(
    sources: tuple[str, ...],
    out: Path | None,
    extra: Path | None,
    no_text: bool,
    show: bool,
    max_error_rate: float,
    columns: str | None,
    match: str | None,
    sites: tuple[str, ...],
    workers: int,
    limit: float,
    fresh: bool,
    retry_problems: bool,
    form: str,
    scheduler: str | None,
    shard: str | None,
    progress: str,
    contact: str | None,
    corpus: Path,
    allow: tuple[str, ...],
) -> None:
    """Extract records from SOURCES.

    Files or folders of HTML or plain text, JSON Lines, CSV, Parquet, Excel, SQLite, WARC, WET, WACZ, CDX, these packed
    (.gz, .zst, .zip), - for standard input; or URLs, which are fetched into the corpus first.

    Without -o, records go to standard output as JSON Lines; problems go to standard error.

    \b
    Exit codes: 0 all well, 1 more pages failed than --max-error-rate, 2 wrong usage, 3 no page found,
    130 interrupted (what was finished is written).

    \b
    Examples:
      saripati extract page.html | head
      saripati extract corpus/samples -o extracted/samples --show
      saripati extract archive.jsonl.gz -o extracted/archive --no-text
      saripati extract pages/ -o extracted/pages --shard $SLURM_ARRAY_TASK_ID/64
    """
    from functools import partial

    from pipeline.lexicon import Lexicon
    from pipeline.read import Gate, read, row

    lexicon = Lexicon(extra)
    sources = cli_web.fetched(sources, contact, corpus, allow)
    named, gate = row.columns(columns) if columns else None, Gate(match, sites)
    cli_web.tell_columns(sources, named)
    if out is not None:
        from pipeline import batch
        from pipeline.write import terminal

        settings = batch.Settings(
            lexicon=lexicon, keep_text=not no_text, workers=workers, limit=limit, columns=named, gate=gate
        )
        with terminal.Progress(progress) as tick:
            summary = batch.run(
                sources,
                out,
                settings=settings,
                fresh=fresh,
                retry=retry_problems,
                part=_part(shard),
                scheduler=scheduler,
                on_page=lambda d, at: tick(d.problem, at),
            )
        if form == "parquet":
            from pipeline import write

            write.export(write.written(out), "parquet", out)
        if show:
            terminal.show(out)
        terminal.tell(summary)
        left_out = summary.kinds.get("no_match", 0)
        pages, problems = summary.pages, summary.problems - left_out
    else:
        from pipeline import flow

        reader = partial(read, columns=named, gate=gate)
        pages, problems = _to_stdout(flow.stream(sources, lexicon=lexicon, reader=reader), no_text)
    if pages == 0:
        fail("No page found in the sources.", NOTHING)
    if problems / pages > max_error_rate:
        sys.exit(NOTHING if problems == pages else SOME_FAILED)


@cli.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    import json

    from pipeline.records import schema as made

    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("pred", type=click.Path(path_type=Path))
@click.option("--articles", type=click.Path(path_type=Path), help="Input texts, to score article.text too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--errors", metavar="FIELD", help="What was missed (-) and made up (+) for one field.")
def score(gold: Path, pred: Path, articles: Path | None, as_json: bool, errors: str | None) -> None:
    """Score the records PRED against the annotations GOLD, both JSON Lines.

    \b
    Example:
      saripati score gold.jsonl extracted/run/records.jsonl --errors counts.value
    """
    import json

    from pipeline.score import score_files

    made = score_files(gold, pred, articles)
    if errors:
        click.echo("\n".join(made.errors.get(errors, [])) or f"no errors in {errors}")
    else:
        click.echo(json.dumps(made.as_dict(), indent=1) if as_json else made.as_text())


@cli.command()
@click.argument("run", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Open to other machines (asks for a password).")
@click.option("--name", "names", multiple=True, help="Host name that people type, where it is not --host.")
@click.option("--reviewer", "reviewers", multiple=True, help="A link of their own for each.")
@click.option("--adjudicator", "adjudicators", multiple=True, help="Who settles conflicts and sees all decisions.")
@click.option("--blind", is_flag=True, help="Hide the others' decisions.")
@click.option("--double", "quota", type=click.IntRange(0, 100), default=0, help="Per cent of records that two people read.")
@click.option("--originals", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of original pages.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
def review(run: Path, host: str, opens: bool, **options: Any) -> None:
    """Check, correct and complete the records of RUN in a page on this machine.

    \b
    Examples:
      saripati review extracted/samples --open
      saripati review extracted/samples --reviewer ana --reviewer budi --blind --double 20 --adjudicator ana
    """
    import os

    from pipeline.review import review as serve

    def announce(links: list[tuple[str, str]]) -> None:
        for name, link in links:
            click.echo(f"{name}: {link}" if len(links) > 1 else link)
        if opens:
            click.launch(links[0][1])

    password = os.environ.get("SARIPATI_REVIEW_PASSWORD")
    serve(run, host=host, password=password, token=os.environ.get("SARIPATI_REVIEW_TOKEN"), announce=announce, **options)


@cli.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--to", "form", type=click.Choice(["csv", "parquet", "spacy", "conll", "annotation", "labelstudio"]), default="csv"
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder for the files; else RUN/export.")
@click.option("--reviewed", is_flag=True, help="What the reviewers made of it; corrected records, gold and provenance beside.")
def export(run: Path, form: str, out: Path | None, reviewed: bool) -> None:
    """Write the records of RUN in another form: tidy CSV tables, Parquet, or annotations for other tools.

    \b
    Examples:
      saripati export extracted/run                       tables and a data dictionary in extracted/run/export
      saripati export extracted/run --to parquet -o .
      saripati export extracted/run --to labelstudio
      saripati export extracted/run --reviewed            what people corrected, and gold, in extracted/run/reviewed
    """
    from pipeline import write

    if reviewed:
        from pipeline.review import export as after

        out = out or run / "reviewed"
        made = after.write(run, out)
        left = f", {made.disputed} entries in conflict left out" if made.disputed else ""
        click.echo(f"{made.records} reviewed records, {made.gold} of them gold{left} → {out}", err=True)
    source = out / "reviewed.jsonl" if reviewed and out else run
    for path in write.export(write.written(source), form, out or run / "export"):
        click.echo(path)


@cli.group(invoke_without_command=True)
@click.option(
    "--in", "folder", type=click.Path(path_type=Path), default=Path("extracted"), show_default=True, help="Where to look."
)
@click.pass_context
def runs(context: click.Context, folder: Path) -> None:
    """List the runs in a folder; `saripati runs show DIR` tells what failed in one, and why."""
    if context.invoked_subcommand is None:
        from pipeline.batch.runs import listed

        for line in listed(folder):
            click.echo(line)


@runs.command()
@click.argument("run", type=click.Path(path_type=Path))
def show(run: Path) -> None:
    """What failed in the run RUN, by kind, with the first messages and the way out."""
    from pipeline.batch.runs import failures
    from pipeline.write.terminal import plain

    for kind, failure in failures(run).items():
        click.echo(f"{failure.count} {kind}: {failure.advice}")
        for message in failure.examples:
            click.echo(f"    {plain(message)}")


cli.add_command(cli_web.fetch)
cli.add_command(cli_web.discover)
cli.add_command(cli_places.places)


def _to_stdout(made: object, no_text: bool) -> tuple[int, int]:
    from collections.abc import Iterable
    from typing import cast

    from pipeline.records import Record
    from pipeline.write import jsonl, terminal

    pages = problems = 0
    for one in cast("Iterable[Record | Problem]", made):
        pages += 1
        if isinstance(one, Record):
            sys.stdout.buffer.write(jsonl.line(jsonl.without_text(one) if no_text else one))
            sys.stdout.buffer.flush()
        elif one.kind != "no_match":
            problems += 1
            click.echo(terminal.plain(f"{one.kind}: {one.told}"), err=True)
    return pages, problems


def _part(told: str | None) -> tuple[int, int] | None:
    """I/N as two numbers."""
    if told is None:
        return None
    i, slash, n = told.partition("/")
    if not (slash and i.isdecimal() and n.isdecimal()):
        raise UsageError(f"--shard {told}: not of the form I/N", advice="For example --shard 1/8.")
    return int(i), int(n)


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong on standard error and leave."""
    from pipeline.write.terminal import plain

    click.echo(f"saripati: {plain(message)}", err=True)
    sys.exit(code)


def main() -> None:
    """The command `saripati`; no traceback reaches the user."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        fail("Interrupted; what was finished is written.", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(OK)
    except OSError as error:
        advice = "Free some space, or check the name and the rights."
        fail(f"{error.filename or 'standard output'}: {error.strerror or error}. {advice}", SOME_FAILED)
    except UsageError as error:
        fail(error.told, USAGE)
    except SaripatiError as error:
        fail(error.told, SOME_FAILED)
