"""Talks and actions of a team, in the order in which its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bestpractices.pages.teams.entries import COACH
from bestpractices.pages.teams.reminders import reminders, session_day
from bestpractices.texts import N_
from bestpractices.workshop import ActionDone, ActionSet, CoachingNote, SessionState

# What a talk goes through, in its order (field guide, section 5).
QUESTIONS: Final = {
    "goal": N_("Goal"),
    "present": N_("Where we are now"),
    "options": N_("Options"),
    "choice": N_("Choice"),
    "reasons": N_("Why"),
    "next_step": N_("Next step"),
    "coach_does": N_("What the coach does"),
}


@dataclass(frozen=True)
class Talk:
    """A talk of a team with its coach, by its name, or the number of its entry without one."""

    id: str
    note: CoachingNote
    on: date

    @property
    def past(self) -> bool:
        """Whether the day of its next step had gone by already: most often a typing error."""
        return self.note.due is not None and self.note.due < self.on


def talks_of(state: SessionState, team: str) -> tuple[Talk, ...]:
    """Talks of a team, the newest first; those of one day by what came last."""
    found: list[Talk] = []
    for entry in state.entries(CoachingNote):
        note, written = entry.event, entry.at.astimezone().date()
        if isinstance(note, CoachingNote) and note.team == team:
            found.append(Talk(entry.key or str(entry.seq), note, note.on or written))
    # Sorting keeps the order of equals, also backwards.
    found.reverse()
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


@dataclass(frozen=True)
class ShownAction:
    """An action with what became of it.

    Parameters
    ----------
    when
        How near its day is, as `Reminder.when`; ``done`` where it is done.
    past
        Whether its day lies before the session and before it was written: most often a typing
        error.
    """

    action: ActionSet
    done: ActionDone | None
    when: str
    past: bool

    @property
    def owner(self) -> str:
        """Who does it, as the form has it; empty: nobody yet."""
        return COACH if self.action.by_coach else self.action.person or ""


def actions_of(state: SessionState, team: str, *, today: date) -> tuple[ShownAction, ...]:
    """Actions of a team: open ones by their day, without one last; then what is done."""
    done = {one.action: one for one in state.of(ActionDone)}
    near = {one.key: one.when(today) for one in reminders(state, today=today, team=team).every}
    found, begun = [], session_day(state) or date.max
    for entry in state.entries(ActionSet):
        one = entry.event
        if isinstance(one, ActionSet) and one.team == team:
            first = min(begun, entry.at.astimezone().date())
            past = one.due is not None and one.due < first
            found.append(ShownAction(one, done.get(one.action), near.get(one.action, "done"), past))
    return tuple(sorted(found, key=_order))


def _order(one: ShownAction) -> tuple[bool, date, str]:
    return (one.done is not None, one.action.due or date.max, one.action.action)
