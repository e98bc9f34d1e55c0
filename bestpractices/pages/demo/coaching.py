"""The talk, the actions and the follow-up of the demo session: an example at every step.

Goal, present state, options and reasons are sentences of the records; what is to be done is made up
and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bestpractices.analysis.matching import match
from bestpractices.pages.demo.team import DemoTeam
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Practice
from bestpractices.workshop import Event, event

_EXAMPLE: Final = "Example: {}"
_REASONS: Final = 2
# Days after the session: one action is done, one overdue, one due in the next days.
_DONE, _NEXT, _LATE, _SOON, _ASKED = 10, 14, 30, 103, 94


def demo_coaching(kb: KnowledgeBase, team: DemoTeam, *, day: date) -> Iterator[Event]:
    """Events of a talk with all that follows from it.

    Parameters
    ----------
    day
        Of the session, some hundred days back, so that a follow-up is due.
    """
    need, first = team.need, team.practices[0]
    talk = f"{team.id}-talk"
    step = _EXAMPLE.format(f"read the sources of “{_said(first.title)}” together")
    told = {"what": step, "person": team.people[0], "due": _after(day, _NEXT)}
    coach = _EXAMPLE.format("ask the organisation whether it receives visitors")
    yield event(
        "coaching_note",
        {
            "team": team.id,
            "talk": talk,
            "on": day.isoformat(),
            "goal": _said(need.title),
            "present": " ".join(one.text for one in need.constraints[:_REASONS]),
            "options": [{"text": _said(one.title), "known": True} for one in team.practices],
            "choice": _said(first.title),
            "reasons": _reasons(kb, need, first),
            "next_step": step,
            "person": team.people[0],
            "due": told["due"],
            "coach_does": coach,
        },
    )
    yield event("action_set", {"action": f"{talk}-next", "team": team.id, **told})
    yield event("action_done", {"action": f"{talk}-next", "on": _after(day, _DONE)})
    own = {"what": coach, "by_coach": True, "due": _after(day, _SOON)}
    yield event("action_set", {"action": f"{talk}-coach", "team": team.id, **own})
    yield from _open(first, team.id, person=team.people[1], day=day)
    yield _follow_up(need, first, team.id, day=day)


def _open(practice: Practice, team: str, *, person: str, day: date) -> Iterator[Event]:
    """What the first block requires, as one action with a day and one that nobody has taken on."""
    for number, thing in enumerate(practice.building_blocks[0].requires[:2]):
        told = {"action": f"{team}-{number + 1}", "team": team}
        what = _EXAMPLE.format(f"find out who could bring: {thing}")
        owner = {} if number else {"person": person, "due": _after(day, _LATE)}
        yield event("action_set", {**told, "what": what, **owner})


def _follow_up(need: Need, practice: Practice, team: str, *, day: date) -> Event:
    """What a team could tell after three months; it is shown on no other page."""
    block = practice.building_blocks[0]
    return event(
        "reuse_recorded",
        {
            "team": team,
            "practice": practice.id,
            "months": 3,
            "on": _after(day, _ASKED),
            "use": "in_use",
            "kept": _EXAMPLE.format(_said(block.name)),
            "changed": _EXAMPLE.format("; ".join(block.requires)) if block.requires else "",
            "obstacles": need.constraints[0].text if need.constraints else "",
        },
    )


def _reasons(kb: KnowledgeBase, need: Need, practice: Practice) -> str:
    found = next((m for m in match(kb, need.id) if m.practice == practice.id), None)
    return " ".join(one.sentence() for one in found.for_[:_REASONS]) if found else ""


def _said(text: LocalText) -> str:
    return text.passage("en").text


def _after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
