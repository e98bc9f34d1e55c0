"""The command that pairs teams with organisations."""

from __future__ import annotations

import click

from bestpractices.cli.program import KB, LANG, TABLE, main, told_in_one_line
from bestpractices.records.knowledge_base import load
from bestpractices.texts import language


@main.command()
@click.option(
    "--way",
    type=click.Choice(["teams", "organisations", "total"]),
    default="teams",
    show_default=True,
    help="For whom it is best, or the largest total fit.",
)
@click.option(
    "--places", type=click.IntRange(0), default=1, show_default=True, help="Of each host."
)
@LANG
@TABLE
@KB
def counterparts(way: str, places: int, *, lang: str, form: str, folder: str | None) -> None:
    """Pair the teams behind the Turkish needs with Belgian organisations that have practices.

    Every pair comes with what speaks for and against it, and with the pairs that would both rather
    have each other. It is where a talk begins; people decide.
    """
    from bestpractices.analysis.counterparts.pairing import Counterparts
    from bestpractices.analysis.counterparts.report import report
    from bestpractices.analysis.counterparts.teams import hosts_of_practices, teams_of_needs

    with told_in_one_line():
        language(lang)
        kb = load(folder)
        hosts = hosts_of_practices(kb, places=places)
        found = Counterparts(kb, teams_of_needs(kb), hosts=hosts).pairing(way)
        print(report(kb, found, form=form, lang=lang))
