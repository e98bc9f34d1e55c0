"""Could it work here? Each block of a team: places side by side, answers, what becomes of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from bestpractices.analysis.transferability.contexts import (
    Beside,
    beside,
    country_of,
    place_of_practice,
)
from bestpractices.analysis.transferability.criteria import (
    DIMENSIONS,
    PRESETS,
    REFERENCES,
    Criterion,
    criteria,
)
from bestpractices.analysis.transferability.judgement import (
    ANSWERS,
    Judged,
    Judgement,
    Opinion,
    judgement,
)
from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.steps import step_file
from bestpractices.pages.html import Html, render
from bestpractices.pages.sessions import history
from bestpractices.pages.transferability.contents import (
    blocks_of,
    opinions_of,
    plan_of,
    score,
    wholes_of,
)
from bestpractices.pages.transferability.entries import ACTIONS
from bestpractices.records.models import Practice
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import (
    NoSessionError,
    PersonAdded,
    SessionState,
    TeamAdded,
)

_RECEIVER: Final = "TR"

Data = dict[str, Any]


def sheet(e: Edition, environment: Mapping[str, str] = os.environ) -> EntrySheet:
    """The questions for the team of a session that the address names."""
    return desk(e, environment).sheet


def desk(e: Edition, environment: Mapping[str, str] = os.environ) -> Desk:
    """The same, with the store behind it."""
    told = asked("session", "team", "practice", "block", environment=environment)
    view = {
        "team": told["team"],
        "block": "/".join(filter(None, (told["practice"], told["block"]))),
        "preset": "quick",
    }
    return Desk(e, told["session"], _draw, ACTIONS, view, {"handout": step_file})


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
        ``team``; ``block``, such as ``practice/block``, or ``practice`` for the whole of it, else
        the first of the team; ``preset`` of questions; ``person`` who answers, empty for the whole
        team.
    """
    team = state.get(TeamAdded, view.get("team", ""))
    blocks = blocks_of(e, state, team.team) if team else []
    wholes = wholes_of(e, state, team.team) if team else []
    block = next((one for one in [*blocks, *wholes] if one["id"] == view.get("block")), None)
    block = block or next(iter([*blocks, *wholes]), None)
    if team is None or block is None:
        return render("transfer_empty.html", e, session=state.session, team=team)
    preset = view.get("preset", "quick")
    people = [one.person for one in state.of(PersonAdded) if one.team in (None, team.team)]
    person = view.get("person", "") if view.get("person") in people else ""
    part = block["block"]
    opinions = opinions_of(state, team.team, block["practice"].id, part.id if part else None)
    found = judgement(opinions, criteria(preset))
    return render(
        "transfer.html",
        e,
        session=state.session,
        team=team,
        team_name=e.t(team.name),
        blocks=blocks,
        wholes=wholes,
        block=block,
        people=people,
        person=person,
        preset=preset,
        presets=PRESETS,
        places=places(e, block["practice"], team.place),
        labels=_labels(e),
        found=found,
        score=score(e, found),
        groups=_groups(e, found, person),
        answers={name: history.ANSWERS[name] for name in ANSWERS},
        decisions=history.DECISIONS,
        references=REFERENCES,
        plan=plan_of(state, team.team, blocks),
    )


def places(e: Edition, practice: Practice, place: str | None) -> list[Beside]:
    """Both places side by side, and both countries where the places are within them."""
    contexts = e.kb.contexts
    there = place_of_practice(practice, contexts)
    here = contexts.get(place or "") or country_of(_RECEIVER, contexts)
    countries = country_of(practice.country, contexts), country_of(_RECEIVER, contexts)
    pairs = [(a, b) for a, b in ((there, here), countries) if a and b]
    found = {(a.id, b.id): (a, b) for a, b in pairs}
    return [beside(a, b) for a, b in found.values()]


def _labels(e: Edition) -> dict[str, str]:
    """What indicators and features are called."""
    told: tuple[Any, ...] = (*e.kb.indicators.indicators, *e.kb.indicators.features)
    return {one.id: e.passage(one.label).text for one in told}


def _groups(e: Edition, found: Judgement, person: str) -> list[Data]:
    """Criteria by dimension, each with the own answer of whoever answers now."""
    every = (*found.blocking, *found.unknown, *found.open, *found.carried)
    judged = {one.criterion.id: one for one in every}
    rows: dict[str, list[Data]] = {name: [] for name in DIMENSIONS}
    for criterion in criteria():
        if one := judged.get(criterion.id):
            rows[criterion.dimension].append(_row(e, criterion, one, person))
    return [{"id": name, "label": DIMENSIONS[name], "rows": r} for name, r in rows.items() if r]


def _row(e: Edition, criterion: Criterion, judged: Judged, person: str) -> Data:
    own = next((one for one in judged.opinions if (one.person or "") == person), None)
    asked_by = [(REFERENCES[key].partition(":")[0], e.t(part)) for key, part in criterion.sources]
    return {
        "criterion": criterion,
        "judged": judged,
        "own": own or Opinion(criterion.id, ""),
        "sources": " · ".join(f"{name}, {part}" for name, part in asked_by),
    }
