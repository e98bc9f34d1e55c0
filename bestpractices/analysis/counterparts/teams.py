"""The two sides that are to be paired: teams with a need, and organisations that have practices."""

from __future__ import annotations

from dataclasses import dataclass

from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need


@dataclass(frozen=True)
class Team:
    """Those who look for a counterpart.

    Parameters
    ----------
    id
        Name of the team; that of its need where a need stands for those who raised it.
    need
        What it works on, from the base or written in the room.
    languages
        Languages its members speak; empty: those of the organisation that raises the need.
    places
        How many counterparts it can work with.
    wishes
        Organisations it would rather have, the best first; they come before all others.
    refuses
        Organisations with which it cannot work.
    """

    id: str
    need: Need
    languages: tuple[str, ...] = ()
    places: int = 1
    wishes: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Host:
    """An organisation that can be a counterpart; fields as of `Team`."""

    id: str
    places: int = 1
    wishes: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()


def teams_of_needs(kb: KnowledgeBase, country: str = "TR") -> list[Team]:
    """One team for every need of a country, by id."""
    needs = sorted(kb.needs.values(), key=lambda need: need.id)
    return [Team(need.id, need) for need in needs if need.country == country]


def hosts_of_practices(kb: KnowledgeBase, country: str = "BE", *, places: int = 1) -> list[Host]:
    """Every organisation of a country that runs a practice of the base, by id."""
    running = {practice.organisation for practice in kb.practices.values()}
    return [
        Host(name, places)
        for name, body in sorted(kb.organisations.items())
        if body.country == country and name in running
    ]
