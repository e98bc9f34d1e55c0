"""The study visit of a team: what to ask the hosts, the days, cards, the last day, what follows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from bestpractices.pages.board_contents import block_of
from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.steps import step_file
from bestpractices.pages.handouts.visit_letter import language_of_host, letter_file
from bestpractices.pages.html import Html, render
from bestpractices.pages.sessions.progress import MARKS, Progress
from bestpractices.pages.visits.contents import (
    CARD,
    block_name,
    cards,
    chosen,
    days,
    hosts_told,
    questions,
)
from bestpractices.pages.visits.entries import ACTIONS
from bestpractices.pages.visits.last_day import last_day
from bestpractices.texts import N_
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import (
    AdaptationDecided,
    NoSessionError,
    PersonAdded,
    SessionState,
    TeamAdded,
)
from bestpractices.workshop.visit import hosts, programme

# By the place on the page, in the order of the days.
STEPS: Final = {
    "before": N_("Before: what we hope for"),
    "days": N_("Programme of the days"),
    "cards": N_("Observation cards"),
    "last-day": N_("The last day"),
    "after": N_("What follows"),
}
_FILES: Final = {"handout": step_file, "letter": letter_file}
_LOOKED: Final = ("team", "host", "block", "part", "card")

Data = dict[str, Any]


def sheet(e: Edition, environment: Mapping[str, str] = os.environ) -> EntrySheet:
    """The visit of a team of a session that the address names."""
    return desk(e, environment).sheet


def desk(e: Edition, environment: Mapping[str, str] = os.environ) -> Desk:
    """The same, with the store behind it."""
    told = asked("session", "team", "host", "practice", "block", environment=environment)
    view = dict.fromkeys(_LOOKED, "") | {name: told[name] for name in ("team", "host")}
    view["block"] = f"{told['practice']}/{told['block']}"
    return Desk(e, told["session"], _draw, ACTIONS, view, _FILES)


def _draw(desk: Desk) -> Html:
    try:
        state = desk.state() if desk.session else SessionState()
    except NoSessionError:
        state = SessionState()
    return page(desk.e, state, {name: desk.looked(name) for name in desk.sheet.view})


def page(e: Edition, state: SessionState, view: Mapping[str, str]) -> Html:
    """The page of a team.

    Parameters
    ----------
    view
        ``team``; ``host`` that is written to and ``block`` (``practice/block``) that a card is
        made for, else the first; ``part`` of the programme and ``card`` that are being changed.
    """
    team = state.get(TeamAdded, view.get("team", ""))
    if team is None:
        return render("study_visit_empty.html", e, session=state.session)
    shown: Data = {
        **_before(e, state, team, view),
        **_days(e, state, team, view),
        **_cards(e, state, team, view),
        "rows": last_day(e, state, team.team),
        **_after(e, state, team),
    }
    return render(
        "study_visit.html",
        e,
        session=state.session,
        team=team,
        team_name=e.t(team.name),
        people=[one.person for one in state.of(PersonAdded) if one.team in (None, team.team)],
        steps=_steps(e, shown),
        marks=MARKS,
        query=urlencode({"session": state.session, "team": team.team}),
        **shown,
    )


def _before(e: Edition, state: SessionState, team: TeamAdded, view: Mapping[str, str]) -> Data:
    """Hosts, the one that is written to, and which questions are offered for it."""
    told = hosts_told(e, state, team.team, hosts(state, e.kb, team=team.team))
    host = next((one for one in told if one["id"] == view.get("host")), next(iter(told), None))
    offered: list[Data] = []
    if host:
        own = [name for name, _ in host["practices"]]
        found = questions(e, state, team.team)
        # A host without a practice of the team's hears all: it may know an answer.
        offered = [one for one in found if not own or one["practice"] in own]
    written = host["written"] if host else None
    return {
        "hosts": told,
        "host": host,
        "offered": offered,
        "asked": [f"{a.practice}/{a.block}/{a.criterion}" for a in written.asked]
        if written
        else [],
        "letter_lang": language_of_host(e, host["id"]) if host else "",
    }


def _days(e: Edition, state: SessionState, team: TeamAdded, view: Mapping[str, str]) -> Data:
    parts, now = programme(state, team=team.team), view.get("part", "")
    return {
        "days": days(e, parts),
        "number_of_parts": len(parts),
        "last_day_of_all": parts[-1].day if parts else None,
        "part_now": now,
        "part_gone": "" if now in {one.part for one in parts} else now,
        "places_to_go": _places_to_go(e, state, team.team),
    }


def _places_to_go(e: Edition, state: SessionState, team: str) -> list[tuple[str, str]]:
    """Who can be visited: the team's hosts first, then all other organisations of Belgium."""
    own = [one.organisation for one in hosts(state, e.kb, team=team)]
    belgian = [one for one in e.kb.organisations.values() if one.country == "BE"]
    others = [one.id for one in e.sorted_by_title(belgian) if one.id not in own]
    found = [(name, e.title("organisations", name)) for name in (*own, *others)]
    return [(name, told.text if told else name) for name, told in found]


def _cards(e: Edition, state: SessionState, team: TeamAdded, view: Mapping[str, str]) -> Data:
    names = [name for name in chosen(state, team.team) if block_of(e, name)]
    block = view.get("block") if view.get("block") in names else next(iter(names), "")
    made = cards(e, state, team.team)
    # With its block, which nobody else knows any more once the card has gone.
    card, _, about = view.get("card", "").partition(" ")
    gone = bool(about) and card not in {str(one["seq"]) for one in made}
    return {
        "blocks": [{"id": name, "name": block_name(e, name)} for name in names],
        "block": block,
        "about": block_of(e, block) if block else None,
        "cards": made,
        "card_now": card,
        "block_of_gone": about if gone else "",
        "card_fields": CARD,
    }


def _after(e: Edition, state: SessionState, team: TeamAdded) -> Data:
    """What is still asked, and of which blocks nobody has decided what becomes of them."""
    undecided = [
        {"id": name, "name": block_name(e, name)}
        for name in chosen(state, team.team)
        if state.get(AdaptationDecided, team.team, *name.split("/")) is None and block_of(e, name)
    ]
    return {"questions": questions(e, state, team.team), "undecided": undecided}


def _steps(e: Edition, shown: Data) -> list[Data]:
    """Table of contents: how far each step is, and in figures."""
    seen = {one["block"] for one in shown["cards"]}
    counted = (
        Progress("before", _number(one["written"] for one in shown["hosts"]), len(shown["hosts"])),
        Progress("cards", len(seen), max(len(seen), len(shown["blocks"]))),
        Progress("last-day", _number(one["text"] for one in shown["rows"]), len(shown["rows"])),
    )
    parts = shown["number_of_parts"]
    open_now = len(shown["questions"]) + _number(one["question"] for one in shown["cards"])
    told: dict[str, tuple[str, str]] = {
        one.step: (one.mark, f"{one.done} / {one.of}" if one.done else "") for one in counted
    }
    # Nothing says that a programme is complete: it is begun at most.
    told["days"] = ("started", e.t.count("{number} part", "{number} parts", parts))
    if not parts:
        told["days"] = ("open", "")
    told["after"] = ("", e.t.count("{number} question", "{number} questions", open_now))
    return [
        {"id": name, "label": label, "mark": told[name][0], "says": told[name][1]}
        for name, label in STEPS.items()
    ]


def _number(found: Iterable[object]) -> int:
    return sum(map(bool, found))
