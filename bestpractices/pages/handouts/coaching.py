"""Talks with the coach, actions and follow-ups of a team on paper, and the reminders of all teams.

No person is named but the owners of actions, under their pseudonyms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bestpractices.exports.handout import (
    Boxes,
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Part,
    Table,
)
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.sessions.history import team_name
from bestpractices.pages.sessions.view import blotting
from bestpractices.pages.teams.contents import QUESTIONS, Talk, actions_of, talks_of
from bestpractices.pages.teams.entries import COACH, today
from bestpractices.pages.teams.follow_up import FollowUp, practices_of
from bestpractices.pages.teams.reminder_days import WHEN, what, who
from bestpractices.pages.teams.reminders import Reminder, reminders
from bestpractices.pages.teams.taken_up import TOLD, USES
from bestpractices.workshop import CoachingNote, ReuseRecorded, SessionState

_TO_WRITE: Final = 3  # lines under each question of a sheet that nobody has filled in


def handout(e: Edition, state: SessionState, team: str) -> Handout:
    """Talks, actions and follow-ups of a team; without a talk the questions with lines to write."""
    return framed(e, state, parts(e, state, team), title=e.t("Coaching"), team=team)


def parts(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    """The same as parts."""
    blot = blotting(state)
    talks = talks_of(state, team)
    for one in talks:
        yield from _talk(e, one, blot)
    if not talks:
        yield Heading(e.t("Coaching talk"))
        yield from (Lines(e.t(label), _TO_WRITE) for label in QUESTIONS.values())
    yield from _actions(e, state, team)
    yield from _follow_ups(e, state, team)


def reminder_handout(e: Edition, state: SessionState, team: str = "") -> Handout:
    """What is still to do, of a team or of all, to tick off."""
    still = reminders(state, today=today(), team=team or None)

    def listed() -> Iterator[Part]:
        yield Paragraph(e.t("Counted on {date}.", date=e.day(today())), "small")
        if not still.every:
            yield Paragraph(e.t("Nothing is open."))
        for name, label in WHEN.items():
            if some := getattr(still, name):
                yield Heading(e.t(label))
                yield Boxes(tuple(_line(e, state, one) for one in some))

    return framed(e, state, listed(), title=e.t("Reminders"), team=team)


def _talk(e: Edition, talk: Talk, blot: Callable[[str], str]) -> Iterator[Part]:
    note = talk.note
    yield Heading(e.t("Coaching talk of {date}", date=e.day(talk.on)))
    yield _fields(e, note, ("goal", "present"), blot)
    if note.options:
        yield Heading(e.t(QUESTIONS["options"]), 2)
        known = e.t("known: someone has gone it")
        yield Bullets(tuple(
            f"{blot(one.text)} ({known})" if one.known else blot(one.text) for one in note.options
        ))  # fmt: skip
    yield _fields(e, note, ("choice", "reasons", "next_step"), blot)
    owner = ((e.t("Who"), note.person),) if note.person else ()
    until = ((e.t("Until"), e.day(note.due)),) if note.due else ()
    yield Fields((*owner, *until))
    yield _fields(e, note, ("coach_does",), blot)


def _fields(
    e: Edition, note: CoachingNote, names: tuple[str, ...], blot: Callable[[str], str]
) -> Fields:
    """What was said to some questions, without those to which nothing was said."""
    said = ((name, getattr(note, name)) for name in names)
    return Fields(tuple((e.t(QUESTIONS[name]), blot(text)) for name, text in said if text))


def _actions(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    blot, rows = blotting(state), []
    for one in actions_of(state, team, today=today()):
        owner = e.t("the coach") if one.owner == COACH else one.owner or e.t("nobody yet")
        due = e.day(one.action.due) if one.action.due else e.t("no date")
        result = ": ".join(filter(None, (e.t("done"), blot(one.done.result)))) if one.done else ""
        rows.append((blot(one.action.what), owner, due, result))
    if rows:
        yield Heading(e.t("Actions"))
        head = (e.t("What"), e.t("Who"), e.t("Until"), e.t("Result"))
        yield Table(head, tuple(rows), (5, 2, 2.6, 3))


def _follow_ups(e: Edition, state: SessionState, team: str) -> Iterator[Part]:
    practices = practices_of(e, state, team, today=today())
    if practices:
        yield Heading(e.t("What became of it"))
    for practice in practices:
        yield Heading(practice.title.text, 2)
        open_ = [_open(e, one) for one in practice.asked if one.told is None]
        for one in practice.asked:
            if one.told is not None:
                yield from _told(e, one.months, one.told, blotting(state))
        if open_:
            yield Paragraph("; ".join(open_), "small")


def _after(e: Edition, months: int) -> str:
    return e.t.count("After {number} month", "After {number} months", months)


def _open(e: Edition, one: FollowUp) -> str:
    due = e.t("due on {date}", date=e.day(one.due)) if one.due else e.t("no date")
    return f"{_after(e, one.months)}: {due}"


def _told(
    e: Edition, months: int, told: ReuseRecorded, blot: Callable[[str], str]
) -> Iterator[Part]:
    used = ((e.t("Is it used?"), e.t(USES[told.use])),) if told.use else ()
    texts = ((e.t(label), blot(getattr(told, name))) for name, label in TOLD.items())
    yield Heading(_after(e, months), 3)
    yield Fields((*used, *(pair for pair in texts if pair[1])))


def _line(e: Edition, state: SessionState, one: Reminder) -> str:
    blot = blotting(state)
    team = e.t(team_name(state, one.team)) if one.team else ""
    until = e.t("until {date}", date=e.day(one.due)) if one.due else ""
    return " · ".join(filter(None, (blot(what(e, one)), blot(team), who(e, one), until)))
