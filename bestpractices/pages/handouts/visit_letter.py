"""What a team hopes for, as a letter to a host: its words stay as written in any language.

No person is named: a pseudonym in a text is blotted out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from bestpractices.analysis.transferability.criteria import CRITERIA
from bestpractices.exports.handout import (
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Part,
)
from bestpractices.pages.desk import Desk, EntryError, File
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.file import handout_file
from bestpractices.pages.handouts.frame import framed, in_language
from bestpractices.pages.sessions.view import blotting
from bestpractices.pages.visits.contents import block_name, chosen, days, host_name
from bestpractices.texts import N_, NAMES
from bestpractices.workshop import Asked, ExpectationSet, SessionState, TeamAdded
from bestpractices.workshop.visit import open_questions, programme

_NO_LETTER: Final = N_("Save what you hope to see at this host first; then the letter can be made.")


def language_of_host(e: Edition, host: str) -> str:
    """The first language of an organisation that is one of ours; English where none is known."""
    found = e.kb.organisations.get(host)
    return next((one for one in (found.languages if found else ()) if one in NAMES), "en")


def letter(e: Edition, state: SessionState, team: TeamAdded, *, host: str) -> Handout:
    """The letter of a team to a host, in the language of the edition.

    Raises
    ------
    EntryError
        If the team has written nothing to this host yet.
    """
    told = state.get(ExpectationSet, team.team, host)
    if told is None:
        raise EntryError(_NO_LETTER)
    blot = blotting(state)
    name = blot(e.t(team.name))
    parts: list[Part] = [
        Fields((
            (e.t("To"), host_name(e, host).text),
            (e.t("From"), blot(_sender(e, team, name))),
        )),
        Paragraph(e.t("Dear hosts,")),
        Paragraph(e.t(
            "We are preparing a study visit and would like to see you at work. So that you can "
            "choose whom and what to show us, here is what we hope for and what we ask ourselves."
        )),
        *_looked_at(e, state, told),
        Heading(e.t("What we hope to see")),
        Paragraph(blot(told.text)),
        *_asked(e, state, told),
        *_coming(e, state, told),
        Heading(e.t("What helps us")),
        Lines(e.t("Who receives us, and how we reach you"), 2),
        Lines(e.t("What we should know before we come"), 2),
        Paragraph(e.t("Thank you for opening your doors to us.")),
        Paragraph(name),
    ]  # fmt: skip
    made = framed(e, state, parts, title=e.t("Our visit to you: what we hope for"), team=team.team)
    return replace(made, subtitle=name)


def _sender(e: Edition, team: TeamAdded, name: str) -> str:
    body = host_name(e, team.organisation).text if team.organisation else ""
    place = e.place(team.place) if team.place else ""
    return ", ".join(filter(None, dict.fromkeys((name, body, place))))


def _looked_at(e: Edition, state: SessionState, told: ExpectationSet) -> Iterator[Part]:
    """Blocks of the host's own practices that the team has chosen."""
    own = {name for name, one in e.kb.practices.items() if one.organisation == told.host}
    names = [one for one in chosen(state, told.team) if one.partition("/")[0] in own]
    rows = []
    for practice, some in groupby(names, key=lambda one: one.partition("/")[0]):
        title = e.passage(e.kb.practices[practice].title).text
        rows.append(f"{title}: {'; '.join(block_name(e, one).text for one in some)}")
    if rows:
        yield Heading(e.t("What we look at in your work"))
        yield Bullets(tuple(rows))


def _asked(e: Edition, state: SessionState, told: ExpectationSet) -> Iterator[Part]:
    own = tuple(filter(None, map(str.strip, blotting(state)(told.questions).splitlines())))
    if not (told.asked or own):
        return
    yield Heading(e.t("What we would like to ask you"))
    if own:
        yield Bullets(own)
    if told.asked:
        yield Paragraph(e.t(
            "These questions we ask about our own place: “here” is where we work. Tell us what "
            "you met yourselves, and what it took."
        ))  # fmt: skip
    blocks = dict.fromkeys((one.practice, one.block) for one in told.asked)
    for practice, block in blocks:
        some = [one for one in told.asked if (one.practice, one.block) == (practice, block)]
        yield Heading(block_name(e, f"{practice}/{block}").text, 2)
        yield Bullets(tuple(filter(None, (_question(e, state, told.team, one) for one in some))))


def _question(e: Edition, state: SessionState, team: str, asked: Asked) -> str:
    """The question of a criterion, and what would settle it; empty if nobody asks it any more."""
    address = f"{asked.practice}/{asked.block}/{asked.criterion}"
    settle = [words for one in open_questions(state, team=team) if one.address == address
              for words in one.settle]  # fmt: skip
    text = next((e.t(one.question) for one in CRITERIA if one.id == asked.criterion), "")
    return " ".join((text, *map(blotting(state), settle))) if text else ""


def _coming(e: Edition, state: SessionState, told: ExpectationSet) -> Iterator[Part]:
    """When the team comes, as far as the programme says so."""
    mine = [one for one in programme(state, team=told.team) if one.host == told.host]
    rows = [
        f"{day['title']}, {part['hours']}: {part['what']}"
        for day in days(e, mine, blot=blotting(state))
        for part in day["parts"]
    ]
    if rows:
        yield Heading(e.t("When we would come"))
        yield Bullets(tuple(rows))


def letter_file(desk: Desk, asked: str) -> File:
    """The letter that a button asks for, such as ``pdf/cire`` of the team that is looked at.

    In the language that is chosen beside it (``lang``), else in that of the host.

    Raises
    ------
    EntryError
        If there is no such form, or nothing is written to this host.
    """
    form, _, host = asked.partition("/")
    state = desk.state()
    team = state.get(TeamAdded, desk.looked("team"))
    if team is None:
        raise EntryError(_NO_LETTER)
    wished = desk.wished("lang")
    lang = wished if wished in NAMES else language_of_host(desk.e, host)
    made = letter(in_language(desk.e, lang), state, team, host=host)
    return handout_file(made, form, name=f"{desk.session}-{team.team}-{host}-{lang}")
