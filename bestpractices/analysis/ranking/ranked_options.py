"""Everything about a table of options in one result: what `bestpractices rank` shows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Final

from bestpractices.analysis.ranking.acceptability import Acceptability, acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable, Truths
from bestpractices.analysis.ranking.dominance import dominance
from bestpractices.analysis.ranking.span import Span, span
from bestpractices.analysis.ranking.way_to_win import WayToWin, way_to_win
from bestpractices.analysis.ranking.weighted_sum import Scores, weighted_sum
from bestpractices.analysis.ranking.weights import weights_for

# The bar and the ways to win compare each option with each other; beyond this it takes minutes.
MOST_COMPARED: Final = 200


@dataclass(frozen=True)
class RankedOption:
    """One option with its place and how firm that is.

    Parameters
    ----------
    score, score_high
        What its known values assure, and what it becomes if all unknown ones turn out best.
    known
        Share of the weights that stand on known values.
    rank
        By ``score``; 1 is best, equals share the smaller number.
    rank_acceptability
        Share of all weights (and unknown values) that give it rank 1, 2, and so on.
    central_weights
        Mean of the weights that put it first; ``None`` for each criterion if none does.
    confidence
        How often it is first at those weights; ``None`` if it never is.
    score_range, rank_range
        Lowest and highest score, best and worst rank over all weights; the ranks ``None`` for a
        table of more than 200 options.
    dominated_by
        Options that are nowhere worse and somewhere better, whatever the unknown values are.
    to_win
        What would have to change; ``None`` if it is first, or the table has more than 200 options.
    """

    id: str
    score: float
    score_high: float
    known: float
    rank: int
    rank_acceptability: tuple[float, ...]
    central_weights: dict[str, float | None]
    confidence: float | None
    score_range: tuple[float, float]
    rank_range: tuple[int, int] | None
    dominated_by: tuple[str, ...]
    to_win: WayToWin | None


@dataclass(frozen=True)
class Ranking:
    """Options in order of score, then of name, and how the figures came about."""

    options: tuple[RankedOption, ...]
    weights: dict[str, float]
    samples: int
    seed: int


def rank(
    table: CriteriaTable,
    weights: Mapping[str, float] | None = None,
    *,
    samples: int = 10_000,
    seed: int = 1,
) -> Ranking:
    """Options with score, rank, acceptability, span, dominance and what would change their place.

    Scores and ranks are those of the given weights. Acceptability, central weights and ranges are
    over all weights, also where some are given: they answer what other people would choose.

    Parameters
    ----------
    weights
        From 0 up for each criterion, in any unit; ``None``: all equal.

    Examples
    --------
    >>> table = CriteriaTable.of({"A": (1, 0.2), "B": (0.5, 0.8)}, ["cost", "time"])
    >>> [(option.id, option.rank, option.score) for option in rank(table).options]
    [('B', 1, 0.65), ('A', 2, 0.6)]
    """
    shares = weights_for(table.criteria, weights)
    found = _Found(
        weighted_sum(table, shares),
        acceptability(table, samples=samples, seed=seed),
        dominance(table).certain,
        span(table, seed=seed) if len(table.options) <= MOST_COMPARED else None,
    )
    ranked = [_ranked(table, place, found, shares) for place in range(len(table.options))]
    ranked.sort(key=lambda option: (option.rank, option.id))
    return Ranking(tuple(ranked), shares, samples, seed)


@dataclass(frozen=True, eq=False)
class _Found:
    scores: Scores
    drawn: Acceptability
    certain: Truths
    reach: Span | None


def _ranked(
    table: CriteriaTable, place: int, found: _Found, shares: Mapping[str, float]
) -> RankedOption:
    scores, drawn, option = found.scores, found.drawn, table.options[place]
    central = [_or_none(share) for share in drawn.central_weights[place]]
    return RankedOption(
        id=option,
        score=float(scores.low[place]),
        score_high=float(scores.high[place]),
        known=float(scores.known[place]),
        rank=int(scores.ranks[place]),
        rank_acceptability=tuple(drawn.ranks[place].tolist()),
        central_weights=dict(zip(table.criteria, central, strict=True)),
        confidence=_or_none(drawn.confidence[place]),
        score_range=(float(table.low[place].min()), float(table.high[place].max())),
        rank_range=_rank_range(found, place),
        dominated_by=tuple(compress(table.options, found.certain[:, place])),
        to_win=way_to_win(table, option, weights=shares) if found.reach else None,
    )


def _rank_range(found: _Found, place: int) -> tuple[int, int] | None:
    if found.reach is None:
        return None
    # a tie that is split reaches the worse of its ranks too
    best = min(found.reach.best[place], found.drawn.best[place])
    return int(best), int(max(found.reach.worst[place], found.drawn.worst[place]))


def _or_none(share: float) -> float | None:
    return None if math.isnan(share) else float(share)
