"""What the forms of a team's page enter: talks, actions, follow-ups, as events of the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Final

from bestpractices.pages.desk import Action, Desk, Entered, EntryError
from bestpractices.texts import N_
from bestpractices.workshop import (
    ActionSet,
    CoachingNote,
    Event,
    SessionState,
    Withdrawn,
    event,
)

COACH: Final = "/coach"  # no pseudonym can hold the sign
TEXTS: Final = ("kept", "changed", "dropped", "obstacles", "results")
_NO_GOAL: Final = N_("Write the goal: what is to be reached with this talk?")
_NO_WHAT: Final = N_("Write what is to be done.")
_NO_DAY: Final = N_("The day cannot be read. Write it as 2026-11-22.")
_TOMORROW: Final = N_("The day is still to come. Give the day on which it was told.")
_NOTHING_TOLD: Final = N_("Say whether it is used, or write what became of it.")
_GONE: Final = N_("This is not there any more: somebody took it away.")


def today() -> date:
    """Day of now, by the clock of this machine."""
    return datetime.now().astimezone().date()


def _talk(desk: Desk, entered: Entered) -> None:
    goal = entered.needed("goal", _NO_GOAL)
    state, team, talk = desk.state(), entered.text("team"), entered.text("talk")
    before = talk_of(state, talk) if talk else None
    new = entered.uid[:60]
    if talk and before is None:
        if talk_of(state, new) is None:
            raise EntryError(_GONE)
        return  # the same entry again, after an answer that got lost
    named = before is not None and before.talk is not None
    name = talk if named else new
    told = event("coaching_note", {
        "team": team,
        "talk": name,
        "goal": goal,
        **{field: entered.text(field) for field in _SAID},
        "options": _options(entered),
        "on": _day(entered, "on") or today().isoformat(),
        "person": entered.some("person"),
        "due": _day(entered, "due"),
    })  # fmt: skip
    assert isinstance(told, CoachingNote)  # noqa: S101 - says to mypy what this kind is
    # What was kept without a name gives way to the same under one.
    gone = [] if named or before is None else [Withdrawn(what="coaching_note", key_of=talk)]
    desk.write(entered, *gone, told, *promised(state, told, before if named else None))
    _close(desk, "talk")


_SAID: Final = ("present", "choice", "reasons", "next_step", "coach_does")


def talk_of(state: SessionState, talk: str) -> CoachingNote | None:
    """A talk by its name, or by the number of its entry where it has none."""
    for entry in state.entries(CoachingNote):
        if talk == (entry.key or str(entry.seq)) and isinstance(entry.event, CoachingNote):
            return entry.event
    return None


def promised(state: SessionState, told: CoachingNote, before: CoachingNote | None) -> list[Event]:
    """Actions that follow from a talk: the next step, and what the coach will do.

    What the talk leaves as it was is not touched, since the action itself may have been changed.
    """
    step = {"what": told.next_step, "person": told.person, "due": told.due}
    old = before and {"what": before.next_step, "person": before.person, "due": before.due}
    events = [] if step == old else _kept(state, f"{told.talk}-next", told.team, step)
    if before is None or told.coach_does != before.coach_does:
        there = state.get(ActionSet, f"{told.talk}-coach")
        due = there.due if there else None
        own: dict[str, Any] = {"what": told.coach_does, "by_coach": True, "due": due}
        events += _kept(state, f"{told.talk}-coach", told.team, own)
    return events


def _kept(state: SessionState, action: str, team: str, fields: Mapping[str, Any]) -> list[Event]:
    """The action as it is meant now; without words it is taken away."""
    if str(fields["what"]).strip():
        return [ActionSet(action=action, team=team, **fields)]
    there = state.get(ActionSet, action) is not None
    return [Withdrawn(what="action_set", key_of=action)] if there else []


def _options(entered: Entered) -> list[dict[str, Any]]:
    """Ways that were spoken of, in the order of their fields; empty fields are passed over."""
    found: list[dict[str, Any]] = []
    for number in count():
        if f"option-{number}" not in entered.fields:
            return found
        if text := entered.text(f"option-{number}"):
            found.append({"text": text, "known": bool(entered.text(f"known-{number}"))})
    return found


def _action(desk: Desk, entered: Entered) -> None:
    owner = entered.text("owner")
    told = {
        "action": entered.text("action") or entered.uid[:60],
        "what": entered.needed("what", _NO_WHAT),
        "team": entered.some("team"),
        "person": owner if owner and owner != COACH else None,
        "by_coach": owner == COACH,
        "due": _day(entered, "due"),
    }
    desk.write(entered, event("action_set", told))


def _done(desk: Desk, entered: Entered) -> None:
    told = {
        "action": entered.text("action"),
        "on": _day(entered, "on") or today().isoformat(),
        "result": entered.text("result"),
    }
    desk.write(entered, event("action_done", told))


def _again(desk: Desk, entered: Entered) -> None:
    desk.write(entered, Withdrawn(what="action_done", key_of=entered.text("action")))


def _away(desk: Desk, entered: Entered) -> None:
    what = "coaching_note" if entered.text("talk") else "action_set"
    key = entered.text("talk") or entered.text("action")
    desk.write(entered, Withdrawn(what=what, key_of=key))


def _follow_up(desk: Desk, entered: Entered) -> None:
    texts = {name: entered.text(name) for name in TEXTS}
    if not entered.text("use") and not any(texts.values()):
        raise EntryError(_NOTHING_TOLD)
    day = _day(entered, "on") or today().isoformat()
    # One day of grace, for whoever sits further east than this machine.
    if date.fromisoformat(day) - today() > timedelta(1):
        raise EntryError(_TOMORROW)
    told = {
        "team": entered.text("team"),
        "practice": entered.text("practice"),
        "block": entered.some("block"),
        "months": int(entered.text("months")),
        "on": day,
        "use": entered.some("use"),
        **texts,
        "may_be_shown": bool(entered.text("may_be_shown")),
    }
    desk.write(entered, event("reuse_recorded", told))
    _close(desk, "follow")


def _close(desk: Desk, name: str) -> None:
    """What was open to be written is read again once it is kept."""
    if desk.looked(name):
        desk.sheet.view = {**desk.sheet.view, name: ""}


def _day(entered: Entered, name: str) -> str | None:
    """A day of a form, None where it is empty.

    Raises
    ------
    EntryError
        If it is no day.
    """
    written = entered.text(name)
    try:
        return date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        raise EntryError(_NO_DAY) from None


ACTIONS: Final[dict[str, Action]] = {
    "talk": _talk,
    "action": _action,
    "action_done": _done,
    "action_again": _again,
    "away": _away,
    "follow_up": _follow_up,
}
