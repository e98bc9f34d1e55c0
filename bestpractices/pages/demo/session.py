"""A session to click through: two teams with needs of the base, at different places of the thread.

Made from records alone: reasons are sentences of the records, with their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from bestpractices.analysis.matching import match
from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.pages.demo.coaching import demo_coaching
from bestpractices.pages.demo.counterparts import demo_counterparts
from bestpractices.pages.demo.net_map import demo_net_map
from bestpractices.pages.demo.team import DemoTeam
from bestpractices.pages.demo.visit import demo_visit
from bestpractices.pages.demo.write_shop import demo_write_shop
from bestpractices.pages.sessions.agenda import agenda
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_
from bestpractices.workshop import Event, SessionCreated, Store, event

DEMO: Final = "demo"
TEAMS: Final = (N_("First team"), N_("Second team"))
_PEOPLE: Final = (("kestrel", "heron", "wagtail"), ("robin", "lark", "swift"))
_PRACTICES: Final = 2
_BEFORE: Final = timedelta(days=100)  # so that what was agreed is due, and a follow-up too
_BEGINS: Final = time(9)
# Which criterion a constraint of a need speaks of.
_SPEAKS_OF: Final = {
    "language": "education-culture", "staff": "staff", "money": "money", "legal": "law",
    "space": "money", "data": "evidence", "trust": "trust", "skills": "staff",
}  # fmt: skip


def keep_demo(store: Store, kb: KnowledgeBase) -> bool:
    """Write the demo session into a store without any session; whether it was written.

    One that was begun, and stopped before anything was in it, is filled.
    """
    found = {one.session: one.seq for one in store.sessions()}
    if found not in ({}, {DEMO: 1}):
        return False
    events = list(demo(kb))
    if not events:
        return False
    if not found:
        store.new(DEMO, SessionCreated(title=DEMO, template=DEMO, languages=("en", "tr")))
    store.append_all(DEMO, events)
    return True


def demo(kb: KnowledgeBase, *, today: date | None = None) -> Iterator[Event]:
    """Events of the demo after its beginning; none where the base has no need of Türkiye.

    Parameters
    ----------
    today
        The session was some hundred days before; None: before the day of this machine.
    """
    needs = [need for need in kb.needs.values() if need.country == "TR" and need.raised_by]
    chosen = sorted(needs, key=lambda need: (-len(need.constraints), need.id))
    if not chosen:
        return
    day = (today or datetime.now(UTC).date()) - _BEFORE
    yield event("agenda_set", agenda("half-day", datetime.combine(day, _BEGINS).astimezone()))
    yield event("agenda_reached", {"item": 5})
    for number, need in enumerate(islice(chosen, len(TEAMS))):
        yield from _team(kb, need, number, day=day)


def _team(kb: KnowledgeBase, need: Need, number: int, *, day: date) -> Iterator[Event]:
    # Under no real name: nobody said what is said here.
    team, place = f"team-{number + 1}", next(iter(need.provinces), None)
    named = {"name": TEAMS[number], "languages": ["tr"], "place": place}
    yield event("team_added", {"team": team, **named})
    people = _PEOPLE[number]
    for person in people:
        consent = {"consent": "oral", "consent_on": day.isoformat()}
        yield event("person_added", {"person": person, "team": team, **consent})
    yield event("need_chosen", {"team": team, "need": need.id})
    practices = [kb.practices[m.practice] for m in match(kb, need.id, limit=_PRACTICES)]
    for practice in practices:
        yield event("practice_chosen", {"team": team, "need": need.id, "practice": practice.id})
        for block in practice.building_blocks[:2]:
            yield _about(team, practice, block.id, "block_chosen")
    yield from demo_net_map(kb, team, need=need, practices=practices)
    yield from demo_counterparts(kb, team, need=need, practices=practices, pair=not number)
    if not number and practices and practices[0].building_blocks:
        yield from _talk(need, team, practices[0], people)
        shown = DemoTeam(team, need, practices, people)
        yield from demo_coaching(kb, shown, day=day)
        yield from demo_write_shop(kb, practices[0], team=team)
        yield from demo_visit(kb, shown, day=day)


def _talk(need: Need, team: str, practice: Practice, people: tuple[str, ...]) -> Iterator[Event]:
    """What three people think of the first block, what is decided, and what comes next."""
    block = practice.building_blocks[0].id
    limits = {_SPEAKS_OF.get(one.kind): one for one in need.constraints}
    for at, criterion in enumerate(criteria("quick")):
        limit = limits.get(criterion.id)
        for number, person in enumerate(people):
            answer = "hinders" if limit and number else ("helps", "unknown", "neutral")[at % 3]
            told = {"person": person, "criterion": criterion.id, "answer": answer}
            if limit and number == 1:
                told |= {"why": limit.text, "source": f"needs/{need.id}#{limit.source}"}
            yield _about(team, practice, block, "answer_given", **told)
    if practice.building_blocks[0].requires:
        what = practice.building_blocks[0].requires[0]
        yield _about(team, practice, block, "adaptation_decided", decision="adapt", what=what)


def _about(team: str, practice: Practice, block: str, kind: str, **more: Any) -> Event:
    return event(kind, {"team": team, "practice": practice.id, "block": block, **more})
