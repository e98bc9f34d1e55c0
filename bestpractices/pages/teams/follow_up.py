"""Practices of a team with what is asked of them after 3, 12 and 24 months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bestpractices.pages.edition import Edition
from bestpractices.pages.teams.reminders import MONTHS, Reminder, follow_up_day, reminders
from bestpractices.records.languages import Passage
from bestpractices.workshop import PracticeChosen, ReuseRecorded, SessionState


@dataclass(frozen=True)
class FollowUp:
    """What is asked of a practice after some months, and what was told.

    Parameters
    ----------
    id
        Practice and months, such as ``duo-for-a-job/12``.
    when
        ``told``; how near its day is; ``passed over`` where a later one was told already.
    """

    id: str
    months: int
    due: date | None
    when: str
    told: ReuseRecorded | None


@dataclass(frozen=True)
class FollowedPractice:
    """A practice that a team took up; without a page where readers have none of it."""

    id: str
    title: Passage
    href: str
    asked: tuple[FollowUp, ...]


def practices_of(
    e: Edition, state: SessionState, team: str, *, today: date
) -> tuple[FollowedPractice, ...]:
    """Practices of a team in the order in which it chose them; one that has gone with its answers.

    What was told stays here also where the team no longer has the practice among its choices.
    """
    told = {(one.practice, one.months): one for one in state.of(ReuseRecorded) if one.team == team}
    near = {one.key: one for one in reminders(state, today=today, team=team).every}
    chosen = [one.practice for one in state.of(PracticeChosen) if one.team == team]
    names = dict.fromkeys([*chosen, *(practice for practice, _ in told)])
    return tuple(
        FollowedPractice(
            name,
            e.title("practices", name) or Passage(name, e.lang),
            e.url(f"practices/{name}") if name in e.kb.practices else "",
            tuple(
                FollowUp(
                    f"{name}/{months}",
                    months,
                    follow_up_day(state, months),
                    _when(near.get(f"{team}/{name}/{months}"), told.get((name, months)), today),
                    told.get((name, months)),
                )
                for months in MONTHS
            ),
        )
        for name in names
    )


def _when(open_: Reminder | None, told: ReuseRecorded | None, today: date) -> str:
    if told is not None:
        return "told"
    return open_.when(today) if open_ else "passed over"
