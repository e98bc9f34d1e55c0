"""The study visit of the demo session: an example at every step, in sentences of the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from bestpractices.analysis.transferability.criteria import Criterion, criteria
from bestpractices.pages.demo.team import DemoTeam
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Practice
from bestpractices.texts import N_
from bestpractices.workshop import Event, event

# Day of the visit, beginning, end, and what happens.
_PARTS: Final = (
    (0, "09:30", "11:00", N_("Example: welcome, and who works here")),
    (0, "11:15", "12:30", N_("Example: sitting in where the work is done")),
    (1, "10:00", "11:30", N_("Example: what it costs, and who pays")),
    (1, "14:00", "16:00", N_("Example: the last day, eight questions together")),
)
_AFTER: Final = timedelta(days=42)
_EXAMPLE: Final = "Example: {}"


def demo_visit(kb: KnowledgeBase, team: DemoTeam, *, day: date) -> Iterator[Event]:
    """Events of a visit six weeks after the day of the session.

    There are none where no practice has a block and an organisation of the base.
    """
    found = [one for one in team.practices if one.organisation in kb.organisations]
    found = [one for one in found if one.building_blocks]
    if not found:
        return
    first = found[0]
    yield _expectation(team.id, first)
    yield from _days(team.id, [str(one.organisation) for one in found], day + _AFTER)
    yield _card(team.id, first, team.people[0])
    limit = next((one.text for one in team.need.constraints), "")
    for question, text in ((1, first.building_blocks[0].what), (3, limit)):
        if text:
            said = {"question": question, "text": _EXAMPLE.format(text)}
            yield event("visit_analysed", {"team": team.id, **said})


def _days(team: str, hosts: Sequence[str], first: date) -> Iterator[Event]:
    for number, (day, starts, ends, what) in enumerate(_PARTS):
        told = {
            "part": f"{team}-visit-{number}",
            "team": team,
            "day": (first + timedelta(days=day)).isoformat(),
            "starts": starts,
            "ends": ends,
            "what": what,
            "host": hosts[min(day, len(hosts) - 1)],
        }
        yield event("visit_part_set", told)


def _expectation(team: str, practice: Practice) -> Event:
    """What the first block is, and what the team does not know of it (`demo_session`)."""
    block = practice.building_blocks[0]
    asked = [
        {"practice": practice.id, "block": block.id, "criterion": one.id} for one in _not_known()
    ]
    told: dict[str, Any] = {"team": team, "host": practice.organisation, "asked": asked}
    return event("expectation_set", told | {"text": _EXAMPLE.format(block.what)})


def _not_known() -> tuple[Criterion, ...]:
    """The questions that nobody of the team could answer in the talk of the demo."""
    return tuple(criteria("quick"))[1::3]


def _card(team: str, practice: Practice, person: str) -> Event:
    block = practice.building_blocks[0]
    worked = next((one.text for one in practice.enabling_factors), "")
    told = {
        "team": team,
        "practice": practice.id,
        "block": block.id,
        "person": person,
        "saw": _EXAMPLE.format(block.what),
        "worked": worked,
        "needs": "; ".join(block.requires),
        "question": _not_known()[0].question,
    }
    return event("observation_made", told)
