"""The two sides of a session that are to be paired: its teams, and the organisations asked."""

from __future__ import annotations

from collections.abc import Iterator, Set

from bestpractices.analysis.counterparts.teams import Host, Team, hosts_of_practices
from bestpractices.errors import BestPracticesError
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need
from bestpractices.workshop.own_needs import needs_of
from bestpractices.workshop.partner_events import CapacitySet, CounterpartDecided, WishSet
from bestpractices.workshop.session_events import TeamAdded
from bestpractices.workshop.state import SessionState


class NobodyToPairError(BestPracticesError, ValueError):
    """A session has no team with a need yet; the message says what to do first."""


def teams_of(state: SessionState, kb: KnowledgeBase) -> list[Team]:
    """Teams of a session with the first need that each chose or wrote itself, by id.

    A team without a need is left out: there is nothing to find a counterpart for.

    Raises
    ------
    NobodyToPairError
        If no team is left.
    """
    first = ((team, needs_of(state, kb, team.team)[:1]) for team in state.of(TeamAdded))
    found = [_team(state, team, need) for team, needs in first for need in needs]
    if not found:
        message = f'in "{state.title}" no team has chosen or written a need; do so first'
        raise NobodyToPairError(message)
    return sorted(found, key=lambda team: team.id)


def _team(state: SessionState, team: TeamAdded, need: Need) -> Team:
    wish = state.get(WishSet, team.team)
    refuses = (*(wish.refused if wish else ()), *_declined(state, team.team))
    return Team(
        team.team,
        need,
        languages=team.languages,
        places=_seats(state, team.team),
        # What was decided against is no wish any more, though it was one before.
        wishes=tuple(name for name in (wish.ranked if wish else ()) if name not in refuses),
        refuses=refuses,
    )


def hosts_of(state: SessionState, kb: KnowledgeBase) -> list[Host]:
    """Belgian organisations with a practice, and all that a wish or a number of seats names.

    What they wish of a team that has no need yet, or was taken back, waits until it has one. An id
    that a team of the session has too means the team: it is no counterpart of its own.
    """
    names = {host.id for host in hosts_of_practices(kb)}
    teams = {team.team for team in state.of(TeamAdded)}
    named = {one.party for one in state.of(CapacitySet)} | {one.party for one in state.of(WishSet)}
    wished = {name for one in state.of(WishSet) for name in one.ranked}
    names |= {name for name in named | wished if name in kb.organisations}
    ready = {team for team in teams if needs_of(state, kb, team)}
    return [_host(state, name, ready) for name in sorted(names - teams)]


def _host(state: SessionState, name: str, ready: Set[str]) -> Host:
    wish = state.get(WishSet, name)
    return Host(
        name,
        places=_seats(state, name),
        wishes=tuple(team for team in (wish.ranked if wish else ()) if team in ready),
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
