"""Which team with which organisation: three ways to pair them, and what each would upset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from bestpractices.analysis.counterparts.assignment import largest_total
from bestpractices.analysis.counterparts.fit import Fit, Fits
from bestpractices.analysis.counterparts.stable import Pair, blocking_pairs, deferred_acceptance
from bestpractices.analysis.counterparts.teams import Host, Team
from bestpractices.analysis.counterparts.wishes import WishError, check_wishes
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.texts import N_

WAYS: Final[Mapping[str, str]] = {
    "teams": N_("stable, the best for the teams"),
    "organisations": N_("stable, the best for the organisations"),
    "total": N_("largest total fit, may be unstable"),
}
"""Ways to pair, in the order in which they are offered, with what they stand for."""


@dataclass(frozen=True)
class Pairing:
    """Pairs that one way gives.

    Parameters
    ----------
    way
        One of ``WAYS``.
    pairs
        Fit of every pair, by team, then by organisation.
    blocking
        Pairs of team and organisation that would both rather have each other; empty if stable.
    alone
        Teams without a counterpart, by id.
    """

    way: str
    pairs: tuple[Fit, ...]
    blocking: tuple[Pair, ...]
    alone: tuple[str, ...]

    @property
    def total(self) -> float:
        """Sum of the scores of all pairs."""
        return sum(fit.score for fit in self.pairs)


class Counterparts:
    """Teams and organisations, how they fit, and the ways to pair them.

    People decide: this is where a talk begins. Wishes come before every score, and who refuses the
    other is never paired with it. Equal scores are taken in the order of the ids.

    Parameters
    ----------
    teams, hosts
        The two sides; see `Team` and `Host`.
    fits
        Of the same base, where they were prepared before.

    Raises
    ------
    WishError
        If an id is there twice, an organisation is not in the base, or wishes cannot be meant.

    References
    ----------
    Gale and Shapley (1962), as in `stable`; field guide of the project, "humans decide".
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        teams: Sequence[Team],
        *,
        hosts: Sequence[Host],
        fits: Fits | None = None,
    ) -> None:
        self.teams = {team.id: team for team in teams}
        self.hosts = {host.id: host for host in hosts}
        _check_ids(kb, teams, hosts)
        fits = fits or Fits(kb)
        self.fits = {
            (team, host): fits.fit(self.teams[team], host)
            for team in self.teams
            for host in self.hosts
        }
        self.team_places = {team.id: team.places for team in teams}
        self.host_places = {host.id: host.places for host in hosts}
        self.team_wishes = {team.id: self._wishes_of_team(team) for team in teams}
        self.host_wishes = {host.id: self._wishes_of_host(host) for host in hosts}
        check_wishes(self.team_wishes, self.host_wishes, places=self.team_places)
        check_wishes(self.host_wishes, self.team_wishes, places=self.host_places)

    def _wishes_of_team(self, team: Team) -> list[str]:
        scores = {host: self.fits[team.id, host].for_team for host in self.hosts}
        return _ordered(team, scores)

    def _wishes_of_host(self, host: Host) -> list[str]:
        scores = {team: self.fits[team, host.id].for_host for team in self.teams}
        return _ordered(host, scores)

    def pairing(self, way: str = "teams") -> Pairing:
        """Pairs by one of ``WAYS``, with the reasons of every pair and what it would upset."""
        pairs = {"teams": self._asked, "organisations": self._offered, "total": self._total}[way]()
        upset = blocking_pairs(
            pairs,
            self.team_wishes,
            self.host_wishes,
            first_places=self.team_places,
            second_places=self.host_places,
        )
        paired = {team for team, _ in pairs}
        alone = tuple(sorted(team for team in self.teams if team not in paired))
        return Pairing(way, tuple(self.fits[pair] for pair in pairs), tuple(upset), alone)

    def _asked(self) -> list[Pair]:
        return deferred_acceptance(
            self.team_wishes,
            self.host_wishes,
            proposer_places=self.team_places,
            receiver_places=self.host_places,
        )

    def _offered(self) -> list[Pair]:
        offered = deferred_acceptance(
            self.host_wishes,
            self.team_wishes,
            proposer_places=self.host_places,
            receiver_places=self.team_places,
        )
        return sorted((team, host) for host, team in offered)

    def _total(self) -> list[Pair]:
        scores = pd.DataFrame(np.nan, index=sorted(self.teams), columns=sorted(self.hosts))
        for (team, host), fit in self.fits.items():
            if host in self.team_wishes[team] and team in self.host_wishes[host]:
                scores.loc[team, host] = fit.score
        return largest_total(scores, row_places=self.team_places, column_places=self.host_places)


def _ordered(one: Team | Host, scores: Mapping[str, float]) -> list[str]:
    """Wishes first, then all others by score and id, without those it refuses."""
    others = sorted(scores, key=lambda other: (-round(scores[other], 9), other))
    rest = [other for other in others if other not in (*one.wishes, *one.refuses)]
    return [*one.wishes, *rest]


def _check_ids(kb: KnowledgeBase, teams: Sequence[Team], hosts: Sequence[Host]) -> None:
    for all_ in (teams, hosts):
        ids = [one.id for one in all_]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice is not None:
            message = f'"{twice}" is there twice; join the two or give one another name'
            raise WishError(message)
    for host in hosts:
        if host.id not in kb.organisations:
            message = f'organisation "{host.id}" is not in the knowledge base; write its record'
            raise WishError(message)
    everybody: tuple[Team | Host, ...] = (*teams, *hosts)
    for one in everybody:
        if both := [other for other in one.wishes if other in one.refuses]:
            message = f'"{one.id}" both wishes and refuses "{both[0]}"; keep one of the two'
            raise WishError(message)
