"""Judged pairs of needs and practices, and what a ranking of them is worth."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.records.knowledge_base import KnowledgeBase

Values = NDArray[np.float64]
_RESAMPLES: Final = 10_000
# What counts as a hit for MRR and P@3: clearly useful.
_USEFUL: Final = 2
_PLACES: Final = 9


@dataclass(frozen=True, eq=False)
class Judged:
    """Needs by practices with the grade of each pair."""

    needs: tuple[str, ...]
    practices: tuple[str, ...]
    grades: Values

    @classmethod
    def read(cls, path: Path, kb: KnowledgeBase) -> Judged:
        """Judgements of a file; what is not in the base is left out."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["need"] in kb.needs and row["practice"] in kb.practices:
                    found[row["need"]][row["practice"]] = float(row["grade"])
        practices = tuple(sorted({name for grades in found.values() for name in grades}))
        needs = tuple(sorted(found))
        grades = np.array([[found[need][name] for name in practices] for need in needs])
        return cls(needs, practices, grades)


def _order(scores: Values) -> NDArray[Any]:
    """Places from the best on; equal scores in the order of the practices' ids."""
    return np.argsort(-np.round(scores, _PLACES), axis=1, kind="stable")


def ndcg(scores: Values, grades: Values, k: int) -> Values:
    """NDCG at k of every need, gain 2^grade - 1.

    Examples
    --------
    >>> grades = np.array([[3.0, 2, 0, 1]])
    >>> ndcg(np.array([[4.0, 3, 2, 1]]), grades, 4).round(4).tolist()
    [0.9926]
    """
    gains = 2**grades - 1
    ranked = np.take_along_axis(gains, _order(scores), axis=1)[:, :k]
    ideal = -np.sort(-gains, axis=1)[:, :k]
    discounts = 1 / np.log2(np.arange(2, ranked.shape[1] + 2))
    return np.asarray((ranked @ discounts) / (ideal @ discounts))


def figures(scores: Values, grades: Values) -> tuple[Values, Values, Values, Values]:
    """NDCG@5, nDCG@10, reciprocal rank of the first useful practice, useful ones of the first 3."""
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
