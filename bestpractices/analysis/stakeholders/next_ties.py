"""Which new tie between two groups would help most: nearer, more who can be reached, more ways.

Every absent pair is tried. With the steps ``d`` that there are now, a tie between u and v makes the
way from a to b ``min(d(a, b), d(a, u) + 1 + d(v, b), d(a, v) + 1 + d(u, b))``.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path

from bestpractices.analysis.stakeholders.grouping import grouping
from bestpractices.analysis.stakeholders.ties import Floats, Graph, Places, in_order, simple, ties

Steps = NDArray[np.int16]
_NEVER: Final = 10_000  # steps to whom no way leads; two of them still fit into 16 bits
_FINALISTS: Final = 40  # of which the second ways are counted


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


def propose_ties(  # noqa: PLR0913 - each is one thing to ask
    graph: Graph,
    between: tuple[Hashable, Hashable],
    *,
    group: Mapping[Any, Any],
    candidates: Collection[Any] | None = None,
    traits: Mapping[str, Mapping[Any, Collection[str]]] | None = None,
    needed: Collection[str] = (),
    number: int = 3,
) -> list[NextTie]:
    """The next ties to make between two groups, one after the other.

    Each is the best once those before it are made: the one that adds most nearness, then most
    second ways, then the one with more introducers, then by id. So two proposals do not bring the
    same to the same.

    Parameters
    ----------
    graph
        Directions, strengths and loops are not used.
    between
        The two groups, such as ``("BE", "TR")``.
    group
        Group of every node.
    candidates
        Who may be in a new tie; all when not given.
    traits
        What each has, by name of the trait, such as its themes and languages.
    needed
        Traits of which the two must share at least one value.
    number
        Most proposals.

    Returns
    -------
    list[NextTie]
        Fewer, or none, where no absent pair is left. Nothing is drawn at random. The work grows
        with the square of the pairs between the groups: 100 by 60 takes tenths of a second.

    Raises
    ------
    ValueError
        If the two groups are one, or a node has no group.

    Examples
    --------
    >>> ties_now = nx.Graph([("a", "b"), ("c", "d")])
    >>> country = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}
    >>> [best] = propose_ties(ties_now, ("BE", "TR"), group=country, number=1)
    >>> best.start, best.end, best.reach, round(best.nearness, 3)
    ('a', 'c', 4, 0.583)
    """
    first, second = between
    if first == second:
        message = f"both groups are {first!r}; name two"
        raise ValueError(message)
    now: nx.Graph[Any] = nx.Graph(simple(graph))
    asked = between, group, candidates, dict(traits or {}), tuple(needed)
    today = search = _Search(now.copy(), *asked)
    made: list[NextTie] = []
    while len(made) < number and (best := search.best()):
        # who knows whom is told as it is today, not as it will be with the ties before this one
        made.append(replace(best, **today.known(best.start, best.end)))
        now.add_edge(best.start, best.end)
        search = _Search(now.copy(), *asked)
    return made


class _Search:
    """One round: all absent pairs of a network as it stands."""

    def __init__(  # noqa: PLR0913, PLR0917 - what was asked
        self,
        graph: nx.Graph[Any],
        between: tuple[Hashable, Hashable],
        group: Mapping[Any, Any],
        candidates: Collection[Any] | None,
        traits: Mapping[str, Mapping[Any, Collection[str]]],
        needed: tuple[str, ...],
    ) -> None:
        self.graph, self.traits, self.needed = graph, traits, needed
        found = ties(graph)
        grouping(found.nodes, group)  # says who has none
        self.nodes = found.nodes
        allowed = set(found.nodes if candidates is None else candidates)
        sides = [np.array([at for at, node in enumerate(found.nodes) if group[node] == name],
                          dtype=np.int64) for name in between]  # fmt: skip
        self.sides: list[Places] = sides
        self.may = [np.array([found.nodes[at] in allowed for at in side], bool) for side in sides]
        steps = (
            shortest_path(found.pattern, unweighted=True) if len(found.nodes) else np.zeros((0, 0))
        )
        self.steps: Steps = np.where(np.isinf(steps), _NEVER, steps).astype(np.int16)

    def best(self) -> NextTie | None:
        """The tie that helps most; None where none can be made."""
        sums = self._sums()
        open_ = np.argwhere(np.isfinite(sums))
        if not len(open_):
            return None
        # the highest sum first, then in id order
        order = np.lexsort((open_[:, 1], open_[:, 0], -np.round(sums[tuple(open_.T)], 9)))
        before = self.steps[np.ix_(*self.sides)]
        ways = _second_ways(self.graph, *self._sides())
        found = [self._told(u, v, before, ways) for u, v in open_[order[:_FINALISTS]]]
        return min(found, key=lambda one: (-round(one.gain, 9), -one.second_ways,
                                           -len(one.introducers)))  # fmt: skip

    def _sums(self) -> Floats:
        """Sum of ``1 / d`` between the groups with each tie; -inf where none may be made."""
        left, right = self.sides
        here, there = self.steps[np.ix_(left, left)], self.steps[np.ix_(right, right)]
        across = self.steps[np.ix_(left, right)]
        sums = np.full(across.shape, -np.inf)
        near = _nearness_of(int(self.steps.max(initial=0)))
        for u in np.flatnonzero(self.may[0]):
            open_ = np.flatnonzero(self.may[1] & (across[u] > 1) & self._fitting(int(u)))
            if not len(open_):
                continue
            # a to u, over to v, on to b; or a to v, over to u, on to b
            forth = here[:, u][None, :, None] + 1 + there[open_][:, None, :]
            back = across[:, open_].T[:, :, None] + 1 + across[u][None, None, :]
            ways = np.minimum(np.minimum(forth, back), across[None])
            sums[u, open_] = near[ways].sum(axis=(1, 2))
        return sums

    def _fitting(self, u: int) -> NDArray[np.bool_]:
        """Who on the other side shares a value of every trait that is needed."""
        start = self.nodes[self.sides[0][u]]
        return np.array(
            [
                all(self._shared(start, self.nodes[end], name) for name in self.needed)
                for end in self.sides[1]
            ],
            dtype=bool,
        )

    def _sides(self) -> tuple[list[Any], list[Any]]:
        left, right = ([self.nodes[at] for at in side] for side in self.sides)
        return left, right

    def _told(self, u: int, v: int, before: Steps, ways: int) -> NextTie:
        one, other = self.sides[0][u], self.sides[1][v]
        start, end = self.nodes[one], self.nodes[other]
        forth = self.steps[self.sides[0], one][:, None] + 1 + self.steps[other, self.sides[1]]
        back = self.steps[self.sides[0], other][:, None] + 1 + self.steps[one, self.sides[1]]
        after = np.minimum(np.minimum(forth, back), before)
        near = _nearness_of(int(self.steps.max(initial=0)))
        tied: nx.Graph[Any] = nx.Graph(self.graph)
        tied.add_edge(start, end)
        return NextTie(
            start,
            end,
            float(near[after].mean()),
            float(near[before].mean()),
            _mean(after[before < _NEVER]),
            _mean(before[before < _NEVER]),
            int((after < before).sum()),
            int(((before >= _NEVER) & (after < _NEVER)).sum()),
            _second_ways(tied, *self._sides()) - ways,
            {name: self._shared(start, end, name) for name in self.traits},
            **self.known(start, end),
        )

    def known(self, start: Any, end: Any) -> dict[str, Any]:
        """Steps between two, who is tied to both, and who stands between."""
        one, other = (self.nodes.index(node) for node in (start, end))
        steps = int(self.steps[one, other])
        return {
            "steps_before": steps if steps < _NEVER else None,
            "introducers": tuple(in_order(nx.common_neighbors(self.graph, start, end))),
            "way": self._way(one, other),
        }

    def _way(self, one: int, other: int) -> tuple[Any, ...]:
        """Who stands between, each one step nearer to the other end."""
        if self.steps[one, other] >= _NEVER:
            return ()
        way = [one]
        while way[-1] != other:
            nearer = self.steps[:, other] == self.steps[way[-1], other] - 1
            way.append(int(np.flatnonzero(nearer & (self.steps[way[-1]] == 1))[0]))
        return tuple(self.nodes[at] for at in way[1:-1])

    def _shared(self, start: Any, end: Any, name: str) -> tuple[str, ...]:
        of = self.traits[name]
        return tuple(sorted({*of.get(start, ())} & {*of.get(end, ())}))


def _nearness_of(most: int) -> Floats:
    """``1 / d`` by the number of steps; nothing where no way leads."""
    near = np.zeros(2 * max(most, _NEVER) + 2)
    near[1:_NEVER] = 1 / np.arange(1, _NEVER)
    return near


def _mean(steps: Steps) -> float | None:
    return float(steps.mean()) if steps.size else None


def _second_ways(graph: nx.Graph[Any], left: list[Any], right: list[Any]) -> int:
    """Pairs of the two that have two ways without a go-between in common.

    They are in one block (biconnected part) of three or more; two blocks share one node at most,
    so no pair is counted twice.
    """
    ours, theirs = set(left), set(right)
    blocks: Iterator[set[Any]] = nx.biconnected_components(graph)  # type: ignore[assignment]
    return sum(
        len(block & ours) * len(block & theirs)
        for block in blocks
        if len(block) > 2  # noqa: PLR2004 - two with one tie have but one way
    )


def as_table(proposals: list[NextTie]) -> pd.DataFrame:
    """Proposals as rows, in their order: what each would change."""
    columns = ("start", "end", "steps_before", "gain", "nearer", "reach", "second_ways")
    rows = [{name: getattr(one, name) for name in columns} for one in proposals]
    return pd.DataFrame(rows, columns=list(columns))
