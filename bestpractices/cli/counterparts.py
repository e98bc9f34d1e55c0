"""The command that pairs teams with organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bestpractices.cli.program import KB, LANG, TABLE, main, told_in_one_line
from bestpractices.records.knowledge_base import load
from bestpractices.texts import language

if TYPE_CHECKING:
    from bestpractices.analysis.counterparts.teams import Host, Team
    from bestpractices.records.knowledge_base import KnowledgeBase


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
@click.option("--session", metavar="S", help="Its teams and wishes, else all Turkish needs.")
@click.option("--store", "url", metavar="URL", help="Of the session; else BESTPRACTICES_STORE.")
@LANG
@TABLE
@KB
def counterparts(
    way: str, places: int, folder: str | None, *, session: str | None, url: str | None, **shown: str
) -> None:
    """Pair the teams behind the Turkish needs with Belgian organisations that have practices.

    Every pair comes with what speaks for and against it, and with the pairs that would both rather
    have each other. It is where a talk begins; people decide.
    """
    from bestpractices.analysis.counterparts.pairing import Counterparts
    from bestpractices.analysis.counterparts.report import report
    from bestpractices.analysis.counterparts.teams import hosts_of_practices, teams_of_needs

    with told_in_one_line():
        language(shown["lang"])
        kb = load(folder)
        if session is None:
            teams, hosts = teams_of_needs(kb), hosts_of_practices(kb, places=places)
        else:
            teams, hosts = _sides(kb, session, url)
        print(report(kb, Counterparts(kb, teams, hosts=hosts).pairing(way), **shown))


def _sides(kb: KnowledgeBase, session: str, url: str | None) -> tuple[list[Team], list[Host]]:
    from bestpractices.workshop import Store
    from bestpractices.workshop.sides import hosts_of, teams_of

    with Store.open(url, read_only=True) as store:
        state = store.state(session)
    return teams_of(state, kb), hosts_of(state, kb)
