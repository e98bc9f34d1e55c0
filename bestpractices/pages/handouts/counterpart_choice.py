"""With whom, on paper: what was decided, and the organisations that come first, with their reasons.

Who decided is left out: no person is named, and a pseudonym in a text is blotted out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bestpractices.exports.handout import Bullets, Handout, Heading, Paragraph, Part
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.counterpart import TITLE
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.pairing.letter import first_choice, request_of
from bestpractices.pages.pairing.sides import Room, host_cards, room
from bestpractices.pages.pairing.words import DECISIONS
from bestpractices.pages.sessions.view import blotting
from bestpractices.texts import N_
from bestpractices.workshop import CounterpartDecided, SessionState

_NOBODY: Final = N_("First a need: without one there is nothing to compare.")


def handout(e: Edition, state: SessionState, team: str) -> Handout:
    """Decisions and organisations as they stand; without a need a sentence says so."""
    return framed(e, state, parts(e, state, team), title=e.t("With whom?"), team=team)


def request_handout(e: Edition, state: SessionState, team: str) -> Handout:
    """The partner request to the team's pair, else to whoever comes first; else a sentence."""
    at = room(e, state)
    host = first_choice(at, team)
    if not host:
        return framed(e, state, [Paragraph(e.t(_NOBODY))], title=e.t(TITLE), team=team)
    return request_of(at, team, host=host, ours=e.lang)


def parts(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """The same as parts."""
    at = room(e, state)
    yield from _decided(at, team)
    if team not in at.found.teams:
        yield Paragraph(e.t(_NOBODY))
        return
    for card in host_cards(at, at.found.teams[team]):
        if card["at_once"]:
            yield from _organisation(at, card)
    yield Paragraph(e.t("The order only begins the talk: wishes first, then by fit."), "small")


def _decided(at: Room, team: str) -> Iterator[Part]:
    blot = blotting(at.state)
    rows = [
        f"{at.name(one.organisation).text}: {at.e.t(DECISIONS[one.decision])}. {blot(one.why)}"
        for one in at.state.of(CounterpartDecided)
        if one.team == team
    ]
    if rows:
        yield Heading(at.e.t("Decided"))
        yield Bullets(tuple(row.strip() for row in rows))


def _organisation(at: Room, card: dict[str, Any]) -> Iterator[Part]:
    blot = blotting(at.state)
    yield Heading(card["name"].text)
    yield Paragraph(card["kicker"], "small")
    if card["barred"]:
        bars = [at.e.t("No pair as things stand"), *map(blot, card["barred"])]
        yield Paragraph("\n".join(bars), "stop")
    for side in card["sides"]:
        if side["reasons"]:
            yield Heading(side["label"], 2)
            yield Bullets(tuple(one["text"] for one in side["reasons"]))
    sources = at.e.kb.organisations[card["id"]].sources
    told = [", ".join(filter(None, (one.title, one.url))) for one in sources[:1]]
    if told:
        yield Paragraph(at.e.t("Source: {source}", source=told[0]), "small")
