"""All practices of a knowledge base beside one need: values, scores, ranks, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.asked_methods import MethodFit
from bestpractices.analysis.matching.criteria import BALANCED, NAMES
from bestpractices.analysis.matching.evidence import Evidence
from bestpractices.analysis.matching.gender import GenderFit
from bestpractices.analysis.matching.languages import LanguageFit
from bestpractices.analysis.matching.level import LevelFit
from bestpractices.analysis.matching.match import Match, Matching
from bestpractices.analysis.matching.measure import Measure
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.analysis.matching.requirements import RequirementFit
from bestpractices.analysis.matching.scale import ScaleFit
from bestpractices.analysis.matching.scores import Scores, first_rank_shares, scored
from bestpractices.analysis.matching.tags import TagFit
from bestpractices.analysis.matching.text_fit import TextFit
from bestpractices.analysis.ranking.weights import weights_for
from bestpractices.analysis.search import finder
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import Need

Floats = NDArray[np.float64]
TEXT: Final = NAMES.index("text")
_PLACES: Final = 6


class Matcher:
    """What is prepared once for all needs: profiles of all practices, criterion by criterion."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.text = TextFit(finder(kb))
        # as the index has them
        kb = replace(kb, practices=MappingProxyType(dict(sorted(kb.practices.items()))))
        self.kb = kb
        self.practices = tuple(kb.practices.values())
        self.requirements = RequirementFit(kb)
        measures: tuple[Measure, ...] = (
            TagFit(kb, "themes", ordered=True),
            TagFit(kb, "target_groups", ordered=False),
            MethodFit(kb),
            self.requirements,
            LevelFit(kb),
            ScaleFit(kb),
            Evidence(kb),
            LanguageFit(kb),
            GenderFit(kb),
        )
        self.measures: Mapping[str, Measure] = {one.name: one for one in measures}
        self.found: dict[tuple[str, int], Matching] = {}

    def values(self, need: Need) -> Floats:
        """Practices by criteria, in the order of ``NAMES``; ``nan`` where nothing is known."""
        found = np.full((len(self.practices), len(NAMES)), np.nan)
        shares = self.text.values(self.text.telling(need))
        if shares is not None:
            found[:, TEXT] = shares
        for name, measure in self.measures.items():
            asked = measure.asked(need)
            if asked is not None:
                worths = np.clip(measure.profiles @ asked, 0, 1)
                found[:, NAMES.index(name)] = np.where(measure.known, worths, np.nan)
        # single precision is good to no more places
        return np.round(found, _PLACES)

    def balanced(self, need: Need, *, limit: int) -> Matching:
        """`match` of a need of the base with the usual weights, kept: four languages ask for it."""
        key = (need.id, limit)
        if key not in self.found:
            self.found[key] = self.match(need, limit=limit)
        return self.found[key]

    def match(
        self,
        need: Need,
        *,
        limit: int = 10,
        weights: Mapping[str, float] | None = None,
        samples: int = 10_000,
        seed: int = 1,
    ) -> Matching:
        """The best practices for a need, with their reasons.

        Parameters
        ----------
        need
            From the base or written in the room.
        weights
            From 0 up for each criterion, in any unit; None: the preset *balanced*.
        samples, seed
            Draws of weights for ``first_rank_share``, and where they begin.

        Raises
        ------
        UnfitWeightsError
            If a name is wrong or missing, a number negative or none, or all of them zero.
        """
        shares = weights_for(NAMES, weights or BALANCED)
        values = self.values(need)
        scores = scored(values, shares)
        order = scores.order()
        first = first_rank_shares(values, order, samples=samples, seed=seed)
        matches = [
            self._match(need, place, values=values, scores=scores, first=first)
            for place in order[:limit]
        ]
        return Matching(need.id, shares, tuple(matches))

    def _match(
        self,
        need: Need,
        place: int,
        *,
        values: Floats,
        scores: Scores,
        first: Mapping[int, float],
    ) -> Match:
        row = dict(zip(NAMES, map(known, values[place]), strict=True))
        reasons = list(self.reasons(need, place, row))
        return Match(
            practice=self.practices[place].id,
            rank=int(scores.ranks[place]),
            score=float(scores.low[place]),
            score_high=float(scores.high[place]),
            criteria=row,
            first_rank_share=first.get(place),
            blocking=on(Side.BLOCKING, reasons),
            for_=on(Side.FOR, reasons),
            against=on(Side.AGAINST, reasons),
            unknown=on(Side.UNKNOWN, reasons),
        )

    def reasons(self, need: Need, place: int, row: Mapping[str, float | None]) -> Iterator[Reason]:
        """Reasons for and against one practice, in the order of the criteria."""
        practice = self.practices[place]
        for name in NAMES:
            if name == "text":
                yield from self.text.reasons(need, practice, row[name], place)
            else:
                yield from self.measures[name].reasons(need, practice, row[name])


def known(value: float) -> float | None:
    """The value; None for ``nan``."""
    return None if np.isnan(value) else float(value)


def on(side: Side, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons of one side."""
    return tuple(one for one in reasons if one.side is side)
