"""What a room may see of a team's study visit: its days and the questions it brought up."""

from __future__ import annotations

from typing import Any

from bestpractices.pages.edition import Edition
from bestpractices.pages.visits.contents import Blot, cards, days
from bestpractices.workshop import SessionState
from bestpractices.workshop.visit import programme


def visit_view(e: Edition, state: SessionState, team: str, blot: Blot) -> dict[str, Any]:
    """Days of a team, and the questions of its cards; both empty without a visit.

    Who can answer is left out: it is often the name of somebody at the host's.
    """
    asked = [one for one in cards(e, state, team, blot=blot) if one["question"]]
    return {
        "days": days(e, programme(state, team=team), blot=blot),
        "questions": [{"text": one["question"], "block": one["name"]} for one in asked],
    }
