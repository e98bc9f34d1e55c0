"""What is still to do in a session, by whom and until when, over all teams."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from bestpractices.workshop import (
    ActionDone,
    ActionSet,
    AgendaSet,
    PracticeChosen,
    ReuseRecorded,
    SessionCreated,
    SessionState,
    TeamAdded,
)

# When one asks what became of a practice (field guide, section 2: reuse record).
MONTHS: Final = (3, 12, 24)
SOON: Final = timedelta(days=7)
When = Literal["overdue", "soon", "later", "undated"]


@dataclass(frozen=True)
class Reminder:
    """Something that is still to do.

    Parameters
    ----------
    key
        Once in its session: id of an action, or team, practice and months of a follow-up.
    what
        Words of an action; id of the practice of a follow-up.
    team
        Whose it is; None for an action of the whole session.
    due
        Last day; None where nobody set one.
    person, by_coach
        Who does it; neither: nobody has taken it on.
    months
        After how many months a follow-up asks; None for an action.
    """

    key: str
    what: str
    team: str | None
    due: date | None
    person: str | None = None
    by_coach: bool = False
    months: int | None = None

    @property
    def owned(self) -> bool:
        """Whether somebody does it; follow-ups are the coach's."""
        return self.by_coach or self.person is not None or self.months is not None

    def when(self, today: date) -> When:
        """How near its day is; *soon* is today and the seven days after it."""
        if self.due is None:
            return "undated"
        if self.due < today:
            return "overdue"
        return "soon" if self.due <= today + SOON else "later"


@dataclass(frozen=True)
class Reminders:
    """Everything that is still to do, each thing once, by its day and then by its key.

    ``unowned`` names again what nobody has taken on.
    """

    overdue: tuple[Reminder, ...] = ()
    soon: tuple[Reminder, ...] = ()
    later: tuple[Reminder, ...] = ()
    undated: tuple[Reminder, ...] = ()
    unowned: tuple[Reminder, ...] = ()

    @property
    def every(self) -> tuple[Reminder, ...]:
        """All of them, those without a day last."""
        return (*self.overdue, *self.soon, *self.later, *self.undated)


def reminders(state: SessionState, *, today: date, team: str | None = None) -> Reminders:
    """What is still to do.

    Parameters
    ----------
    team
        Only what is of this team; None: of all, and of the session itself.

    Returns
    -------
    Reminders
        Empty for a session in which nothing is open.
    """
    found = [*_actions(state), *_follow_ups(state)]
    mine = [one for one in found if team is None or one.team == team]
    ordered = sorted(mine, key=lambda one: (one.due or date.max, one.key))
    by_when: dict[str, list[Reminder]] = {}
    for one in ordered:
        by_when.setdefault(one.when(today), []).append(one)
    parts = {name: tuple(some) for name, some in by_when.items()}
    return Reminders(**parts, unowned=tuple(one for one in ordered if not one.owned))


def session_day(state: SessionState) -> date | None:
    """Day of a session: that of its agenda, else that on which it was begun; None if it is none."""
    agendas = state.of(AgendaSet)
    if agendas and agendas[0].starts:
        return agendas[0].starts.date()
    begun = state.entries(SessionCreated)
    return begun[0].at.astimezone().date() if begun else None


def after_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day.

    Examples
    --------
    >>> after_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def follow_up_day(state: SessionState, months: int) -> date | None:
    """Day on which one asks what became of it; None for a session without a day."""
    day = session_day(state)
    # Nobody plans for the year 9999, but a typing error may reach it.
    return after_months(day, months) if day and day.year < date.max.year - 2 else None


def _actions(state: SessionState) -> Iterator[Reminder]:
    done = {one.action for one in state.of(ActionDone)}
    for one in state.of(ActionSet):
        if one.action not in done:
            yield Reminder(one.action, one.what, one.team, one.due, one.person, one.by_coach)


def _follow_ups(state: SessionState) -> Iterator[Reminder]:
    """Practices of teams that nobody has asked about yet; a later answer stands for all before."""
    told: dict[tuple[str, str], int] = {}
    for one in state.of(ReuseRecorded):
        about = (one.team, one.practice)
        told[about] = max(told.get(about, 0), one.months)
    for team, practice in _chosen(state):
        for months in MONTHS:
            due = follow_up_day(state, months)
            if due and months > told.get((team, practice), 0):
                key = f"{team}/{practice}/{months}"
                yield Reminder(key, practice, team, due, months=months)


def _chosen(state: SessionState) -> Iterable[tuple[str, str]]:
    there = {one.team for one in state.of(TeamAdded)}
    return [(one.team, one.practice) for one in state.of(PracticeChosen) if one.team in there]
