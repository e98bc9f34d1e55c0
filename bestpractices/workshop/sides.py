"""The two sides of a session that are to be paired: its teams, and the organisations asked."""

from __future__ import annotations

from collections.abc import Iterator

from bestpractices.analysis.counterparts.teams import Host, Team, hosts_of_practices
from bestpractices.errors import BestPracticesError
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.workshop.partner_events import CapacitySet, CounterpartDecided, WishSet
from bestpractices.workshop.session_events import TeamAdded
from bestpractices.workshop.state import SessionState
from bestpractices.workshop.transfer_events import NeedChosen


class NobodyToPairError(BestPracticesError, ValueError):
    """A session has no team with a need yet; the message says what to do first."""


def teams_of(state: SessionState, kb: KnowledgeBase) -> list[Team]:
    """Teams of a session with the first need that each chose, by id.

    A team without a need of the base is left out: there is nothing to find a counterpart for.

    Raises
    ------
    NobodyToPairError
        If no team is left.
    """
    chosen: dict[str, str] = {}
    for one in state.of(NeedChosen):
        if one.need in kb.needs:
            chosen.setdefault(one.team, one.need)
    found = [_team(state, kb, team, chosen) for team in state.of(TeamAdded) if team.team in chosen]
    if not found:
        message = f'in "{state.title}" no team has chosen a need of the base; choose one first'
        raise NobodyToPairError(message)
    return sorted(found, key=lambda team: team.id)


def _team(state: SessionState, kb: KnowledgeBase, team: TeamAdded, chosen: dict[str, str]) -> Team:
    wish = state.get(WishSet, team.team)
    return Team(
        team.team,
        kb.needs[chosen[team.team]],
        languages=team.languages,
        places=_seats(state, team.team),
        wishes=wish.ranked if wish else (),
        refuses=(*(wish.refused if wish else ()), *_declined(state, team.team)),
    )


def hosts_of(state: SessionState, kb: KnowledgeBase) -> list[Host]:
    """Belgian organisations with a practice, and all that a wish or a number of seats names."""
    names = {host.id for host in hosts_of_practices(kb)}
    named = {one.party for one in state.of(CapacitySet)} | {one.party for one in state.of(WishSet)}
    wished = {name for one in state.of(WishSet) for name in one.ranked}
    names |= {name for name in named | wished if name in kb.organisations}
    return [_host(state, name) for name in sorted(names)]


def _host(state: SessionState, name: str) -> Host:
    wish = state.get(WishSet, name)
    return Host(
        name,
        places=_seats(state, name),
        wishes=wish.ranked if wish else (),
        refuses=wish.refused if wish else (),
    )


def _seats(state: SessionState, party: str) -> int:
    capacity = state.get(CapacitySet, party)
    return 1 if capacity is None else capacity.seats


def _declined(state: SessionState, team: str) -> Iterator[str]:
    """Organisations that the people have decided against."""
    wish = state.get(WishSet, team)
    known = wish.refused if wish else ()
    for one in state.of(CounterpartDecided):
        if one.team == team and one.decision == "declined" and one.organisation not in known:
            yield one.organisation
