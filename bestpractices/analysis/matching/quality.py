"""How good an order of practices is, where somebody judged what fits which need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.criteria import BALANCED, NAMES
from bestpractices.analysis.matching.matcher import Matcher
from bestpractices.records.knowledge_base import KnowledgeBase

Values = NDArray[np.float64]
_RESAMPLES: Final = 10_000
# What counts as a hit for MRR and P@3: clearly useful.
_USEFUL: Final = 2
_PLACES: Final = 9
# Points among which weights are drawn: near ours for what counts most, up to 20 for the rest.
_STEPS: Final = (0, 5, 10, 20, 30, 50, 70, 100)
_HEAVY: Final = 30
_LIGHT: Final = 20


@dataclass(frozen=True, eq=False)
class Judged:
    """Needs by practices with the grade of each pair, 0 (not useful) to 3 (among the first)."""

    needs: tuple[str, ...]
    practices: tuple[str, ...]
    grades: Values

    @classmethod
    def of(
        cls,
        grades: Mapping[str, Mapping[str, float]],
        practices: Iterable[str],
        *,
        kb: KnowledgeBase,
    ) -> Judged:
        """Grades by need and practice; a practice that was judged and has none has 0.

        Needs and practices that are not in the base are left out.
        """
        needs = tuple(sorted(name for name in grades if name in kb.needs))
        names = tuple(sorted(name for name in practices if name in kb.practices))
        rows = [[grades[need].get(name, 0.0) for name in names] for need in needs]
        return cls(needs, names, np.array(rows, np.float64).reshape(len(needs), len(names)))


def judged_values(matcher: Matcher, judged: Judged) -> Values:
    """Needs by judged practices by criteria, in the order of ``NAMES``; ``nan`` is unknown."""
    places = {practice.id: place for place, practice in enumerate(matcher.practices)}
    rows = [places[name] for name in judged.practices]
    return np.array([matcher.values(matcher.kb.needs[name])[rows] for name in judged.needs])


def sums(values: Values, weights: Mapping[str, float]) -> Values:
    """Needs by practices: sums in which the unknown gives nothing, as in a match.

    Divided by nothing: of one need the order is the same.
    """
    return np.nan_to_num(values) @ np.array([weights[name] for name in NAMES], np.float64)


def ndcg(scores: Values, grades: Values, k: int) -> Values:
    """NDCG at k of every need, gain 2^grade - 1: 1 is the best order that the grades allow.

    Equal scores stand in the order of the ids. A need for which every grade is 0 gives ``nan``.

    Examples
    --------
    >>> grades = np.array([[3.0, 2, 0, 1]])
    >>> ndcg(np.array([[4.0, 3, 2, 1]]), grades, 4).round(4).tolist()
    [0.9926]

    References
    ----------
    Järvelin and Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques, ACM
    Transactions on Information Systems 20(4), 422-446.
    """
    gains = 2**grades - 1
    ranked = np.take_along_axis(gains, _order(scores), axis=1)[:, :k]
    ideal = -np.sort(-gains, axis=1)[:, :k]
    discounts = 1 / np.log2(np.arange(2, ranked.shape[1] + 2))
    best = ideal @ discounts
    nothing = np.full(len(best), np.nan)
    return np.asarray(np.divide(ranked @ discounts, best, out=nothing, where=best > 0))


def figures(scores: Values, grades: Values) -> tuple[Values, Values, Values, Values]:
    """NDCG@5, nDCG@10, reciprocal rank of the first useful practice, useful ones of the first 3.

    Useful is a practice from grade 2 on; without one the reciprocal rank is 0.
    """
    useful = np.take_along_axis(grades, _order(scores), axis=1) >= _USEFUL
    first = 1 / (1 + useful.argmax(axis=1))
    return (
        ndcg(scores, grades, 5),
        ndcg(scores, grades, 10),
        np.where(useful.any(axis=1), first, 0.0),
        useful[:, :3].mean(axis=1),
    )


def interval(values: Values, *, seed: int = 1) -> tuple[float, float]:
    """Where the mean lies if other needs had been judged: 95 % of means of needs drawn anew."""
    rng = np.random.default_rng(seed)
    drawn = rng.choice(values, (_RESAMPLES, len(values))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


@dataclass(frozen=True, eq=False)
class LeftOut:
    """What weights are worth on needs that had no say in their choice.

    Parameters
    ----------
    own
        NDCG@5 of every need, with the weights that were best on all other needs.
    chosen
        Which set that was, for every need; 0 is ours.
    means
        Mean nDCG@5 over all needs of every set of weights that was tried, ours first.
    """

    own: Values
    chosen: tuple[int, ...]
    means: Values


def leave_one_need_out(
    values: Values, judged: Judged, *, draws: int = 200, seed: int = 1
) -> LeftOut:
    """For each need the best of many sets of points, chosen on the other needs only.

    Corrects for the points alone: the rules behind the values stay as they are.

    Parameters
    ----------
    values
        As `judged_values` gives them.
    draws
        How many sets of points are tried beside ours; drawn around ours.

    Raises
    ------
    ValueError
        If fewer than two needs are judged: then nothing is left to choose on.
    """
    every = np.arange(len(judged.needs))
    if len(every) < 2:  # noqa: PLR2004 - one to leave out, one to choose on
        message = f"{len(every)} needs are judged; leaving one out takes 2 or more"
        raise ValueError(message)
    rng = np.random.default_rng(seed)
    tried = [BALANCED, *(_drawn(rng) for _ in range(draws))]
    found = np.array([ndcg(sums(values, one), judged.grades, 5) for one in tried])
    best = tuple(int(found[:, every != need].mean(axis=1).argmax()) for need in every)
    return LeftOut(found[best, every], best, found.mean(axis=1))


def _order(scores: Values) -> NDArray[Any]:
    """Places from the best on; equal scores in the order of the practices' ids."""
    return np.argsort(-np.round(scores, _PLACES), axis=1, kind="stable")


def _drawn(rng: np.random.Generator) -> dict[str, float]:
    """Points between a half and twice as many for what counts, 0 to 20 for the rest."""
    found = {}
    for name, points in BALANCED.items():
        near = [step for step in _STEPS if points / 2 <= step <= points * 2]
        choices = near if points >= _HEAVY else [step for step in _STEPS if step <= _LIGHT]
        found[name] = float(rng.choice(choices))
    return found
