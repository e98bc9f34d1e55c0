"""A tie that could be made next, and what it would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class NextTie:
    """A tie that could be made, and what it would change.

    Parameters
    ----------
    start, end
        Of the first and of the second group.
    nearness, nearness_before
        Mean of ``1 / d`` over all pairs of the two groups, with and without it: 0 if nobody
        reaches anybody, 1 if all are tied.
    distance, distance_before
        Mean number of steps over the pairs of the two groups between whom a way leads already;
        None if there are none.
    nearer
        Pairs of the two groups that would be fewer steps apart.
    reach
        Pairs of the two groups that could not reach each other before.
    second_ways
        Pairs that would come to have two ways without a go-between in common, so that none of
        them hangs on one; before, they had one or none.
    shared
        What the two have in common, by name of the trait, in order.
    steps_before
        Steps between the two today, before any of the proposals; None if no way leads there.
    introducers
        Who is tied to both already, in id order.
    way
        Who stands between the two on a shortest way, from the first to the second; empty if no way
        leads there. Of several ways the first in id order.
    """

    start: Any
    end: Any
    nearness: float
    nearness_before: float
    distance: float | None
    distance_before: float | None
    nearer: int
    reach: int
    second_ways: int
    shared: Mapping[str, tuple[str, ...]]
    steps_before: int | None
    introducers: tuple[Any, ...]
    way: tuple[Any, ...]

    @property
    def gain(self) -> float:
        """Nearness that it adds."""
        return self.nearness - self.nearness_before


def as_table(proposals: list[NextTie]) -> pd.DataFrame:
    """Proposals as rows, in their order: what each would change."""
    columns = ("start", "end", "steps_before", "gain", "nearer", "reach", "second_ways")
    rows = [{name: getattr(one, name) for name in columns} for one in proposals]
    return pd.DataFrame(rows, columns=list(columns))
