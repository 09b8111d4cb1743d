"""The command that looks areas up. Part of the command line."""

from __future__ import annotations

import sys

import click

NOTHING = 3


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def places(names: tuple[str, ...]) -> None:
    """Look up areas by NAME or code: where they lie, codes, population, other and former names.

    \b
    Examples:
      saripati places Kukar
      saripati places 35.73 "Kab. Malang" Rawamangun
    """
    from pipeline.lexicon import areas
    from pipeline.write import places as told

    for name in names:
        area = areas.get(name)
        found = [area] if area else areas.search(name)
        if not found:
            click.echo(f"saripati: No area of the name {name}.", err=True)
            sys.exit(NOTHING)
        for one in found:
            click.echo("\n".join(told.lines(one)))
