"""With whom, in the session to click through: wishes, seats and one pair, from records alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bestpractices.analysis.counterparts.fit import Fits
from bestpractices.analysis.counterparts.teams import Team
from bestpractices.analysis.matching.reason import Side
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice
from bestpractices.workshop import Event, event


def demo_counterparts(
    kb: KnowledgeBase, team: str, *, need: Need, practices: Sequence[Practice], pair: bool
) -> Iterator[Event]:
    """A team wishes those who run its practices; the first of them has two seats.

    Parameters
    ----------
    practices
        Of the team, the best first; without an organisation of the base there are no events.
    pair
        Whether the first pair is decided; its reason is what speaks for it.
    """
    running = [one.organisation for one in practices if one.organisation in kb.organisations]
    hosts = [str(one) for one in dict.fromkeys(running) if one != team]
    if not hosts:
        return
    yield event("wish_set", {"party": team, "ranked": hosts})
    yield event("capacity_set", {"party": hosts[0], "seats": 2})
    if pair:
        reasons = Fits(kb).fit(Team(team, need), hosts[0]).on(Side.FOR)
        why = " ".join(one.sentence() for one in reasons[:2])
        told = {"team": team, "organisation": hosts[0], "why": why}
        yield event("counterpart_decided", told)
