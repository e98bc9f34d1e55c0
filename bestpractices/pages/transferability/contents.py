"""What is known of a team's blocks and practices: answers, decisions, the plan.

For the page and for paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.analysis.transferability.judgement import Judgement, Opinion, judgement
from bestpractices.pages.board_contents import block_of
from bestpractices.pages.edition import Edition
from bestpractices.workshop import (
    AdaptationDecided,
    AnswerGiven,
    BlockChosen,
    PracticeChosen,
    SessionState,
)

Data = dict[str, Any]


def blocks_of(e: Edition, state: SessionState, team: str) -> list[Data]:
    """Chosen blocks of a team that the base knows."""
    found = []
    for one in state.of(BlockChosen):
        pair = block_of(e, f"{one.practice}/{one.block}") if one.team == team else None
        if pair:
            opinions = opinions_of(state, team, one.practice, one.block)
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


def wholes_of(e: Edition, state: SessionState, team: str) -> list[Data]:
    """Chosen practices of a team, each to be asked about as a whole: ``block`` is None."""
    found = []
    for one in state.of(PracticeChosen):
        practice = e.kb.practices.get(one.practice) if one.team == team else None
        if practice:
            opinions = opinions_of(state, team, practice.id, None)
            found.append({
                "id": practice.id,
                "practice": practice,
                "block": None,
                "title": e.passage(practice.title),
                "name": e.passage(practice.title),
                "blocking": len(judgement(opinions, criteria()).blocking),
                "answered": len({opinion.criterion for opinion in opinions}),
                "decided": None,
            })  # fmt: skip
    return found


def opinions_of(state: SessionState, team: str, practice: str, block: str | None) -> list[Opinion]:
    """All that a team answered about one block; about the whole practice where that is None."""
    return [
        Opinion(one.criterion, one.answer, one.person, one.why, one.settle, one.source)
        for one in state.of(AnswerGiven)
        if (one.team, one.practice, one.block) == (team, practice, block)
    ]


def plan_of(state: SessionState, team: str, blocks: list[Data]) -> list[Data]:
    """Every block with what becomes of it, and ``found``, what stands in its way."""
    rows = []
    for one in blocks:
        practice, block = one["practice"].id, one["block"].id
        found = judgement(opinions_of(state, team, practice, block), criteria())
        rows.append({**one, "found": replace(found, open=())})
    return rows


def score(e: Edition, found: Judgement) -> str:
    """The span in words, never as one number while anything is unknown."""
    if found.low is None or found.high is None or not found.answered:
        return ""
    low, high = round(found.low * 100), round(found.high * 100)
    if low == high:
        return e.t("{low} of 100, with every question answered.", low=low)
    return e.t("Between {low} and {high} of 100: what is unknown decides.", low=low, high=high)
