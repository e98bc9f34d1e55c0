"""Could it work here? Each block of a team: places side by side, answers, what becomes of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
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
from bestpractices.pages import session_history as history
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.transfer_entries import ACTIONS
from bestpractices.records.models import Practice
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import (
    AdaptationDecided,
    AnswerGiven,
    BlockChosen,
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
    view = {"team": told["team"], "block": f"{told['practice']}/{told['block']}", "preset": "quick"}
    return Desk(e, told["session"], _draw, ACTIONS, view)


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
        ``team``; ``block``, such as ``practice/block``, else the first of the team; ``preset`` of
        questions; ``person`` who answers, empty for the whole team.
    """
    team = state.get(TeamAdded, view.get("team", ""))
    blocks = _blocks(e, state, team.team) if team else []
    block = next((one for one in blocks if one["id"] == view.get("block")), None)
    block = block or next(iter(blocks), None)
    if team is None or block is None:
        return render("transfer_empty.html", e, session=state.session, team=team)
    preset = view.get("preset", "quick")
    people = [one.person for one in state.of(PersonAdded) if one.team in (None, team.team)]
    person = view.get("person", "") if view.get("person") in people else ""
    opinions = _opinions(state, team.team, block["practice"].id, block["block"].id)
    found = judgement(opinions, criteria(preset))
    return render(
        "transfer.html",
        e,
        session=state.session,
        team=team,
        team_name=e.t(team.name),
        blocks=blocks,
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
        plan=_plan(state, team.team, blocks),
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


def score(e: Edition, found: Judgement) -> str:
    """The span in words, never as one number while anything is unknown."""
    if found.low is None or found.high is None or not found.answered:
        return ""
    low, high = round(found.low * 100), round(found.high * 100)
    if low == high:
        return e.t("{low} of 100, with every question answered.", low=low)
    return e.t("Between {low} and {high} of 100: what is unknown decides.", low=low, high=high)


def _labels(e: Edition) -> dict[str, str]:
    """What indicators and features are called."""
    told: tuple[Any, ...] = (*e.kb.indicators.indicators, *e.kb.indicators.features)
    return {one.id: e.passage(one.label).text for one in told}


def _blocks(e: Edition, state: SessionState, team: str) -> list[Data]:
    """Chosen blocks of a team that the base knows."""
    found = []
    for one in state.of(BlockChosen):
        pair = block_of(e, f"{one.practice}/{one.block}") if one.team == team else None
        if pair:
            opinions = _opinions(state, team, one.practice, one.block)
            decided = state.get(AdaptationDecided, team, one.practice, one.block)
            found.append({
                "id": f"{one.practice}/{one.block}",
                "practice": pair[0],
                "block": pair[1],
                "title": e.passage(pair[0].title),
                "name": e.passage(pair[1].name),
                "blocking": len(judgement(opinions, criteria()).blocking),
                "answered": len({opinion.criterion for opinion in opinions}),
                "decided": decided,
            })  # fmt: skip
    return found


def _opinions(state: SessionState, team: str, practice: str, block: str) -> list[Opinion]:
    return [
        Opinion(one.criterion, one.answer, one.person, one.why, one.settle, one.source)
        for one in state.of(AnswerGiven)
        if (one.team, one.practice, one.block) == (team, practice, block)
    ]


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


def _plan(state: SessionState, team: str, blocks: list[Data]) -> list[Data]:
    """Every block with what becomes of it and what stands in its way."""
    rows = []
    for one in blocks:
        practice, block = one["practice"].id, one["block"].id
        found = judgement(_opinions(state, team, practice, block), criteria())
        rows.append({**one, "found": replace(found, open=())})
    return rows
