"""The Net-Map of the demo session: who takes part in the practices of a team, as records say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from bestpractices.pages.edition import Edition
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_
from bestpractices.workshop import Event, LinkType, NetMapActor, NetMapLink, NetMapSet

Tie: TypeAlias = tuple[str, str, str]  # type, start and end

QUESTION: Final = N_("Who takes part in the practices that we chose?")
_MOST: Final = 4  # standing ties of one organisation: more would fill the sheet
_TYPES: Final = (
    LinkType(
        id="partner",
        name=N_("Partner in a practice"),
        means=N_("The record of a practice names both."),
    ),
    LinkType(
        id="related",
        name=N_("Other ties"),
        means=N_("The record of one organisation names the other."),
    ),
)


def demo_net_map(
    kb: KnowledgeBase, team: str, *, need: Need, practices: Sequence[Practice]
) -> Iterator[Event]:
    """Events of the map of a team; none where records name no two organisations together.

    Whoever raised the need has a card, mostly without a link: that is what the map is to show.
    """
    told = dict.fromkeys([*_partners(practices), *_related(kb, practices)])
    links = [tie for tie in told if {*tie[1:]} <= set(kb.organisations)]
    if not links:
        return
    yield NetMapSet(map=team, question=QUESTION, types=_TYPES)
    own = [need.raised_by] if need.raised_by and need.raised_by in kb.organisations else []
    for name in dict.fromkeys([*own, *(end for _, *ends in links for end in ends)]):
        found = kb.organisations[name]
        called = found.short_name or found.name.passage("en").text
        yield NetMapActor(map=team, actor=name, name=called, group=found.country)
    for kind, start, end in links:
        yield NetMapLink(map=team, type=kind, start=start, end=end, mutual=kind == "partner")


def said(e: Edition, frame: NetMapSet) -> NetMapSet:
    """Frame of the map of the demo in the language of the edition."""
    types = tuple(
        one.model_copy(update={"name": e.t(one.name), "means": e.t(one.means) if one.means else ""})
        for one in frame.types
    )
    question = e.t(frame.question) if frame.question else ""
    return frame.model_copy(update={"question": question, "types": types})


def _partners(practices: Sequence[Practice]) -> Iterator[Tie]:
    """Who runs a practice and who takes part in it, as far as they are in the base."""
    for one in practices:
        if one.organisation:
            yield from (("partner", one.organisation, partner) for partner in one.partners)


def _related(kb: KnowledgeBase, practices: Sequence[Practice]) -> Iterator[Tie]:
    """Standing ties that those who run the practices have on record."""
    for one in practices:
        if one.organisation:
            told = kb.organisations[one.organisation].related[:_MOST]
            yield from (("related", one.organisation, tie.organisation) for tie in told)
