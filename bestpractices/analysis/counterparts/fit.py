"""How well a team and an organisation fit, as each side sees it, with the reasons.

The two sides look for different things, so each has weights of its own. The team asks first whether
the organisation has a practice that answers its need; the organisation, whether the team works on
its subjects and for its people. Whether they can talk and know each other counts for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bestpractices.analysis.counterparts.grounds import Ground, Grounds
from bestpractices.analysis.counterparts.teams import Team
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Organisation

CRITERIA: Final = ("practice", "themes", "target_groups", "languages", "type", "contacts")
# Swing weights, 100 for what each side would lift from its worst to its best first.
FOR_TEAM: Final[Mapping[str, float]] = {
    "practice": 100,
    "languages": 40,
    "type": 20,
    "contacts": 20,
}
FOR_HOST: Final[Mapping[str, float]] = {
    "themes": 100,
    "target_groups": 60,
    "languages": 40,
    "contacts": 20,
}


@dataclass(frozen=True)
class Fit:
    """Fit of one team and one organisation.

    Parameters
    ----------
    team, host
        Their ids.
    values
        Each of ``CRITERIA`` from 0 to 1; None is unknown and gives nothing to the scores.
    for_team, for_host
        Score as each side sees it, 0 to 1.
    reasons
        For, against and not known, in the order of the criteria.
    """

    team: str
    host: str
    values: Mapping[str, float | None]
    for_team: float
    for_host: float
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """Mean of both sides' scores."""
        return (self.for_team + self.for_host) / 2

    def on(self, side: Side) -> tuple[Reason, ...]:
        """Reasons of one side."""
        return tuple(reason for reason in self.reasons if reason.side is side)


class Fits:
    """Fits of any team with any organisation of a knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.grounds = Grounds(kb)

    def fit(self, team: Team, host: str) -> Fit:
        """Values, scores and reasons of one pair."""
        found = dict(self._criteria(team, self.kb.organisations[host]))
        values = {name: found[name][0] for name in CRITERIA}
        reasons = tuple(reason for name in CRITERIA for reason in found[name][1])
        for_team, for_host = _score(values, FOR_TEAM), _score(values, FOR_HOST)
        return Fit(team.id, host, values, for_team, for_host, reasons)

    def _criteria(self, team: Team, body: Organisation) -> Iterator[tuple[str, Ground]]:
        yield "practice", self.grounds.practice(team.need, body)
        yield "themes", self.grounds.words("themes", team.need, body)
        yield "target_groups", self.grounds.words("target_groups", team.need, body)
        yield "languages", self.grounds.languages(team, body)
        yield "type", self.grounds.type(team.need, body)
        yield "contacts", self.grounds.contacts(team.need, body)


def _score(values: Mapping[str, float | None], weights: Mapping[str, float]) -> float:
    """Weighted mean; what is not known gives nothing, as in matching."""
    return sum(w * (values[name] or 0.0) for name, w in weights.items()) / sum(weights.values())
