"""A session to click through: two teams with needs of the base, at different places of the thread.

Made from records alone: reasons are sentences of the records, with their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from bestpractices.analysis.matching import match
from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.pages.session_agenda import agenda
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_
from bestpractices.workshop import Event, SessionCreated, Store, event

DEMO: Final = "demo"
TEAMS: Final = (N_("First team"), N_("Second team"))
_PEOPLE: Final = (("kestrel", "heron", "wagtail"), ("robin", "lark", "swift"))
_PRACTICES: Final = 2
# Which criterion a constraint of a need speaks of.
_SPEAKS_OF: Final = {
    "language": "education-culture", "staff": "staff", "money": "money", "legal": "law",
    "space": "money", "data": "evidence", "trust": "trust", "skills": "staff",
}  # fmt: skip


def keep_demo(store: Store, kb: KnowledgeBase) -> bool:
    """Write the demo session into a store without any session; whether it was written."""
    if store.sessions():
        return False
    events = list(demo(kb))
    if not events:
        return False
    store.new(DEMO, SessionCreated(title=DEMO, template=DEMO, languages=("en", "tr")))
    store.append_all(DEMO, events)
    return True


def demo(kb: KnowledgeBase) -> Iterator[Event]:
    """Events of the demo after its beginning; none where the base has no need of Türkiye."""
    needs = [need for need in kb.needs.values() if need.country == "TR" and need.raised_by]
    chosen = sorted(needs, key=lambda need: (-len(need.constraints), need.id))
    if not chosen:
        return
    yield event("agenda_set", agenda("half-day", None))
    yield event("agenda_reached", {"item": 5})
    for number, need in enumerate(islice(chosen, len(TEAMS))):
        yield from _team(kb, need, number)


def _team(kb: KnowledgeBase, need: Need, number: int) -> Iterator[Event]:
    # Under no real name: nobody said what is said here.
    team, place = f"team-{number + 1}", next(iter(need.provinces), None)
    named = {"name": TEAMS[number], "languages": ["tr"], "place": place}
    yield event("team_added", {"team": team, **named})
    people = _PEOPLE[number]
    for person in people:
        consent = {"consent": "oral", "consent_on": datetime.now(UTC).date().isoformat()}
        yield event("person_added", {"person": person, "team": team, **consent})
    yield event("need_chosen", {"team": team, "need": need.id})
    practices = [kb.practices[m.practice] for m in match(kb, need.id, limit=_PRACTICES)]
    for practice in practices:
        yield event("practice_chosen", {"team": team, "need": need.id, "practice": practice.id})
        for block in practice.building_blocks[:2]:
            yield _about(team, practice, block.id, "block_chosen")
    if not number and practices and practices[0].building_blocks:
        yield from _talk(need, team, practices[0], people)


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
        yield event("action_set", {"action": f"{team}-1", "team": team, "what": what})


def _about(team: str, practice: Practice, block: str, kind: str, **more: Any) -> Event:
    return event(kind, {"team": team, "practice": practice.id, "block": block, **more})
