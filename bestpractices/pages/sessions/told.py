"""What the teams of a session let others read of what they made of a practice.

A team stands there by its organisation and its place. Nobody in it is named, a pseudonym that got
into a text is blotted out, and what a team does not want to be shown is not here at all.
"""

from __future__ import annotations

from bestpractices.pages.demo.session import DEMO
from bestpractices.pages.sessions.view import blotting
from bestpractices.pages.teams.taken_up import TOLD, TakenUp
from bestpractices.workshop import Entry, ReuseRecorded, SessionCreated, SessionState, TeamAdded


def told_in_session(state: SessionState) -> tuple[TakenUp, ...]:
    """What the teams of a session let be shown, in the order in which it was first told.

    What is made up to click through is told nowhere else: of the demo there is nothing.
    """
    return tuple(
        found
        for entry in state.entries(ReuseRecorded)
        if (found := as_told(state, entry)) is not None
    )


def is_made_up(state: SessionState) -> bool:
    """Whether a session is there to click through, and nobody said what stands in it."""
    created = state.of(SessionCreated)
    return bool(created) and created[0].template == DEMO


def as_told(state: SessionState, entry: Entry) -> TakenUp | None:
    """A follow-up as others may read it; None if its team does not want that."""
    told, blot = entry.event, blotting(state)
    if not isinstance(told, ReuseRecorded) or not told.may_be_shown or is_made_up(state):
        return None
    team = state.get(TeamAdded, told.team)
    texts = ((name, blot(getattr(told, name).strip())) for name in TOLD)
    return TakenUp(
        practice=told.practice,
        organisation=blot(team.organisation) if team and team.organisation else None,
        place=blot(team.place) if team and team.place else None,
        block=told.block,
        months=told.months,
        on=told.on or entry.at.astimezone().date(),
        use=told.use,
        texts=tuple((name, text) for name, text in texts if text),
        session=blot(state.title),
        mark=f"{state.session}/{told.team}",
    )
