"""With whom? Both sides of a session, why they fit, what is proposed, what the people decide."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from bestpractices.analysis.counterparts.pairing import Counterparts
from bestpractices.analysis.counterparts.teams import hosts_of_practices, teams_of_needs
from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.steps import step_file
from bestpractices.pages.html import Html, render
from bestpractices.pages.pairing.entries import ACTIONS, MOST_SEATS
from bestpractices.pages.pairing.letter import letter_card, request_file
from bestpractices.pages.pairing.proposals import proposals
from bestpractices.pages.pairing.sides import Room, fits_of, host_cards, others, room, team_card
from bestpractices.pages.pairing.words import DECISIONS
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import (
    CounterpartDecided,
    NoSessionError,
    PersonAdded,
    SessionState,
    TeamAdded,
)

_FILES: Final = {"request": request_file, "handout": step_file}
_FEWEST: Final = 3  # rows for wishes in a form

Data = dict[str, Any]


def sheet(e: Edition, environment: Mapping[str, str] = os.environ) -> EntrySheet:
    """Teams and organisations of the session that the address names."""
    return desk(e, environment).sheet


def desk(e: Edition, environment: Mapping[str, str] = os.environ) -> Desk:
    """The same, with the store behind it."""
    told = asked("session", "team", environment=environment)
    return Desk(e, told["session"], _draw, ACTIONS, {"team": told["team"]}, _FILES)


def keep(e: Edition) -> None:
    """Make ahead what every session needs, in a process from which kernels are forked."""
    teams, hosts = teams_of_needs(e.kb)[:1], hosts_of_practices(e.kb)
    Counterparts(e.kb, teams, hosts=hosts, fits=fits_of(e)).pairing("total")


def _draw(desk: Desk) -> Html:
    view = {name: desk.looked(name) for name in desk.sheet.view}
    return page(desk.e, _state(desk), view)


def _state(desk: Desk) -> SessionState:
    try:
        return desk.state() if desk.session else SessionState()
    except NoSessionError:
        return SessionState()


def page(e: Edition, state: SessionState, view: Mapping[str, str]) -> Html:
    """The page of a session.

    Parameters
    ----------
    view
        ``team`` whose organisations are shown, else the first that has a need; ``host`` whose card
        is open; ``party`` whose wishes and seats are being set; ``letter`` to which organisation,
        and ``lang`` of that letter.
    """
    teams = state.of(TeamAdded)
    if not teams:
        return render("counterparts_empty.html", e, session=state.session)
    at = room(e, state)
    team = _team(at, view.get("team", ""))
    cards = host_cards(at, at.found.teams[team]) if team else []
    party = view.get("party", "")
    return render(
        "counterparts.html",
        e,
        session=state.session,
        teams=[team_card(at, one) for one in teams],
        team=team,
        team_name=at.name(team) if team else None,
        seats=at.found.team_places.get(team, 0),
        flaw=at.flaw,
        hosts=cards,
        looked=view.get("host", ""),
        party=party,
        others=others(at, party) if party else [],
        fewest=_FEWEST,
        most_seats=MOST_SEATS,
        people=_people(state, team),
        decisions=DECISIONS,
        decided=_decided(at),
        crowded=_crowded(at),
        proposed=proposals(at),
        letter=letter_card(at, team, view) if team and cards else None,
    )


def _team(at: Room, wished: str) -> str:
    """The team that is looked at: the one wished for, else the first that can be paired."""
    ready = [one.team for one in at.state.of(TeamAdded) if one.team in at.found.teams]
    return wished if wished in ready else next(iter(ready), "")


def _people(state: SessionState, team: str) -> list[str]:
    return [one.person for one in state.of(PersonAdded) if one.team in (None, team)]


def _decided(at: Room) -> dict[str, list[Data]]:
    """Pairs, and what was decided against, each with the entry that can be taken back."""
    rows: dict[str, list[Data]] = {name: [] for name in DECISIONS}
    for entry in at.state.entries(CounterpartDecided):
        one = entry.event
        if isinstance(one, CounterpartDecided):
            rows[one.decision].append({
                "seq": entry.seq,
                "team": {"id": one.team, "name": at.name(one.team)},
                "host": {"id": one.organisation, "name": at.name(one.organisation)},
                "why": one.why,
                "person": one.person,
            })  # fmt: skip
    return rows


def _crowded(at: Room) -> list[Data]:
    """Who is in more pairs than it has seats."""
    found = []
    for party, seats in {**at.found.team_places, **at.found.host_places}.items():
        pairs = [one for one in at.decided("paired") if party in (one.team, one.organisation)]
        if len(pairs) > seats:
            found.append({"name": at.name(party), "pairs": len(pairs), "seats": seats})
    return found
