"""The command that writes a hand-out of a session, as the coach's pages give it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bestpractices.cli.program import KB, stop, told_in_one_line
from bestpractices.cli.session import opened, session
from bestpractices.records.knowledge_base import load
from bestpractices.texts import NAMES, language

if TYPE_CHECKING:
    from bestpractices.workshop import SessionState


@session.command()
@click.argument("session", metavar="S")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--team", default="", metavar="T", help="Of which team; needed but for the whole.")
@click.option(
    "--step", default="session", show_default=True, metavar="STEP", help="Such as need, adaptation."
)
@click.option("--lang", metavar="|".join(NAMES), help="Else the first language of the team.")
@click.option("--store", "url", metavar="URL", help="Of the session; else BESTPRACTICES_STORE.")
@KB
def handout(  # noqa: PLR0913 - each is one option
    session: str, out: Path, *, team: str, step: str, lang: str | None, url: str | None,
    folder: str | None,
) -> None:  # fmt: skip
    """Write a hand-out of the session S to OUT, a name that ends in .pdf or .docx."""
    from bestpractices.pages.edition import Edition
    from bestpractices.pages.handouts.file import FORMS
    from bestpractices.pages.handouts.frame import language_for
    from bestpractices.pages.handouts.steps import STEPS

    form = out.suffix.removeprefix(".").lower()
    if form not in FORMS:
        stop(f'"{out.name}" is no name for a hand-out; end it in .pdf or .docx', 2)
    if step not in STEPS:
        stop(f'there is no hand-out "{step}"; choose one of {", ".join(STEPS)}', 2)
    with told_in_one_line():
        with opened(url, read_only=True) as store:
            state = store.state(session)
        _check(state, team, step)
        kb = load(folder).public()
        wished = language(lang) if lang else ""
        spoken = language_for(Edition(kb, "en"), state, team, wished=wished)
        _, make = FORMS[form]
        out.write_bytes(make(STEPS[step](Edition(kb, spoken), state, team)))
        print(out)


def _check(state: SessionState, team: str, step: str) -> None:
    from bestpractices.pages.handouts.steps import OF_ALL
    from bestpractices.workshop import TeamAdded

    names = [one.team for one in state.of(TeamAdded)]
    if team and team not in names:
        stop(f'there is no team "{team}" in this session; it has {", ".join(names) or "none"}')
    if not team and step not in OF_ALL:
        stop(f'a hand-out of "{step}" is of one team; give --team: {", ".join(names) or "none"}', 2)
