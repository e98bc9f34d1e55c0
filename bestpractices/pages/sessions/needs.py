"""Needs that a team works on, as its session's pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from bestpractices.analysis.need_draft import OWN
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import Passage
from bestpractices.workshop import NeedChosen, NeedDrafted, SessionState


@dataclass(frozen=True)
class ShownNeed:
    """A need of a team: its id, its title, and all that the team wrote if it is its own."""

    id: str
    title: Passage
    own: NeedDrafted | None = None


def shown_needs(e: Edition, state: SessionState, team: str) -> list[ShownNeed]:
    """Needs in the order in which the team chose them; without any: none.

    An own need has the title that it has now, and that of its choice where no more was kept.
    """
    own = state.get(NeedDrafted, team)
    return [
        _shown(e, one, own if one.need == OWN else None)
        for one in state.of(NeedChosen)
        if one.team == team
    ]


def _shown(e: Edition, chosen: NeedChosen, own: NeedDrafted | None) -> ShownNeed:
    if own is not None:
        return ShownNeed(OWN, Passage(own.title, own.lang), own)
    found = e.title("needs", chosen.need)
    return ShownNeed(chosen.need, found or Passage(chosen.why or chosen.need, e.lang))
